"""Mail (RFC 5322): the plain text of a message, or its HTML as text; attachments are not opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from depesche.intake import checks, prose, tongue, wire
from depesche.intake.errors import printable, refusal
from depesche.intake.item import Item, Metadata, Raw
from depesche.records import Dispatch

_MOST_PARTS = 200
_LONGEST_HEADER = 10_000
"""Far longer than any real one; the parser takes quadratic time over them."""
_NAMES = rb"subject|from|to|date|message-id|mime-version|content-[a-z-]{1,40}"
_HEADER = re.compile(rb"^(?:" + _NAMES + rb"):[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)


def items(raw: Raw) -> Iterator[Item]:
    """The one dispatch of a message. Raises ``IntakeError``."""
    data = raw.bytes()
    if data.count(b"\nContent-Type:") > _MOST_PARTS:
        raise refusal(raw.name, f"is a message of more than {_MOST_PARTS} parts")
    if any(len(found[0]) > _LONGEST_HEADER for found in _HEADER.finditer(data)):
        raise refusal(raw.name, f"has a header longer than {_LONGEST_HEADER} bytes")
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        text = _text(message)
        subject, sender = _header(message, "subject"), _header(message, "from")
        guid = _header(message, "message-id").strip("<> ")
        sent = _header(message, "date")
        declared = _header(message, "content-language")[:2] or None
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError, IndexError) as why:
        raise refusal(raw.name, f"is not a message that can be read ({type(why).__name__})") from why
    checks.text(text, raw.name)
    code = tongue.settle(None if raw.language else declared, raw.language, text, raw.name)
    headed = wire.split(text.replace("\r\n", "\n"), code)
    name, address = parseaddr(sender)
    yield Item(
        Dispatch(
            checks.text(headed.text, raw.name), doc=raw.name, title=subject, published=_day(sent) or raw.published,
            outlet=name or address.rpartition("@")[2], language=code,
        ),
        Metadata(format="eml", guid=guid, agency=headed.agency, byline=headed.byline, dateline=headed.dateline,
                 housecode=headed.housecode),
    )  # fmt: skip


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    words = content if isinstance(content, str) else bytes(content).decode("utf-8", "replace")
    return prose.of_html(words) if part.get_content_subtype() == "html" else words.strip()


def _header(message: EmailMessage, name: str) -> str:
    return printable(" ".join(str(message.get(name, "")).split()), 1000)


def _day(words: str) -> str | None:
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).date().isoformat()
