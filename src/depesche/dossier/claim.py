"""One record as one dispatch tells it, with all that is needed to compare it with others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from depesche.dossier.stored import State, Stored
from depesche.dossier.when import Days, days, minutes
from depesche.dossier.wording import Count, Wording, wording
from depesche.languages.folding import fold
from depesche.records import Party, Reading, Record, Span, Status

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
    duration: str | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def types(self) -> frozenset[str]:
        """The type and those that would be just as right."""
        return frozenset((self.record.type, *self.record.also))

    @property
    def status(self) -> Status:
        """The record's status; what is dated after its report has not occurred yet, but is planned."""
        told = self.record.status
        ahead = self.when is not None and self.said is not None and self.when.first > self.said.last
        if ahead and told == "denied" and self.record.type == "CONSULT" and self.wording.cue("move", self.sentence_words()):
            return "planned"  # a meeting moved to that day will not be on another, but it will be
        return "planned" if ahead and told in ("occurred", "ongoing") else told

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
        return frozenset(
            _surname(p.name) for p in self.parties if p.kind == "person" and p.name and side(p, self.codes) == code
        )


def side(party: Party, codes: Mapping[str, str] | None = None) -> str:
    """The code that a party acts for, a person by ``codes`` first; its folded name where nobody says it.

    One dispatch may take a person for somebody of the country that it has just spoken of; the others know better.
    """
    name = fold(party.name)
    if party.code and (party.kind != "person" or not codes):
        return party.code
    return (codes or {}).get(name, party.code or name)


def known_codes(readings: Iterable[Reading]) -> dict[str, str]:
    """For whom each person acts, by folded full name, where more than half of the dispatches that say it say the same.

    A dispatch that names a person without office or state, or under another flag, is thus read by the light of the others.
    """
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        people = {
            p for r in reading.records for p in (*r.actor, *r.recipient) if p.kind == "person" and " " in p.name and p.code
        }
        told_here = {(fold(p.name), p.code) for p in people}
        for name, code in told_here:
            told[name][code] += 1
    best = {name: counts.most_common(1)[0] for name, counts in told.items()}
    return {name: code for name, (code, number) in best.items() if 2 * number > told[name].total()}


def claims(stored: Stored, codes: Mapping[str, str] | None = None) -> Iterator[Claim]:
    """The claims of one dispatch, in the order of its records. ``codes``: as ``known_codes`` finds them."""
    known = codes or {}
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
            duration=record.duration or (_length(reading, record.evidence) if record.type == "CONSULT" else None),
            place=table.place(reading.words(record.place)) if record.place else None,
            actors=_sides(record.actor, known),
            recipients=_sides(record.recipient, known),
            codes=known,
        )


def _length(reading: Reading, evidence: Span) -> str | None:
    """How long an engagement took where its evidence gives one length, in hours or minutes, and the record does not say it."""
    told = {t.value for t in reading.times if t.type == "DURATION" and t.span.within(evidence) and minutes(t.value) is not None}
    return told.pop() if len(told) == 1 else None


def near(a: date | None, b: date | None, distance: int) -> bool:
    """True if both days are known and at most that many days apart."""
    return a is not None and b is not None and abs(a - b) <= timedelta(days=distance)


def _between(earliest: str | None, latest: str | None) -> Days | None:
    first, last = days(earliest), days(latest)
    if first and last and first.first <= last.last:
        return Days(first.first, last.last)
    return first or last


def _sides(parties: Iterable[Party], codes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(s for s in (side(p, codes) for p in parties) if s)


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
