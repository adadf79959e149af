"""Frames at the end of a sentence where the subject comes first: ``The talks have failed, officials told the paper``."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, finite, group, participle
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import Match, match
from depesche.reading.tree import Tree

LONGEST = 28  # tokens: from the comma to the verb
NOMINAL = frozenset(["DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "PUNCT", "SYM"])


def tag(tree: Tree, start: int, lexicon: Lexicon) -> Match | None:
    """The cue behind a noun phrase that begins at ``start``; its subject and the words of that phrase are set."""
    _, high = bounds(tree, start)
    if tree.upos[start] not in NOMINAL or tree.feats[start].get("PronType") == "Rel":
        return None
    for j in range(start + 1, min(high, start + LONGEST)):
        if tree.upos[j] in ("SCONJ", "CCONJ") or tree.form[j] in (".", ";", ":") or tree.feats[j].get("PronType") == "Rel":
            return None
        if tree.upos[j] not in ("VERB", "AUX") or tree.feats[j].get("VerbForm") in ("Part", "Ger", "Inf"):
            continue
        head = tree.head[j] if tree.upos[j] == "AUX" and j < tree.head[j] < high else j
        found = match(tree, head, lexicon)
        if found is None or not {"paren", "direct"} & found.cue.syntax or "weak" in found.cue.syntax:
            return None
        words = list(range(start, j))
        while words and (tree.upos[words[-1]] in ("ADV", "PART") or tree.form[words[-1]] == ","):
            words.pop()
        nouns = [k for k in words if tree.upos[k] in ("NOUN", "PROPN", "PRON")]
        at = next((k for k in nouns if tree.head[k] not in words or tree.head[k] == k), nouns[0] if nouns else -1)
        if at < 0:
            return None
        found.subject, found.named = at, words
        return found
    return None


def tagged(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """What was said where the cue closes the sentence behind a comma and its subject; None where it does not."""
    v = found.head
    low, high = bounds(tree, v)
    fin = finite(tree, v)
    if "weak" in found.cue.syntax or "paren" not in found.cue.syntax or tree.upos[low] == "SCONJ":
        return None
    stop = high
    for j in range(v + 1, high):
        if tree.form[j] == "," and j + 1 < high and participle(tree, j + 1):
            stop = j  # ", citing two officials"
            break
        if (tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm", "Fin") == "Fin") or tree.form[j] in (",", ":"):
            return None
    for j in range(fin - 1, low + 1, -1):
        if tree.form[j] != "," or tree.form[j - 1] in "”\"'’":
            continue
        other = tag(tree, j + 1, lexicon)
        if other is None or other.head != v:
            continue
        content = range(low, j)
        if not any(tree.upos[k] in ("VERB", "AUX") and tree.feats[k].get("VerbForm", "Fin") == "Fin" for k in content):
            continue
        found.subject, found.named = other.subject, other.named
        return [*content] if stop > v else None
    return None


def behind_adverbials(tree: Tree, best: int, start: int, edge: int) -> int:
    """ "said on Friday | the talks …": what stands between a verb of saying and the subject goes with the saying."""
    if start != edge + 1 or tree.upos[start] not in ("ADP", "PROPN", "ADV", "NOUN"):
        return start
    who = next((j for j in tree.children[best] if tree.dep[j] in ("nsubj", "nsubj:pass", "expl") and j < best), None)
    first = start if who is None else group(tree, who)[0]
    between = range(start, first)
    if any(tree.form[j] in BREAKS or tree.upos[j] in ("VERB", "AUX", "SCONJ") for j in between):
        return start
    return first


def before_participle(tree: Tree, best: int, stop: int, lexicon: Lexicon) -> int:
    """ "…, adding that": the participle of another cue goes on with the frame."""
    for j in range(best + 1, stop):
        if tree.form[j] == "," and participle(tree, j + 1) and match(tree, j + 1, lexicon) is not None:
            return j - 1
    return stop
