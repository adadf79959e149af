"""A reading as one JSON object, and back again without loss.

The fields that scoring tools know keep their plain form (parties as ``CODE/Name``, places and conditions as words);
whatever that form loses stands beside it in fields of our own, so that ``from_json(to_json(r)) == r``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from depesche.records import Dispatch, Mention, Party, Published, Quote, Reading, Record, Source, Span, Time

FORMAT = "depesche-reading/1"


class FormatError(ValueError):
    """JSON that is not a reading as ``to_json`` writes it."""


def to_json(reading: Reading, *, with_text: bool = True) -> dict[str, Any]:
    """The object that ``depesche read --json`` prints for one dispatch; offsets are Python characters of its text.

    ``published`` is the day if it is known, inferred or not; ``published_inferred`` says when and why it was worked out.
    ``with_text``: without the text the object is shorter, and ``from_json`` must be told the text.
    """
    dispatch, published = reading.dispatch, reading.published
    day = published.earliest if published.earliest == published.latest else None
    found: dict[str, Any] = {
        "format": FORMAT,
        "doc": dispatch.doc,
        "title": dispatch.title,
        "published": dispatch.published or day,
        "language": dispatch.language,
        "outlet": dispatch.outlet,
        "url": dispatch.url,
        "published_given": dispatch.published,
        "published_range": [published.earliest, published.latest],
    }
    if published.inferred or published.reasons:
        found["published_inferred"] = {
            "earliest": published.earliest,
            "latest": published.latest,
            "inferred": published.inferred,
            "reasons": list(published.reasons),
        }
    if with_text:
        found["text"] = dispatch.text
    found["times"] = [_time(t) for t in reading.times]
    found["quotes"] = [_quote(q) for q in reading.quotes]
    found["records"] = [record_to_json(r, reading) for r in reading.records]
    found["mentions"] = [_mention(m) for m in reading.mentions]
    return found


def record_to_json(record: Record, reading: Reading) -> dict[str, Any]:
    """One record in the form it has inside ``to_json``."""
    chain = [_source(s) for s in record.attribution]
    return {
        "begin": record.evidence.begin,
        "end": record.evidence.end,
        "type": record.type,
        "mode": record.mode or None,
        "actor": [str(p) for p in record.actor if str(p)],
        "recipient": [str(p) for p in record.recipient if str(p)],
        "status": record.status,
        "attribution": [str(s.party) or reading.words(s.span) for s in record.attribution],
        "time": record.time,
        "place": reading.words(record.place) if record.place else None,
        "condition": reading.words(record.condition) if record.condition else None,
        "also": list(record.also),
        "contexts": list(record.contexts),
        "intensity": record.intensity,
        "duration": record.duration,
        "same_as": record.same_as,
        "inferred": list(record.inferred),
        "chain": chain,
        "predicate": _pair(record.predicate),
        "place_span": _pair(record.place) if record.place else None,
        "condition_span": _pair(record.condition) if record.condition else None,
        "actor_parties": [party_to_json(p) for p in record.actor],
        "recipient_parties": [party_to_json(p) for p in record.recipient],
    }


def from_json(data: Mapping[str, Any], *, text: str | None = None) -> Reading:
    """The reading that ``to_json`` was given. ``text``: the dispatch's text, where the object was written without it.

    Raises ``FormatError`` where a field is missing or of another kind.
    """
    if text is None and not isinstance(data.get("text"), str):
        raise FormatError("this object holds no text: it was written without it, so its text must be given")
    try:
        dispatch = Dispatch(
            text=data["text"] if text is None else text,
            doc=data["doc"],
            title=data["title"],
            published=data["published_given"],
            outlet=data["outlet"],
            language=data["language"],
            url=data["url"],
        )
        earliest, latest = data["published_range"]
        inferred = data.get("published_inferred") or {}
        return Reading(
            dispatch,
            Published(earliest, latest, bool(inferred.get("inferred")), tuple(inferred.get("reasons", ()))),
            tuple(Time(Span(t["begin"], t["end"]), t["type"], t["value"], t["mod"]) for t in data["times"]),
            tuple(_read_mention(m) for m in data["mentions"]),
            tuple(_read_quote(q) for q in data["quotes"]),
            tuple(record_from_json(r) for r in data["records"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"not a reading as depesche writes it: {type(error).__name__}: {error}") from error


def record_from_json(data: Mapping[str, Any]) -> Record:
    """One record out of ``record_to_json``'s form. Raises ``KeyError`` or ``TypeError`` for anything else."""
    return Record(
        evidence=Span(data["begin"], data["end"]),
        predicate=_span(data["predicate"]),
        type=data["type"],
        actor=tuple(party_from_json(p) for p in data["actor_parties"]),
        recipient=tuple(party_from_json(p) for p in data["recipient_parties"]),
        status=data["status"],
        attribution=tuple(_read_source(s) for s in data["chain"]),
        also=tuple(data["also"]),
        mode=data["mode"] or "",
        contexts=tuple(data["contexts"]),
        time=data["time"],
        place=_span(data["place_span"]) if data["place_span"] else None,
        condition=_span(data["condition_span"]) if data["condition_span"] else None,
        duration=data["duration"],
        intensity=data["intensity"],
        same_as=data["same_as"],
        inferred=tuple(data.get("inferred", ())),  # records of earlier versions have none
    )


