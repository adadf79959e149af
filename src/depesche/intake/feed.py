"""RSS and Atom feeds by feedparser, of which entities are refused first, for it would expand them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from depesche.intake import checks, prose, tongue, wire, xml
from depesche.intake.errors import IntakeError, printable, refusal
from depesche.intake.item import Item, Metadata, Raw
from depesche.records import Dispatch

_MOST_ENTRIES = 2000


def items(raw: Raw) -> Iterator[Item | IntakeError]:
    """The entries of a feed as dispatches, their content or summary as text. Raises ``IntakeError``."""
    data = raw.bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = checks.decoded(data, raw.name).encode()
    # Whatever feedparser forgives, this must be well-formed and without entities before it sees it.
    xml.parse(data, raw.name)
    import feedparser

    try:
        found = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=True)
    except Exception as why:  # an odd feed may break the parser anywhere; it is this feed that cannot be read
        raise refusal(raw.name, f"cannot be read as a feed ({type(why).__name__})") from why
    if not found.get("version") and not found.entries:
        raise refusal(raw.name, "is not a feed")
    head = found.get("feed", {})
    outlet = _line(prose.of_html(str(head.get("title", ""))))
    for number, entry in enumerate(found.entries[:_MOST_ENTRIES], 1):
        try:
            yield _item(entry, f"{raw.name}, entry {number}", raw, outlet, str(head.get("language", "") or ""))
        except IntakeError as why:
            yield why


def _item(entry: Any, name: str, raw: Raw, outlet: str, declared: str) -> Item:
    title = _line(prose.of_html(str(entry.get("title", ""))))
    texts = [str(part.get("value", "")) for part in entry.get("content", ())] or [str(entry.get("summary", ""))]
    text = max((prose.of_html(words) for words in texts), key=len) or title
    checks.text(text, name)
    link = str(entry.get("link", ""))
    url = link if link.startswith(("http://", "https://")) and link.isprintable() else ""
    code = tongue.settle(None if raw.language else declared or None, raw.language, text, name)
    headed = wire.split(text, code)
    day = next((entry[k] for k in ("published_parsed", "updated_parsed") if k in entry), None)
    published = f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day else raw.published
    return Item(
        Dispatch(
            headed.text, doc=url or name, title=title, published=published,
            outlet=outlet, language=code, url=url,
        ),
        Metadata(
            format="feed", guid=_line(entry.get("id")) or url, agency=headed.agency, dateline=headed.dateline,
            byline=headed.byline or _line(entry.get("author")), housecode=headed.housecode, rights=_line(entry.get("rights")),
            created=_line(next((entry[k] for k in ("published", "updated") if k in entry), None)) or None,
        ),
    )  # fmt: skip


def _line(value: object) -> str:
    return printable(" ".join(str(value or "").split()), 1000)
