"""Which way a clause looks: to what has happened or to what is to come."""

from __future__ import annotations

from depesche.reading.times.lexicon import Lexicon
from depesche.reading.times.scan import Found, Tokens
from depesche.reading.times.state import Direction
from depesche.reading.tree import Tree

_REACH = 25  # tokens to either side in which words without a parse can speak for the clause


def looks_back(found: Found, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Does a preposition say that the expression is past ("seit Juni", "das Ergebnis vom Sonntag")?"""
    forms = tokens.forms
    before = forms[found.first - 1].lower() if found.first else ""
    after = forms[found.last].lower() if found.last < len(forms) else ""
    return before in lexicon.clause["back"] and after not in lexicon.clause["range"]


def by_words(found: Found, tokens: Tokens, lexicon: Lexicon) -> Direction:
    """Direction from the nearest words that betray tense; a comma weighs as much as four words."""
    best: tuple[int, Direction] | None = None
    for step in (1, -1):
        at = found.last if step > 0 else found.first - 1
        cost = 0
        while 0 <= at < len(tokens.forms) and cost < _REACH and (best is None or cost < best[0]):
            form = tokens.forms[at]
            if form in ".!?" or form == ";":
                break
            cost += 4 if form == "," else 1
            looks = word_direction(form, lexicon)
            if looks:
                best = (cost, looks) if best is None or cost < best[0] else best
                break
            at += step
    return best[1] if best else ""


def word_direction(form: str, lexicon: Lexicon) -> Direction:
    """What one word says about tense."""
    known = lexicon.values.get(form)
    if known is not None and "tense" in known:
        return "past" if known["tense"]["tense"] == "past" else "future"
    if known is None and form.islower() and len(form) > 4:
        if form.endswith(tuple(lexicon.suffixes["past"])):
            return "past"
        if form.startswith(tuple(lexicon.suffixes["participle_begin"])) and form.endswith(
            tuple(lexicon.suffixes["participle_end"])
        ):
            return "past"
    return ""


def by_tree(begin: int, end: int, tree: Tree, lexicon: Lexicon) -> Direction:
    """Direction from the clause that governs the characters: its finite verb, perfect, modal, participle or infinitive."""
    first, last = tree.at(begin), tree.at(end - 1)
    if first is None or last is None:
        return ""
    i = last
    while first <= tree.head[i] <= last and tree.head[i] != i:
        i = tree.head[i]
    for _ in range(_HEIGHT):
        if tree.upos[i] in {"VERB", "AUX"} or any(tree.dep[c] in _AUXILIARY for c in tree.children[i]):
            looks = clause_direction(i, tree, lexicon)
            if looks:
                return looks
        elif not first <= i <= last and tree.upos[i] == "ADJ":
            looks = word_direction(tree.form[i], lexicon)
            if looks:
                return looks
        if tree.head[i] == i:
            break
        i = tree.head[i]
    return ""


_HEIGHT = 8  # heads to climb at most
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})


def clause_direction(verb: int, tree: Tree, lexicon: Lexicon) -> Direction:
    """Which way one clause looks, by the forms of its verbs."""
    verbs = [verb, *(c for c in tree.children[verb] if tree.dep[c] in _AUXILIARY)]
    lemmas = {tree.lemma[i] for i in verbs} | {tree.lower[i] for i in verbs}
    if lemmas & lexicon.clause["plan"]:
        return "future"
    finite = next((i for i in verbs if tree.feats[i].get("VerbForm") == "Fin"), None)
    form = tree.feats[verb].get("VerbForm", "")
    if finite is None:
        if form == "Part":
            return "past" if tree.feats[verb].get("Tense") != "Pres" else ""
        return "future" if form == "Inf" else ""
    feats, lemma = tree.feats[finite], tree.lemma[finite]
    if lemma in lexicon.clause["perfect"] and finite != verb and form == "Part":
        return "past"
    if feats.get("Tense") == "Past":
        if feats.get("Mood") == "Sub":
            return "future" if lemma in lexicon.clause["modal"] or lemma in lexicon.clause["future"] else ""
        return "past"
    if lemma in lexicon.clause["modal"] or (lemma in lexicon.clause["future"] and finite != verb):
        return "future"
    if finite == verb and lemma in lexicon.clause["perfect"]:
        return ""  # more often a perfect whose participle the parse put elsewhere than a verb of its own
    return "future" if feats.get("Tense") == "Pres" else ""
