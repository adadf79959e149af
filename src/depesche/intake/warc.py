"""WARC and WARC.gz by FastWARC: the HTML pages and plain texts among the responses of a crawl."""

from __future__ import annotations

import io
from collections.abc import Iterator

from depesche.intake import html, plain
from depesche.intake.errors import IntakeError, refusal
from depesche.intake.item import Item, Raw

_MOST = 5_000_000
_MOST_RECORDS = 1_000_000


def items(raw: Raw) -> Iterator[Item | IntakeError]:
    """Dispatches of the responses with status 200; a page that cannot be read comes as its error, and the next is read."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    any_record = False
    try:
        for number, record in enumerate(
            ArchiveIterator(raw.stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True)
        ):
            any_record = True
            if number >= _MOST_RECORDS:
                yield refusal(raw.name, f"has more than {_MOST_RECORDS} records")
                return
            url = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
            name = url or f"{raw.name}, record {number + 1}"
            kind = str(record.http_content_type or record.headers.get("Content-Type", "")).split(";")[0].strip().lower()
            if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
                continue
            if record.http_headers is not None and record.http_headers.status_code != 200:
                continue
            day = str(record.headers.get("WARC-Date", ""))[:10] or None
            try:
                data = record.reader.read(_MOST + 1)
                if len(data) > _MOST:
                    raise refusal(name, f"larger than the {_MOST // 1_000_000} MB that one page may have")
                given = Raw(name, io.BytesIO(data), raw.published, raw.language, kind, _charset(record.http_charset), url)
                yield from (plain.items(given) if kind == "text/plain" else _dated(given, day))
            except IntakeError as why:
                yield why
    except Exception as why:  # the reader's errors have no common base; what was read before them stays read
        yield refusal(raw.name, f"breaks off or is not a WARC file ({type(why).__name__}: {why})")
        return
    if not any_record:
        yield refusal(raw.name, "contains no pages")


def _dated(given: Raw, day: str | None) -> Iterator[Item]:
    """The article of a page; the day of the crawl is noted, but is not the day of its publication."""
    import dataclasses

    for item in html.items(given):
        meta = dataclasses.replace(item.meta, format="warc", extra={"crawled": day} if day else {})
        yield Item(item.dispatch, meta)


def _charset(value: object) -> str:
    return str(value) if value else ""
