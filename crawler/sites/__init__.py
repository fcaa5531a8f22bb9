"""Adapters for families of pages that the general extractor cannot read: a few lines each, in one place."""
