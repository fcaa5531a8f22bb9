"""What Scrapy and Twisted raise → how the address ended."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.error import Error as WebError

from crawler.headers import HeadersTooLongError
from crawler.report import Outcome
from crawler.resolver import REFUSED
from crawler.urls import host

NETWORK_ERRORS = (
    CannotResolveHostError, DownloadCancelledError, DownloadConnectionRefusedError, DownloadFailedError,
    DownloadTimeoutError, IgnoreRequest, ResponseDataLossError, UnsupportedURLSchemeError, ConnectError,
    ConnectionClosed, WebError, SSL.Error, VerificationError, OSError, zlib.error, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """An outcome with its reason."""

    outcome: Outcome
    detail: str = ""
    retry_after_s: float = 0.0
    opt_out: str = ""


class Ended(IgnoreRequest):
    """Raised by our middlewares: this request ends here, and so."""

    def __init__(self, outcome: Outcome, detail: str = "", *, retry_after_s: float = 0.0, opt_out: str = "") -> None:
        super().__init__(detail)
        self.fate = Fate(outcome=outcome, detail=detail, retry_after_s=retry_after_s, opt_out=opt_out)


def fate(error: BaseException, url: str) -> Fate:
    """How a request that raised has ended."""
    if isinstance(error, Ended):
        return error.fate
    return Fate(outcome=_outcome(error, url), detail=" ".join(f"{type(error).__name__}: {error}".split())[:300])


def _outcome(error: BaseException, url: str) -> Outcome:
    for kind, outcome in (
        (DownloadTimeoutError, Outcome.TIMEOUT),
        (ResponseDataLossError, Outcome.TRUNCATED),
        (DownloadCancelledError, Outcome.TOO_LARGE),
        (StopDownload, Outcome.NOT_A_PAGE),
        (UnsupportedURLSchemeError, Outcome.REFUSED_ADDRESS),
    ):
        if isinstance(error, kind):
            return outcome
    if isinstance(error, IgnoreRequest):
        return Outcome.REDIRECT_LOOP if "redirect" in str(error) else Outcome.TOO_LARGE
    if isinstance(error, CannotResolveHostError) and host(url) in REFUSED:
        return Outcome.REFUSED_ADDRESS
    causes = list(_causes(error))
    if any(isinstance(cause, SSL.Error | VerificationError) for cause in causes):
        return Outcome.TLS_ERROR
    if any(isinstance(cause, HeadersTooLongError) for cause in causes):
        return Outcome.TOO_LARGE
    # Scrapy's decompression raises what zlib, brotli and zstd raise; the network's own OSErrors come wrapped
    return Outcome.UNREACHABLE if type(error).__module__.startswith(("scrapy", "twisted")) else Outcome.BAD_ENCODING


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and the reasons that Twisted keeps in it."""
    yield error
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)
    for reason in getattr(error, "reasons", None) or ():
        yield from _causes(getattr(reason, "value", reason))
