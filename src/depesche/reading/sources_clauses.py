"""How far a clause reaches: what is said, and the frame that says so.

The parse gives the clause; punctuation corrects its edges, because German sets clauses off by commas and one word
attached wrongly must not cut a quotation short.
"""

from __future__ import annotations

from depesche.reading.tree import Tree

BREAKS = frozenset([",", ".", ";", ":", "!", "?", "–", "—", "-", "(", ")"])
CLAUSAL = frozenset(
    [
        "root", "ROOT", "ccomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "conj",
        "xcomp", "dislocated",
    ]
)  # fmt: skip
PREDICATES = frozenset(["VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"])
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")


def bounds(tree: Tree, i: int) -> tuple[int, int]:
    """First token of the word's sentence and the one behind its last."""
    return tree.sentences[tree.sentence[i]]


def reach(tree: Tree, i: int) -> tuple[int, int]:
    """First and last token of a word's subtree, kept within its sentence, without punctuation at the edges."""
    first, last = i, i
    open_ = [i]
    while open_:
        j = open_.pop()
        first, last = min(first, j), max(last, j)
        open_ += tree.children[j]
    low, high = bounds(tree, i)
    first, last = max(first, low), min(last, high - 1)
    while first < last and tree.form[first] in BREAKS:
        first += 1
    while last > first and tree.form[last] in BREAKS:
        last -= 1
    return first, last


def group(tree: Tree, i: int) -> tuple[int, int]:
    """First and last token of a noun phrase, kept in one piece around its head: no clause hung on it but relative ones.

    Leaves out what only the parse's mistakes would draw in (finite clauses, words beyond a colon or a stop).
    """
    low, high = bounds(tree, i)
    inside = {i}
    open_ = [i]
    while open_:
        j = open_.pop()
        for k in tree.children[j]:
            if not low <= k < high or tree.dep[k] in ("parataxis", "ccomp", "advcl", "csubj", "discourse", "acl:relcl", "dep"):
                continue
            if (tree.dep[k] == "acl" and k > i) or (tree.dep[k] == "conj" and tree.upos[k] in ("VERB", "AUX")):
                continue
            if tree.dep[k] in ("case", "mark", "cc") and j == i:
                continue
            inside.add(k)
            open_.append(k)
    first = last = i
    while first - 1 in inside and tree.form[first - 1] not in (":", ";"):
        first -= 1
    while last + 1 in inside and tree.form[last + 1] not in (":", ";"):
        last += 1
    while first < i and ((tree.upos[first] == "PUNCT" and tree.form[first] in BREAKS) or tree.dep[first] == "cc"):
        first += 1
    while last > i and tree.form[last] in BREAKS and tree.form[last] != ")":
        last -= 1
    return first, last


def clause_head(tree: Tree, i: int) -> int:
    """The head of the clause that a word stands in."""
    for _ in range(60):
        if tree.head[i] == i or (tree.dep[i] in CLAUSAL and tree.upos[i] in PREDICATES and _predicate(tree, i)):
            return i
        i = tree.head[i]
    return i


def _predicate(tree: Tree, i: int) -> bool:
    if tree.upos[i] in ("VERB", "AUX"):
        return True
    return any(tree.dep[j] in ("cop", "aux", "aux:pass") or tree.dep[j] in SUBJECTS for j in tree.children[i])


def subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb: its own, or the one it shares with the verb it is joined to."""
    for _ in range(4):
        for j in tree.children[verb]:
            if tree.dep[j] in ("nsubj", "nsubj:pass"):
                return j
        if tree.dep[verb] != "conj" or tree.head[verb] == verb:
            break
        verb = tree.head[verb]
    return None


def finite(tree: Tree, verb: int) -> int:
    """The finite word of a verb: itself or its auxiliary."""
    if tree.feats[verb].get("VerbForm") == "Fin":
        return verb
    for j in tree.children[verb]:
        if tree.dep[j] in ("aux", "aux:pass", "cop") and tree.feats[j].get("VerbForm", "Fin") == "Fin":
            return j
    return verb


def stretch(tree: Tree, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """Widen ``first … last`` to the punctuation around it, within ``low … high - 1``."""
    while first > low and tree.form[first - 1] not in BREAKS:
        first -= 1
    while last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    return first, last
