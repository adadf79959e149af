"""Language knowledge as data: one folder per language, TOML for rules and TSV for lists.

A new language is a new folder with the same files; nothing else has to change.
"""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


class UnsupportedLanguage(ValueError):
    """A language that has no folder here."""


def supported() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the languages that have a folder."""
    return tuple(sorted(f.name for f in files(__name__).iterdir() if f.is_dir() and not f.name.startswith("_")))


def require(language: str) -> None:
    """Raise ``UnsupportedLanguage`` for a language that has no folder."""
    if language not in supported():
        raise UnsupportedLanguage(f"language {language!r} is not supported; supported are: {', '.join(supported())}")


def path(language: str, name: str) -> Traversable:
    """The file of that name in the language's folder. Raises ``UnsupportedLanguage``."""
    require(language)
    return files(__name__) / language / name


def table(language: str, name: str) -> dict[str, Any]:
    """A TOML table, e.g. ``table("de", "times")`` reads ``languages/de/times.toml``."""
    return tomllib.loads(path(language, f"{name}.toml").read_text(encoding="utf-8"))


def rows(language: str, name: str) -> list[dict[str, str]]:
    """A list in TSV with a header line, as one dictionary a row; lines that begin with ``#`` are comments."""
    lines = path(language, f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))
