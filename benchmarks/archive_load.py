"""Readings made up by rule, and a process that adds them until it is killed: for tests and benchmarks of the archive."""

from __future__ import annotations

import random
import sys

from depesche.records import Dispatch, Party, Published, Reading, Record, Source, Span

_STATES = ("RUS", "UKR", "USA", "DEU", "FRA", "GBR", "POL", "CHN", "TUR", "BLR", "ISR", "IRN")
_TYPES = (
    "CONSULT",
    "THREATEN",
    "REQUEST",
    "REJECT",
    "AGREE",
    "ACCUSE",
    "SANCTION",
    "MOBILIZE",
    "SUPPORT",
    "AID",
    "RETREAT",
    "STATE",
)
_VERBS = (
    "drohte",
    "traf",
    "verlangte",
    "lehnte",
    "unterstützte",
    "warnte",
    "kritisierte",
    "verlegte",
    "empfing",
    "verurteilte",
)
_THINGS = (
    "Außenminister",
    "Krisengipfel",
    "Truppenabzug",
    "Sanktionen",
    "Waffenlieferungen",
    "Gespräche",
    "Botschafter",
    "Manöver",
)
_PLACES = ("München", "Genf", "Kiew", "Moskau", "Brüssel", "Wien", "Minsk", "Istanbul", "Astana", "Warschau")


def reading(number: int, records: int = 5) -> Reading:
    """The reading of that number, always the same: about 20 words a record."""
    draw = random.Random(number)
    day = f"20{draw.randint(10, 24):02}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    text, found = f"Meldung {number}. ", []
    for _ in range(records):
        one, two = draw.sample(_STATES, 2)
        begin = len(text)
        noise = " ".join(f"w{draw.randint(0, 30_000)}" for _ in range(8))
        thing, verb, place, cause = draw.choice(_THINGS), draw.choice(_VERBS), draw.choice(_PLACES), draw.choice(_THINGS)
        text += f"{thing} {one} {verb} {two} in {place} wegen {cause} {noise}. "
        party = Party(one, f"Vorname{draw.randint(0, 50)} Nachname{draw.randint(0, 300)}", "person")
        said = (Source(Party(two), Span(begin, begin + 5)),) if draw.random() < 0.5 else ()
        status = draw.choice(("occurred", "planned", "conditional", "denied"))
        found.append(
            Record(Span(begin, len(text) - 1), Span(begin, begin + 3), draw.choice(_TYPES), (party,), (Party(two),),
                   status=status, attribution=said, time=day if draw.random() < 0.7 else None)  # type: ignore[arg-type]
        )  # fmt: skip
    return Reading(
        Dispatch(text, f"d{number}", f"Titel {number}", day, f"Blatt {number % 10}"), Published(day, day), records=tuple(found)
    )


def main(url: str, first: int, last: int) -> None:
    """Add the readings of those numbers, telling each one that is stored."""
    from depesche.archive import Archive

    with Archive.open(url) as archive:
        for number in range(first, last):
            archive.add(reading(number), mark=("load", str(number)))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
