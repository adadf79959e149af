"""Dispatches annotated with parties and event records: offsets and labels only (see README.md)."""
