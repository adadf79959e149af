"""The words of a language's time table as one dictionary: form → code, form → values.

Every set of classes that some form belongs to gets one character (its *code*), so that a tokenised text becomes a string
of codes and the grammar a set of ordinary regular expressions over that string (``grammar.py``). Words without any class
share the code ``OTHER``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

OTHER = " "
_FIRST = 0xE000  # private use area: the codes never collide with anything that means something in a regular expression

Value = int | float | str
Slots = dict[str, Value]

_INTEGER = re.compile(r"-?\d+\Z")
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")


def scalar(text: str) -> Value:
    """A value of the table: a number where it looks like one."""
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text


@dataclass(slots=True)
class Lexicon:
    """Forms of a language with their classes and what each contributes to the slots of an expression."""

    codes: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Slots]] = field(default_factory=dict)
    phrases: list[tuple[tuple[str, ...], Slots]] = field(default_factory=list)
    grouping: str = "."
    decimal: str = ","
    suffixes: dict[str, frozenset[str]] = field(default_factory=dict)
    clause: dict[str, frozenset[str]] = field(default_factory=dict)
    _sets: dict[frozenset[str], str] = field(default_factory=dict)
    _numerals: dict[tuple[int, int], str] = field(default_factory=dict)

    def code(self, classes: Iterable[str]) -> str:
        """The character that stands for a set of classes."""
        key = frozenset(classes)
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = chr(_FIRST + len(self._sets)) if key else OTHER
        return found

    def members(self, name: str) -> str:
        """All codes whose words belong to a class."""
        return "".join(code for classes, code in self._sets.items() if name in classes)

    def of_digits(self, digits: str) -> str:
        """The code of a run of digits: which of day, month, hour, minute, year it can be."""
        size = len(digits)
        if size > 4:
            return self.codes["99999"]
        key = (size, int(digits))
        found = self._numerals.get(key)
        if found is None:
            found = self._numerals[key] = self.code(classes_of_digits(*key))
        return found

    def slots(self, form: str, name: str) -> Slots:
        """What a form contributes as a member of a class; numerals contribute their number."""
        found = self.values.get(form)
        if found is not None and name in found:
            return found[name]
        if form[:1].isdigit():
            return {name: self.number(form)}
        return {}

    def number(self, form: str) -> Value:
        """The number that digits with grouping or decimal signs stand for."""
        plain = form.replace(self.grouping, "").replace(self.decimal, ".") if not form.isdigit() else form
        return scalar(plain[:18])


def classes_of_digits(size: int, number: int) -> list[str]:
    """The classes of a run of ``size`` digits."""
    classes = ["num", "digits"]
    if size <= 2:
        classes += ["day"] * (1 <= number <= 31) + ["mon"] * (1 <= number <= 12) + ["hour"] * (number <= 24)
        if size == 2:
            classes += ["yy"] + ["minute"] * (number < 60)
            classes += ["tens"] * (number % 10 == 0 and number > 0)
    elif size == 4:
        classes += ["year"] * (1000 <= number <= 2199) + ["decadeyear"] * (1000 <= number <= 2199 and number % 10 == 0)
        classes += ["military"] * (number // 100 < 24 and number % 100 < 60)
    return classes


def build(table: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a time table (``languages/<code>/times.toml``)."""
    lexicon = Lexicon(grouping=table["numbers"]["grouping"], decimal=table["numbers"]["decimal"])
    lexicon.suffixes = {name: frozenset(endings) for name, endings in table.get("suffixes", {}).items()}
    lexicon.clause = {name: frozenset(lemmas) for name, lemmas in table["clause"].items()}
    endings: dict[str, list[str]] = {mark: list(forms) for mark, forms in table.get("endings", {}).items()}
    classes: dict[str, set[str]] = {}

    def add(name: str, form: str, slots: Slots) -> None:
        for variant in _variants(form):
            lexicon.values.setdefault(variant, {}).setdefault(name, slots)
            classes.setdefault(variant, set()).add(name)

    for name, by_value in table["words"].items():
        for value, forms in by_value.items():
            slots: Slots = {name: scalar(value)}
            for form in _forms(forms, endings):
                if " " in form:
                    lexicon.phrases.append((tuple(form.split()), slots))
                else:
                    add(name, form, slots)
    for compound in table.get("compound", ()):
        heads = _entries(table, compound["second"], endings)
        for first, first_slots in _entries(table, compound["first"], endings):
            for second, second_slots in heads:
                values = {**first_slots, **second_slots}.values()
                slots = dict(zip(compound["slots"], values, strict=True))
                add(compound["class"], first + compound.get("joint", "") + second.lower(), slots)
    for literal in literals(table, lexicon.phrases):
        for variant in _variants(literal):
            classes.setdefault(variant, set()).add(f"'{literal}'")
    for form, names in classes.items():
        lexicon.codes[form] = lexicon.code(names)
    for sign, name in SIGNS.items():
        lexicon.codes[sign] = lexicon.code({name, *classes.get(sign, ())})
    lexicon.codes["99999"] = lexicon.code({"num", "digits"})
    lexicon.codes["0,0"] = lexicon.code({"num", "amount"})
    for size in (1, 2, 4):
        for number in range(0, 10**size):
            if size < 4 or 1000 <= number < 2200 or number % 100 == 0:
                lexicon._numerals[size, number] = lexicon.code(classes_of_digits(size, number))
    return lexicon


SIGNS = {
    ".": "dot", ",": "comma", ":": "colon", "/": "slash", "-": "dash", "–": "dash", "—": "dash", "(": "open", ")": "close",
    "'": "apostrophe", "’": "apostrophe",
    # the same between two digits without a space: the tokeniser doubles them
    "..": "dotin", "::": "colonin", "//": "slashin", "--": "dashin", "––": "dashin", ",,": "commain",
}  # fmt: skip


def literals(table: Mapping[str, Any], phrases: Iterable[tuple[tuple[str, ...], Slots]]) -> set[str]:
    """Every word that the patterns or the phrases quote."""
    found = {word for words, _ in phrases for word in words}
    for rule in table["rule"]:
        found.update(re.findall(r"'([^']+)'", rule["pattern"]))
    for pattern in table.get("macros", {}).values():
        found.update(re.findall(r"'([^']+)'", pattern))
    return found


def _variants(form: str) -> Iterator[str]:
    """A form as written in the table; in capitals; and, unless it has a capital anyway, at the beginning of a sentence."""
    yield form
    if form[0].islower():
        yield form[0].upper() + form[1:]
    if len(form) > 2:
        yield form.upper()


def _forms(forms: str | list[str], endings: Mapping[str, list[str]]) -> Iterator[str]:
    """Forms written out: ``letzt~`` has the endings of ``~``."""
    for form in forms.split() if isinstance(forms, str) else forms:
        mark = form[-1]
        if mark in endings:
            yield from (form[:-1] + ending for ending in endings[mark])
        else:
            yield form


def _entries(table: Mapping[str, Any], name: str, endings: Mapping[str, list[str]]) -> list[tuple[str, Slots]]:
    return [
        (form, {name: scalar(value)})
        for value, forms in table["words"][name].items()
        for form in _forms(forms, endings)
        if " " not in form
    ]
