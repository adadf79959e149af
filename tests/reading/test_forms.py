"""The table of forms is searched by bisection."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.reading.forms import Forms

LINES = ["Haus\tN\tHaus\t", "Hauses\tW\tHaus\t", "habe\tV\thaben\tK1?", "habe\tW\tHabe\t", "äße\tV\tessen\tK2"]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    path = tmp_path_factory.mktemp("forms") / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(b"".join(sorted(f"{line}\n".encode() for line in LINES))))
    return Forms(path)


def test_every_line_is_found(forms: Forms) -> None:
    assert list(forms.rows("habe")) == [("V", "haben", "K1?"), ("W", "Habe", "")]
    assert list(forms.rows("äße")) == [("V", "essen", "K2")]
    assert forms.lemmas("habe") == {"V": "haben", "W": "Habe"}
    assert forms.lemmas("Haus") == {"N": "Haus"}


@given(st.text(st.characters()))
def test_what_is_not_there_is_not_found(forms: Forms, word: str) -> None:
    known = {line.split("\t")[0] for line in LINES}
    assert bool(list(forms.rows(word))) == (word in known)


@pytest.mark.parametrize("word", ["", "\t", "\n", "Haus\tN", "\ud800", "zzz", "\U0010ffff"])
def test_strange_words_do_no_harm(forms: Forms, word: str) -> None:
    assert list(forms.rows(word)) == []
