"""What is kept: SQLite, one file per table group. Knows only the domain."""
