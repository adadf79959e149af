"""Bargains, promises, guests of a country, permissions and things that nobody does: German families of predicates."""

from __future__ import annotations

import pytest
from parsed import read, sentences


@pytest.mark.parametrize(
    ("language", "expected", "text", "rows"), [pytest.param(*s, id=s[2]) for s in sentences("bargains.conllu")]
)
def test_type_and_status(language: str, expected: str, text: str, rows: list[list[str]]) -> None:
    assert [f"{r.type} {r.status}" for r in read(language, rows)] == [e.strip() for e in expected.split(";") if e.strip()]
