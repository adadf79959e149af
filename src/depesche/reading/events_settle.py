"""The records of a dispatch among themselves: sides told elsewhere in it, and nouns that repeat what their verb tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.sides_sentence import lend
from depesche.reading.tree import Tree
from depesche.records import Party, Record


def settle(records: Sequence[Record], tree: Tree, rules: Rules) -> list[Record]:
    """Records without repetitions, in the same order, with the agents that other records name."""
    return _named(lend(_once(records, tree), tree, rules), rules)


def _once(records: Sequence[Record], tree: Tree) -> list[Record]:
    """Without nouns that say no more than the verb in whose evidence they stand ("bei einem Anschlag getötet")."""
    verbal = [told_by_verb(r, tree) for r in records]
    kept = []
    for n, r in enumerate(records):
        repeats = not verbal[n] and any(
            o is not r and o.type == r.type and o.evidence.touches(r.evidence)
            and (verbal[m] or m < n) and _within(r.actor, o.actor) and _within(r.recipient, o.recipient)
            for m, o in enumerate(records)
        )  # fmt: skip
        if not verbal[n] and not (r.actor or r.recipient):
            sentence = tree.sentence[tree.at(r.predicate.begin) or 0]
            repeats = repeats or any(
                o is not r and o.type == r.type and (o.actor or o.recipient or o in kept)
                and tree.sentence[tree.at(o.predicate.begin) or 0] == sentence
                for o in records
            )  # fmt: skip
        if not repeats and not _mentioned_again(r, n, records, tree):
            kept.append(r)
    return kept


def _mentioned_again(record: Record, n: int, records: Sequence[Record], tree: Tree) -> bool:
    """True for a noun that only belongs to another noun ("Inhalt des Gesprächs") if its event is told elsewhere."""
    at = tree.at(record.predicate.begin)
    if at is None or not tree.dep[at].startswith("nmod") or tree.upos[at] in VERBAL:
        return False
    sides = {*record.actor, *record.recipient}
    return any(m != n and o.type == record.type and {*o.actor, *o.recipient} >= sides for m, o in enumerate(records))


def told_by_verb(record: Record, tree: Tree) -> bool:
    """True for a record that a verb tells."""
    at = tree.at(record.predicate.begin)
    return at is not None and tree.upos[at] in VERBAL


def _within(some: Sequence[Party], all_: Sequence[Party]) -> bool:
    return not some or not all_ or bool({p.code or p.name for p in some} & {p.code or p.name for p in all_})


def _named(records: Sequence[Record], rules: Rules) -> list[Record]:
    """An agent that one record of an act leaves open is the one that another record of the same act names."""
    out = []
    for n, r in enumerate(records):
        if not r.actor and r.recipient:
            types = {r.type, *rules.undone.get(r.type, ())}
            if r.type in rules.material or r.type in rules.undone:
                near = sorted(
                    (abs(m - n), o.actor)
                    for m, o in enumerate(records)
                    if o.type in types and o.actor and set(o.recipient) & set(r.recipient)
                )
                if near:
                    r = replace(r, actor=near[0][1], inferred=("actor", *r.inferred))
        out.append(r)
    return out
