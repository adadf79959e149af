"""Each bad item gives clear errors or clean text, soon, and touches neither the network nor the disk."""

from __future__ import annotations

import signal
import socket
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from bad_items import items

from depesche.intake import IntakeError, open_items

SECONDS = 5.0
ALL = list(items())


def _too_long(*_: object) -> None:
    raise TimeoutError("hung")


def test_there_are_enough() -> None:
    assert len(ALL) >= 200
    assert len({what for what, _, _ in ALL}) == len(ALL)


@pytest.mark.parametrize(("name", "data"), [(name, data) for _, name, data in ALL], ids=[what for what, _, _ in ALL])
def test_bad_item(name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    path = tmp_path / name
    path.write_bytes(data)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(int(2 * SECONDS))
    begun = time.monotonic()
    found = list(open_items(str(path)))
    signal.alarm(0)
    assert time.monotonic() - begun < SECONDS
    for item in found:
        if isinstance(item, IntakeError):
            words = str(item)
            assert words.isprintable()
            assert 10 < len(words) < 800
        else:
            text = item.dispatch.text
            assert text.strip() or item.meta.state == "canceled"
            assert "\0" not in text + item.dispatch.title
            assert "root:" not in text
            text.encode()
            assert len(text) <= 20_000_000
            assert not item.dispatch.url or item.dispatch.url.startswith(("http://", "https://"))
    assert [p.name for p in tmp_path.iterdir()] == [name]
