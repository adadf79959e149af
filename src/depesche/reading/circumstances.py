"""When, where and how long: the expressions of time and place that govern a predicate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles, syntax
from depesche.records import Span, Time

DATED = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?")
MAX_CLIMB = 12


@lru_cache(maxsize=4)
def _places(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    w = syntax(language).words
    return w("places", "prepositions"), w("places", "nouns"), w("places", "proper_only"), w("durations", "verbs")


def clause_of(roles: Roles, i: int) -> int:
    """The verb (or the head of the sentence) in whose clause a word stands."""
    tree = roles.tree
    for _ in range(MAX_CLIMB):
        if tree.upos[i] in VERBAL or tree.head[i] == i or tree.dep[i] in ("ccomp", "advcl", "acl", "acl:relcl", "xcomp"):
            return i
        i = tree.head[i]
    return i


def ahead(value: str | None, published: str | None) -> bool:
    """True for a full date (ISO 8601) after the day of publication."""
    return bool(value and published and len(value) == len(published) == 10 and value > published)


class Clock:
    """The times of a document by the token on which each hangs."""

    def __init__(self, roles: Roles, times: Sequence[Time]) -> None:
        self.roles = roles
        tree = roles.tree
        self.by_head: dict[int, list[Time]] = {}
        for t in times:
            first = tree.at(t.span.begin)
            last = tree.at(max(t.span.begin, t.span.end - 1))
            if first is None or last is None:
                continue
            inside = range(first, last + 1)
            top = next((i for i in inside if tree.head[i] not in inside or tree.head[i] == i), first)
            self.by_head.setdefault(tree.head[top], []).append(t)
            self.by_head.setdefault(top, []).append(t)

    def date(self, tokens: Sequence[int]) -> str | None:
        """The date that one of the words bears, the words in order of their claim; None if there is none."""
        for i in tokens:
            for t in self.by_head.get(i, ()):
                if t.type in ("DATE", "TIME") and (m := DATED.match(t.value)):
                    return m.group()
                if t.type == "DURATION" and t.date:
                    return t.date  # "vor zwei Wochen"
        return None

    def duration(self, tokens: Sequence[int]) -> str | None:
        """The TIMEX3 value of a duration on one of the words."""
        for i in tokens:
            for t in self.by_head.get(i, ()):
                if t.type == "DURATION":
                    return t.value
        return None


def place(roles: Roles, language: str, heads: Sequence[int], times: dict[int, list[Time]]) -> Span | None:
    """The place named under one of the words, None if there is none."""
    prepositions, nouns, proper_only, _ = _places(language)
    tree = roles.tree
    for h in heads:
        for c in tree.children[h]:
            if not tree.dep[c].startswith(("obl", "nmod")) or c in times:
                continue
            word = roles.preposition(c)
            if word not in prepositions:
                continue
            noun = tree.lemma[c].lower() in nouns
            proper = tree.upos[c] == "PROPN"
            if not (noun or proper) or (word in proper_only and not noun and word not in ("an",)):
                continue
            mention = roles.mention.get(c)
            if mention and mention.party and mention.party.kind == "person":
                continue
            kept = [i for i in tree.subtree(c) if tree.dep[i] != "case" or tree.head[i] != c]
            kept = [i for i in kept if tree.upos[i] not in ("PUNCT", "DET") or i > c]
            if not kept:
                continue
            first = min(kept)
            last = c if proper else max(i for i in kept)
            if proper:
                flat = [i for i in tree.children[c] if tree.dep[i].startswith("flat")]
                last = max([c, *flat])
            while last > c and tree.upos[last] == "PUNCT":
                last -= 1
            return tree.span(min(first, c), last)
    return None


def lasts(roles: Roles, language: str, v: int) -> bool:
    """True for a verb that says how long its subject takes."""
    return roles.tree.lemma[v] in _places(language)[3]
