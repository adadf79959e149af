"""Quotation marks: where direct speech begins and ends. Works on characters, needs no parse, takes linear time."""

from __future__ import annotations

import re
from typing import Any

from depesche.records import Span

LOOK_AHEAD = 12  # marks: a quotation with more marks inside was never closed


def quotations(text: str, marks: dict[str, Any]) -> list[Span]:
    """Stretches in quotation marks, the marks included, outermost only, in order.

    ``marks`` is the table ``[marks]`` of the language. A mark that never closes opens nothing, except behind a colon: then
    its paragraph is taken. A quotation never crosses more than ``longest`` characters.
    """
    pairs: dict[str, str] = marks["pairs"]
    longest: int = marks["longest"]
    doubled = [k for k in pairs if len(k) > 1]
    singles = "".join(dict.fromkeys("".join([*(k for k in pairs if len(k) == 1), *pairs.values()])))
    pattern = re.compile("|".join([*(re.escape(k) for k in doubled), f"[{re.escape(singles)}]"]))
    found = [(m.start(), m.end(), m.group()) for m in pattern.finditer(text) if not _apostrophe(text, m.start(), m.end())]
    result: list[Span] = []
    i = 0
    while i < len(found):
        begin, end, mark = found[i]
        closes = pairs.get(mark)
        if closes is None or not _opens(text, begin, end, mark, closes):
            i += 1
            continue
        j = _closing(text, found, i, mark, closes, longest)
        if j is not None:
            result.append(Span(begin, found[j][1]))
            i = j + 1
            continue
        if text[max(0, begin - 2) : begin].strip() == ":":
            stop = text.find("\n", begin, begin + longest)
            if stop > 0:
                result.append(Span(begin, stop))
                while i < len(found) and found[i][0] < stop:
                    i += 1
                continue
        i += 1
    return result


def _apostrophe(text: str, begin: int, end: int) -> bool:
    """True between two letters (d'Italia), where no quotation begins or ends."""
    return (
        end - begin == 1
        and text[begin] in "'’‘"
        and begin > 0
        and end < len(text)
        and text[begin - 1].isalnum()
        and text[end].isalnum()
    )


def _opens(text: str, begin: int, end: int, mark: str, closes: str) -> bool:
    """Marks that both open and close open where space is before them and none behind."""
    if end >= len(text) or text[end].isspace():
        return mark == "„" and end < len(text) and text[end] != "\n"
    before = text[begin - 1] if begin else " "
    if mark == "„":
        return True
    return not before.isalnum() and before not in ".,;!?"


def _closing(text: str, found: list[tuple[int, int, str]], i: int, mark: str, closes: str, longest: int) -> int | None:
    """The number of the mark that closes the i-th, None if none does."""
    begin, _first_end, _ = found[i]
    doubled = len(mark) > 1
    depth = 0
    for j in range(i + 1, min(len(found), i + 1 + LOOK_AHEAD)):
        at, end, other = found[j]
        if at - begin > longest:
            return None
        if (other == mark) if doubled else (other in closes):
            if other == mark and not doubled and text[at - 1].isspace() and end < len(text) and not text[end].isspace():
                return None  # the same mark opens again
            if depth == 0:
                return j
            depth -= 1
        elif other == mark:
            if text[max(0, at - 2) : at] == "\n\n" or text[at - 1] == "\n":
                continue  # a new paragraph of the same speech opens its mark again
            depth += 1
    return None
