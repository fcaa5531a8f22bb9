"""What the files of an issue are called: by these names the editions link to one another."""

from __future__ import annotations

from typing import Literal

from digest.words import Lang

Form = Literal["html", "md", "mail", "atom", "jsonfeed", "json", "csv"]
FORMS: tuple[Form, ...] = ("html", "md", "mail", "atom", "jsonfeed", "json", "csv")


def filename(week: str, form: Form, lang: Lang) -> str:
    """`digest-2024-W27.zh.html`, `digest-2024-W27.json`, `digest-2024-W27-evidence.csv`: what the editions link to."""
    match form:
        case "json":
            return f"digest-{week}.json"
        case "csv":
            return f"digest-{week}-evidence.csv"
        case "atom":
            return f"digest-{week}.{lang}.atom"
        case "jsonfeed":
            return f"digest-{week}.{lang}.feed.json"
        case "mail":
            return f"digest-{week}.{lang}.mail.html"
        case "html" | "md":
            return f"digest-{week}.{lang}.{form}"


def index_name(lang: Lang) -> str:
    """The page of all issues: `index.en.html`, `index.zh.html`."""
    return f"index.{lang}.html"
