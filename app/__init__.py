"""What people touch: command line, settings, logs, desk."""
