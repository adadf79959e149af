"""The knowledge base in memory: names of states and bodies, given names, and everybody known (``persons``).

The tables in ``data`` are written by ``tools/knowledge/build.py``, which says where each comes from and its licence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from depesche.knowledge.persons import Person, Persons, Term
from depesche.records import Party, PartyKind


class PartiesFileError(ValueError):
    """A user's file of parties does not say what it must."""


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write a state, organisation, body or outlet.

    ``form`` is name, adjective, demonym or metonym; ``flags`` as in ``names.tsv`` (``capital``, ``seat``, ``weak``,
    ``former``, ``fixed``, ``body=…``, ``home=…``, ``state``).
    """

    text: str
    form: str
    kind: str
    code: str
    name: str = ""
    gender: str = ""
    flags: str = ""

    @property
    def home(self) -> str:
        """The state that an organisation belongs to, empty for an international one."""
        return next((f[5:] for f in self.flags.split(";") if f.startswith("home=")), "")

    @property
    def body(self) -> str:
        """What sort of body of its state this is: president, government, foreign, parliament …"""
        return next((f[5:] for f in self.flags.split(";") if f.startswith("body=")), "")

    def party(self) -> Party:
        """Whom the name names. The White House stands for the state, the Kremlin for itself (gold/GUIDELINES.md)."""
        if self.kind == "body" and not self.flags.endswith(";state"):
            return Party(self.code, self.name, "body")
        if self.home:
            return Party(self.home, self.code, "organisation")
        if self.kind in ("organisation", "group", "outlet"):
            return Party(self.code, "", _KINDS[self.kind])
        return Party(self.code)


_KINDS: dict[str, PartyKind] = {"organisation": "organisation", "group": "group", "outlet": "outlet"}


class Knowledge:
    """Everything known, for one language (ISO 639-1): its names, and persons under their name in that language."""

    def __init__(self, language: str, own: str | Path | None = None) -> None:
        self.language = language
        self.names: list[Name] = []
        self.persons = Persons(language)
        self.given: dict[str, str] = dict(row for row in _rows("given_names.tsv"))
        for text, lang, form, kind, code, name, gender, flags in _rows("names.tsv"):
            if lang == language:
                self.names.append(Name(text, form, kind, code, name, gender, flags))
        if own is not None:
            self._read_own(Path(own))

    def holders(self, code: str, office: str, earliest: str | None, latest: str | None) -> list[Person]:
        """Who held an office between two days (ISO dates), one after the other; all holders if there is no date."""
        return self.persons.holders(code, office, earliest, latest)

    def _read_own(self, path: Path) -> None:
        """A user's parties: ``[[party]]`` with code and names, ``[[person]]`` with name, code and terms of office."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PartiesFileError(f"{path}: {error}") from error
        for row in table.get("party", []):
            if not isinstance(row, dict) or not row.get("code") or not row.get("names"):
                raise PartiesFileError(f"{path}: every [[party]] needs a code and names")
            kind = str(row.get("kind", "organisation"))
            for text in row["names"]:
                self.names.append(Name(str(text), "name", kind, str(row["code"]), str(row.get("name", ""))))
            for text in row.get("adjectives", []):
                self.names.append(Name(str(text), "adjective", kind, str(row["code"])))
        for row in table.get("person", []):
            if not isinstance(row, dict) or not row.get("name") or not row.get("code"):
                raise PartiesFileError(f"{path}: every [[person]] needs a name and a code")
            number = len(self.persons)
            spellings = (str(row["name"]), *map(str, row.get("spellings", [])))
            terms = []
            for term in row.get("terms", [{}]):
                office, start, end = (str(term.get(k, d)) for k, d in (("office", "politician"), ("from", ""), ("to", "")))
                terms.append(Term(number, str(row["code"]), office, start, end, str(path)))
            self.persons.add(Person(number, spellings[0], str(row.get("gender", "")), "", spellings, terms))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (files("depesche.knowledge") / "data" / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
