"""Who copied from whom: ten carriers of one wire report are one witness.

Three things make a claim another's word and not its own: the archive or the comparison here found its dispatch to be a copy;
its sentence stands word for word in an earlier dispatch; or its chain begins with an outlet that is itself among the witnesses.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from depesche.dossier.claim import Claim
from depesche.dossier.stored import Stored
from depesche.intake import copies
from depesche.languages.folding import fold

COMMON = 20  # dispatches in which a shingle stands before it is a house phrase that tells nothing
VERBATIM = 8  # words from which on the same sentence is no coincidence
_WORDS = re.compile(r"\w+")


def groups(stored: Iterable[Stored]) -> dict[str, str]:
    """For each dispatch the id of the one that it is a copy of; of itself where it is none.

    The original is the earliest; on the same day the longest, for papers shorten what agencies send; then the first given.
    """
    all_ = list(stored)
    by_id = {s.id: i for i, s in enumerate(all_)}
    days = [_day(s) for s in all_]
    rank = {i: (days[i] or date.max, -len(all_[i].reading.dispatch.text), i) for i in range(len(all_))}
    root = list(range(len(all_)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = sorted((find(i), find(j)), key=rank.__getitem__)
        root[b] = a

    for i, one in enumerate(all_):
        if one.copy_of in by_id:
            join(i, by_id[one.copy_of])
    # Where the archive has looked already, its answer holds: it asks the same question.
    looked_for = {i: copies.shingles(s.reading.dispatch.text) for i, s in enumerate(all_) if s.copy_of is None}
    for i, other in _alike(looked_for):
        if copies.near(days[i], days[other]):
            join(i, other)
    return {s.id: all_[find(i)].id for i, s in enumerate(all_)}


def _alike(texts: Mapping[int, copies.Shingles]) -> Iterator[tuple[int, int]]:
    """Pairs of texts of which one is a copy of the other, if they are near in time."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, mine in texts.items():
        shared: Counter[int] = Counter()
        for shingle in mine.hashes:
            shared.update(holders[shingle])
            if len(holders[shingle]) < COMMON:
                holders[shingle].append(i)
        for other, number in shared.items():
            fewest = min(len(mine.hashes), len(texts[other].hashes))
            if number >= copies.COPY * fewest and copies.likeness(mine, texts[other]) >= copies.COPY:
                yield i, other


def origins(claims: Sequence[Claim], roots: Mapping[str, str]) -> dict[str, str]:
    """For each claim (by id) the folded name of the outlet on whose work it rests; the dispatch's id where it has no name."""
    outlets = {c.dispatch: fold(c.outlet) or c.dispatch for c in claims}
    names = {name for name in outlets.values() if name}
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: c.published or date.max):
        root = roots.get(claim.dispatch, claim.dispatch)
        own = outlets.get(root, root)
        words = _WORDS.findall(fold(claim.sentence_words()))
        if len(words) >= VERBATIM:
            own = first.setdefault(" ".join(words), own)
        if claim.record.attribution and claim.record.attribution[0].party.kind == "outlet":
            relay = claim.record.attribution[0].party
            own = _named(names, relay.code, relay.name) or fold(str(relay)) or own
        found[claim.id] = own
    return found


def _named(outlets: set[str], code: str, name: str) -> str | None:
    """The outlet that a chain's first link names, by its full name or by the acronym in its brackets."""
    wanted = {fold(code), fold(name)} - {""}
    for outlet in sorted(outlets):
        if outlet in wanted or wanted & set(re.findall(r"\((\w+)\)", outlet)) or re.sub(r"\s*\(\w+\)", "", outlet) in wanted:
            return outlet
    return None


def _day(stored: Stored) -> date | None:
    value = stored.reading.dispatch.published or stored.reading.published.earliest or ""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
