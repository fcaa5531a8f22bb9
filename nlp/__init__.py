"""article -> doc -> statement: language, themes, actors, instruments, stance, families. Knows only the domain."""
