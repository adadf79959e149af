"""Agreement of two annotations, on made-up records."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.agreement import Terms, compare, disagreements, kappa, likeness, load, main, pairs

TEXT = "Wien rügt Rom. Laut Wien traf Rom gestern Bern. Oslo droht Kiel mit Zöllen."


def record(evidence: str, kind: str, actor: str, recipient: str, **rest: Any) -> dict[str, Any]:
    empty = {"also": [], "mode": None, "status": "occurred", "attribution": [], "time": None, "place": None, "condition": None}
    sides = {"actor": actor.split(), "recipient": recipient.split()}
    return {"evidence": evidence, "type": kind, **empty, **sides, "optional": False, **rest}


FIRST = [
    record("Wien rügt Rom", "ACCUSE", "AUT", "ITA"),
    record("traf Rom gestern Bern", "CONSULT", "ITA", "CHE", attribution=["AUT/Wien"], time="2020-01-02"),
    record("Oslo droht Kiel mit Zöllen", "THREATEN", "NOR", "DEU"),
    record("mit Zöllen", "SANCTION", "NOR", "DEU", status="conditional", optional=True),
]
SECOND = [
    record("rügt Rom", "STATE", "AUT/Kanzler", "ITA", also=["ACCUSE"]),
    record("traf Rom gestern Bern", "CONSULT", "CHE", "ITA", time="2020-01"),
    record("Oslo droht Kiel", "THREATEN", "NOR", "", status="ongoing"),
    record("Laut Wien", "STATE", "AUT", "", optional=True),
]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, records in (("first", FIRST), ("second", SECOND)):
        (tmp_path / name).mkdir()
        content = {"doc": "1", "text": TEXT, "records": records}
        (tmp_path / name / "1.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "first", tmp_path / "second"


def test_one_side_as_gold_counts_what_a_scorer_counts(folders: tuple[Path, Path]) -> None:
    first, second = map(load, folders)
    row = compare(first, second, Terms.GOLD)  # STATE is not among the types of the first's ACCUSE
    assert (row["first"], row["second"], row["matched"]) == (3, 4, 2)
    assert row["type"] == pytest.approx(400 / 7)
    assert row["parties"] == pytest.approx(200 / 7)  # the meeting, its sides swapped; the threat lacks its recipient
    back = compare(second, first, Terms.GOLD)  # but ACCUSE is among those of the second's STATE
    assert (back["first"], back["second"], back["matched"]) == (3, 4, 3)
    assert back["parties"] == pytest.approx(400 / 7)


def test_as_equals_it_does_not_matter_who_comes_first(folders: tuple[Path, Path]) -> None:
    first, second = map(load, folders)
    for terms, count, matched in ((Terms.LENIENT, 3, 3), (Terms.STRICT, 4, 2)):
        row, back = compare(first, second, terms), compare(second, first, terms)
        assert row == back
        assert (row["first"], row["second"], row["matched"]) == (count, count, matched)
        assert row["type"] == pytest.approx(100 * matched / count)
    lenient = compare(first, second, Terms.LENIENT)
    assert lenient["status"] == pytest.approx(200 / 3)
    assert lenient["attribution"] == pytest.approx(200 / 3)
    assert lenient["time"] == 100  # the coarser date holds the finer one


def test_an_annotation_agrees_with_itself(folders: tuple[Path, Path]) -> None:
    first = load(folders[0])
    for terms in Terms:
        row = compare(first, first, terms)
        assert row["matched"] == row["first"] == row["second"] == 4
        assert {value for key, value in row.items() if key not in ("matched", "first", "second")} == {100.0}


def test_records_are_matched_one_to_one(folders: tuple[Path, Path]) -> None:
    threats = load(folders[0])["1"][2:3]
    assert pairs(threats * 2, threats) == {1: 0}


def test_kinds_of_disagreement(folders: tuple[Path, Path]) -> None:
    first, second = map(load, folders)
    assert Counter(disagreements(first, second)) == {
        "first type: STATE or an event": 1,
        "attribution: empty or filled": 1,
        "recipient: empty or filled": 1,
        "status: occurred / ongoing": 1,
        "an optional record of the first alone, apart from all of the other": 1,
        "an optional record of the second alone, apart from all of the other": 1,
    }


def test_likeness_counts_only_fields_that_one_side_fills(folders: tuple[Path, Path]) -> None:
    first, second = map(load, folders)
    assert likeness(first, second) == {
        "evidence": (1, 3), "type and also": (2, 3), "attribution": (0, 1), "time": (1, 1), "place": (0, 0), "condition": (0, 0)
    }  # fmt: skip


def test_kappa() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 100
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0
    assert kappa([("a", "a")]) == 100
    assert kappa([]) == 0


def test_command_prints_figures_and_refuses_other_dispatches(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(*folders) == 0
    printed = capsys.readouterr().out
    assert "equals, strict" in printed
    assert "1  status: occurred / ongoing" in printed
    assert main(folders[0], tmp_path / "absent") == 1
    assert "same dispatches" in capsys.readouterr().err
