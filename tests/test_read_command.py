"""``depesche read`` on what cannot be read: one clear sentence, exit code 2, nothing half-written."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from depesche.cli import app

RUN = CliRunner()
GOOD = "Die Regierung in Wien hat erklärt, dass sie den Botschafter nicht zurückrufen werde."


def refused(*words: str, data: bytes | None = None) -> str:
    """The one sentence that a command says on standard error; nothing may come on standard output."""
    found = RUN.invoke(app, ["read", *words], input=data)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    (line,) = found.stderr.splitlines()
    assert line.startswith("depesche: ")
    return line


FRENCH = "Le ministre a déclaré que son pays n'enverrait pas de troupes à la frontière avant la fin de la semaine. "
BAD = {
    "empty": (b"", "contains no text"),
    "blank": (b" \r\n\t \xc2\xa0\n", "contains no text"),
    "NUL": (b"Wien warnt\0 Rom.", "NUL"),
    "all NUL": (b"\0" * 5000, "NUL"),
    "latin-1": ("Der Außenminister warnte München vor Übergriffen.".encode("latin-1"), "not valid utf-8"),
    "cut UTF-16": (b"\xff\xfeW\0i\0e", "not valid utf-16"),
    "cut UTF-8": ("Der Außenminister warnt vor der Ü".encode()[:-1], "not valid utf-8"),
    "overlong": (b"Wien warnt \xc0\xaf Rom.", "not valid utf-8"),
    "lone surrogate": (b"Wien warnt \xed\xa0\x80 Rom.", "not valid utf-8"),
    "French": (FRENCH.encode() * 6, "language 'fr'"),
    "noise": (os.urandom(300_000) + b"\xff", "not valid utf-8"),
    "PDF": (b"%PDF-1.7 rest", "PDF"),
    "broken gzip": (gzip.compress(GOOD.encode() * 500)[:60], "cannot be read"),
}


@pytest.mark.parametrize("kind", BAD)
def test_files(tmp_path: Path, kind: str) -> None:
    data, says = BAD[kind]
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert says in refused(str(path))


@pytest.mark.parametrize("data", [b"xyzzy " * 8_400_000, os.urandom(1_000_000) * 50], ids=["words", "bytes"])
def test_fifty_megabytes_of_noise(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert "20 MB" in refused(str(path))


def test_a_small_file_that_becomes_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"xyzzy " * 8_400_000))
    assert "20 MB" in refused(str(path))


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert "no such file" in refused(str(tmp_path / "missing.txt"))
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in refused(str(tmp_path / "loop.txt"))
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not a file" in refused(str(tmp_path / "pipe.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    path.chmod(0)
    assert "permission denied" in refused(str(path))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--language", "fr"], "language 'fr' is not supported; supported are: de, en"),
        (["--published", "31.12.2021"], "is not an ISO date"),
        (["--published", "2021-02-30"], "is not an ISO date"),
        (["--parties", "/nowhere/mine.toml"], "/nowhere/mine.toml"),
        (["--tier", "huge"], "tier 'huge'"),
    ],
)
def test_arguments(tmp_path: Path, words: list[str], says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    assert says in refused(str(path), *words)


def test_standard_input() -> None:
    assert "standard input" in refused("-", data=b"")
    assert "standard input" in refused("-", data=b"Wien \xff")


def test_nothing_is_written_of_the_good_ones_before_a_bad_one(tmp_path: Path) -> None:
    good, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    good.write_text(GOOD)
    lines.write_text(json.dumps({"text": GOOD}) + "\n" + '{"text": "Wien' + "\n")
    assert "line 2" in refused(str(good), str(lines), "--json")


def test_an_empty_directory(tmp_path: Path) -> None:
    assert "has no files that depesche reads" in refused(str(tmp_path))
