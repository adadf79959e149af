"""JSON Lines: one dispatch a line, ``{"doc", "text", "title", "published", "language"}`` and optionally outlet and url.

``lang`` is accepted for ``language``. The text is taken exactly as given, so that offsets refer to it.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from depesche.intake import checks, tongue
from depesche.intake.errors import IntakeError, refusal
from depesche.intake.item import MAX_BYTES, Item, Metadata, Raw
from depesche.records import Dispatch

# JSON may write each character as a six-byte escape, twelve bytes beyond the basic plane.
_LINE = 3 * MAX_BYTES


def items(raw: Raw) -> Iterator[Item | IntakeError]:
    """Dispatches line by line; an unusable line comes as its error, and the next line is read."""
    number, any_line = 0, False
    while True:
        number += 1
        line = raw.stream.readline(_LINE + 1)
        if not line:
            break
        name = f"{raw.name}, line {number}"
        if len(line) > _LINE:
            yield refusal(name, f"longer than {_LINE // 1_000_000} MB")
            while line and not line.endswith(b"\n"):
                line = raw.stream.readline(1 << 20)
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        any_line = True
        try:
            yield _item(line, name, raw)
        except IntakeError as why:
            yield why
    if not any_line and number == 1:
        yield refusal(raw.name, "contains no text")


def _item(line: bytes, name: str, raw: Raw) -> Item:
    try:
        fields = json.loads(checks.decoded(line, name))
    except IntakeError:
        raise
    except RecursionError as why:
        raise refusal(name, "is nested too deeply") from why
    except ValueError as why:
        raise refusal(name, f"is not JSON ({why})") from why
    if not isinstance(fields, dict):
        raise refusal(name, "is JSON, but not an object")
    if "text" not in fields:
        raise refusal(name, 'has no field "text"')
    words = checks.text(fields["text"], name)
    return Item(
        Dispatch(
            words,
            doc=_string(fields, "doc", name) or name,
            title=_string(fields, "title", name),
            published=checks.day(fields.get("published"), name) or raw.published,
            outlet=_string(fields, "outlet", name),
            language=tongue.settle(fields.get("language") or fields.get("lang"), raw.language, words, name),
            url=_string(fields, "url", name) or raw.url,
        ),
        Metadata(format="jsonl"),
    )


def _string(fields: dict[str, object], key: str, name: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise refusal(name, f'field "{key}" is not a string')
    return checks.text(value, name, empty=True)
