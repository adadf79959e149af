"""Which records a dossier is about: a named choice of parties, period, topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from depesche.dossier.claim import Claim, side
from depesche.dossier.when import Days, days
from depesche.languages.folding import fold


class SelectionError(ValueError):
    """A selection that cannot be: a date that is none, a topic that no table has."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of records; an empty field leaves everything in.

    ``parties``: codes or names, one of which must act, be acted on or be the source; ``since``, ``until``: ISO dates, both
    included, for the event's own time or, where it has none, its publication; ``topics``: names of topics, one of which must be
    in the record's sentence, or plain words that its sentence must contain.
    """

    name: str = ""
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for value in (self.since, self.until):
            if value is not None and days(value) is None:
                raise SelectionError(f"not a date: {value!r}; write it as 2021-11-01, 2021-11 or 2021")

    def takes(self, claim: Claim) -> bool:
        """True if the claim belongs to the selection."""
        return (
            self._period(claim)
            and (not self.types or bool(claim.types & set(self.types)))
            and (not self.outlets or fold(claim.outlet) in {fold(o) for o in self.outlets})
            and (not self.parties or self._party(claim))
            and (not self.topics or self._topic(claim))
        )

    def _party(self, claim: Claim) -> bool:
        wanted = {fold(p) for p in self.parties}
        named = {*claim.parties, *(s.party for s in claim.record.attribution)}
        return any(fold(x) in wanted for p in named for x in (side(p, claim.codes), p.name, str(p)) if x)

    def _topic(self, claim: Claim) -> bool:
        sentence = claim.sentence_words()
        topics, folded = claim.wording.topics(sentence), fold(sentence)
        return any(t in topics or fold(t) in folded for t in self.topics)

    def _period(self, claim: Claim) -> bool:
        at = claim.when or claim.said
        if at is None:
            return self.since is None and self.until is None
        since, until = days(self.since), days(self.until)
        whole = Days(since.first if since else at.first, until.last if until else at.last)
        said = claim.said is None or until is None or claim.said.first <= until.last
        return said and at.first <= whole.last and whole.first <= at.last

    def to_json(self) -> dict[str, Any]:
        """Its plain form, for keeping."""
        return {
            "name": self.name,
            "parties": list(self.parties),
            "since": self.since,
            "until": self.until,
            "topics": list(self.topics),
            "types": list(self.types),
            "outlets": list(self.outlets),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Selection:
        """The selection that ``to_json`` was given. Raises ``SelectionError``."""
        try:
            lists = {k: tuple(str(x) for x in data.get(k, ())) for k in ("parties", "topics", "types", "outlets")}
            return cls(name=str(data.get("name", "")), since=data.get("since"), until=data.get("until"), **lists)
        except (TypeError, AttributeError) as error:
            raise SelectionError(f"not a selection: {error}") from error
