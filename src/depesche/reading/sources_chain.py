"""Chains of attribution: on whose word a passage stands, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.records import Quote, Source, Span


def governing(quotes: Sequence[Quote], span: Span, predicate: Span | None = None) -> tuple[int, ...]:
    """Numbers of the quotations in which a passage stands, outermost first.

    A quotation governs a passage that lies in what was said. Its own frame ("Putin forderte …") is not governed by it: there
    the speaker acts, and only somebody else can be the source. ``predicate``, where known, is the word that decides.
    A source named in passing ("nach Angaben der Polizei") may stand in the middle of the passage that it governs.
    Quotations that sum up (type Reported) govern nothing: their speaker is the actor. Nor do those whose saying is the deed
    itself (form "act": "sie einigten sich darauf, …").
    """
    found = [n for n, q in enumerate(quotes) if q.type != "Reported" and q.form != "act" and _governs(q, span, predicate)]
    return tuple(sorted(found, key=lambda n: (-_size(quotes[n]), n)))


def chain(quotes: Sequence[Quote], span: Span, predicate: Span | None = None) -> tuple[Source, ...]:
    """The sources on whose word a passage of the text stands, outermost first; empty where the outlet speaks itself.

    A person who is named twice in a row (a quotation inside her own indirect speech) is one link. Sources that the text
    leaves unnamed ("hieß es") are no link.
    """
    links: list[Source] = []
    for n in governing(quotes, span, predicate):
        quote = quotes[n]
        if quote.party is None:
            continue
        if links and (links[-1].party == quote.party or _same_frame(quotes, links, quote)):
            continue
        where = quote.speaker[0] if quote.speaker else quote.spans[0]
        links.append(Source(quote.party, where, quote.cue[0] if quote.cue else None, quote.force))
    return tuple(links)


def _same_frame(quotes: Sequence[Quote], links: list[Source], quote: Quote) -> bool:
    return bool(quote.cue) and links[-1].cue == quote.cue[0] and bool(quote.speaker) and links[-1].span == quote.speaker[0]


def _size(quote: Quote) -> int:
    return sum(s.end - s.begin for s in quote.spans)


def _governs(quote: Quote, span: Span, predicate: Span | None) -> bool:
    if predicate is not None:
        return any(predicate.within(s) for s in quote.spans)
    if not any(s.touches(span) for s in quote.spans):
        return False
    outside = [(span.begin, span.end)]
    around = [*quote.spans, *(quote.frame if quote.form == "phrase" else ())]
    for part in around:
        rest = []
        for begin, end in outside:
            if part.end <= begin or end <= part.begin:
                rest.append((begin, end))
                continue
            if begin < part.begin:
                rest.append((begin, part.begin))
            if part.end < end:
                rest.append((part.end, end))
        outside = rest
    slack = max(3, (span.end - span.begin) // 10)  # an edge of punctuation, or a conjunction in front
    if sum(end - begin for begin, end in outside) > slack:
        return False
    return not (quote.form != "phrase" and any(c.touches(Span(b, e)) for c in quote.cue for b, e in outside))
