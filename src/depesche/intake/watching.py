"""Following feeds: conditional requests, politeness, back-off, and each entry exactly once, also after a kill.

What was done is kept in the archive: an entry's mark is written in the transaction that stores its dispatch.
"""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from depesche.intake import feed, guard, html, xml
from depesche.intake.errors import IntakeError, refusal
from depesche.intake.item import Item, Raw

_LONGEST_WAIT = 86_400.0
_MOST_FEEDS = 5000


class Keeper(Protocol):
    """What keeps JSON values between runs; an ``Archive`` does."""

    def keep(self, kind: str, name: str, value: object) -> None:
        """Keep a value."""

    def kept(self, kind: str, name: str) -> Any:
        """The value kept, None if there is none."""


def feeds_of(source: str) -> list[str]:
    """The feeds of an OPML file, or the one address given. Raises ``IntakeError``."""
    if source.startswith(("http://", "https://")):
        return [source]
    try:
        data = Path(source).read_bytes()
    except (OSError, ValueError) as why:
        raise refusal(source, "cannot be read") from why
    root = xml.parse(data, source)
    found = [e.get("xmlUrl", "") for e in root.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] == "outline"]
    addresses = list(dict.fromkeys(a for a in found if a.startswith(("http://", "https://"))))
    if not addresses:
        raise refusal(source, "names no feeds (outline elements with xmlUrl)")
    return addresses[:_MOST_FEEDS]


class Watch:
    """A run over feeds. ``get``, ``clock`` (seconds since 1970) and ``sleep`` are given by tests."""

    def __init__(
        self,
        keeper: Keeper,
        feeds: list[str],
        *,
        language: str | None = None,
        full: bool = True,
        every: float = 600.0,
        pause: float = 2.0,
        get: Callable[..., guard.Fetched] = guard.get,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._keeper, self._feeds, self._language = keeper, feeds, language
        self._full, self._every, self._pause = full, every, pause
        self._get, self._clock, self._sleep = get, clock, sleep
        self._last: dict[str, float] = {}

    def items(self, rounds: int | None = None) -> Iterator[tuple[tuple[str, str], Item | IntakeError]]:
        """New items with the mark that is to be kept in the transaction that stores them; endless without ``rounds``."""
        done = 0
        while rounds is None or done < rounds:
            for address in self._feeds:
                yield from self._one(address)
            done += 1
            if rounds is None or done < rounds:
                self._sleep(self._every)

    def _one(self, address: str) -> Iterator[tuple[tuple[str, str], Item | IntakeError]]:
        state: dict[str, Any] = self._keeper.kept("feed", address) or {}
        now = self._clock()
        if state.get("next", 0) > now:
            return
        failures = int(state.get("failures", 0))
        try:
            self._wait(address)
            found = self._get(address, etag=state.get("etag", ""), modified=state.get("modified", ""))
            if found.status in (429, 503):
                asked = float(found.retry_after) if found.retry_after.isdigit() else 0.0
                raise _Busy(asked)
            if found.status == 200:
                for item in list(feed.items(Raw(address, io.BytesIO(found.body), None, self._language, url=found.url))):
                    yield from self._entry(address, item)
        except (IntakeError, _Busy) as why:
            # Twice as long after each failure, up to a day; longer if the server asks for it.
            wait = min(_LONGEST_WAIT, self._every * 2 ** min(failures, 16))
            wait = max(wait, min(_LONGEST_WAIT, why.seconds)) if isinstance(why, _Busy) else wait
            self._keeper.keep("feed", address, {**state, "failures": failures + 1, "next": now + wait})
            if isinstance(why, IntakeError):
                yield ("feed-error", address), why
            return
        # Only now, for a run that was killed among the entries must see the rest of them again.
        values = {"etag": found.etag or state.get("etag", ""), "modified": found.modified or state.get("modified", "")}
        self._keeper.keep("feed", address, {**values, "failures": 0, "next": now + self._every / 2})

    def _entry(self, address: str, item: Item | IntakeError) -> Iterator[tuple[tuple[str, str], Item | IntakeError]]:
        if isinstance(item, IntakeError):
            yield ("feed-error", address), item
            return
        content = f"{item.dispatch.title}\n{item.dispatch.text}"
        mark = ("seen", sha256(f"{address}\n{item.meta.guid}\n{content}".encode()).hexdigest())
        if self._keeper.kept(*mark):
            return
        yield mark, self._page(item) if self._full and item.dispatch.url else item

    def _page(self, item: Item) -> Item:
        """The whole article behind an entry; where it cannot be had, the entry itself."""
        url = item.dispatch.url
        try:
            self._wait(url)
            found = self._get(url)
            if found.status != 200 or "html" not in found.content_type:
                return item
            raw = Raw(url, io.BytesIO(found.body), item.dispatch.published, item.dispatch.language, "", found.charset, url)
            page = next(html.items(raw))
        except IntakeError:
            return item
        if len(page.dispatch.text) < len(item.dispatch.text):
            return item
        dispatch = dataclasses.replace(
            page.dispatch, doc=item.dispatch.doc, title=item.dispatch.title or page.dispatch.title,
            published=item.dispatch.published or page.dispatch.published, outlet=item.dispatch.outlet or page.dispatch.outlet,
        )  # fmt: skip
        return Item(dispatch, dataclasses.replace(page.meta, format="feed", guid=item.meta.guid, created=item.meta.created))

    def _wait(self, address: str) -> None:
        """No host is asked more than once in ``pause`` seconds."""
        host = urlsplit(address).hostname or ""
        left = self._last.get(host, -1e9) + self._pause - self._clock()
        if left > 0:
            self._sleep(left)
        self._last[host] = self._clock()


class _Busy(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
