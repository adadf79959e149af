"""Ways out: readings and dossiers as JSON, tables, calendars, feeds and linked data."""
