"""How real an event is told to be: occurred, ongoing, planned, conditional, possible or denied; and on which condition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from depesche.reading.roles import Roles, syntax
from depesche.records import Span, Status

MAX_CLIMB = 12
MAX_GOVERNORS = 3
GOVERNED = frozenset({"xcomp", "ccomp", "csubj", "obj", "obl", "nsubj", "nmod", "acl", "compound"})
"""How what a predicate governs hangs on it, through nouns too: "Pläne, … zu entsenden"."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The words that mark reality in a language."""

    negation: frozenset[str]
    without: frozenset[str]
    cancel: frozenset[str]
    future: frozenset[str]
    want: frozenset[str]
    should: frozenset[str]
    must: frozenset[str]
    can: frozenset[str]
    perfect: frozenset[str]
    passive: frozenset[str]
    conditional: frozenset[str]
    unreal: frozenset[str]
    purpose: frozenset[str]
    temporal: frozenset[str]
    possible: frozenset[str]
    ongoing: frozenset[str]
    since: frozenset[str]
    planned: frozenset[str]
    prospective: frozenset[str]
    prospect: frozenset[str]
    progressive: frozenset[str]
    condition_nouns: frozenset[str]
    condition_prepositions: frozenset[str]
    inverted: frozenset[str]
    otherwise: frozenset[str]
    focusing: frozenset[str]
    long_as: frozenset[str]
    weighed: frozenset[str]
    tried: frozenset[str]
    expected: frozenset[str]
    lasting: frozenset[str]
    continuing: frozenset[str]
    states: frozenset[str]
    state: frozenset[str]
    remaining: frozenset[str]
    become: frozenset[str]
    lasting_adjectives: frozenset[str]
    realized: frozenset[str]
    momentary: frozenset[str]
    standing: frozenset[str]
    heard: frozenset[str]
    coming: frozenset[str]
    backshift: bool
    inflected: bool


@lru_cache(maxsize=4)
def cues(language: str) -> Cues:
    """The cues of a language, from its ``syntax.toml``. Raises ``languages.UnsupportedLanguage``."""
    w = syntax(language).words
    return Cues(
        w("negation", "words"), w("negation", "without"), w("negation", "cancel"),
        w("modals", "future"), w("modals", "want"), w("modals", "should"), w("modals", "must"), w("modals", "can"),
        w("modals", "perfect"), w("modals", "passive"),
        w("marks", "conditional"), w("marks", "unreal"), w("marks", "purpose"), w("marks", "temporal"),
        w("adverbs", "possible"), w("adverbs", "ongoing"), w("adverbs", "since"), w("adverbs", "planned"),
        w("modals", "prospective"), w("modals", "prospect"), w("modals", "progressive"),
        w("condition", "nouns"), w("condition", "prepositions"),
        w("marks", "inverted"), w("adverbs", "otherwise"), w("adverbs", "focusing"), w("marks", "long_as"),
        w("governors", "weighed"), w("governors", "tried"), w("governors", "expected"),
        w("lasting", "verbs"), w("lasting", "continuing"), w("lasting", "states"),
        w("lasting", "state"), w("lasting", "remaining"), w("lasting", "become"), w("lasting", "adjectives"),
        w("modals", "realized"), w("lasting", "momentary"), w("lasting", "standing"), w("governors", "heard"),
        w("adverbs", "coming"),
        bool(syntax(language).table["lasting"]["backshift"]), bool(syntax(language).table["lasting"]["inflected"]),
    )  # fmt: skip


