"""Which format an input has: by its name's ending, else by its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath

from depesche.intake.errors import refusal

ENDINGS = {
    ".txt": "plain", ".text": "plain", ".md": "plain",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "xml", ".g2": "xml", ".nitf": "xml", ".rss": "xml", ".atom": "xml",
    ".eml": "eml", ".warc": "warc",
}  # fmt: skip
TYPES = {
    "text/plain": "plain", "text/html": "html", "application/xhtml+xml": "html",
    "application/json": "json", "application/ld+json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "application/xml": "xml", "text/xml": "xml", "application/rss+xml": "xml", "application/atom+xml": "xml",
    "application/feed+json": "json", "message/rfc822": "eml", "application/warc": "warc",
}  # fmt: skip
PEEK = 65_536
"""How many of the first bytes are looked at."""

_NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"SQLite format 3\0", "a database"),
)
_MAIL = re.compile(rb"\A(?:From |(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,50}){3})")
_MAIL_NAMES = re.compile(rb"(?mi)^(?:received|from|to|subject|date|mime-version|message-id|return-path):")
_ROOT = re.compile(rb"<(?![?!])\s*(?:[\w.-]{1,60}:)?([\w.-]{1,60})")
_URI_KEY, _TEXT_KEY = re.compile(rb'"uri"\s{0,20}:'), re.compile(rb'"text"\s{0,20}:')
_HTML = re.compile(rb"(?i)\A<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title)\b")


def format_of(name: str, head: bytes, content_type: str = "") -> str:
    """One of the names of ``depesche.intake.FORMATS``. Raises ``IntakeError`` for what no format fits.

    ``name`` is a path or URL (its ending counts), ``content_type`` what a server says, ``head`` the first bytes.
    """
    for mark, what in _NOT_TEXT:
        if head.startswith(mark):
            raise refusal(name, f"is {what}, which depesche does not read")
    ending, served = PurePath(name).suffix.lower(), content_type.split(";")[0].strip().lower()
    found = ENDINGS.get(ending) or TYPES.get(served) or _by_content(head)
    if found == "xml":
        return _xml(name, head)
    if found == "json":
        return "ninjs" if _ninjs(head) else "jsonl"
    return found


def _by_content(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"{"):
        return "json"
    if _HTML.match(start):
        return "html"
    if start.startswith((b"<?xml", b"<!DOCTYPE", b"<rss", b"<feed", b"<newsItem", b"<newsMessage")):
        return "xml"
    if _MAIL.match(head) and len(_MAIL_NAMES.findall(head[:8192])) >= 2:
        return "eml"
    return "plain"


def _xml(name: str, head: bytes) -> str:
    found = _ROOT.search(_narrow(head))
    root = found[1].decode("ascii", "replace") if found else ""
    if root in {"newsMessage", "newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem"}:
        return "newsml"
    if root in {"rss", "feed", "RDF"}:
        return "feed"
    if root.lower() == "html":
        return "html"
    raise refusal(name, f"is XML of a kind depesche does not know (root element {root or 'missing'!r})")


def _narrow(head: bytes) -> bytes:
    # UTF-16 documents show their root element once the zero bytes are gone.
    return head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _ninjs(head: bytes) -> bool:
    return bool(_URI_KEY.search(head)) and not _TEXT_KEY.search(head)
