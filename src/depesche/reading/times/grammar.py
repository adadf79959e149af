"""Patterns over word classes, compiled to regular expressions over strings of codes (see ``lexicon.py``).

A pattern is a sequence of elements::

    weekday            a word of the class; it fills the slot of that name
    d1:day             the same, filling the slot d1
    'im'               the word itself (fills nothing)
    x? x* x+ x{0,3}    optional, repeated            a | b   either            ( … )   a group
    < … >              the extent of the expression, if not all: what is outside is context
    !x                 not followed by x             ~x      not preceded by x     ^x   preceded by x (one word)
    @name              a macro of the table          any     one word of no class     _:x   fills nothing

Repetition is always bounded, so matching takes time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from depesche.reading.times.lexicon import OTHER, Lexicon, Slots, scalar

_TOKEN = re.compile(r"'[^']+'|@\w+|[\w]+:(?=[\w'])|[A-Za-z_]\w*|\{\d+,\d+\}|[()|?<>!~^]|\S")
_MOST = "{0,8}"


class PatternError(ValueError):
    """A pattern of a time table that cannot be read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with the reading that it triggers and the slots that it sets whatever the words are."""

    name: str
    reading: str
    regex: re.Pattern[str]
    slots: tuple[tuple[str, str, str], ...]  # group, slot, class
    fixed: Slots
    first: str
    rank: tuple[int, int]  # how much context it asks for; its place in the table, upside down
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    free: bool  # looks behind, or takes words of no class: cannot be judged by its first word alone

    def before_other(self, code: str) -> bool:
        """Can a match begin with this code if a word of no class follows?"""
        return self.free or self.regex.match(code + OTHER) is not None

    def extent(self, match: re.Match[str]) -> tuple[int, int]:
        """First token of the expression and the one behind it."""
        first = max((match.start(group) for group in self.opened), default=match.start())
        return first, max((match.start(group) for group in self.closed), default=match.end())


# a regular expression, the codes that can begin it, whether it can be empty, how many words it has at most
_Part = tuple[str, set[str], bool, int]


class _Parser:
    """Recursive descent over one pattern; gives the regular expression and the codes that can begin it."""

    def __init__(self, lexicon: Lexicon, pattern: str, macros: Mapping[str, str]) -> None:
        self.lexicon, self.pattern = lexicon, pattern
        text = pattern
        while "@" in text:
            text = re.sub(r"@(\w+)", lambda m: f"( {macros[m.group(1)]} )", text)
        self.tokens: list[str] = _TOKEN.findall(text)
        self.at = 0
        self.slots: list[tuple[str, str, str]] = []
        self.specific = 0
        self.any = False
        self.opened: list[str] = []
        self.closed: list[str] = []

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def choice(self) -> _Part:
        found = [self.sequence()]
        while self.peek() == "|":
            self.next()
            found.append(self.sequence())
        found.sort(key=lambda option: -option[3])  # the first alternative that fits is taken: the longest goes first
        regex = "|".join(option[0] for option in found)
        first = set().union(*(option[1] for option in found))
        return f"(?:{regex})", first, any(option[2] for option in found), max(option[3] for option in found)

    def sequence(self) -> _Part:
        parts: list[str] = []
        first: set[str] = set()
        empty, length = True, 0
        while self.peek() and self.peek() not in "|)":
            regex, codes, nullable, size = self.repeated()
            parts.append(regex)
            length += size
            if empty:
                first |= codes
            empty = empty and nullable
        return "".join(parts), first, empty, length

    def repeated(self) -> _Part:
        regex, codes, empty, length = self.element()
        sign = self.peek()
        if sign and (sign in "?*+" or sign[0] == "{"):
            self.next()
            quantity = {"*": _MOST, "+": "{1,8}"}.get(sign, sign)
            return f"(?:{regex}){quantity}", codes, empty or not quantity.startswith("{1"), length
        return regex, codes, empty, length

    def element(self) -> _Part:
        token = self.next()
        if token == "(":
            found = self.choice()
            if self.next() != ")":
                raise PatternError(f"missing ) in {self.pattern!r}")
            return found
        if token in "<>":
            marks = self.opened if token == "<" else self.closed
            marks.append(f"{'b' if token == '<' else 'e'}{len(marks)}")
            return f"(?P<{marks[-1]}>)", set(), True, 0
        if token == "!":
            regex, *_ = self.element()
            return f"(?!{regex})", set(), True, 0
        if token in "~^":
            regex, *_ = self.element()
            self.specific += 1
            return f"(?<{'!' if token == '~' else '='}{regex})", set(), True, 0
        slot = ""
        if token.endswith(":") and len(token) > 1:
            slot, token = token[:-1], self.next()
        if token == "any":
            self.any = True
            return f"[{OTHER}]", {OTHER}, False, 1
        codes = self.lexicon.members(token)
        if not codes:
            raise PatternError(f"no word of class {token} in {self.pattern!r}")
        regex = f"[{codes}]"
        if slot != "_" and not token.startswith("'"):
            group = f"g{len(self.slots)}"
            self.slots.append((group, slot or token, token))
            regex = f"(?P<{group}>{regex})"
        return regex, set(codes), False, 1


def compile_rules(table: Mapping[str, Any], lexicon: Lexicon) -> dict[str, tuple[Rule, ...]]:
    """All rules of a table, by the codes that their matches can begin with. Raises ``PatternError``."""
    rules: list[Rule] = []
    macros: dict[str, str] = table.get("macros", {})
    for entry in table["rule"]:
        fixed = {key: scalar(value) if isinstance(value, str) else value for key, value in entry.get("with", {}).items()}
        rules.append(_rule(entry["name"], entry["reading"], entry["pattern"], fixed, lexicon, macros, len(rules)))
    for words, slots in lexicon.phrases:
        kind = next(iter(slots))
        pattern = macros.get(f"phrase_{kind}", "$").replace("$", " ".join(f"'{word}'" for word in words))
        rules.append(_rule(" ".join(words), kind, pattern, dict(slots), lexicon, macros, len(rules)))
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for code in rule.first:
            index.setdefault(code, []).append(rule)
    return {code: tuple(found) for code, found in index.items()}


def _rule(name: str, reading: str, pattern: str, fixed: Slots, lexicon: Lexicon, macros: Mapping[str, str], order: int) -> Rule:
    parser = _Parser(lexicon, pattern, macros)
    regex, first, empty, _ = parser.choice()
    if parser.peek() or empty:
        raise PatternError(f"cannot read the pattern of rule {name!r}: {pattern!r}")
    if (parser.opened or parser.closed) and len(parser.opened) != len(parser.closed):
        raise PatternError(f"< without > in rule {name!r}: {pattern!r}")
    return Rule(
        name, reading, re.compile(regex), tuple(parser.slots), fixed, "".join(sorted(first)), (parser.specific, -order),
        tuple(parser.opened), tuple(parser.closed),
        parser.any or parser.specific > 0,
    )  # fmt: skip
