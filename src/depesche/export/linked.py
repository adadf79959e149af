"""A dossier as linked data: PROV-O for who says so, Web Annotation for where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from depesche.dossier import Claim, Dossier, Event
from depesche.records import Party, Span

AROUND = 32  # code points of prefix and suffix of a TextQuoteSelector
CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "d": "urn:depesche:vocabulary#",
    "id": "@id",
    "type": "@type",
}


def graph(dossier: Dossier) -> dict[str, Any]:
    """The JSON-LD document, with its context inside."""
    nodes: dict[str, dict[str, Any]] = {}
    for event in dossier.events:
        for node in _event(event):
            nodes.setdefault(node["id"], node)
    return {"@context": CONTEXT, "@graph": list(nodes.values())}


def version(claim: Claim) -> str:
    """The immutable version of a dispatch that a claim stands in, by the hash of its text."""
    text = claim.reading.dispatch.text.encode("utf-8", "surrogatepass")
    return f"urn:sha256:{hashlib.sha256(text).hexdigest()}"


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """Both selectors of a span: positions in code points, and the words with what stands before and after them."""
    return [
        {"type": "oa:TextPositionSelector", "oa:start": span.begin, "oa:end": span.end},
        {
            "type": "oa:TextQuoteSelector",
            "oa:exact": text[span.begin : span.end],
            "oa:prefix": text[max(0, span.begin - AROUND) : span.begin],
            "oa:suffix": text[span.end : span.end + AROUND],
        },
    ]


def _event(event: Event) -> Iterator[dict[str, Any]]:
    node: dict[str, Any] = {
        "id": _urn("event", event.id),
        "type": ["prov:Entity", "d:Event"],
        "d:plover": event.type,
        "d:status": event.status,
        "d:independentReports": len(event.origins),
        "d:reports": len(event.dispatches),
        "d:credibility": event.credibility,
        "d:claim": [_ref(_urn("claim", c.id)) for c in event.claims],
    }
    if event.when:
        node["d:firstDay"] = _day(event.when.first.isoformat())
        node["d:lastDay"] = _day(event.when.last.isoformat())
    yield node
    against: dict[str, list[dict[str, str]]] = {}
    for c in event.contradictions:
        against.setdefault(c.one.id, []).append(_ref(_urn("claim", c.other.id)))
        against.setdefault(c.other.id, []).append(_ref(_urn("claim", c.one.id)))
    for claim in event.claims:
        yield from _claim(claim, against.get(claim.id, []))


def _claim(claim: Claim, against: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    record, dispatch = claim.record, claim.reading.dispatch
    name, source = _urn("claim", claim.id), version(claim)
    parties = [*record.actor, *record.recipient, *(s.party for s in record.attribution)]
    for party in parties:
        if str(party):
            yield _agent(party)
    article: dict[str, Any] = {
        "id": source,
        "type": ["prov:Entity", "schema:NewsArticle"],
        "schema:inLanguage": dispatch.language,
    }
    if dispatch.title:
        article["schema:headline"] = dispatch.title
    if claim.said and claim.said.exact:
        article["schema:datePublished"] = _day(claim.said.first.isoformat())
    if dispatch.outlet:
        article["prov:wasAttributedTo"] = _ref(_urn("outlet", dispatch.outlet))
        yield {"id": _urn("outlet", dispatch.outlet), "type": "prov:Organization", "schema:name": dispatch.outlet}
    if dispatch.url.startswith(("http://", "https://")):
        article["schema:url"] = dispatch.url
    yield article
    node: dict[str, Any] = {
        "id": name,
        "type": ["prov:Entity", "schema:Claim"],
        "schema:text": claim.words,
        "d:plover": record.type,
        "d:status": record.status,
        "d:actor": [_ref(_party(p)) for p in record.actor if str(p)],
        "d:recipient": [_ref(_party(p)) for p in record.recipient if str(p)],
        "prov:wasDerivedFrom": [_ref(source), *([_ref(f"{name}:link:0")] if record.attribution else [])],
    }
    if record.inferred:
        node["d:inferred"] = list(record.inferred)
    if record.time:
        node["d:time"] = record.time
    if record.condition:
        node["d:condition"] = claim.reading.words(record.condition)
    if against:
        node["d:contradicts"] = against
    if claim.state != "current":
        node["d:state"] = claim.state
    last = len(record.attribution) - 1
    if last >= 0:
        node["prov:hadPrimarySource"] = _ref(f"{name}:link:{last}")
    yield node
    for i, link in enumerate(record.attribution):
        entity: dict[str, Any] = {
            "id": f"{name}:link:{i}",
            "type": "prov:Entity",
            "schema:text": claim.reading.words(link.span),
        }
        if i < last:  # the outermost link reports what the next one said, and so on to the primary source
            entity["prov:wasDerivedFrom"] = _ref(f"{name}:link:{i + 1}")
        if str(link.party):
            entity["prov:qualifiedAttribution"] = {
                "type": "prov:Attribution",
                "prov:agent": _ref(_party(link.party)),
                "prov:hadRole": _ref("d:speaker" if i == last else "d:relay"),
            }
        yield entity
        yield _annotation(claim, link.span, f"{name}:link:{i}", "identifying")
    yield _annotation(claim, record.evidence, name, "describing")


def _annotation(claim: Claim, span: Span, body: str, motivation: str) -> dict[str, Any]:
    target: dict[str, Any] = {
        "type": "oa:SpecificResource",
        "oa:hasSource": _ref(version(claim)),
        "oa:hasSelector": selectors(claim.reading.dispatch.text, span),
    }
    return {
        "id": f"{body}:annotation",
        "type": "oa:Annotation",
        "oa:motivatedBy": _ref(f"oa:{motivation}"),
        "oa:hasBody": _ref(body),
        "oa:hasTarget": target,
    }


def _agent(party: Party) -> dict[str, Any]:
    kind = "prov:Person" if party.kind == "person" else "prov:Organization"
    found: dict[str, Any] = {"id": _party(party), "type": kind, "schema:name": party.name or party.code}
    if party.kind == "person" and party.code:
        found["prov:actedOnBehalfOf"] = _ref(_party(Party(party.code)))
    return found


def _party(party: Party) -> str:
    return _urn("party", str(party))


def _urn(kind: str, name: str) -> str:
    return f"urn:depesche:{kind}:{quote(name, safe='')}"


def _ref(name: str) -> dict[str, str]:
    return {"id": name}


def _day(value: str) -> dict[str, str]:
    return {"@value": value, "@type": "xsd:date"}
