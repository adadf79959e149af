"""How well and how fast the invented crisis of tests/crisis is linked when the reader itself reads it.

Run: python -m benchmarks.dossier
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "dossier"))

from crisis import dispatch, lines, planted
from matching import aligned, clusters

from depesche.dossier import Dossier
from depesche.dossier.linking import b_cubed
from depesche.reading.pipeline import Reader
from depesche.records import Reading


def computed(readings: list[Reading]) -> tuple[Dossier, float]:
    """A dossier with all its parts, and the seconds that they took."""
    start = perf_counter()
    found = Dossier.of(readings)
    _ = found.events, found.engagements, found.positions, found.plans, found.contradictions
    return found, perf_counter() - start


def main() -> None:
    """Print the figures."""
    reader, crisis = Reader(), lines()
    for line in crisis[:4]:  # both languages' tables and models are read before the clock starts
        reader.read(dispatch(line))
    start = perf_counter()
    readings = {line["doc"]: reader.read(dispatch(line)) for line in crisis}
    reading = perf_counter() - start
    computed(list(readings.values()))
    found, linking = computed(list(readings.values()))
    names = {claim: name for name, claims in planted()["events"].items() for claim in claims}
    pairs, event_of = aligned(crisis, readings), clusters(found)
    back = {c: names[g] for g, c in pairs.items()}
    some = {g: event_of[c] for g, c in pairs.items()}
    wanted = {(f, *sorted((names[a], names[b]))) for f, a, b in planted()["contradictions"]}
    got = {(c.facet, *sorted((back.get(c.one.id, "?"), back.get(c.other.id, "?")))) for c in found.contradictions}
    print(f"records found by the reader: {len(pairs)} of {len(names)}")
    print("B-cubed P, R, F1 over those:", *(f"{100 * x:.1f}" for x in b_cubed(some, {g: names[g] for g in pairs})))
    print("B-cubed P, R, F1 over all:  ", *(f"{100 * x:.1f}" for x in b_cubed(some, names)))
    print(f"contradictions: {len(got & wanted)} of {len(wanted)} planted; others reported: {sorted(got - wanted)}")
    print(f"reading {reading:.2f} s, linking and comparing {linking:.3f} s ({100 * linking / reading:.1f} %)")


if __name__ == "__main__":
    main()
