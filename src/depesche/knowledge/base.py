"""The knowledge base in memory: names of states and bodies, given names, and everybody known (``persons``).

The tables in ``data`` are written by ``tools/knowledge/build.py``, which says where each comes from and its licence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from depesche.knowledge.persons import Person, Persons, Term
from depesche.records import Party, PartyKind


class PartiesFileError(ValueError):
    """A user's file of parties does not say what it must."""


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write a state, organisation, body or outlet.

    ``form`` is name, adjective, demonym or metonym; ``flags`` as in ``names.tsv`` (``capital``, ``seat``, ``weak``,
    ``former``, ``fixed``, ``body=…``, ``home=…``, ``state``).
    """

    text: str
    form: str
    kind: str
    code: str
    name: str = ""
    gender: str = ""
    flags: str = ""

    @property
    def home(self) -> str:
        """The state that an organisation belongs to, empty for an international one."""
        return next((f[5:] for f in self.flags.split(";") if f.startswith("home=")), "")

    @property
    def body(self) -> str:
        """What sort of body of its state this is: president, government, foreign, parliament …"""
        return next((f[5:] for f in self.flags.split(";") if f.startswith("body=")), "")

    def party(self) -> Party:
        """Whom the name names. The White House stands for the state, the Kremlin for itself (gold/GUIDELINES.md)."""
        if self.kind == "body" and not self.flags.endswith(";state"):
            return Party(self.code, self.name, "body")
        if self.home:
            return Party(self.home, self.code, "organisation")
        if self.kind in ("organisation", "group", "outlet"):
            return Party(self.code, "", _KINDS[self.kind])
        return Party(self.code)


_KINDS: dict[str, PartyKind] = {"organisation": "organisation", "group": "group", "outlet": "outlet"}


class Knowledge:
    """Everything known, for one language (ISO 639-1): its names, and persons under their name in that language."""

    def __init__(self, language: str, own: str | Path | None = None) -> None:
        self.language = language
        self.names: list[Name] = []
        self.persons = Persons(language)
        self.given: dict[str, str] = dict(row for row in _rows("given_names.tsv"))
        for text, lang, form, kind, code, name, gender, flags in _rows("names.tsv"):
            if lang == language:
                self.names.append(Name(text, form, kind, code, name, gender, flags))
        if own is not None:
            self._read_own(Path(own))

    def holders(self, code: str, office: str, earliest: str | None, latest: str | None) -> list[Person]:
        """Who held an office between two days (ISO dates), one after the other; all holders if there is no date."""
        return self.persons.holders(code, office, earliest, latest)

    def _read_own(self, path: Path) -> None:
        """A user's parties: ``[[party]]`` with code and names, ``[[person]]`` with name, code and terms of office."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise PartiesFileError(f"{path}: cannot be read ({error.strerror})") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PartiesFileError(f"{path}: {error}") from error
        for row in _tables(table, "party", path):
            code, kind = _word(row, "code", path), str(row.get("kind", "organisation"))
            if kind not in ("state", "organisation", "group", "outlet"):
                raise PartiesFileError(f"{path}: kind {kind!r}; it may be state, organisation, group or outlet")
            names = _words(row, "names", path)
            if not names:
                raise PartiesFileError(f"{path}: [[party]] {code} has no names")
            for text in names:
                self.names.append(Name(text, "name", kind, code, str(row.get("name", ""))))
            for text in _words(row, "adjectives", path):
                self.names.append(Name(text, "adjective", kind, code))
        for row in _tables(table, "person", path):
            number, code = len(self.persons), _word(row, "code", path)
            spellings = (_word(row, "name", path), *_words(row, "spellings", path))
            terms = [_term(number, code, term, path) for term in _tables(row, "terms", path)] or [
                Term(number, code, "politician", "", "", str(path))
            ]
            self.persons.add(Person(number, spellings[0], str(row.get("gender", "")), "", spellings, terms))


def _tables(table: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    """The tables under a key of a user's file; none if it is missing."""
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PartiesFileError(f"{path}: {key} must be a list of tables")
    return rows


def _word(row: dict[str, Any], key: str, path: Path) -> str:
    """A field that must be there and a word."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise PartiesFileError(f"{path}: {key} is missing or no text in {row}")
    return value.strip()


def _words(row: dict[str, Any], key: str, path: Path) -> list[str]:
    """A field that is a list of words, empty if it is missing."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
        raise PartiesFileError(f"{path}: {key} must be a list of texts in {row}")
    return [x.strip() for x in value]


def _term(number: int, code: str, row: dict[str, Any], path: Path) -> Term:
    """A term of office; ``from`` and ``to`` are ISO dates, as coarse as they are known."""
    dates = [str(row.get(key, "")) for key in ("from", "to")]
    for day in dates:
        if day and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day):
            raise PartiesFileError(f"{path}: {day!r} is no date written as YYYY, YYYY-MM or YYYY-MM-DD")
    return Term(number, code, str(row.get("office", "politician")), dates[0], dates[1], str(path))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (files("depesche.knowledge") / "data" / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