def negated(roles: Roles, cue: Cues, i: int) -> bool:
    """True if a negation stands directly under the word, or one of its nouns bears ``kein``."""
    tree = roles.tree
    for c in tree.children[i]:
        if tree.lower[c] in cue.negation:
            # "nicht nur" denies nothing
            return not (c + 1 < len(tree) and tree.lower[c + 1] in cue.cancel)
        if tree.dep[c] == "case" and tree.lower[c] in cue.without:
            return True
        if tree.dep[c] == "mark" and tree.lower[c] in cue.without:
            return True
        if tree.dep[c] == "advmod" and any(tree.lower[d] in cue.negation for d in tree.children[c]):
            return True  # "nicht mehr", "nicht ausdrücklich", "not yet"
        if tree.dep[c].startswith(("obj", "nsubj", "obl")) and any(
            tree.lower[d] in cue.negation for d in tree.children[c] if tree.dep[d].startswith(("det", "advmod"))
        ):
            return True
    return False


def modals(roles: Roles, v: int) -> list[int]:
    """Auxiliaries of a verb, also those that it shares as a second conjunct."""
    tree = roles.tree
    found = [c for c in tree.children[v] if tree.dep[c].startswith(("aux", "cop"))]
    if not found and tree.dep[v] == "conj" and tree.feats[v].get("VerbForm") in ("Inf", "Part"):
        head = tree.head[v]
        found = [c for c in tree.children[head] if tree.dep[c].startswith("aux")]
    return found


def conditional_clause(roles: Roles, cue: Cues, v: int) -> bool:
    """True if the verb heads an if-clause, with a conjunction or with the verb in front ("Sollte Kiew angreifen, …")."""
    tree = roles.tree
    for c in tree.children[v]:
        if tree.dep[c] == "mark" and tree.lower[c] in cue.conditional:
            return True
    if _should_in_front(roles, cue, v):
        return True
    if tree.dep[v] != "advcl" or any(tree.dep[c] == "mark" for c in tree.children[v]):
        return False
    first = next((i for i in tree.subtree(v) if tree.upos[i] != "PUNCT"), v)
    return (
        tree.upos[first] in ("AUX", "VERB")
        and (tree.feats[first].get("VerbForm") == "Fin" or tree.upos[first] == "AUX")
        and (
            tree.lemma[first] in cue.should
            or tree.feats[first].get("Mood") == "Sub"
            or (bool(cue.inverted) and v < tree.head[v] and tree.feats[first].get("Tense") == "Pres")
        )
    )


def _should_in_front(roles: Roles, cue: Cues, v: int) -> bool:
    """True for "Sollte Kiew angreifen" whatever hangs on what: a statement has its verb in the second place."""
    tree = roles.tree
    low, high = tree.sentences[tree.sentence[v]]
    if not cue.inverted or tree.lower[high - 1] == "?":
        return False
    for c in tree.children[v]:
        if tree.lower[c] in cue.inverted and tree.dep[c].startswith(("aux", "mark")) and c < v:
            before = next((i for i in range(c - 1, low - 1, -1) if tree.form[i] not in '„“"‚‘»«'), None)
            return before is None or tree.upos[before] == "PUNCT"
    return False


