"""A catalogue as the key of a cache: what is derived from it is derived once per content."""

from __future__ import annotations

from domain.catalogue import Catalogue


class Keyed:
    """A catalogue that equals any other of the same content id."""

    __slots__ = ("catalogue",)

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return hash(self.catalogue.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and self.catalogue.sha256 == other.catalogue.sha256
