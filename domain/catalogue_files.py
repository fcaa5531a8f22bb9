"""A catalogue as bytes and back: what a digest was made with is kept beside it, so that it can be made again."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.catalogue import Catalogue, load
from domain.errors import CatalogueError


def pack(catalogue: Catalogue) -> bytes:
    """The files it was read from, compressed; the same catalogue gives the same bytes."""
    return zlib.compress(json.dumps(catalogue.files, sort_keys=True, ensure_ascii=False).encode(), 6)


def unpack(body: bytes) -> Catalogue:
    """The catalogue that `pack` was given.

    Raises:
        CatalogueError: The bytes are damaged, or the files are no longer understood by this version of the code.
    """
    try:
        files: dict[str, str] = json.loads(zlib.decompress(body))
    except (zlib.error, ValueError) as error:
        raise CatalogueError("kept catalogue", "-", f"damaged: {error}") from error
    with TemporaryDirectory(prefix="catalogue-") as folder:
        for name, text in files.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return load(Path(folder))
