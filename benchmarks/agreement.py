"""How far two annotations of the same dispatches agree on the records.

Usage:  python -m benchmarks.agreement FIRST SECOND

FIRST and SECOND are folders of restored annotations (``python -m benchmarks.gold.restore``) of the same texts. Each is
scored against the other as if it were a reader's output, then both as equals, in two ways:

lenient  an optional record that only one annotator wrote down costs nothing, and ``also`` counts on either side
strict   every record counts, and the first types must be the same

Otherwise two records match where their evidence overlaps and the second's type is the first's or among its ``also``. "Who
did what to whom" asks that actor and recipient share a code on each side, or are both empty; the sides of a CONSULT, AGREE
or COOPERATE may be swapped. Of several candidates the one with the right parties goes first, then the one with more fields
in common, the same first type, and the longer common evidence. ``kappa`` is the agreement on status beyond chance.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

Record = dict[str, Any]
SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
FIELDS = ("status", "attribution", "time", "place", "condition")


class Terms(Enum):
    """On which terms two annotations are compared; the module says what each asks for."""

    GOLD = "gold"
    LENIENT = "lenient"
    STRICT = "strict"


def load(folder: Path) -> dict[str, list[Record]]:
    """Records by dispatch, each with ``begin`` and ``end`` of its evidence."""
    docs: dict[str, list[Record]] = {}
    for file in sorted(folder.glob("*.json")):
        doc = json.loads(file.read_text(encoding="utf-8"))
        docs[doc["doc"]] = [located(record, doc["text"]) for record in doc["records"]]
    return docs


def located(record: Record, text: str) -> Record:
    begin = text.index(record["evidence"])
    return {**record, "begin": begin, "end": begin + len(record["evidence"])}


def codes(parties: list[str]) -> set[str]:
    return {party.split("/")[0].casefold() for party in parties}


def named(party: str) -> str:
    return re.sub(r"\W+", " ", party.split("/")[-1]).strip().casefold()


def same_side(one: list[str], other: list[str]) -> bool:
    return bool(codes(one) & codes(other)) or not (one or other)


def same_parties(one: Record, other: Record, equals: bool = False) -> bool:
    straight = same_side(one["actor"], other["actor"]) and same_side(one["recipient"], other["recipient"])
    swapped = same_side(one["actor"], other["recipient"]) and same_side(one["recipient"], other["actor"])
    return straight or (swapped and (one["type"] in SYMMETRIC or (equals and other["type"] in SYMMETRIC)))


def same_chain(one: Record, other: Record) -> bool:
    a, b = one["attribution"], other["attribution"]
    return len(a) == len(b) and all(named(x) == named(y) or codes([x]) == codes([y]) for x, y in zip(a, b, strict=True))


def same_time(one: Record, other: Record) -> bool:
    a, b = one["time"], other["time"]
    return a == b or bool(a and b and (a.startswith(b) or b.startswith(a)))


def same_words(key: str, one: Record, other: Record) -> bool:
    a, b = one[key], other[key]
    return bool(a) == bool(b) and (key == "condition" or not a or a in b or b in a)


def fields(one: Record, other: Record) -> dict[str, bool]:
    """Which of the fields beside type and parties agree."""
    return {
        "status": one["status"] == other["status"],
        "attribution": same_chain(one, other),
        "time": same_time(one, other),
        "place": same_words("place", one, other),
        "condition": same_words("condition", one, other),
    }


def overlap(one: Record, other: Record) -> int:
    """Characters that both pieces of evidence share; negative where they lie apart."""
    return int(min(one["end"], other["end"]) - max(one["begin"], other["begin"]))


def same_type(one: Record, other: Record, terms: Terms) -> bool:
    if terms is Terms.STRICT:
        return bool(one["type"] == other["type"])
    forward = other["type"] in {one["type"], *one["also"]}
    return forward or (terms is Terms.LENIENT and one["type"] in {other["type"], *other["also"]})


def pairs(first: list[Record], second: list[Record], terms: Terms = Terms.GOLD) -> dict[int, int]:
    """Positions of the records that match, one to one: those of ``first`` with those of ``second``."""
    found = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = overlap(one, other)
            if shared > 0 and same_type(one, other, terms):
                length = max(one["end"], other["end"]) - min(one["begin"], other["begin"])
                agree = sum(fields(one, other).values())
                found.append(
                    (
                        same_parties(one, other, terms is not Terms.GOLD),
                        agree,
                        one["type"] == other["type"],
                        shared / length,
                        i,
                        j,
                    )
                )
    matched: dict[int, int] = {}
    for *_, i, j in sorted(found, reverse=True):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def f1(right: int, one: int, other: int) -> float:
    return 200 * right / (one + other) if one + other else 0.0


def kappa(labels: list[tuple[str, str]]) -> float:
    """Cohen's kappa of pairs of labels, in per cent; 100 where chance alone would agree always."""
    if not labels:
        return 0.0
    ones, others = Counter(one for one, _ in labels), Counter(other for _, other in labels)
    chance = sum(ones[label] * others[label] for label in ones) / len(labels) ** 2
    seen = sum(one == other for one, other in labels) / len(labels)
    return 100.0 if chance == 1 else 100 * (seen - chance) / (1 - chance)


