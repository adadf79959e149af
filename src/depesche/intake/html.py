"""HTML pages by trafilatura: the article without its page, with outlet, author, date, title and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from depesche.intake import checks, prose, tongue, wire
from depesche.intake.errors import IntakeError, printable, refusal
from depesche.intake.item import Item, Metadata, Raw
from depesche.records import Dispatch

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
# Deeper than any page is laid out; tree walkers that recurse would break.
_DEPTH = 400
_MOST_ATTRIBUTES = 1000
# Possessive, so that no page can make it go back over what it has read.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]{0,5000}"|'[^']{0,5000}')*+""")
_MOST = 5_000_000


def items(raw: Raw) -> Iterator[Item]:
    """The one article of a page. Raises ``IntakeError``."""
    yield article(raw.bytes(_MOST), raw)


def article(data: bytes, raw: Raw) -> Item:
    """The article of a page given as bytes. Raises ``IntakeError``."""
    found = _CHARSET.search(data[:4096])
    charset = raw.charset or (found[1].decode("ascii") if found else "")
    try:
        page = checks.decoded(data, raw.name, charset)
    except IntakeError:
        if not charset:
            raise
        page = checks.decoded(data, raw.name)
    if "\0" in page:
        raise refusal(raw.name, "contains a NUL character, so it is not a page")
    if not page.strip():
        raise refusal(raw.name, "contains no text")
    document = _extract(page, raw)
    text = _plain(str(getattr(document, "text", None) or "")) if document else ""
    if not text.strip():
        text = prose.of_html(page) if _shallow(page) else ""
    checks.text(text, raw.name)
    declared = _LANGUAGE.search(page[:20_000])
    code = tongue.settle(declared[1] if declared and not raw.language else None, raw.language, text, raw.name)
    headed = wire.split(text, code)
    url = raw.url or str(getattr(document, "url", None) or "")
    outlet = str(getattr(document, "sitename", None) or "") or (urlsplit(url).hostname or "")
    return Item(
        Dispatch(
            checks.text(headed.text, raw.name),
            doc=raw.name,
            title=_line(getattr(document, "title", None)),
            published=_day(getattr(document, "date", None)) or raw.published,
            outlet=_line(outlet),
            language=code,
            url=url if url.startswith(("http://", "https://")) else "",
        ),
        Metadata(
            format="html",
            guid=raw.url,
            agency=headed.agency,
            byline=headed.byline or _line(getattr(document, "author", None)),
            dateline=headed.dateline,
            housecode=headed.housecode,
            rights=_line(getattr(document, "license", None)),
        ),
    )  # fmt: skip


def _extract(page: str, raw: Raw) -> object | None:
    if _overloaded(page):
        raise refusal(raw.name, f"has a tag with more than {_MOST_ATTRIBUTES} attributes")
    if not _shallow(page):
        raise refusal(raw.name, "is nested too deeply to be a page")
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            page, url=raw.url or None, include_comments=False, include_tables=False, with_metadata=True
        )
    except Exception as why:  # whatever an odd page breaks in the extractor, it is this page that cannot be read
        raise refusal(raw.name, f"cannot be read as a page ({type(why).__name__})") from why


def _overloaded(page: str) -> bool:
    """True if a tag has so many attributes that parsers take quadratic time over them."""
    return any(found[0].count("=") > _MOST_ATTRIBUTES for found in _TAG.finditer(page) if len(found[0]) > _MOST_ATTRIBUTES)


def _shallow(page: str) -> bool:
    depth = most = 0
    for found in re.finditer(r"<(/?)([a-zA-Z][\w-]{0,30})", page):
        if found[2].lower() in {"br", "p", "li", "img", "meta", "link", "input", "hr", "td", "tr", "source", "option", "wbr"}:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        most = max(most, depth)
    return most <= _DEPTH


def _plain(words: str) -> str:
    return "\n\n".join(line.strip() for line in words.splitlines() if line.strip())


def _line(value: object) -> str:
    return printable(" ".join(str(value or "").split()), 1000)


def _day(value: object) -> str | None:
    try:
        return checks.day(value, "date")
    except IntakeError:
        return None
