"""What was said where the parse gives the cue no clause: looked for behind the next comma."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, finite, infinitive, reach
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import Match, match
from depesche.reading.tree import Tree


def beyond(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """The parse gives no clause, but one stands behind the next comma: with ``dass``, in the Konjunktiv, or an infinitive."""
    syntax = found.cue.syntax
    if not {"clause", "inf"} & syntax:
        return None
    v = found.head
    _low, high = bounds(tree, v)
    if tree.dep[v] in ("advcl", "acl", "acl:relcl", "amod") and tree.head[v] > v:
        return None  # behind it the main clause goes on
    core = max([*found.words, v, finite(tree, v)])
    at = core + 1
    while at < high and tree.form[at] not in (",", ":", ";", "."):
        at += 1
    if at + 2 >= high or tree.form[at] not in (",", ":"):
        return None
    if any(tree.upos[j] == "VERB" and tree.feats[j].get("VerbForm") == "Fin" and j not in found.words
           and match(tree, j, lexicon) is not None for j in range(core + 1, at)):  # fmt: skip
        return None  # "lehnten ab und erklärten, dass": the nearer cue's
    start = at + 1
    that = next((j for j in range(at + 1, min(at + 18, high)) if tree.lower[j] in lexicon.clause["that"]
                 and tree.form[j - 1] == ","), -1)  # fmt: skip
    if that > 0 and "clause" in syntax and not verb_between(tree, at, that):
        return list(range(that, high))
    relative = tree.feats[start].get("PronType") == "Rel" or tree.lower[start] in lexicon.clause["subordinators"]
    if relative or tree.upos[start] in ("CCONJ", "SCONJ") or tree.lower[start] in lexicon.clause["purpose"]:
        return None
    for j in range(start, min(start + 30, high)):
        form = tree.form[j]
        if form == ";" or (form == "," and j > start + 12 and "inf" not in syntax):
            break
        if tree.upos[j] not in ("VERB", "AUX"):
            continue
        if tree.feats[j].get("VerbForm") == "Fin":
            mood = tree.feats[j].get("Mood") == "Sub" or tree.lower[j] in lexicon.konjunktiv["first"]
            if mood and "clause" in syntax:
                return list(range(start, high))
            if not _in_relative(tree, j, start):
                return None
        elif "inf" in syntax and infinitive(tree, j, lexicon):
            return list(range(start, _infinitive_end(tree, found, j, high)))
    return None


def _in_relative(tree: Tree, j: int, start: int) -> bool:
    return any(tree.form[k] == "," for k in range(start, j))


def _infinitive_end(tree: Tree, found: Match, j: int, high: int) -> int:
    """The sentence's end where the cue is its main clause, else the end of the infinitive's clause."""
    if tree.head[found.head] == found.head:
        return high
    last = max(j, min(reach(tree, j)[1], high - 1))
    while last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    return last + 1


def verb_between(tree: Tree, a: int, b: int) -> bool:
    """True if a finite verb stands among the tokens."""
    return any(tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin" for j in range(a, b))


def beside(tree: Tree, content: list[int]) -> bool:
    """True for a relative clause ("…, das die Frage klären soll"), and for a mere modal ("zu wollen")."""
    if len(content) < 3:
        return all(tree.upos[j] in ("PART", "AUX") for j in content)
    last = tree.feats[content[-1]]
    closes = last.get("VerbForm") == "Fin" and last.get("Mood") != "Sub"
    return closes and tree.upos[content[0]] == "PRON" and tree.feats[content[0]].get("PronType") in ("Rel", "Dem", "Dem,Rel")
