"""DNS that never answers with a private address: the very answer that is checked is the one connected to."""

from __future__ import annotations

from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public

ALLOWED_HOSTS = "GOVPRISM_ALLOWED_HOSTS"
# Twisted passes on that a name was not resolved, but not why; one child process, one resolver, one set
REFUSED: set[str] = set()


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, minus private answers for names that no local source has named."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> PublicResolver:
        """Built by Scrapy."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = frozenset(crawler.settings.getlist(ALLOWED_HOSTS))
        return resolver

    def _cache_result(self, result: Any, name: str) -> Any:
        if name not in self.allowed and not is_public(str(result)):
            REFUSED.add(name)
            raise DNSLookupError(f"{name} is {result}, which is not a public address")
        return super()._cache_result(result, name)
