"""How well and how fast the two invented crises of the tests are linked, from their annotation and from the reader.

Run: python -m benchmarks.dossier [--parses FOLDER] [--annotated]

``--annotated`` takes the annotated records and needs no reader; ``--parses`` keeps parses between runs (no time is then told).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "dossier"))

from crisis import CRISES, dispatch, gold, lines, planted
from matching import aligned, clusters

from depesche.dossier import Dossier
from depesche.dossier.linking import b_cubed
from depesche.records import Reading


def computed(readings: Iterable[Reading]) -> tuple[Dossier, float]:
    """A dossier with all its parts, and the seconds that they took."""
    kept = list(readings)
    start = perf_counter()
    found = Dossier.of(kept)
    _ = found.events, found.engagements, found.positions, found.plans, found.contradictions
    return found, perf_counter() - start


def compared(what: str, found: Iterable[Any], wanted: Iterable[Any]) -> None:
    """Print how much of what was planted is found, and what else is."""
    mine, gold_ = set(found), set(wanted)
    print(f"{what}: {len(mine & gold_)} of {len(gold_)} planted, {len(mine - gold_)} others")
    for name, rest in (("missing", gold_ - mine), ("other", mine - gold_)):
        for one in sorted(rest, key=str):
            print(f"    {name}: {one}")


def annotated(name: str) -> None:
    """The dossier's parts against the planted list, from the annotated records."""
    all_ = planted(name)
    names = {claim: event for event, claims in all_["events"].items() for claim in claims}
    found, _ = computed(gold(line) for line in lines(name))
    print("B-cubed P, R, F1:", *(f"{100 * x:.1f}" for x in b_cubed(clusters(found), names)))
    compared("copies", ((k, v) for k, v in found.copies.items() if k != v), all_["copies"].items())
    compared(
        "contradictions", ((c.facet, *sorted((c.one.id, c.other.id))) for c in found.contradictions),
        ((f, *sorted((a, b))) for f, a, b in all_["contradictions"]),
    )  # fmt: skip
    compared(
        "engagements", ((names[e.event.id], *(r.side for r in e.readouts if r.side)) for e in found.engagements),
        ((e["event"], *e["readouts"]) for e in all_["engagements"]),
    )  # fmt: skip
    compared(
        "told by one side only", ((names[e.event.id], s, t) for e in found.engagements for s in e.sides for t in e.only(s)),
        ((e["event"], s, t) for e in all_["engagements"] for s, topics in e.get("only", {}).items() for t in topics),
    )  # fmt: skip
    compared(
        "plans", ((p.sort, *(str(s.when) for s in p.stages), p.fate, names[p.id]) for p in found.plans),
        ((p["sort"], *p["dates"], p["fate"], p["event"]) for p in all_["plans"]),
    )  # fmt: skip
    compared(
        "answers", ((names[p.event.id], a.reply, names[a.event.id]) for p in found.positions for a in p.answers),
        (tuple(a) for a in all_["answers"]),
    )  # fmt: skip


def read(name: str, parses: Path | None) -> None:
    """The same from what the reader finds: only what can be aligned with the annotation can be judged."""
    from benchmarks.cached import CachedReader
    from depesche.reading.pipeline import Reader

    reader = CachedReader(parses) if parses else Reader()
    crisis, all_ = lines(name), planted(name)
    for line in crisis[:4]:  # both languages' tables and models are read before the clock starts
        reader.read(dispatch(line))
    start = perf_counter()
    readings = {line["doc"]: reader.read(dispatch(line)) for line in crisis}
    reading = perf_counter() - start
    computed(readings.values())
    found, linking = computed(readings.values())
    names = {claim: event for event, claims in all_["events"].items() for claim in claims}
    pairs, event_of = aligned(crisis, readings), clusters(found)
    back = {c: names[g] for g, c in pairs.items()}
    some = {g: event_of[c] for g, c in pairs.items()}
    print(f"records found by the reader: {len(pairs)} of {len(names)}")
    print("B-cubed P, R, F1 over those:", *(f"{100 * x:.1f}" for x in b_cubed(some, {g: names[g] for g in pairs})))
    print("B-cubed P, R, F1 over all:  ", *(f"{100 * x:.1f}" for x in b_cubed(some, names)))
    told = ((c.facet, *(back.get(x.id, x.id) for x in (c.one, c.other))) for c in found.contradictions)
    compared(
        "contradictions", ((f, *sorted((a, b))) for f, a, b in told),
        ((f, *sorted((names[a], names[b]))) for f, a, b in all_["contradictions"]),
    )  # fmt: skip
    if not parses:
        print(f"reading {reading:.2f} s, linking and comparing {linking:.3f} s ({100 * linking / reading:.1f} %)")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parses", type=Path)
    parser.add_argument("--annotated", action="store_true")
    given = parser.parse_args()
    for name in CRISES:
        print(f"== {name}")
        if given.annotated:
            annotated(name)
        else:
            read(name, given.parses)


if __name__ == "__main__":
    main()
