"""The shipped weights and form tables; see README.md beside this file."""
