"""Which quotations stay and which stand inside which."""

from __future__ import annotations

from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_roles import noun_phrase
from depesche.reading.tree import Tree


def settle(
    tree: Tree, lexicon: Lexicon, drafts: list[Draft], marks: list[tuple[int, int]]
) -> tuple[list[Draft], list[int | None]]:
    """Drop doubles, order by place, and give each quotation the number of the innermost one around it (None if none)."""
    _without_manner(tree, lexicon, drafts)
    kept = _without_doubles(tree, drafts)
    passed_on = [
        Draft(d.type, d.quote, noun_phrase(tree, d.quoting, set(d.quote), set(d.cue)), d.cue, [], d.frame, d.force, d.form,
              d.cue_at, d.quoting)
        for d in kept if d.quoting >= 0
    ]  # fmt: skip
    kept = [*passed_on, *kept]
    kept.sort(key=lambda d: (d.first, -d.last, -len(d.quote), d.type == "Direct"))
    inside = [set(d.quote) for d in kept]
    parents: list[int | None] = []
    open_: list[int] = []
    for n, d in enumerate(kept):
        open_ = [m for m in open_ if kept[m].last >= d.first]
        around = [m for m in open_ if _within(inside[n], inside[m], d, kept[m])]
        parents.append(min(around, key=lambda m: (len(inside[m]), -m)) if around else None)
        open_.append(n)
    for n, d in enumerate(kept):
        parent = parents[n]
        if parent is not None and d.form == "clause" and d.type == "Indirect":
            limit = inside[parent]
            if d.cue_at in limit:
                d.frame = [j for j in d.frame if j in limit]
    return kept, parents


def _without_manner(tree: Tree, lexicon: Lexicon, drafts: list[Draft]) -> None:
    """``Wie die Zeitung berichtet, …`` frames what is said "laut Polizei" in the same sentence and is no part of it."""
    manner = [d for d in drafts if d.form == "clause" and d.cue and tree.lower[d.cue[0]] in lexicon.clause["manner"]]
    for m in manner:
        frame = {j for j in m.frame if j < m.first or j > m.last}
        for d in drafts:
            if d.form == "phrase" and m.cue[0] in d.quote and d.cue_at in m.quote:
                d.quote = trim(tree, [j for j in d.quote if j not in frame])


def _within(inner: set[int], outer: set[int], a: Draft, b: Draft) -> bool:
    """True if nearly all of the inner quotation stands in the outer one, and not the other way round."""
    if a.cue_at == b.cue_at and a.cue_at >= 0 and a.type == b.type:
        return False
    if len(inner) > len(outer):
        return False
    return len(inner & outer) >= 0.9 * len(inner)


def _without_doubles(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Of two quotations over the same words keep the direct one, else the one found by the nearer cue."""
    kept: list[Draft] = []
    seen: dict[tuple[int, int], Draft] = {}
    speech = [d for d in drafts if d.type == "Direct"]
    cues = {d.cue_at for d in speech if d.cue_at >= 0 and d.form != "mark"}
    for d in drafts:
        if not d.quote:
            continue
        if d.type != "Direct":
            if d.cue_at in cues and any(s.cue_at == d.cue_at and _same(s, d) for s in speech):
                continue
            near = [s for s in speech if s.first <= d.last and d.first <= s.last]
            if any((_same(s, d) and not _says_more(tree, s, d)) or _tail(tree, s, d) for s in near):
                continue
        if d.form == "clause" and _own_words(tree, d) and any(s.first < d.cue_at < s.last for s in speech):
            continue  # "„Ich denke, dass …“": the speaker of the quotation and nobody else
        key = (d.first, d.last)
        other = seen.get(key)
        same = other is not None and (other.type == "Direct") == (d.type == "Direct")
        if same and other is not None and {other.form, d.form} != {"phrase", "clause"}:
            continue
        seen[key] = d
        kept.append(d)
    return kept


def _own_words(tree: Tree, d: Draft) -> bool:
    """True if somebody speaks of himself (``ich``, ``wir``)."""
    return d.speaker_at >= 0 and tree.feats[d.speaker_at].get("Person") == "1"


def _tail(tree: Tree, speech: Draft, d: Draft) -> bool:
    """True if what a cue outside the marks introduces is the last sentence of that direct speech: ``… . Nein“, sagte er``."""
    if d.form not in ("clause", "phrase") or speech.first <= d.cue_at <= speech.last:
        return False
    if d.first >= speech.first and d.last <= speech.last + 2:
        return True
    # "Das Tor fiel spät: „So ein Pech“, sagte er": what stands in front of the colon is the outlet's
    return (
        d.cue_at == speech.cue_at
        and abs(d.last - speech.last) <= 2
        and tree.form[max(speech.first - 1, 0)] in (":", ".", "!", "?")
    )


def _says_more(tree: Tree, speech: Draft, d: Draft) -> bool:
    """True if the verb stands outside the marks: ``„die Daten“ zu löschen`` is more than ``„die Daten“``."""
    inside = set(speech.quote)
    return any(tree.upos[j] in ("VERB", "AUX") for j in d.quote if j not in inside)


def _same(a: Draft, b: Draft) -> bool:
    """True if two quotations are made of the same words but for two or three at the edge."""
    first, second = set(a.quote), set(b.quote)
    return len(first ^ second) <= 3 or (len(first & second) >= 0.9 * len(first) and len(first & second) >= 0.85 * len(second))
