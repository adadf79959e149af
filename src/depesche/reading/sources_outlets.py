"""The agency to which somebody speaks, as the first link of the chain: "sagte sie der Agentur Interfax"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from depesche import languages
from depesche.reading.sources_chain import chain
from depesche.records import Mention, Quote, Source, Span


@lru_cache(maxsize=4)
def agencies(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of a language's agencies in lower case, and the ends of nouns that introduce one."""
    table = languages.table(language, "wire")
    return frozenset(name.lower() for name in table["agencies"]), tuple(table["introduced"]["by"])


class Chains:
    """The chains of attribution of one document."""

    def __init__(self, quotes: Sequence[Quote], mentions: Sequence[Mention], text: str, language: str) -> None:
        self.quotes = quotes
        known, by = agencies(language)
        told = [
            m for m in mentions
            if m.party is not None and m.party.kind == "outlet"
            and (m.party.code.lower() in known
                 or any(w.endswith(by) for w in text[m.span.begin : m.span.end].lower().split()))
        ]  # fmt: skip
        self._told: dict[Span, Source] = {}
        for q in quotes:
            if q.speaker and told and not (q.party and q.party.kind == "outlet"):
                around = (*q.addressee, *q.frame, *q.speaker)
                m = next((m for m in told if any(m.span.within(a) for a in around)), None)
                if m is not None and m.party is not None:
                    self._told[q.speaker[0]] = Source(m.party, m.span, q.cue[0] if q.cue else None)

    def of(self, span: Span, predicate: Span | None = None) -> tuple[Source, ...]:
        """The sources on whose word a passage stands, outermost first, the agency to which they speak before them."""
        found = chain(self.quotes, span, predicate)
        told = self._told.get(found[0].span) if found else None
        return found if told is None or told.party == found[0].party else (told, *found)