def party_to_json(party: Party) -> dict[str, str]:
    """A party with its code, name and kind apart."""
    return {"code": party.code, "name": party.name, "kind": party.kind}


def party_from_json(data: Mapping[str, Any]) -> Party:
    """The party that ``party_to_json`` was given."""
    return Party(data["code"], data["name"], data["kind"])


def _pair(span: Span) -> list[int]:
    return [span.begin, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.begin, s.end] for s in spans]


def _span(pair: Iterable[int]) -> Span:
    begin, end = pair
    return Span(begin, end)


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(_span(p) for p in pairs)


def _time(time: Time) -> dict[str, Any]:
    return {"begin": time.span.begin, "end": time.span.end, "type": time.type, "value": time.value, "mod": time.mod}


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "quote": _pairs(quote.spans),
        "speaker": _pairs(quote.speaker),
        "cue": _pairs(quote.cue),
        "addressee": _pairs(quote.addressee),
        "frame": _pairs(quote.frame),
        "type": quote.type,
        "party": party_to_json(quote.party) if quote.party else None,
        "force": quote.force,
        "medium": quote.medium,
        "date": quote.date,
        "parent": quote.parent,
    }


def _read_quote(data: Mapping[str, Any]) -> Quote:
    return Quote(
        _spans(data["quote"]),
        data["type"],
        speaker=_spans(data["speaker"]),
        cue=_spans(data["cue"]),
        addressee=_spans(data["addressee"]),
        frame=_spans(data["frame"]),
        party=party_from_json(data["party"]) if data["party"] else None,
        force=data["force"],
        medium=data["medium"],
        date=data["date"],
        parent=data["parent"],
    )


def _source(source: Source) -> dict[str, Any]:
    return {
        "begin": source.span.begin,
        "end": source.span.end,
        "party": party_to_json(source.party),
        "cue": _pair(source.cue) if source.cue else None,
        "force": source.force,
    }


def _read_source(data: Mapping[str, Any]) -> Source:
    cue = _span(data["cue"]) if data["cue"] else None
    return Source(party_from_json(data["party"]), Span(data["begin"], data["end"]), cue, data["force"])


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "begin": mention.span.begin,
        "end": mention.span.end,
        "token": mention.token,
        "form": mention.form,
        "party": party_to_json(mention.party) if mention.party else None,
        "others": [party_to_json(p) for p in mention.others],
        "alternatives": [party_to_json(p) for p in mention.alternatives],
        "why": mention.why,
    }


def _read_mention(data: Mapping[str, Any]) -> Mention:
    return Mention(
        Span(data["begin"], data["end"]),
        data["token"],
        data["form"],
        party_from_json(data["party"]) if data["party"] else None,
        tuple(party_from_json(p) for p in data["others"]),
        tuple(party_from_json(p) for p in data["alternatives"]),
        data["why"],
    )
