"""Whom something is said to."""

from __future__ import annotations

from depesche.reading.sources_clauses import bounds, group
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import Match
from depesche.reading.tree import Tree

NOUNS = frozenset(["NOUN", "PROPN", "PRON", "X"])
OBJECTS = frozenset(["obj", "iobj", "obl:arg", "obl"])


def case_of(tree: Tree, i: int) -> str:
    """The preposition in front of a noun, empty if there is none."""
    return next((tree.lemma[j] or tree.lower[j] for j in tree.children[i] if tree.dep[j] == "case"), "")


def addressee_of(tree: Tree, found: Match, lexicon: Lexicon, inside: set[int], speaker: list[int]) -> list[int]:
    """The words of whoever is spoken to: an object of the cue, or "gegenüber der Zeitung"; empty if none is named."""
    taken = {*inside, *speaker, *found.words}
    for j in tree.children[found.head]:
        if j in taken or tree.upos[j] not in NOUNS:
            continue
        if tree.lower[j] in lexicon.clause["reflexives"] or tree.lower[j] in lexicon.impersonal["subjects"]:
            continue
        if _object(tree, found, j, bool(inside)) or _by_preposition(tree, found, j, lexicon):
            return _words(tree, j, taken)
    return _behind(tree, found, lexicon, taken)


def _object(tree: Tree, found: Match, j: int, clause: bool) -> bool:
    """True for an object in the cue's case. Names have none: beside a clause (``clause``) an object is whom it is said to."""
    cue, dep, case = found.cue, tree.dep[j], tree.feats[j].get("Case", "")
    if case_of(tree, j):
        return False
    if dep == "nsubj:pass":
        return cue.addressee("acc") or (cue.addressee("dat") and clause and tree.upos[j] == "PROPN")
    if dep == "nsubj" and j > found.head and tree.upos[j] == "PROPN":
        return cue.addressee("dat") and clause  # the parse gives the verb two subjects
    if dep not in OBJECTS:
        return False
    if cue.addressee("dat") and (case == "Dat" or dep in ("iobj", "obl:arg") or (clause and tree.upos[j] == "PROPN")):
        return True
    return cue.addressee("acc") and dep == "obj" and case != "Dat"


def _by_preposition(tree: Tree, found: Match, j: int, lexicon: Lexicon) -> bool:
    cue, case = found.cue, case_of(tree, j)
    if not case:
        return False
    if case in lexicon.addressee["sure"]:
        return True
    if case in lexicon.addressee["before"] and case not in cue.syntax:
        return lexicon.means(tree.lower[j], "hearers") or lexicon.means(tree.lemma[j], "hearers")
    to = lexicon.addressee["to"]
    return case in to and (
        (cue.addressee("an") and case in lexicon.addressee["an"])
        or (
            cue.addressee("zu")
            and case in lexicon.addressee["zu"]
            and (tree.upos[j] in ("PROPN", "PRON", "X") or lexicon.means(tree.lower[j], "speakers"))
        )
    )


def _behind(tree: Tree, found: Match, lexicon: Lexicon, taken: set[int]) -> list[int]:
    """``gegenüber der Zeitung`` where the parse hangs it on another word of the frame; "in einem Interview mit dem Sender"."""
    low, high = bounds(tree, found.head)
    for j in range(low, high):
        if j in taken or tree.upos[j] not in NOUNS:
            continue
        case = case_of(tree, j)
        if case in lexicon.addressee["sure"] and abs(j - found.head) < 12:
            return _words(tree, j, taken)
        if case in lexicon.addressee["with"] and tree.dep[j] == "nmod":
            above = tree.head[j]
            if tree.head[above] == found.head and lexicon.means(tree.lower[above], "talks"):
                return _words(tree, j, taken)
    return []


def _words(tree: Tree, j: int, taken: set[int]) -> list[int]:
    first, last = group(tree, j)
    return [k for k in range(first, last + 1) if k not in taken]
