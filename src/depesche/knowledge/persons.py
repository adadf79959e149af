"""Persons and their terms of office, read from the tables one by one as they are asked for.

A dispatch names a dozen of the thousands that are known: the tables are kept as lines, and only who is asked for is
taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files

from depesche.knowledge.spelling import plain, skeleton, stripped, surnames


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


def lookups(person: Iterable[str], code: str) -> tuple[set[str], set[str], set[str]]:
    """The keys under which a person's spellings are found: as written, by surname (folded), and by sound."""
    written, last, sounds = set(), set(), set()
    for spelling in person:
        written |= {spelling, stripped(spelling)}
        last |= {plain(s) for s in surnames(spelling, code)}
        sounds.add(skeleton(spelling))
    return written, last, sounds


class Persons:
    """Everybody known, by number, name, surname, sound and office."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._rows = _lines("persons.tsv")
        self._terms = _lines("terms.tsv")
        self._of_person: dict[str, list[int]] = {}
        self._of_office: dict[tuple[str, str], list[int]] = {}
        for at, line in enumerate(self._terms):
            person, code, office, _ = line.split("\t", 3)
            self._of_person.setdefault(person, []).append(at)
            self._of_office.setdefault((code, office), []).append(at)
        self._known: dict[int, Person] = {}
        self._size = len(self._rows)
        self._own_terms: dict[tuple[str, str], list[Term]] = {}
        self._own: tuple[dict[str, list[Person]], ...] = ({}, {}, {})
        self._written = _index("spellings.tsv")
        self._last = _index("surnames.tsv")
        self._sounds: dict[str, str] | None = None

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> Person:
        person = self._known.get(number)
        if person is None:
            _, german, english, gender, wikidata, variants = self._rows[number].split("\t")
            spellings = tuple(x for x in (german, english, *variants.split("|")) if x)
            shown = english if english and self.language == "en" else german
            terms = [self._term(at) for at in self._of_person.get(str(number), ())]
            person = self._known[number] = Person(number, shown, gender, wikidata, spellings, terms)
        return person

    def _term(self, at: int) -> Term:
        person, code, office, start, end, source = self._terms[at].split("\t")
        return Term(int(person), code, office, start, end, source)

    def add(self, person: Person) -> None:
        """Take in somebody whom the tables do not have; the number must be ``len(self)``."""
        if person.id != self._size:
            raise ValueError(f"person {person.id} does not follow the {self._size} known")
        self._known[person.id] = person
        self._size += 1
        for term in person.terms:
            self._own_terms.setdefault((term.code, term.office), []).append(term)
        for index, keys in zip(self._own, lookups(person.spellings, person.terms[0].code if person.terms else ""), strict=True):
            for key in keys:
                index.setdefault(key, []).append(person)

    def spellings(self) -> list[str]:
        """Every full name as it may be written."""
        return [*self._written, *(s for s in self._own[0] if s not in self._written)]

    def written(self, words: str) -> list[Person]:
        """Who bears exactly this full name."""
        return self._found(self._written.get(words, ""), self._own[0].get(words, ()))

    def with_surname(self, key: str) -> list[Person]:
        """Who bears a surname, given as ``spelling.plain`` folds it."""
        return self._found(self._last.get(key, ""), self._own[1].get(key, ()))

    def has_surname(self, key: str) -> bool:
        """True if somebody bears a surname, given as ``spelling.plain`` folds it."""
        return key in self._last or key in self._own[1]

    def sounding(self, words: str) -> list[Person]:
        """Whose full name sounds like the words in any transliteration."""
        if self._sounds is None:
            self._sounds = _index("sounds.tsv")
        key = skeleton(words)
        return self._found(self._sounds.get(key, ""), self._own[2].get(key, ()))

    def _found(self, numbers: str, own: Iterable[Person]) -> list[Person]:
        return [*(self[int(n)] for n in numbers.split(",") if n), *own]

    def offices(self) -> list[tuple[str, str]]:
        """Every office somebody held, as (code, office)."""
        return list(dict.fromkeys([*self._of_office, *self._own_terms]))

    def terms(self, code: str, office: str) -> list[Term]:
        """All terms in an office."""
        return [*(self._term(at) for at in self._of_office.get((code, office), ())), *self._own_terms.get((code, office), ())]

    def holders(self, code: str, office: str, earliest: str | None, latest: str | None) -> list[Person]:
        """Who held an office between two days (ISO dates), one after the other; all holders if there is no date."""
        terms = self.terms(code, office)
        if earliest and latest:
            terms = [t for t in terms if t.covers(earliest, latest)]
        return [self[n] for n in dict.fromkeys(t.person for t in sorted(terms, key=lambda t: t.start))]


def _lines(name: str) -> list[str]:
    """The rows of a table without its header."""
    text = (files("depesche.knowledge") / "data" / name).read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")[1:]


def _index(name: str) -> dict[str, str]:
    """A table of two columns: key, and numbers of persons with commas between."""
    return dict(line.split("\t") for line in _lines(name))
