"""statement -> topic -> digest: consensus, sections, rendering. Pure; knows only the domain."""
