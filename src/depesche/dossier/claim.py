"""One record as one dispatch tells it, with all that is needed to compare it with others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from depesche.dossier.stored import State, Stored
from depesche.dossier.when import Days, days
from depesche.dossier.wording import Count, Wording, fold, wording
from depesche.records import Party, Reading, Record, Span

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_STOP = re.compile(r"[.!?](?=[\s»“”\"]|$)|\n")


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A record with its dispatch. Two claims are the same only if they are the same object; ``id`` tells them apart."""

    id: str
    dispatch: str
    index: int
    record: Record
    reading: Reading = field(repr=False)
    outlet: str = ""
    state: State = "current"
    said: Days | None = None
    when: Days | None = None
    words: str = ""
    sentence: Span = field(default=Span(0, 0), repr=False)
    stems: frozenset[str] = field(default=frozenset(), repr=False)
    topics: frozenset[str] = frozenset()
    counts: tuple[Count, ...] = field(default=(), repr=False)
    place: str | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()

    @property
    def types(self) -> frozenset[str]:
        """The type and those that would be just as right."""
        return frozenset((self.record.type, *self.record.also))

    @property
    def sides(self) -> frozenset[str]:
        """Codes (names, where there is no code) of everybody who takes part."""
        return self.actors | self.recipients

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who takes part."""
        return self.record.actor + self.record.recipient

    @property
    def chain(self) -> tuple[str, ...]:
        """On whose word, outermost first; empty where the outlet speaks for itself."""
        return tuple(str(s.party) or self.reading.words(s.span) for s in self.record.attribution)

    @property
    def voice(self) -> str:
        """Whoever is the origin of the claim: the innermost source, or the outlet."""
        return self.chain[-1] if self.record.attribution else self.outlet

    @property
    def language(self) -> str:
        """The dispatch's language."""
        return self.reading.dispatch.language

    @property
    def published(self) -> date | None:
        """The first day on which the dispatch may have appeared."""
        return self.said.first if self.said else None

    @property
    def wording(self) -> Wording:
        """The tables of the dispatch's language."""
        return wording(self.language)

    def sentence_words(self) -> str:
        """The sentence that the evidence stands in."""
        return self.reading.words(self.sentence)

    def persons(self, code: str) -> frozenset[str]:
        """Folded last names of the persons that act for a code."""
        return frozenset(_surname(p.name) for p in self.parties if p.kind == "person" and p.name and side(p) == code)


def side(party: Party) -> str:
    """The code that a party acts for; its folded name where it has none."""
    return party.code or fold(party.name)


def claims(stored: Stored) -> Iterator[Claim]:
    """The claims of one dispatch, in the order of its records."""
    reading = stored.reading
    dispatch, table = reading.dispatch, wording(reading.dispatch.language)
    said = days(dispatch.published) or _between(reading.published.earliest, reading.published.latest)
    for index, record in enumerate(reading.records):
        words = reading.words(record.evidence)
        yield Claim(
            id=f"{stored.id}#{index}",
            dispatch=stored.id,
            index=index,
            record=record,
            reading=reading,
            outlet=dispatch.outlet,
            state=stored.state,
            said=said,
            when=days(record.time),
            words=words,
            sentence=_sentence(dispatch.text, record.evidence),
            stems=table.stems(words) - _names(record),
            topics=table.topics(words),
            counts=table.counts(words),
            place=table.place(reading.words(record.place)) if record.place else None,
            actors=_sides(record.actor),
            recipients=_sides(record.recipient),
        )


def near(a: date | None, b: date | None, distance: int) -> bool:
    """True if both days are known and at most that many days apart."""
    return a is not None and b is not None and abs(a - b) <= timedelta(days=distance)


def _between(earliest: str | None, latest: str | None) -> Days | None:
    first, last = days(earliest), days(latest)
    if first and last and first.first <= last.last:
        return Days(first.first, last.last)
    return first or last


def _sides(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(s for s in map(side, parties) if s)


def _names(record: Record) -> frozenset[str]:
    names = [w for p in record.actor + record.recipient for w in fold(p.name).split()]
    return frozenset(w[:7] for w in names)


def _surname(name: str) -> str:
    return fold(name).rsplit(" ", 1)[-1]


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span, by its full stops; within 600 characters to either side."""
    low = max(0, span.begin - 600)
    begin = low
    for stop in _STOP.finditer(text, low, span.begin):
        if not _abbreviated(text, stop.start()):
            begin = stop.end()
    end = min(len(text), span.end + 600)
    for stop in _STOP.finditer(text, max(span.end - 1, span.begin), end):
        if not _abbreviated(text, stop.start()):
            end = stop.end()
            break
    while begin < span.begin and text[begin] in ' \n\t»“”"':
        begin += 1
    return Span(min(begin, span.begin), max(end, span.end))


def _abbreviated(text: str, at: int) -> bool:
    """A full stop after a number or a single letter ends no sentence ("am 12. März", "z. B.")."""
    return (
        text[at] == "."
        and at > 0
        and (text[at - 1].isdigit() or (at > 1 and text[at - 1].isalpha() and not text[at - 2].isalnum()))
    )
