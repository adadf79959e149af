"""One pass over the text: tokens, their codes, and the expressions that the grammar finds, left to right, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from depesche import languages
from depesche.reading.times.grammar import Rule, compile_rules
from depesche.reading.times.lexicon import OTHER, Lexicon, Slots, build

# Digits with signs between them are one token at first, so that junk like "1.1.1.1…" costs next to nothing.
# The same for tables of numbers: a run of sixty is one token.
_TOKEN = re.compile(
    r"[^\W\d_]+|(?:\d++[.,:/–-]*+\s?+){60,}+|\d+(?:[.,:/–-]{1,2}\d+)*"
    r"|\.(?:\s?\.)*+|[,:/()–—'’-]|(?:[^\w\s.,:/()–—'’-]|_)+"
)
_DIGITS = re.compile(r"\d+|\D+")
_LONGEST = 32  # characters of a number with signs; ISO 8601 with a time zone has 25


@dataclass(slots=True)
class Tokens:
    """The words of a text with their offsets; ``codes[i]`` stands for the classes of ``forms[i]``."""

    text: str
    forms: list[str]
    begin: list[int]
    codes: str

    def end(self, i: int) -> int:
        """Offset behind a token. Signs between digits are written twice in ``forms`` but count once."""
        form = self.forms[i]
        return self.begin[i] + (1 if len(form) == 2 and form[0] == form[1] and form[0] in ".,:/-–" else len(form))


@dataclass(frozen=True, slots=True)
class Found:
    """An expression not yet resolved: its extent, the reading that its rule names and what the words say."""

    begin: int
    end: int
    first: int
    last: int
    rule: str
    reading: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's compiled table."""

    lexicon: Lexicon
    rules: dict[str, tuple[Rule, ...]]
    lone: dict[str, tuple[Rule, ...]]  # those that can match where a word of no class follows


@lru_cache(maxsize=8)
def grammar(language: str) -> Grammar:
    """The grammar of a language, compiled once. Raises ``languages.UnsupportedLanguage``."""
    table = languages.table(language, "times")
    lexicon = build(table)
    rules = compile_rules(table, lexicon)
    lone = {code: tuple(r for r in found if r.before_other(code)) for code, found in rules.items()}
    return Grammar(lexicon, rules, lone)


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut a text into words, numbers and signs."""
    forms: list[str] = []
    begin: list[int] = []
    codes: list[str] = []
    known = lexicon.codes
    of_digits = lexicon.of_digits
    for match in _TOKEN.finditer(text):
        form = match.group()
        code = known.get(form)
        if code is None:
            if not form[0].isdecimal():
                code = OTHER
            elif form.isascii() and form.isdigit():
                code = of_digits(form)
            else:
                _numeric(form, match.start(), lexicon, forms, begin, codes)
                continue
        elif len(form) == 2 and form[0] == form[1] and not form[0].isalpha():
            code = OTHER  # ".." in the text is no sign between digits
        forms.append(form)
        begin.append(match.start())
        codes.append(code)
    return Tokens(text, forms, begin, "".join(codes))


def _numeric(form: str, start: int, lexicon: Lexicon, forms: list[str], begin: list[int], codes: list[str]) -> None:
    """Take apart digits with signs between them: an amount is one token, a date or time several."""
    grouped = form.split(lexicon.grouping)
    if (not form.isascii() and "–" not in form) or len(form) > _LONGEST:
        forms.append(form)
        begin.append(start)
        codes.append(OTHER)
        return
    tail = grouped[-1].split(lexicon.decimal)
    if (len(grouped) > 1 and len(grouped[0]) <= 3 and all(len(g) == 3 and g.isdigit() for g in [*grouped[1:-1], tail[0]])) or (
        len(grouped) == 1 and len(tail) == 2 and all(t.isdigit() for t in tail)
    ):
        forms.append(form)
        begin.append(start)
        codes.append(lexicon.codes["0,0"])
        return
    for match in _DIGITS.finditer(form):
        piece = match.group()
        begin.append(start + match.start())
        if piece.isdigit():
            forms.append(piece)
            codes.append(lexicon.of_digits(piece) if piece.isascii() else OTHER)
        elif len(piece) == 1:
            forms.append(piece * 2)
            codes.append(lexicon.codes[piece * 2])
        else:
            begin.pop()
            for i, sign in enumerate(piece):
                forms.append(sign)
                begin.append(start + match.start() + i)
                codes.append(lexicon.codes[sign])


def scan(tokens: Tokens, grammar: Grammar) -> Iterator[Found]:
    """Expressions in the order of the text; at each place the longest, of equally long ones the first in the table."""
    codes, rules, lone, lexicon = tokens.codes, grammar.rules, grammar.lone, grammar.lexicon
    at, floor = 0, 0
    for island in re.finditer(f"[^{OTHER}]", codes):
        start = island.start()
        if start < at:
            continue
        best: tuple[int, int, tuple[int, int]] | None = None
        chosen: tuple[Rule, re.Match[str]] | None = None
        for rule in (lone if codes[start + 1 : start + 2] == OTHER else rules).get(codes[start], ()):
            match = rule.regex.match(codes, start)
            if match is None:
                continue
            first, last = rule.extent(match)
            if first < floor or last <= first:
                continue
            rank = (last, match.end(), rule.rank)
            if best is None or rank > best:
                best, chosen = rank, (rule, match)
        if chosen is None:
            continue
        rule, match = chosen
        first, last = rule.extent(match)
        slots: Slots = dict(rule.fixed)
        for group, slot, name in rule.slots:
            where = match.start(group)
            if where >= 0:
                for key, value in lexicon.slots(tokens.forms[where], name).items():
                    slots[slot if key == name else key] = value
        at = floor = last
        if rule.reading != "none":
            yield Found(tokens.begin[first], tokens.end(last - 1), first, last, rule.name, rule.reading, slots)