def status_of(roles: Roles, cue: Cues, v: int, base: Status | None = None, depth: int = 0, negative: bool = False) -> Status:
    """The status of a verb's event; ``base`` is what its governor makes of it, ``negative``: its negation denies nothing."""
    tree = roles.tree
    if conditional_clause(roles, cue, v):
        return "conditional"
    if negated(roles, cue, v) and not negative:
        # "solange Minsk nicht abzieht"
        return "conditional" if any(tree.lower[c] in cue.long_as for c in tree.children[v]) else "denied"
    if base and base != "occurred":
        return base
    aux = modals(roles, v)
    lemmas = {tree.lemma[c] for c in aux} | {tree.lower[c] for c in aux}
    if prospective(roles, cue, v):
        return "planned"
    infinitive = roles.infinitive(v) or not aux
    perfect = bool(lemmas & cue.perfect) and tree.feats[v].get("VerbForm") == "Part" and not roles.infinitive(v)
    if any(tree.lower[c] in cue.otherwise for c in tree.children[v]):
        return "conditional"
    for c in aux:
        if tree.lemma[c] in cue.can or tree.lower[c] in cue.can:
            # "konnte fliehen" did; "kann nicht zustimmen" does not
            return "occurred" if negative or tree.lower[c] in cue.realized else "possible"
    if hearsay(roles, cue, v):
        return "possible"
    if tree.dep[v] == "xcomp" and tree.lemma[tree.head[v]] in cue.heard and roles.passive(tree.head[v]):
        return "possible"  # "is said to have shot"
    for c in tree.children[v]:
        if tree.lower[c] in cue.unreal and tree.dep[c] == "mark":
            return "possible"
        if tree.lower[c] in cue.purpose and tree.dep[c] == "mark" and tree.dep[v] == "advcl":
            # "reiste nach Oslo, um zu vermitteln": as real as what is done for it
            told = status_of(roles, cue, tree.head[v], None, depth + 1) if depth < MAX_CLIMB else "occurred"
            return told if told in ("planned", "conditional", "possible") else "occurred"
        if tree.lower[c] in cue.possible and tree.dep[c] == "advmod":
            return "possible"
    if not perfect and any(tree.lower[c] in cue.realized for c in aux):
        return "occurred"  # "musste einräumen"
    if not perfect:
        if lemmas & (cue.want | cue.should | cue.must):
            return "planned"
        if lemmas & cue.future and (infinitive or tree.feats[v].get("VerbForm") in ("Inf", "Fin")) and not roles.passive(v):
            return "planned"
        if lemmas & (cue.future - cue.passive):
            return "planned"  # "will be meeting", "will be imposed"
        if (
            len(aux) > 1
            and roles.passive(v)
            and sum(tree.lemma[c] in cue.future or tree.lower[c] in cue.future for c in aux) > 1
        ):
            return "planned"
    elif lemmas & cue.future and not roles.passive(v):
        return "planned"
    if any(tree.feats[c].get("Mood") == "Sub" and tree.feats[c].get("Tense") == "Past" for c in (v, *aux)) and condition(
        roles, cue, v
    ):
        return "conditional"
    for c in tree.children[v]:
        if tree.dep[c] == "advmod" and tree.lower[c] in cue.planned:
            return "planned"
    # an infinitive or a conjunct goes with what it hangs on
    if (
        depth < MAX_CLIMB
        and tree.head[v] != v
        and (
            (tree.dep[v] in ("xcomp", "conj") and tree.feats[v].get("VerbForm") == "Inf")
            or (tree.dep[v] == "conj" and not any(tree.dep[c] == "mark" for c in tree.children[v]) and not aux)
        )
    ):
        above = tree.head[v]
        if tree.upos[above] in ("VERB", "AUX") and (conditional_clause(roles, cue, above) or tree.dep[v] == "conj"):
            found = status_of(roles, cue, above, None, depth + 1)
            return found if found != "denied" else "occurred"
    return "occurred"


def unwilling(roles: Roles, cue: Cues, v: int) -> bool:
    """True if a verb that is denied is one that somebody does not want to do: "will … nicht", "wird … nicht"."""
    tree = roles.tree
    lemmas = {tree.lemma[c] for c in modals(roles, v)}
    if lemmas & cue.want:
        return not roles.passive(v)
    return bool(lemmas & cue.future) and not lemmas & (cue.perfect - cue.future) and not roles.passive(v)


def reported(roles: Roles, v: int) -> bool:
    """True for the subjunctive in which somebody's words are told, also where nobody is named for them."""
    tree = roles.tree
    return any(tree.feats[c].get("VerbForm") == "Fin" and tree.feats[c].get("Mood") == "Sub" for c in (v, *modals(roles, v)))


