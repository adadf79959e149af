"""Which of a reader's records is which of the annotation's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crisis import record

from depesche.dossier import Dossier
from depesche.records import Reading, Record

SYMMETRIC = {"CONSULT", "AGREE"}


def aligned(lines: Iterable[dict[str, Any]], readings: Mapping[str, Reading]) -> dict[str, str]:
    """For each annotated record that the reader found the claim's id: evidence overlaps, type and a side agree, each once.

    A side agrees by its code or by its name.
    """
    found: dict[str, str] = {}
    for line in lines:
        doc = line["doc"]
        pairs = []
        for i, data in enumerate(line["records"]):
            gold = record(line["text"], data)
            for j, mine in enumerate(readings[doc].records):
                shared = min(gold.evidence.end, mine.evidence.end) - max(gold.evidence.begin, mine.evidence.begin)
                if shared > 0 and _alike(gold, mine):
                    longest = max(gold.evidence.end, mine.evidence.end) - min(gold.evidence.begin, mine.evidence.begin)
                    pairs.append((-shared / longest, i, j))
        used: set[int] = set()
        for _, i, j in sorted(pairs):
            if f"{doc}#{i}" not in found and j not in used:
                used.add(j)
                found[f"{doc}#{i}"] = f"{doc}#{j}"
    return found


def _alike(gold: Record, mine: Record) -> bool:
    if gold.type != mine.type and gold.type not in mine.also and mine.type not in gold.also:
        return False
    one, other = ({x for p in r.actor + r.recipient for x in (p.code, p.name) if x} for r in (gold, mine))
    return not one or bool(one & other)


def clusters(dossier: Dossier) -> dict[str, str]:
    """For each claim the event that it is in."""
    return {c.id: e.id for e in dossier.events for c in e.claims}
