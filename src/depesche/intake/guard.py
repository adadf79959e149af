"""Fetching from the web without being led astray (SSRF): a name is resolved once, its addresses are checked, and exactly
one of the checked addresses is connected to, so that no second answer of the name server can lead elsewhere.

Only http and https, usual ports, no proxy and no credentials; bounded redirects, time and size, also of what
compressed bodies become. Each hop of a redirect passes the same check, because every connection does.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from depesche.intake.errors import IntakeError, refusal
from depesche.intake.item import Item, Raw

MOST = 10_000_000
"""Bytes of a body, after decompression."""
SECONDS = 30.0
"""Time for one fetch with all its redirects."""
_HOPS = 5
_PORTS = frozenset({80, 443, 8080, 8443})
_AGENT = "depesche/0.1 (reads news feeds; honours Retry-After and conditional requests)"

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``status`` 304 has no body; ``etag`` and ``modified`` are for the next conditional request."""

    url: str
    status: int
    body: bytes
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    retry_after: str = ""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system gives them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def public(address: str) -> bool:
    """True if an address is on the public internet, also where it is an IPv4 address in the clothes of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        for inner in (found.ipv4_mapped, found.sixtofour, found.teredo[1] if found.teredo else None):
            if inner is not None:
                return False
        if found in ipaddress.ip_network("64:ff9b::/96"):  # NAT64: the last four bytes are the real address
            return public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast and not found.is_reserved


class _Refused(Exception):
    pass


class _Backend(httpcore2.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, resolver: Resolver, inner: httpcore2.NetworkBackend) -> None:
        self._resolver = resolver
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        if port not in _PORTS:
            raise _Refused(f"port {port} is not one for web pages")
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as why:
            raise httpcore2.ConnectError(f"{host} cannot be resolved") from why
        # One private address among public ones is a trick, not a mistake: the whole name is refused.
        if not addresses or not all(public(a) for a in addresses):
            raise _Refused(f"{host} is not on the public internet")
        last: Exception | None = None
        for address in addresses[:3]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as why:
                last = why
        raise httpcore2.ConnectError(str(last))

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore2.NetworkStream:
        raise _Refused("a socket of this machine is not a web page")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def client(resolver: Resolver = resolve, inner: httpcore2.NetworkBackend | None = None) -> httpx2.Client:
    """A client whose every connection is checked. ``resolver`` and ``inner`` are for tests."""
    transport = httpx2.HTTPTransport(trust_env=False)
    transport._pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        max_connections=8,
        network_backend=_Backend(resolver, inner or httpcore2.SyncBackend()),
    )
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    return httpx2.Client(transport=transport, headers=headers, timeout=10.0, follow_redirects=False, trust_env=False)


def get(url: str, *, etag: str = "", modified: str = "", web: httpx2.Client | None = None) -> Fetched:
    """Fetch an address. Raises ``IntakeError`` for anything but an answer with a body (or 304, 429, 503)."""
    until = time.monotonic() + SECONDS
    conditions = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
    own = web is None
    web = web or client()
    try:
        at = url
        for _ in range(_HOPS + 1):
            parts = _checked(at, url)
            with web.stream("GET", parts, headers=conditions) as answer:
                if answer.status_code in (301, 302, 303, 307, 308) and "location" in answer.headers:
                    at = urljoin(at, answer.headers["location"])
                    continue
                return _answer(at, answer, until)
        raise refusal(url, f"redirects more than {_HOPS} times")
    except _Refused as why:
        raise refusal(url, str(why)) from why
    except (httpx2.HTTPError, httpx2.InvalidURL, httpcore2.ConnectError) as why:
        raise refusal(url, f"cannot be fetched ({str(why) or type(why).__name__})") from why
    finally:
        if own:
            web.close()


def fetch(url: str, *, published: str | None = None, language: str | None = None) -> Iterator[Item | IntakeError]:
    """The items of an address, in whichever format it is. Raises ``IntakeError``."""
    from depesche.intake import items_of

    found = get(url)
    if found.status != 200:
        raise refusal(url, f"cannot be fetched now (status {found.status})")
    yield from items_of(Raw(url, io.BytesIO(found.body), published, language, found.content_type, found.charset, found.url))


def _checked(at: str, asked: str) -> str:
    try:
        parts = urlsplit(at)
        host, _ = parts.hostname, parts.port
    except ValueError as why:
        raise refusal(asked, "is not a web address") from why
    if parts.scheme not in ("http", "https") or not host or len(at) > 4000 or not at.isprintable():
        raise refusal(asked, "leads to something that is not a web page")
    if parts.username or parts.password:
        raise refusal(asked, "carries credentials, which are not sent")
    return at


def _answer(url: str, answer: httpx2.Response, until: float) -> Fetched:
    headers = answer.headers
    kind, _, rest = headers.get("content-type", "").partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    fields = {
        "etag": headers.get("etag", ""),
        "modified": headers.get("last-modified", ""),
        "retry_after": headers.get("retry-after", ""),
    }
    if answer.status_code in (304, 429, 503):
        return Fetched(url, answer.status_code, b"", **fields)
    if answer.status_code != 200:
        raise refusal(url, f"answers with status {answer.status_code}")
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise refusal(url, f"is compressed in a way that was not asked for ({encoding})")
    # At most so many bytes are unpacked at a time, whatever a bomb would become.
    unpack = zlib.decompressobj(31) if "gzip" in encoding else None
    body = bytearray()
    try:
        for chunk in answer.iter_raw(65_536):
            body += unpack.decompress(chunk, MOST + 1 - len(body)) if unpack else chunk
            if len(body) > MOST:
                raise refusal(url, f"larger than the {MOST // 1_000_000} MB that one page may have")
            if time.monotonic() > until:
                raise refusal(url, f"takes longer than {SECONDS:.0f} seconds")
    except zlib.error as why:
        raise refusal(url, "is not compressed as it says") from why
    return Fetched(url, 200, bytes(body), kind.strip().lower(), charset, **fields)