def present(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a verb in the present: "travels to Oslo", "is meeting"; not for a perfect or a passive."""
    tree = roles.tree
    aux = modals(roles, v)
    finite = next((c for c in (v, *aux) if tree.feats[c].get("VerbForm") == "Fin"), None)
    if finite is None or tree.feats[finite].get("Tense") != "Pres" or tree.feats[finite].get("Mood") == "Sub":
        return False
    return not any(tree.lemma[c] in cue.perfect for c in aux) and not roles.passive(v)


def future(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a verb in the future, which does not yet perform what it says: "will ask the council"."""
    tree = roles.tree
    return any(tree.lemma[c] in cue.future or tree.lower[c] in cue.future for c in modals(roles, v))


def prospective(roles: Roles, cue: Cues, v: int) -> bool:
    """True for what is laid down for the future by "be" and a marked infinitive: "is to meet", "were due to sign"."""
    tree = roles.tree
    if not cue.prospective:
        return False
    marks = [c for c in tree.children[v] if tree.dep[c] in ("mark", "fixed") and tree.lower[c] in cue.purpose]
    marks += [c for c in tree.children[v] if tree.lower[c] in cue.prospect and tree.dep[c] in ("advmod", "amod", "aux")]
    if not marks:
        return False
    above = tree.head[v]
    if tree.dep[v] == "xcomp" and tree.lemma[above] in cue.prospective and tree.upos[above] == "AUX":
        return True
    return any(tree.lemma[c] in cue.prospective and c < marks[0] for c in modals(roles, v))


def hearsay(roles: Roles, cue: Cues, v: int) -> bool:
    """True for what others are said to tell: "soll angegriffen haben", "sollen getötet worden sein"."""
    tree = roles.tree
    aux = modals(roles, v)
    lemmas = {tree.lemma[c] for c in aux}
    return (
        bool(lemmas & cue.should)
        and len(aux) > 1
        and tree.feats[v].get("VerbForm") == "Part"
        and bool(lemmas & cue.perfect)
        and (not roles.passive(v) or len(aux) > 2)
    )


def governing(roles: Roles, cue: Cues, i: int, own: bool) -> Status | None:
    """What a predicate above makes of an event: weighed, it is possible; tried, it has been done; None for any other.

    ``own``: the word itself is such a predicate, with a noun as its content ("erwägen Sanktionen").
    """
    tree = roles.tree
    words = [i] if own else []
    for _ in range(MAX_GOVERNORS):
        above = tree.head[i]
        if above == i or tree.dep[i].partition(":")[0] not in GOVERNED:
            break
        words.append(above)
        i = above
        if tree.upos[above] in ("VERB", "AUX"):
            break
    for w in words:
        lemma = tree.lemma[w].lower()
        if lemma in cue.weighed:
            return "possible"
        if lemma in cue.tried:
            return "occurred"
    return None


def coming(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a clause that names a time to come: "in der nächsten Woche", "next month"."""
    tree = roles.tree
    return any(
        tree.lower[d].startswith(tuple(cue.coming))
        for c in tree.children[v]
        if tree.dep[c].startswith(("obl", "nmod"))
        for d in tree.children[c]
        if tree.dep[d].startswith(("amod", "det"))
    )


def expected(roles: Roles, cue: Cues, v: int) -> bool:
    """True for somebody who is expected: "wird am Freitag in Oslo erwartet"."""
    tree = roles.tree
    return tree.lemma[v].lower() in cue.expected and roles.passive(v)


def condition(roles: Roles, cue: Cues, v: int) -> Span | None:
    """The words of the condition on which a clause hangs, None if it has none."""
    tree = roles.tree
    for c in tree.children[v]:
        base = tree.dep[c].partition(":")[0]
        if base == "advcl" and conditional_clause(roles, cue, c):
            return tree.span_of(c)
        if (
            base == "obl"
            and tree.lemma[c].lower() in cue.condition_nouns
            and roles.preposition(c) in cue.condition_prepositions
        ):
            return tree.span_of(c)
    return None


def condition_verb(roles: Roles, cue: Cues, v: int) -> int | None:
    """The verb of the if-clause on which a clause hangs."""
    tree = roles.tree
    return next((c for c in tree.children[v] if tree.dep[c].startswith("advcl") and conditional_clause(roles, cue, c)), None)
