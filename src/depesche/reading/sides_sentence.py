"""Sides that the records of one sentence lend each other: whom one meets one asks, whom one answers one is answered by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.tree import Tree
from depesche.records import Party, Record

ANSWERING = frozenset({"REJECT", "ACCUSE", "THREATEN", "SANCTION"})
"""What states do to each other in turn: "wies Diplomaten aus, nachdem London … verhängt hatte"."""


def lend(records: Sequence[Record], tree: Tree, rules: Rules) -> list[Record]:
    """The records in the same order; a missing recipient filled where another record of the sentence says who it is."""
    at = [tree.at(r.predicate.begin) or 0 for r in records]
    out = list(records)
    addressing = (rules.speech - {"STATE"}) | {"SANCTION"}
    for n, r in enumerate(records):
        if not r.actor or r.type not in addressing or tree.upos[at[n]] not in VERBAL or not _open(r):
            continue
        ways = (_answered,) if r.recipient else (_met, _coordinated, _answered)
        same = [m for m in range(len(records)) if m != n and tree.sentence[at[m]] == tree.sentence[at[n]]]
        found = next((p for way in ways for m in same if (p := way(r, records[m], at[n], at[m], tree))), ())
        if found:
            out[n] = replace(r, recipient=found, inferred=(*r.inferred, "recipient"))
    return out


def _codes(parties: Sequence[Party]) -> set[str]:
    return {p.code or p.name for p in parties}


def _met(r: Record, other: Record, v: int, n: int, tree: Tree) -> tuple[Party, ...]:
    """ "verlangte in dem Gespräch mit Oslo Garantien": the other side of a meeting in the clause of a speaker."""
    if other.type != "CONSULT" or tree.upos[n] in VERBAL or tree.head[n] != v or not tree.dep[n].startswith("obl"):
        return ()
    sides = (*other.actor, *other.recipient)
    return tuple(p for p in sides if (p.code or p.name) not in _codes(r.actor)) if _codes(r.actor) & _codes(sides) else ()


def _coordinated(r: Record, other: Record, v: int, w: int, tree: Tree) -> tuple[Party, ...]:
    """ "lehnte den Vorschlag der EU ab und forderte neue Gespräche": the same actor goes on to the same other side."""
    if r.type == "SANCTION" or tree.dep[v] != "conj" or tree.head[v] != w or not other.recipient or other.type == "STATE":
        return ()
    return other.recipient if _codes(other.actor) == _codes(r.actor) else ()


def _answered(r: Record, other: Record, v: int, w: int, tree: Tree) -> tuple[Party, ...]:
    """Two acts of the same kind in a clause and the clause below it: each is done to the one who does the other."""
    linked = (tree.dep[v] == "advcl" and tree.head[v] == w) or (tree.dep[w] == "advcl" and tree.head[w] == v)
    if not linked or not {r.type, other.type} <= ANSWERING or not other.actor or _codes(other.actor) & _codes(r.actor):
        return ()
    return other.actor if _open(other) or _codes(other.recipient) & _codes(r.actor) else ()


def _open(r: Record) -> bool:
    """True where nobody is named whom an act is done to, or only people who may be anybody's ("wies vier Diplomaten aus")."""
    return not any(p.code for p in r.recipient)
