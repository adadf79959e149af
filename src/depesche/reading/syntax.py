"""How a language marks roles, conditions and reality, by its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from depesche import languages


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a language marks roles, conditions and reality (``languages/*/syntax.toml``)."""

    agent: frozenset[str]
    genitive: frozenset[str]
    between: frozenset[str]
    recipient: tuple[str, ...]
    relative: frozenset[str]
    context: frozenset[str]
    sentential: frozenset[str]
    contractions: dict[str, str]
    table: dict[str, Any]

    def words(self, section: str, name: str) -> frozenset[str]:
        """One list of the table as a set."""
        return frozenset(self.table[section][name])

    def among(self, noun: str, words: tuple[str, ...]) -> bool:
        """True for a lower-case noun that is one of some words, or ends in one where compounds are written in one word."""
        if self.table["words"]["compounds"]:
            return noun.endswith(words)
        return noun in words or noun.rpartition("-")[2] in words


@lru_cache(maxsize=4)
def syntax(language: str) -> Syntax:
    """The syntax table of a language. Raises ``languages.UnsupportedLanguage``."""
    table = languages.table(language, "syntax")
    roles = table["roles"]
    return Syntax(
        frozenset(roles["agent"]), frozenset(roles["genitive"]), frozenset(roles["between"]), tuple(roles["recipient"]),
        frozenset(roles["relative"]), frozenset(roles["context"]), frozenset(roles["sentential"]), table["contractions"], table,
    )  # fmt: skip
