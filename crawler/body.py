"""The body of a web page: paragraphs of the article and nothing else."""

from __future__ import annotations

import trafilatura


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a page by the general extractor."""
    found = trafilatura.extract(text, include_comments=False, include_tables=True, fast=True)
    return (found or "").split("\n")
