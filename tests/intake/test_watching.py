"""Following feeds, with a made-up web, clock and keeper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from depesche.intake import IntakeError, Item
from depesche.intake.errors import refusal
from depesche.intake.guard import Fetched
from depesche.intake.watching import Watch, feeds_of

TEXT = "Der Minister drohte dem Nachbarn am Montag mit einer Schließung der Grenze, wie sein Sprecher in Genf sagte."


class Keeper(dict[tuple[str, str], Any]):
    def keep(self, kind: str, name: str, value: object) -> None:
        self[kind, name] = value

    def kept(self, kind: str, name: str) -> Any:
        return self.get((kind, name))


def rss(*numbers: int) -> bytes:
    entries = "".join(
        f"<item><guid>g{n}</guid><title>T{n}</title><description>{TEXT} {n}</description></item>" for n in numbers
    )
    return f"<rss version='2.0'><channel><title>B</title><language>de</language>{entries}</channel></rss>".encode()


class Web:
    def __init__(self) -> None:
        self.now, self.asked, self.slept = 1_000_000.0, [], []  # type: ignore[var-annotated]
        self.answer: Fetched | IntakeError = Fetched("u", 200, rss(1, 2), "text/xml", etag="e1")

    def get(self, url: str, **conditions: str) -> Fetched:
        self.asked.append((url, conditions))
        if isinstance(self.answer, IntakeError):
            raise self.answer
        return self.answer

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def watch(self, keeper: Keeper) -> Watch:
        return Watch(keeper, ["https://b.example/f"], get=self.get, clock=lambda: self.now, sleep=self.sleep, full=False)


def test_each_entry_once_also_after_a_kill() -> None:
    keeper, web, seen = Keeper(), Web(), []
    for mark, item in web.watch(keeper).items(rounds=1):
        assert isinstance(item, Item)
        seen.append(item.dispatch.title)
        keeper.keep(*mark, True)
        break  # killed after the first was stored
    web.now += 1000
    for mark, item in web.watch(keeper).items(rounds=1):
        assert isinstance(item, Item)
        seen.append(item.dispatch.title)
        keeper.keep(*mark, True)
    assert seen == ["T1", "T2"]
    web.now += 1000
    web.answer = Fetched("u", 200, rss(1, 2, 3), "text/xml")
    assert [item.dispatch.title for _, item in web.watch(keeper).items(rounds=1) if isinstance(item, Item)] == ["T3"]
    assert web.asked[-1][1] == {"etag": "e1", "modified": ""}


def test_not_modified_gives_nothing() -> None:
    keeper, web = Keeper(), Web()
    web.answer = Fetched("u", 304, b"")
    assert list(web.watch(keeper).items(rounds=1)) == []


def test_backs_off_twice_as_long_each_time() -> None:
    keeper, web = Keeper(), Web()
    web.answer = refusal("u", "cannot be fetched")
    waits = []
    for _ in range(4):
        (found,) = web.watch(keeper).items(rounds=1)
        assert isinstance(found[1], IntakeError)
        assert list(web.watch(keeper).items(rounds=1)) == []  # too early: not asked
        wait = keeper["feed", "https://b.example/f"]["next"] - web.now
        waits.append(wait)
        web.now += wait + 1
    assert waits == [600, 1200, 2400, 4800]
    assert len(web.asked) == 4


def test_retry_after_is_honoured() -> None:
    keeper, web = Keeper(), Web()
    web.answer = Fetched("u", 429, b"", retry_after="7200")
    assert list(web.watch(keeper).items(rounds=1)) == []
    assert keeper["feed", "https://b.example/f"]["next"] == web.now + 7200


def test_opml(tmp_path: Path) -> None:
    path = tmp_path / "f.opml"
    path.write_text(
        '<opml><body><outline text="x"><outline xmlUrl="https://a.example/f"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    assert feeds_of(str(path)) == ["https://a.example/f"]
    path.write_text("<opml/>")
    with pytest.raises(IntakeError, match="names no feeds"):
        feeds_of(str(path))
