"""The annotated dispatches: their files are well formed, and fit the texts where those are at hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold.restore import QUOTES, GoldError, articles, main, restore, restore_all
from benchmarks.records import USUAL

GOLD = Path(__file__).parent.parent / "benchmarks" / "gold"
COOPERATIVE = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
HOSTILE = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
TYPES = {*COOPERATIVE, *HOSTILE, "STATE"}
STATUSES = {"occurred", "ongoing", "planned", "conditional", "possible", "denied"}
MODES = {None, "phone", "video", "visit", "meeting", "multilateral", "third-party"}
FORMS = {"name", "surname", "role", "adjective", "metonym", "compound", "group", "pronoun"}
PARTS = ("dev", "dev2", "dev3", "dev4", "test", "test_second")
FILES = sorted(path for part in PARTS for path in GOLD.glob(f"{part}/*.json"))
TRAINING = sorted((GOLD.parents[1] / "training" / "dispatches").glob("*.jsonl"))
OWN = sorted([*GOLD.glob("own_en/*.json"), *GOLD.glob("own_de/*.json")])
WIRE = sorted(GOLD.glob("wire/*/*.json"))


def load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def check_record(record: dict[str, Any]) -> None:
    assert record["type"] in TYPES
    assert set(record["also"]) <= TYPES - {record["type"]}
    assert record["mode"] in MODES
    assert record["mode"] is None or "CONSULT" in {record["type"], *record["also"]}
    assert record["status"] in STATUSES
    assert isinstance(record["optional"], bool)
    for key in ("actor", "recipient", "attribution"):
        assert all(isinstance(party, str) and party.strip() == party != "" for party in record[key])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_annotation_files_hold_offsets_and_labels(path: Path) -> None:
    gold = load(path)
    assert gold["doc"] == path.stem
    assert gold["published"] in gold["documentName"]
    assert len(gold["sha256"]) == 64
    assert "text" not in gold
    end = 0
    for mention in gold["mentions"]:
        assert end <= mention["begin"] < mention["end"] <= gold["characters"]
        end = mention["end"]
        assert mention["form"] in FORMS
        parties = [mention["party"]] if isinstance(mention["party"], str) else mention["party"]
        assert parties
        assert all(isinstance(party, str) and party for party in parties)
    starts = [record["begin"] for record in gold["records"]]
    assert starts == sorted(starts)
    for record in gold["records"]:
        check_record(record)
        assert "evidence" not in record
        assert 0 <= record["begin"] < record["end"] <= gold["characters"]
        for key in ("place", "condition"):
            assert record[key] is None or 0 <= record[key][0] < record[key][1] <= gold["characters"]


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_own_dispatches_carry_their_text(path: Path) -> None:
    gold = load(path)
    assert gold["lang"] == path.parent.name.removeprefix("own_")
    for record in gold["records"]:
        check_record(record)
        assert record["evidence"] in gold["text"]
        for key in ("place", "condition"):
            assert record[key] is None or record[key] in gold["text"]


@pytest.mark.parametrize("path", WIRE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_wire_dispatches_carry_their_text_and_own_up_to_invention(path: Path) -> None:
    gold = load(path)
    assert gold["doc"] == path.stem
    assert gold["lang"] in {"de", "en"}
    assert "made up" in gold["invented"]
    starts = []
    for record in gold["records"]:
        check_record(record)
        # Scorers look for the first occurrence, so there must be no second.
        assert gold["text"].count(record["evidence"]) == 1
        starts.append(gold["text"].index(record["evidence"]))
        for key in ("place", "condition"):
            assert record[key] is None or record[key] in gold["text"]
    assert starts == sorted(starts)


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.stem)
def test_training_dispatches_are_well_formed(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 30
    for gold in map(json.loads, lines):
        for record in gold["records"]:
            check_record({**USUAL, **record})
            # Scorers look for the first occurrence, so there must be no second.
            assert gold["text"].count(record["evidence"]) == 1


def test_training_dispatches_are_no_measuring_ones() -> None:
    names = [json.loads(line)["doc"] for path in TRAINING for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(names) == len(set(names))
    assert not {path.stem for path in (*WIRE, *OWN)} & set(names)


def test_wire_halves_hold_six_german_and_two_english_dispatches_each() -> None:
    for part in ("dev", "test"):
        languages = [load(path)["lang"] for path in WIRE if path.parent.name == part]
        assert (languages.count("de"), languages.count("en")) == (6, 2)
    assert len({path.stem for path in WIRE}) == 16


def test_parts_share_no_dispatch() -> None:
    parts = [{path.stem for path in (GOLD / part).glob("*.json")} for part in ("dev", "dev2", "dev3", "dev4", "test")]
    assert all(parts)
    assert len(set.union(*parts)) == sum(len(part) for part in parts)


def annotated(text: str, evidence: str, at: int | None = None) -> dict[str, Any]:
    begin = text.index(evidence) if at is None else at
    record = {"begin": begin, "end": begin + len(evidence), "type": "ACCUSE", "place": None, "condition": [0, 4]}
    return {
        "doc": "1",
        "documentName": "1 - Probe (2020-01-01)",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published": "2020-01-01",
        "lang": "de",
        "mentions": [{"begin": 0, "end": 4, "form": "metonym", "party": "AUT"}],
        "records": [record],
    }


def test_restore_joins_text_and_offsets() -> None:
    text = "Wien rügt Rom. Wien rügt Rom scharf."
    whole = restore(annotated(text, "Wien rügt Rom scharf"), text)
    assert whole["records"] == [{"evidence": "Wien rügt Rom scharf", "type": "ACCUSE", "place": None, "condition": "Wien"}]
    assert whole["mentions"][0]["words"] == "Wien"


def test_restore_refuses_what_does_not_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Wien rügt Rom. Wien rügt Rom scharf."
    with pytest.raises(GoldError, match="SHA-256"):
        restore(annotated(text, "Wien"), text + " ")
    with pytest.raises(GoldError, match="earlier"):
        restore(annotated(text, "Wien rügt Rom", at=15), text)
    with pytest.raises(GoldError, match="no annotation files"):
        restore_all(tmp_path, tmp_path, tmp_path / "out")
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "1.json").write_text(json.dumps(annotated(text, "Wien")), encoding="utf-8")
    assert main([str(gold), str(tmp_path / "absent"), str(tmp_path / "out")]) == 1
    assert "no such folder" in capsys.readouterr().err
    (tmp_path / "corpus").mkdir()
    assert main([str(gold), str(tmp_path / "corpus"), str(tmp_path / "out")]) == 1
    assert "1 of 1 articles are not here" in capsys.readouterr().err
    assert main([]) == 2
    article = {"documentName": "1 - Probe (2020-01-01)", "originalText": text}
    (tmp_path / "corpus" / "1.json").write_text(json.dumps(article), encoding="utf-8")
    assert main([str(gold), str(tmp_path / "corpus"), str(tmp_path / "out")]) == 0
    assert load(tmp_path / "out" / "1.json")["text"] == text


@pytest.mark.skipif(not QUOTES.is_dir(), reason="the annotated texts are not part of the repository")
def test_annotations_fit_their_texts() -> None:
    files = [load(path) for path in FILES]
    names = {file["documentName"] for file in files}
    texts = dict(pair for part in ("train", "dev") for pair in articles(QUOTES.parent / part, names))
    for gold in files:
        text = texts[gold["documentName"]]
        whole = restore(gold, text)
        assert len(text) == gold["characters"]
        for mention in whole["mentions"]:
            assert mention["words"].strip() == mention["words"] != ""
