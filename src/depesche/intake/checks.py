"""Checks that every text, date and language passes, whatever format it came in."""

from __future__ import annotations

import codecs
from datetime import date

from depesche import languages
from depesche.intake.errors import refusal
from depesche.intake.item import MAX_BYTES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, name: str, charset: str = "") -> str:
    """Text of bytes: a byte order mark decides, then ``charset`` if declared, else UTF-8. Raises ``IntakeError``."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    encoding = marked or charset or "utf-8"
    try:
        # Line ends stay as they are: offsets count the characters of the text as given.
        return data.decode(encoding)
    except UnicodeDecodeError as why:
        hint = "" if marked or charset else "; convert it first, for instance from windows-1252"
        shown = f"byte 0x{data[why.start]:02x} at {why.start}" if why.start < len(data) else "it breaks off"
        raise refusal(name, f"is not valid {encoding} ({shown}){hint}") from why
    except (LookupError, ValueError) as why:
        raise refusal(name, f"declares an unknown encoding {encoding!r}") from why


def text(words: object, name: str, *, empty: bool = False) -> str:
    """``words`` if a dispatch may have them as its text (or title, with ``empty``). Raises ``IntakeError``."""
    if not isinstance(words, str):
        raise refusal(name, f"text is {_kind(words)}, not a string")
    if "\0" in words:
        raise refusal(name, f"contains a NUL character at {words.index(chr(0))}, so it is not a text")
    try:
        size = len(words.encode("utf-8"))
    except UnicodeEncodeError as why:
        raise refusal(name, f"contains half of a character (a lone surrogate) at {why.start}") from why
    if size > MAX_BYTES:
        raise refusal(name, f"larger than the {MAX_BYTES // 1_000_000} MB that one item may have")
    if not empty and not words.strip():
        raise refusal(name, "contains no text")
    return words


def day(value: object, name: str) -> str | None:
    """The ISO date of an ISO date or date-time as written (no change of time zone); None for none.

    Raises ``IntakeError``.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        words = value.strip()
        try:
            if len(words) == 10 or (len(words) > 10 and words[10] in "T "):
                return date.fromisoformat(words[:10]).isoformat()
        except ValueError:
            pass
    raise refusal(name, f"published {value!r} is not an ISO date such as 2021-12-31")


def language(value: object, name: str) -> str:
    """The code of a supported language, from ``de``, ``de-AT``, ``DE_de`` … Raises ``IntakeError``."""
    code = value.replace("_", "-").split("-")[0].strip().lower() if isinstance(value, str) else ""
    if code not in languages.supported():
        raise refusal(name, f"language {value!r} is not supported; supported are: {', '.join(languages.supported())}")
    return code


def _kind(value: object) -> str:
    kinds = {type(None): "missing", dict: "an object", list: "a list", bool: "a boolean", int: "a number", float: "a number"}
    return kinds.get(type(value), type(value).__name__)