def compare(first: dict[str, list[Record]], second: dict[str, list[Record]], terms: Terms) -> dict[str, float]:
    """Agreement in per cent: F1 of ``type`` and ``parties``, shares of the matched records for the other fields.

    Counts, not per cent: ``first``, ``second`` and ``matched`` records.
    """
    ones = others = 0
    matched: list[tuple[Record, Record]] = []
    for doc, mine in first.items():
        theirs = second.get(doc, [])
        found = pairs(mine, theirs, terms)
        matched += [(mine[i], theirs[j]) for i, j in found.items()]
        free = {Terms.GOLD: (mine, []), Terms.LENIENT: (mine, theirs), Terms.STRICT: ([], [])}[terms]
        ones += len(mine) - sum(r["optional"] and i not in found for i, r in enumerate(free[0]))
        others += len(theirs) - sum(r["optional"] and j not in found.values() for j, r in enumerate(free[1]))
    whole = sum(same_parties(one, other, terms is not Terms.GOLD) for one, other in matched)
    agree = [fields(one, other) for one, other in matched]
    shares = {name: 100 * sum(a[name] for a in agree) / len(agree) if agree else 0.0 for name in FIELDS}
    return {
        "first": ones, "second": others, "matched": len(matched),
        "type": f1(len(matched), ones, others), "parties": f1(whole, ones, others), **shares,
        "kappa": kappa([(one["status"], other["status"]) for one, other in matched]),
    }  # fmt: skip


def likeness(first: dict[str, list[Record]], second: dict[str, list[Record]]) -> dict[str, tuple[int, int]]:
    """How often matched records (as equals, lenient) agree in what chance seldom brings: times, of how many.

    The same evidence to the character; the same type with the same ``also``; and each field where either fills it.
    """
    matched = []
    for doc, mine in first.items():
        matched += [(mine[i], second[doc][j]) for i, j in pairs(mine, second[doc], Terms.LENIENT).items()]
    same = {
        "evidence": [(a["begin"], a["end"]) == (b["begin"], b["end"]) for a, b in matched],
        "type and also": [(a["type"], set(a["also"])) == (b["type"], set(b["also"])) for a, b in matched],
    }
    for name in FIELDS[1:]:
        same[name] = [fields(a, b)[name] for a, b in matched if a[name] or b[name]]
    return {name: (sum(good), len(good)) for name, good in same.items()}


def disagreements(first: dict[str, list[Record]], second: dict[str, list[Record]]) -> Iterator[str]:
    """The kind of every difference between the two as equals, on lenient terms, in a few words."""
    for doc, mine in first.items():
        theirs = second.get(doc, [])
        found = pairs(mine, theirs, Terms.LENIENT)
        yield from (lone("first", r, theirs) for i, r in enumerate(mine) if i not in found)
        yield from (lone("second", r, mine) for j, r in enumerate(theirs) if j not in found.values())
        for i, j in found.items():
            yield from differences(mine[i], theirs[j])


def lone(whose: str, record: Record, others: list[Record]) -> str:
    kind = "an optional record" if record["optional"] else "a record"
    near = any(overlap(record, other) > 0 for other in others)
    return f"{kind} of the {whose} alone, {'inside or around one' if near else 'apart from all'} of the other"


def differences(one: Record, other: Record) -> Iterator[str]:
    if one["type"] != other["type"]:
        yield "first type: STATE or an event" if "STATE" in (one["type"], other["type"]) else "first type: two kinds of event"
    if one["optional"] != other["optional"]:
        yield "optional or not"
    if not same_parties(one, other, equals=True):
        for side in ("actor", "recipient"):
            if not same_side(one[side], other[side]):
                yield f"{side}: {'empty or filled' if bool(one[side]) != bool(other[side]) else 'another party'}"
    agree = fields(one, other)
    if not agree["status"]:
        yield f"status: {' / '.join(sorted((one['status'], other['status'])))}"
    if not agree["attribution"]:
        lengths = {len(one["attribution"]), len(other["attribution"])}
        kind = "empty or filled" if 0 in lengths else "length of the chain"
        yield f"attribution: {'another source' if len(lengths) == 1 else kind}"
    for key in ("time", "place", "condition"):
        if not agree[key]:
            yield f"{key}: {'empty or filled' if bool(one[key]) != bool(other[key]) else 'another value'}"


def main(first: Path, second: Path) -> int:
    """Print the figures; the exit status."""
    one, other = load(first), load(second)
    if not one or one.keys() != other.keys():
        print(f"{first} and {second} do not hold the same dispatches", file=sys.stderr)
        return 1
    rows = {
        "first as gold": compare(one, other, Terms.GOLD),
        "second as gold": compare(other, one, Terms.GOLD),
        "equals, lenient": compare(one, other, Terms.LENIENT),
        "equals, strict": compare(one, other, Terms.STRICT),
    }
    print(f"{'':16s}{''.join(f'{key:>12s}' for key in rows['equals, strict'])}")
    for name, row in rows.items():
        cells = (f"{value:12d}" if isinstance(value, int) else f"{value:12.1f}" for value in row.values())
        print(f"{name:16s}{''.join(cells)}")
    print("\nAs equals on lenient terms, the same, where either fills it:")
    print(", ".join(f"{name} {good} of {count}" for name, (good, count) in likeness(one, other).items()))
    print("\nWhere they differ, as equals on lenient terms:")
    for kind, count in Counter(disagreements(one, other)).most_common():
        print(f"{count:5d}  {kind}")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    sys.exit(main(options.first, options.second))
