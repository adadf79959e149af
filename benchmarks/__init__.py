"""Measurements beside peers; predictions for scoring tools."""
