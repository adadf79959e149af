"""Nothing is fetched from where it should not be: a made-up network stands in for the real one."""

# ruff: noqa: E501 -- one address list a line

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import Any

import httpcore2
import pytest

from depesche.intake import IntakeError
from depesche.intake.guard import MOST, client, get, public


class Net(httpcore2.NetworkBackend):
    """Answers with canned bytes and remembers which addresses were connected to."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        self.asked.append((host, port))
        return httpcore2.MockBackend([self.answers.pop(0)]).connect_tcp(host, port)


def answer(body: bytes = b"ok", status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{lines}\r\n".encode() + body


def ask(url: str, net: Net, **names: list[str]) -> Any:
    def resolver(host: str, port: int) -> list[str]:
        return names.get(host.replace(".", "_"), [host])

    return get(url, web=client(resolver, net))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fc00::1", "fd00::1%eth0", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1",
     "192.0.2.1", "198.18.0.1", "not an address", ""],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert public(address)


def test_connects_to_the_address_that_was_checked() -> None:
    net = Net(answer(content_type="text/html; charset=utf-8", etag='"1"'))
    found = ask("http://blatt.example/a", net, blatt_example=["93.184.216.34"])
    assert net.asked == [("93.184.216.34", 80)]
    assert (found.body, found.content_type, found.charset, found.etag) == (b"ok", "text/html", "utf-8", '"1"')


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://innen.example/", "http://halb.example/", "file:///etc/passwd",
     "ftp://8.8.8.8/", "gopher://8.8.8.8/", "http://8.8.8.8:22/", "http://u:p@8.8.8.8/", "http:///x", "http://8.8.8.8:99999/", "//8.8.8.8/",
     "http://8.8.8.8/\nHost: x", "javascript:1", ""],
)  # fmt: skip
def test_what_is_never_connected_to(url: str) -> None:
    net = Net()
    with pytest.raises(IntakeError) as caught:
        ask(url, net, innen_example=["192.168.0.1"], halb_example=["8.8.8.8", "127.0.0.1"])
    assert net.asked == []
    assert str(caught.value).isprintable()


def test_redirects_are_checked_and_counted() -> None:
    inside = Net(answer(status="302 Found", location="http://169.254.169.254/latest/meta-data"))
    with pytest.raises(IntakeError, match="public internet"):
        ask("http://8.8.8.8/", inside)
    assert inside.asked == [("8.8.8.8", 80)]
    with pytest.raises(IntakeError, match="not a web page"):
        ask("http://8.8.8.8/", Net(answer(status="301 Moved", location="file:///etc/passwd")))
    with pytest.raises(IntakeError, match="redirects more than"):
        ask("http://8.8.8.8/", Net(*[answer(status="302 Found", location="/again")] * 9))
    assert ask("http://8.8.8.8/", Net(answer(status="302 Found", location="/b"), answer(b"there"))).body == b"there"


def test_sizes() -> None:
    with pytest.raises(IntakeError, match="10 MB"):
        ask("http://8.8.8.8/", Net(answer(b"x" * (MOST + 1))))
    with pytest.raises(IntakeError, match="10 MB"):
        ask("http://8.8.8.8/", Net(answer(gzip.compress(b"\0" * 50_000_000), content_encoding="gzip")))
    assert ask("http://8.8.8.8/", Net(answer(gzip.compress(b"klein"), content_encoding="gzip"))).body == b"klein"
    for encoding in ("br", "gzip, gzip", "deflate"):
        with pytest.raises(IntakeError):
            ask("http://8.8.8.8/", Net(answer(b"x", content_encoding=encoding)))


def test_states() -> None:
    assert ask("http://8.8.8.8/", Net(answer(b"", "304 Not Modified"))).status == 304
    assert ask("http://8.8.8.8/", Net(answer(b"", "429 Slow", retry_after="60"))).retry_after == "60"
    with pytest.raises(IntakeError, match="status 404"):
        ask("http://8.8.8.8/", Net(answer(b"", "404 Not Found")))
    with pytest.raises(IntakeError, match="cannot be fetched"):
        ask("http://8.8.8.8/", Net(b"no http at all\r\n\r\n"))
