"""The contract of ``open_input``: dispatches, or one clear sentence."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from depesche.intake import IntakeError, open_input, open_items, tongue
from depesche.intake.tongue import by_small_words


def read(path: Path, **given: str | None) -> list:
    return list(open_input(str(path), **given))


def fails(path: Path | str, **given: str | None) -> str:
    with pytest.raises(IntakeError) as caught:
        list(open_input(str(path), **given))
    words = str(caught.value)
    assert words
    assert "\n" not in words
    return words


def test_text_is_exactly_as_given(tmp_path: Path) -> None:
    text = "Moskau drohte Kiew.\r\n\r\n„Wir warnen“, hieß es. \n"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (found,) = read(path, published="2021-12-31", language="de")
    assert found.text == text
    assert (found.published, found.language, found.doc) == ("2021-12-31", "de", str(path))


def test_jsonl_fields_and_defaults(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"doc": "7", "text": " Kiew\u2028warnte. ", "title": "T", "published": "2022-01-02", "language": "de"},
        {"doc": 8, "text": "Kyiv warned.", "lang": "en-GB", "published": None},
        {"text": "Moskau drohte Kiew.", "published": "2022-01-03T10:00:00+03:00"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    one, two, three = read(path, published="2020-01-01", language="de")
    assert (one.doc, one.text, one.title, one.published, one.language) == ("7", " Kiew\u2028warnte. ", "T", "2022-01-02", "de")
    assert (two.doc, two.published, two.language) == ("8", "2020-01-01", "en")
    assert (three.published, three.doc) == ("2022-01-03", f"{path}, line 3")


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Eins.", "language": "de"}\n{"text": \n[1]\n{"doc": "x"}\n{"text": "Zwei.", "language": "de"}')
    found = list(open_items(str(path)))
    assert [isinstance(f, IntakeError) for f in found] == [False, True, True, True, False]
    assert "line 2" in str(found[1])
    fails(path)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no text"),
        (b" \n\t ", "no text"),
        (b"ab\0cd", "NUL"),
        (b"M\xfcnchen warnt", "utf-8"),
        (b"\xff\xfeM", "utf-16"),
        (b"%PDF-1.7\n", "PDF"),
        (b"x" * 20_000_001, "20 MB"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
        ("Le président russe a menacé l'Ukraine de graves conséquences, a-t-il déclaré mardi. ".encode() * 8, "language 'fr'"),
    ],
)
def test_unreadable_files_are_refused_in_one_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert says in fails(path)


def test_arguments_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kiew warnte.")
    assert "supported are" in fails(path, language="tlh")
    assert "ISO date" in fails(path, published="31.12.2021")
    assert "no such file" in fails(tmp_path / "missing.txt")
    assert "file name" in fails("a\0b.txt")


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in fails(tmp_path / "a\x1b[2J\n.txt")


def test_directory_in_order_and_gzip(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Zweitens.")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Erstens."))
    (tmp_path / "note.bin").write_bytes(b"\0")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "c.jsonl").write_text('{"text": "Drittens."}')
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    assert [d.text for d in read(tmp_path, language="de")] == ["Erstens.", "Zweitens.", "Drittens."]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(b"Kiew warnte Moskau vor einem Angriff."))

    monkeypatch.setattr("sys.stdin", Stdin)
    (found,) = open_input("-")
    assert (found.text, found.language) == ("Kiew warnte Moskau vor einem Angriff.", "de")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Die Ministerin sagte, sie werde nicht nach Genf reisen.", "de"),
        ("The minister said that she would not travel to Geneva.", "en"),
        ("De minister zei dat zij in maart niet naar Genève zou reizen, maar dat het overleg later zou zijn.", None),
        ("Ministeren sagde, at hun ikke ville rejse til Genève, men at mødet var planlagt for den sidste uge i marts.", None),
        ("La ministre a dit qu'elle ne se rendrait pas à Genève avant la fin du mois de mars.", None),
        ("Kiew. Moskau.", None),
    ],
)
def test_small_words_tell_the_language_or_leave_it_open(words: str, language: str | None) -> None:
    assert by_small_words(words) == language


def test_what_its_words_settle_needs_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("the recogniser of all languages was loaded")

    monkeypatch.setattr(tongue, "_identifier", never)
    path = tmp_path / "a.txt"
    path.write_text("Die Regierung hat erklärt, dass sie mit dem Nachbarland über eine Waffenruhe verhandeln wolle.")
    assert [d.language for d in read(path)] == ["de"]
