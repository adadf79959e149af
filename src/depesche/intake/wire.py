"""By-lines, datelines, agency and house codes: taken off the head of a text that depesche lays out itself.

Text that a user gives as text (files, JSON Lines) is never changed, so that offsets stay as given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from depesche import languages

# "Genf/Kiew, 10. Januar (dpa/AFP) - " ; "MOSCOW (Reuters) — "
_DATELINE = re.compile(
    r"\A\s*(?P<place>[^\W\d_][\w .'’/-]{1,60}?(?:,\s*\d{1,2}\.? ?[^\W\d_]{0,12}\.?)?)?\s*"
    r"\((?P<agency>[A-Za-z][A-Za-z ./-]{1,40})\)\s*(?:[-–—:=]+|\.)?\s*"
)
_HOUSE = re.compile(r"\s*\(?\b(?P<code>(?:[a-zäöü]{2,5}/)+[a-zäöü0-9]{2,5}|\d{2,4}/\d{0,4})\)?\s*\Z")
_BYLINE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Headed:
    """A text without its head and foot, and what they said."""

    text: str
    agency: str = ""
    dateline: str = ""
    byline: str = ""
    housecode: str = ""


def split(text: str, language: str) -> Headed:
    """Take by-line, dateline and house code off a text in a language."""
    agencies, begins = _tables(language)
    byline = dateline = agency = house = ""
    first, newline, rest = text.partition("\n")
    words = first.split()
    if newline and rest.strip() and 2 <= len(words) <= 8 and len(first) <= _BYLINE_LENGTH and words[0].lower() in begins:
        byline, text = " ".join(words[1:]), rest.lstrip()
    found = _DATELINE.match(text)
    if found:
        named = [agencies.get(part.strip().lower()) for part in found["agency"].split("/")]
        if all(named) and found.end() < len(text):
            agency = "/".join(name for name in named if name)
            dateline = (found["place"] or "").strip()
            text = text[found.end() :]
    end = _HOUSE.search(text[-40:])
    # A code stands after the last sentence; a fraction inside it does not.
    if end and text[: len(text) - 40 + end.start() if len(text) > 40 else end.start()].rstrip().endswith(
        (".", "“", '"', "!", "?")
    ):
        house = end["code"]
        text = text[: len(text) - len(text[-40:]) + end.start()].rstrip()
    return Headed(text, agency, dateline, byline, house)


@cache
def _tables(language: str) -> tuple[dict[str, str], frozenset[str]]:
    table = languages.table(language, "wire")
    return {form: code for code, forms in table["agencies"].items() for form in forms}, frozenset(table["byline"]["begins"])
