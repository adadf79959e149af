"""Speed of the archive on made-up readings: ``python -m benchmarks.archive [--dispatches 20000] [--url URL] [--kills 100]``.

Prints milliseconds (median and worst of 15) for listing and searching, and for adding one dispatch. ``--kills N``
instead kills an adding process N times at random moments while it adds 2,000 dispatches, and checks what is left.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.archive_load import reading
from depesche.archive import Archive

ROUNDS = 15


def timed(name: str, what: Callable[[], object]) -> None:
    """Print how long something takes."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        what()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{name:45} {statistics.median(taken):8.1f} ms  worst {max(taken):8.1f} ms", flush=True)


def speed(url: str, dispatches: int) -> None:
    """Fill an archive and ask it."""
    with Archive.open(url) as archive:
        held = archive.statistics().get("current", 0)
        begun = time.perf_counter()
        for number in range(held, dispatches):
            archive.add(reading(number))
        if dispatches > held:
            each = (time.perf_counter() - begun) * 1000 / (dispatches - held)
            print(f"adding: {each:.2f} ms a dispatch of 5 records, about 100 words", flush=True)
        print(f"{archive.count()} records in {archive.statistics()['current']} dispatches", flush=True)
        timed("list, newest 50", lambda: list(archive.records(newest_first=True, limit=50)))
        filters: dict[str, dict[str, object]] = {
            "THREATEN": {"types": ("THREATEN",)},
            "THREATEN, RUS, planned, since 2020": {
                "types": ("THREATEN",), "actor": ("RUS",), "statuses": ("planned",), "since": date(2020, 1, 1),
            },
            "party RUS": {"party": ("RUS",)},
            "a person": {"actor": ("Nachname7",)},
            "nobody": {"actor": ("Niemand",)},
            "words": {"words": "krisengipfel munchen"},
            "independent": {"independent": True},
            "until 2011": {"until": date(2011, 1, 1)},
        }  # fmt: skip
        for name, fields in filters.items():
            timed(f"list {name}", lambda fields=fields: list(archive.records(newest_first=True, limit=50, **fields)))  # type: ignore[misc]
        for query in ("w4711", "aussenminister", "krisengipfel munchen", '"Meldung 77"', "w123*", "gipfel -genf"):
            timed(f"search {query}", lambda query=query: archive.search(query))  # type: ignore[misc]


def kills(url: str, count: int, dispatches: int = 2000) -> None:
    """Kill an adding process so many times, then let it finish. Raises ``AssertionError`` if anything is lost or doubled.

    Four of five kills come up to a second after the process has told of its first addition, the others while it starts. Each
    process begins twenty dispatches before the last one told, so that some are added again.
    """
    draw = random.Random(count)
    told: set[str] = set()
    amid = 0
    for _ in range(count):
        first = max(0, max(map(int, told), default=0) - 20)
        command = [sys.executable, "-m", "benchmarks.archive_load", url, str(first), str(dispatches)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout
        begun = process.stdout.readline() if draw.random() < 0.8 else b""
        time.sleep(draw.uniform(0.0, 1.0))
        process.send_signal(signal.SIGKILL)
        lines = [begun, *process.communicate()[0].splitlines()]
        told.update(line.strip().decode() for line in lines if line.strip().isdigit())
        amid += process.returncode == -signal.SIGKILL and bool(begun)
        with Archive.open(url) as archive:
            docs = [row.dispatch.doc for row in archive.dispatches()]
            assert len(docs) == len(set(docs)), "something is there twice"
            assert {f"d{number}" for number in told} <= set(docs), "something is lost"
            assert archive.count() == 5 * len(docs), "a dispatch is there in part"
    left = len(docs)
    command = [sys.executable, "-m", "benchmarks.archive_load", url, "0", str(dispatches)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    with Archive.open(url) as archive:
        assert archive.statistics()["current"] == dispatches
        assert archive.count() == 5 * dispatches
        assert sorted(archive.kept_all("load"), key=int) == [str(n) for n in range(dispatches)]
        assert all(archive.reading(row.id) == reading(int(row.dispatch.doc[1:])) for row in archive.dispatches())
    print(f"{count} kills, {amid} of them amid additions, {left} dispatches stored by then, then up to {dispatches}:")
    print("nothing lost, nothing twice, nothing in part, every reading as it was added")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dispatches", type=int, default=20_000)
    parser.add_argument("--url", default="")
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.url or str(Path(folder) / "benchmark.db")
        if given.kills:
            kills(url, given.kills)
        else:
            speed(url, given.dispatches)


if __name__ == "__main__":
    main()
