"""When things run and how parts join."""
