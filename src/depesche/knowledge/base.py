"""The knowledge base in memory: names of states and bodies, persons, and who held which office when.

The tables in ``data`` are written by ``tools/knowledge/build.py``, which says where each comes from and its licence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office; dates are ISO 8601, as coarse as they are known, ``end`` empty while it lasts."""

    person: int
    code: str
    office: str
    start: str
    end: str
    source: str = ""

    def covers(self, earliest: str, latest: str) -> bool:
        """True if the term may touch the days from ``earliest`` to ``latest`` (ISO dates)."""
        return (not self.start or self.start <= latest[: len(self.start)]) and (
            not self.end or self.end > earliest[: len(self.end)]
        )


@dataclass(slots=True)
class Person:
    """Somebody known by name; ``name`` is the form in the language that was loaded."""

    id: int
    name: str
    gender: str
    wikidata: str
    spellings: tuple[str, ...]
    terms: list[Term] = field(default_factory=list)

    def code(self, day: str | None) -> str:
        """The state or organisation that the person stands for on a day: an office held then counts before others."""
        if not self.terms:
            return ""
        if day:
            held = [t for t in self.terms if t.covers(day, day) and t.office != "politician"]
            if held:
                return max(held, key=lambda t: (weight(t.office), t.start)).code
            before = [t for t in self.terms if t.start <= day and t.office != "politician"]
            if before:
                return max(before, key=lambda t: (t.end or t.start, weight(t.office))).code
            active = [t for t in self.terms if t.start <= day]
            if active:
                return active[0].code
        return min(self.terms, key=lambda t: -weight(t.office)).code


def weight(office: str) -> int:
    """How prominent an office is: 4 for heads of state and government, 0 for being a politician."""
    if office in ("hos", "hog", "leader"):
        return 4
    if office in ("fm", "sg", "chief", "commission"):
        return 3
    return 0 if office == "politician" else 2


class Knowledge:
    """Everything known, for one language (ISO 639-1): its names, and persons under their name in that language."""

    def __init__(self, language: str, own: str | Path | None = None) -> None:
        self.language = language
        self.names: list[Name] = []
        self.persons: list[Person] = []
        self.by_office: dict[tuple[str, str], list[Term]] = {}
        self.given: dict[str, str] = {row[0]: row[1] for row in _rows("given_names.tsv")}
        for text, lang, form, kind, code, name, gender, flags in _rows("names.tsv"):
            if lang == language:
                self.names.append(Name(text, form, kind, code, name, gender, flags))
        for number, german, english, gender, wikidata, variants in _rows("persons.tsv"):
            spellings = tuple(x for x in (german, english, *variants.split("|")) if x)
            shown = english if english and language == "en" else german
            self.persons.append(Person(int(number), shown, gender, wikidata, spellings))
        for person, code, office, start, end, source in _rows("terms.tsv"):
            self._add(Term(int(person), code, office, start, end, source))
        if own is not None:
            self._read_own(Path(own))

    def _add(self, term: Term) -> None:
        self.persons[term.person].terms.append(term)
        self.by_office.setdefault((term.code, term.office), []).append(term)

    def holders(self, code: str, office: str, earliest: str | None, latest: str | None) -> list[Person]:
        """Who held an office between two days (ISO dates), one after the other; all holders if there is no date."""
        terms = self.by_office.get((code, office), [])
        if earliest and latest:
            terms = [t for t in terms if t.covers(earliest, latest)]
        return [self.persons[n] for n in dict.fromkeys(t.person for t in sorted(terms, key=lambda t: t.start))]

    def _read_own(self, path: Path) -> None:
        """A user's parties: ``[[party]]`` with code and names, ``[[person]]`` with name, code and terms of office."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PartiesFileError(f"{path}: {error}") from error
        for row in table.get("party", []):
            if not isinstance(row, dict) or not row.get("code") or not row.get("names"):
                raise PartiesFileError(f"{path}: every [[party]] needs a code and names")
            kind = str(row.get("kind", "organisation"))
            for text in row["names"]:
                self.names.append(Name(str(text), "name", kind, str(row["code"]), str(row.get("name", ""))))
            for text in row.get("adjectives", []):
                self.names.append(Name(str(text), "adjective", kind, str(row["code"])))
        for row in table.get("person", []):
            if not isinstance(row, dict) or not row.get("name") or not row.get("code"):
                raise PartiesFileError(f"{path}: every [[person]] needs a name and a code")
            number = len(self.persons)
            spellings = (str(row["name"]), *map(str, row.get("spellings", [])))
            self.persons.append(Person(number, spellings[0], str(row.get("gender", "")), "", spellings))
            for term in row.get("terms", [{}]):
                office = str(term.get("office", "politician"))
                self._add(Term(number, str(row["code"]), office, str(term.get("from", "")), str(term.get("to", "")), str(path)))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (files("depesche.knowledge") / "data" / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
