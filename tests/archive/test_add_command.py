"""``depesche add``: from files to records that ``list`` and ``search`` find."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from depesche.cli import app

RUN = CliRunner()


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Der norwegische Außenminister hat Schweden am Montag mit Sanktionen gedroht.", encoding="utf-8"
    )
    (folder / "two.txt").write_text(
        "Die Präsidenten Finnlands und Estlands haben am Dienstag in Tallinn über den Hafen gesprochen.", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("tier", ["accurate", "fast"])
def test_what_is_added_is_found(wire: Path, tmp_path: Path, tier: str) -> None:
    archive = str(tmp_path / "a.db")
    words = ["add", str(wire), "--archive", archive, "--published", "2024-03-15", "--language", "de", "--tier", tier]
    first = RUN.invoke(app, words)
    assert (first.exit_code, "2 added" in first.output) == (0, True), first.output
    again = RUN.invoke(app, words)
    assert (again.exit_code, "2 known" in again.output) == (0, True), again.output
    listed = RUN.invoke(app, ["list", "-a", archive, "--type", "THREATEN", "--actor", "NOR", "--json"])
    assert listed.exit_code == 0
    assert len(listed.output.splitlines()) == 1
    assert "one" in RUN.invoke(app, ["search", "aussenminister", "-a", archive]).output


def test_an_unknown_tier_opens_no_archive(wire: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    found = RUN.invoke(app, ["add", str(wire), "--archive", str(archive), "--tier", "huge"])
    assert (found.exit_code, "tier 'huge'" in found.stderr) == (2, True)
    assert not archive.exists()
