"""One spaCy pipeline out of the reading stages, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from spacy.language import Language

from depesche import languages
from depesche.models import Tier
from depesche.reading import notes as noting
from depesche.reading.events import EventsStage
from depesche.reading.parser import ParserStage
from depesche.reading.parties import PartiesStage
from depesche.reading.sources import SourcesStage
from depesche.reading.times import TimesStage
from depesche.reading.tokens import blank
from depesche.records import Dispatch, Reading


def _code(nlp: Language) -> str:
    """The pipeline's language; spaCy types it as optional."""
    return nlp.lang or ""


BATCH = 32  # dispatches


@Language.factory("depesche_parser", default_config={"tier": "accurate"})
def _parser(nlp: Language, name: str, tier: Tier) -> ParserStage:
    return ParserStage(nlp.vocab, _code(nlp), tier)


@Language.factory("depesche_times")
def _times(nlp: Language, name: str) -> TimesStage:
    return TimesStage(_code(nlp))


@Language.factory("depesche_parties", default_config={"own": None})
def _parties(nlp: Language, name: str, own: str | None) -> PartiesStage:
    return PartiesStage(_code(nlp), own)


@Language.factory("depesche_sources")
def _sources(nlp: Language, name: str) -> SourcesStage:
    return SourcesStage(_code(nlp))


@Language.factory("depesche_events", default_config={"weigh": True})
def _events(nlp: Language, name: str, weigh: bool) -> EventsStage:
    return EventsStage(_code(nlp), weigh)


def build(language: str = "de", tier: Tier = "accurate", parties: Path | None = None) -> Language:
    """A spaCy pipeline with all stages; any of them can be left out or replaced as usual in spaCy.

    ``parties``: a TOML file of the user's own parties. Raises ``languages.UnsupportedLanguage``.
    """
    languages.require(language)
    nlp = blank(language)
    nlp.max_length = 20_000_000
    nlp.add_pipe("depesche_parser", config={"tier": tier})
    nlp.add_pipe("depesche_times")
    nlp.add_pipe("depesche_parties", config={"own": str(parties) if parties else None})
    nlp.add_pipe("depesche_sources")
    nlp.add_pipe("depesche_events", config={"weigh": tier == "accurate"})  # it would cost the fast tier two fifths of its speed
    noting.register()
    return nlp


class Reader:
    """Reads dispatches into records. One pipeline per language is built when it is first needed and kept."""

    def __init__(self, tier: Tier = "accurate", parties: Path | None = None) -> None:
        self.tier: Tier = tier
        self.parties = parties
        self._pipelines: dict[str, Language] = {}

    def pipeline(self, language: str) -> Language:
        """The spaCy pipeline for a language (ISO 639-1). Raises ``languages.UnsupportedLanguage``."""
        if language not in self._pipelines:
            self._pipelines[language] = build(language, self.tier, self.parties)
        return self._pipelines[language]

    def read(self, dispatch: Dispatch) -> Reading:
        """Read one dispatch."""
        return next(self.pipe([dispatch]))

    def before_events(self, dispatch: Dispatch) -> tuple[noting.Notes, EventsStage]:
        """What the stages before the events find, and the stage that makes events of it: for whoever looks into that one."""
        nlp = self.pipeline(dispatch.language)
        doc = noting.attach(nlp.make_doc(dispatch.text), dispatch)
        *stages, (_, events) = nlp.pipeline
        assert isinstance(events, EventsStage)
        for _, stage in stages:
            doc = stage(doc)
        return noting.notes(doc), events

    def pipe(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        """Read many dispatches, in order; those of one language that follow one another are parsed together."""
        for language, group in groupby(dispatches, key=lambda dispatch: dispatch.language):
            nlp = self.pipeline(language)
            pairs = ((noting.attach(nlp.make_doc(d.text), d), d) for d in group)
            for doc, dispatch in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
                found = noting.notes(doc)
                yield Reading(dispatch, found.published, found.times, found.mentions, found.quotes, found.records)
