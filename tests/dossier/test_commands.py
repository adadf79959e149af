"""``depesche dossier`` and ``depesche export`` on an archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crisis import gold, lines
from typer.testing import CliRunner

from depesche.archive import Archive
from depesche.cli import app
from depesche.dossier import Dossier
from depesche.dossier.archived import archived

RUN = CliRunner()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("archive") / "crisis.db"
    with Archive.open(path) as store:
        for line in lines():
            store.add(gold(line))
    return str(path)


def test_from_an_archive_the_same_is_found(archive: str) -> None:
    straight = Dossier.of(gold(line) for line in lines())
    with Archive.open(archive) as store:
        kept = Dossier(archived(store))
    assert sorted(len(e.claims) for e in kept.events) == sorted(len(e.claims) for e in straight.events)
    assert {(c.facet, frozenset(c.values)) for c in kept.contradictions} == {
        (c.facet, frozenset(c.values)) for c in straight.contradictions
    }
    assert len(set(kept.copies.values())) == len(set(straight.copies.values())) == 25
    assert {e.uid for e in kept.events} == {e.uid for e in straight.events}


def test_new_list_show_forget(archive: str) -> None:
    made = RUN.invoke(app, ["dossier", "new", "danish", "--party", "DNK", "-a", archive])
    assert made.exit_code == 0
    assert "2 dispatches, 2 records, 1 events" in made.output
    assert "danish; parties DNK" in RUN.invoke(app, ["dossier", "list", "-a", archive]).output
    shown = RUN.invoke(app, ["dossier", "show", "danish", "-a", archive]).output
    assert "cancelled" in shown
    assert RUN.invoke(app, ["dossier", "forget", "danish", "-a", archive]).exit_code == 0
    gone = RUN.invoke(app, ["dossier", "show", "danish", "-a", archive])
    assert (gone.exit_code, "there is no dossier 'danish'" in gone.output) == (2, True)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "ics", "atom", "jsonld", "md", "html"])
def test_every_format_is_written(archive: str, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"x.{kind}"
    assert RUN.invoke(app, ["export", kind, "-a", archive, "-o", str(out)]).exit_code == 0
    assert "Hallsdóttir" in out.read_text(encoding="utf-8").replace("\n ", "")
    if kind == "jsonl":
        assert sum(1 for line in out.open() if json.loads(line)["Record"]) == 81


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "docx"], "format 'docx' is not known"),
        (["export", "csv", "none"], "there is no dossier 'none'"),
        (["dossier", "new", "x", "--since", "gestern"], "not a date: 'gestern'"),
        (["dossier", "new", "x", "--reliability", "Alsterbote=G"], "a letter from A to F"),
    ],
)
def test_one_clear_sentence_for_what_cannot_be(archive: str, words: list[str], said: str) -> None:
    found = RUN.invoke(app, [*words, "-a", archive])
    assert (found.exit_code, said in found.output, "Traceback" in found.output) == (2, True, False)


def test_reliability_is_the_users_and_stands_apart(archive: str) -> None:
    assert RUN.invoke(app, ["dossier", "new", "judged", "--reliability", "Alsterbote=b", "-a", archive]).exit_code == 0
    assert "reliability Alsterbote=B" in RUN.invoke(app, ["dossier", "list", "-a", archive]).output
    lines = RUN.invoke(app, ["dossier", "show", "judged", "-a", archive]).output.splitlines()
    outlets = {cells[1].strip(): cells[-2].strip() for cells in (line.split("|") for line in lines if line.count("|") == 5)}
    assert outlets["Alsterbote"] == "B"
    assert outlets["Albion Wire"] == "not judged"
