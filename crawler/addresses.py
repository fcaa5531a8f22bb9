"""Which addresses may be asked: public ones over http(s), and a local source's own hosts. Pure.

Asked at every hop of a redirect, and once more of each address that DNS gives for a name.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from crawler.urls import host
from domain.catalogue import Source

_SCHEMES = ("http", "https")
_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home.arpa", "intranet", "localdomain")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all that is handed out of IPv6; the rest is local, reserved or a disguise


def refusal(url: str, allowed: Collection[str] = ()) -> str:
    """Why an address must not be asked; empty when it may.

    Args:
        allowed: Host names that may be private: those a local source names itself.
    """
    try:
        parts = urlsplit(url)
        name, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        return f"not an address ({error})"
    if parts.scheme.lower() not in _SCHEMES:
        return f"scheme {parts.scheme or 'none'}: is not http or https"
    if not name:
        return "no host"
    if name.lower() in allowed:
        return ""
    if "@" in parts.netloc:
        return "user name in the address"
    return _host_refusal(name.lower())


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, looked at through IPv4-in-IPv6 disguises."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        return ip.is_global and ip in _UNICAST
    return ip.is_global and not ip.is_multicast


def local_hosts(source: Source) -> frozenset[str]:
    """The hosts a local source names itself; none for any other source."""
    if not source.local:
        return frozenset()
    named = [source.home, *(url for channel in source.channels for url in (channel.url, *channel.urls))]
    return frozenset(filter(None, map(host, named)))


def _host_refusal(name: str) -> str:
    literal = _literal(name)
    if literal is not None:
        return "" if is_public(literal) else f"{name} is not a public address"
    labels = name.split(".")
    if len(labels) == 1 or any(name == local or name.endswith("." + local) for local in _LOCAL_NAMES):
        return f"{name} is a local name"
    return ""


def _literal(name: str) -> str | None:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    # 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to the system's resolver
    if all(part and (part.isdigit() or part.startswith("0x")) for part in name.split(".")):
        try:
            return socket.inet_ntoa(socket.inet_aton(name))
        except OSError:
            return "0.0.0.0"
    return None
