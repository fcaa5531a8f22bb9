"""source -> page -> article: crawl, archive, extract. Knows only the domain."""
