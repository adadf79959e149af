"""How far a clause reaches: what is said, and the frame that says so.

The parse gives the clause; punctuation corrects its edges, because German sets clauses off by commas and one word
attached wrongly must not cut a quotation short.
"""

from __future__ import annotations

from depesche.reading.sources_lexicon import Lexicon
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


def participle(tree: Tree, i: int) -> bool:
    """True for a participle of the present: ``adding``."""
    feats = tree.feats[i]
    return feats.get("VerbForm") == "Ger" or (feats.get("VerbForm") == "Part" and feats.get("Tense") != "Past")


def stretch(tree: Tree, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """Widen ``first … last`` to the punctuation around it, within ``low … high - 1``."""
    while first > low and tree.form[first - 1] not in BREAKS:
        first -= 1
    while last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    return first, last


def subordinate(tree: Tree, head: int, lexicon: Lexicon) -> bool:
    """True if a clause is a relative or adverbial one: opened by a conjunction or a relative pronoun."""
    if tree.dep[head] in ("acl", "acl:relcl", "advcl:relcl"):
        return True
    for j in tree.children[head]:
        if j < head and tree.dep[j] == "mark" and tree.upos[j] == "SCONJ" and tree.lower[j] not in lexicon.clause["that"]:
            return True
        if tree.feats[j].get("PronType") == "Rel":
            return True
    if tree.dep[head] == "conj" and tree.head[head] != head:
        own = any(tree.dep[j] in SUBJECTS and j < head for j in tree.children[head])
        fin = finite(tree, head)
        closes = lexicon.verb_second and fin >= head and fin + 1 < len(tree) and tree.form[fin + 1] in BREAKS
        return subordinate(tree, tree.head[head], lexicon) and (closes or not own)
    return False


def opens_with_that(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """True if a clause opens with ``dass``, ``ob`` or a question word."""
    first, _ = reach(tree, c)
    words = [first] + [j for j in tree.children[c] if tree.dep[j] in ("mark", "advmod", "nsubj", "obj")]
    return any(tree.lower[j] in lexicon.clause["complementizers"] for j in words) or any(
        tree.lower[j] in lexicon.clause["that"] for j in range(first, min(c, first + 4))
    )


def indirect_mood(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """True if the clause's finite verb is in the Konjunktiv."""
    fin = finite(tree, c)
    return tree.lower[fin] in lexicon.konjunktiv["first"] or tree.feats[fin].get("Mood") == "Sub"


def infinitive(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """True for an infinitive with ``zu``: before it, before its auxiliary, or inside it (``abzubauen``)."""
    to = lexicon.clause["to"]
    verbs = [c, *(j for j in tree.children[c] if tree.dep[j] in ("aux", "aux:pass", "cop"))]
    for j in verbs:
        if tree.feats[j].get("VerbForm") == "Fin":
            return False
    for j in tree.children[c]:
        if tree.lower[j] not in to or tree.dep[j] not in ("mark", "advmod", "case", "aux"):
            continue
        if tree.upos[j] == "PART" or (tree.upos[j] == "ADP" and tree.upos[c] in ("VERB", "AUX", "ADJ")):
            return True
    for j in verbs:
        if tree.upos[j] not in ("VERB", "AUX"):
            continue
        if j and tree.lower[j - 1] in to and tree.feats[j].get("VerbForm") == "Inf":
            return True
        form, lemma = tree.lower[j], tree.lemma[j].lower()
        for word in to:
            at = form.find(word, 1)
            while at > 0:
                if form[:at] + form[at + len(word) :] == lemma:
                    return True
                at = form.find(word, at + 1)
    return False


def in_person(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """``ich denke, dass``, ``glauben Sie, dass``, ``niemand sagt, dass``: the text's own speaker, the person asked, nobody."""
    if tree.lower[at] in lexicon.clause["nobody"]:
        return True
    if tree.upos[at] != "PRON":
        return False
    polite = tree.form[at] in lexicon.clause["polite"] and at > bounds(tree, at)[0] and tree.upos[at - 1] in ("VERB", "AUX")
    return polite or tree.feats[at].get("Person") in ("1", "2")
