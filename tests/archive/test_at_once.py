"""Killed writers, writers and readers at once, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.archive_load import reading
from depesche.archive import Archive

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def writer(url: str, first: int, last: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.archive_load", url, str(first), str(last)]
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, cwd=ROOT)


def whole(url: str, numbers: range) -> None:
    with Archive.open(url) as archive:
        rows = list(archive.dispatches())
        assert sorted(row.dispatch.doc for row in rows) == sorted(f"d{n}" for n in numbers)
        assert archive.count() == 5 * len(numbers)
        assert set(archive.kept_all("load")) == {str(n) for n in numbers}
        assert all(archive.reading(row.id) == reading(int(row.dispatch.doc[1:])) for row in rows[:20])
        assert len(archive.search("Titel", limit=10_000)) == len(numbers)


def test_the_archive_survives_kills(url: str) -> None:
    draw = random.Random(7)
    stored: set[int] = set()
    for _ in range(5):
        process = writer(url, 0, 120)
        assert process.stdout
        for _ in range(draw.randint(1, 25)):  # as far as its first additions at least
            line = process.stdout.readline()
            if line:
                stored.add(int(line))
        time.sleep(draw.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0].splitlines()
        stored.update(int(line) for line in rest if line.isdigit())
        with Archive.open(url) as archive:
            docs = [row.dispatch.doc for row in archive.dispatches()]
            assert len(docs) == len(set(docs))
            assert {f"d{n}" for n in stored} <= set(docs)
            assert archive.count() == 5 * len(docs)
    process = writer(url, 0, 120)
    process.communicate()
    assert process.returncode == 0
    whole(url, range(120))


def test_two_writers_and_four_readers(url: str) -> None:
    Archive.open(url).close()
    ended = threading.Event()

    def look() -> int:
        seen = rounds = 0
        with Archive.open(url) as archive:
            while not ended.is_set() or rounds == 0:
                count = archive.count()
                assert count % 5 == 0
                assert count >= seen
                archive.search("krisengipfel", limit=3)
                list(archive.records(types=("THREATEN",), limit=5))
                seen, rounds = count, rounds + 1
                time.sleep(0.02)
        return rounds

    with ThreadPoolExecutor(4) as pool:
        looking = [pool.submit(look) for _ in range(4)]
        writers = [writer(url, 0, 90), writer(url, 60, 150)]
        for process in writers:
            process.communicate()
        ended.set()
        assert all(future.result() > 0 for future in looking)
    assert [process.returncode for process in writers] == [0, 0]
    whole(url, range(150))


def test_beginning_an_archive_at_once(url: str) -> None:
    writers = [writer(url, 0, 3) for _ in range(4)]
    for process in writers:
        process.communicate()
    assert [process.returncode for process in writers] == [0] * 4
    whole(url, range(3))
