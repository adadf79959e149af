"""Which events go on at the time of the dispatch: by adverbs, by the present of verbs that last, by states that hold."""

from __future__ import annotations

from depesche.reading.roles import Roles
from depesche.reading.status import Cues, modals


def ongoing(roles: Roles, cue: Cues, v: int, durative: bool, progressive: bool = True, speech: bool = False) -> bool:
    """True if the clause says that the event goes on.

    ``durative``: its type lasts, so that a plain present says so; ``progressive``: the form in which English tells what lasts
    does not only announce it, as with acts of a moment ("is expelling"); ``speech``: whoever is told in the subjunctive to do
    it does it by saying so ("er unterstütze das").
    """
    tree = roles.tree
    if tree.lemma[v] in cue.continuing:
        return True
    now = current(roles, cue, v)
    if now and (any(_adverb(roles, cue, c) for c in tree.children[v]) or up_to_now(roles, cue, v)):
        return True
    if (progressive and _progressive(roles, cue, v)) or state(roles, cue, v):
        return True
    if tree.lemma[v].lower() in cue.lasting:
        return now and not (speech and _subjunctive(roles, v))
    momentary = tree.lemma[v].lower() in cue.momentary or tree.lemma[v] in cue.must
    return durative and now and not momentary and not _subjunctive(roles, v)


def up_to_now(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a verb in the present with the time since when: "fordert seit Jahren"; in German such a thing goes on."""
    tree = roles.tree
    if not any(roles.preposition(c) in cue.since for c in tree.children[v]):
        return False
    return current(roles, cue, v) or (cue.backshift and tree.lemma[v] in cue.lasting)


def current(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a clause in the present, also a passive or reported one; not for a perfect."""
    tree = roles.tree
    aux = modals(roles, v)
    finite = next((c for c in (v, *aux) if tree.feats[c].get("VerbForm") == "Fin"), None)
    if finite is None and cue.inflected and not aux and tree.lower[v].endswith("t"):
        return any(tree.dep[c] == "nsubj" for c in tree.children[v])  # "ermittelt", taken for the participle
    if finite is None or any(tree.lemma[c] in cue.perfect and c != v for c in aux):
        return False
    if finite == v and cue.inflected and _preterite(roles, v):
        return False
    feats = tree.feats[finite]
    if feats.get("Tense") == "Pres":
        return True
    # "würden verfolgt": in the plural the other subjunctive stands for the present one
    plural = feats.get("Mood") == "Sub" and feats.get("Number") == "Plur" and tree.lemma[finite] in cue.passive
    return plural and roles.passive(v)


def _preterite(roles: Roles, v: int) -> bool:
    """True for a German form that cannot be a present, whatever its label: "riefen" of rufen, "verbot" of verbieten."""
    tree = roles.tree
    feats, form, lemma = tree.feats[v], tree.lower[v], tree.lemma[v].lower()
    if feats.get("Mood") == "Sub":
        return False
    if feats.get("Number") == "Plur":
        return not lemma.endswith(form)
    return feats.get("Person", "3") == "3" and not form.endswith("t")


def state(roles: Roles, cue: Cues, v: int) -> bool:
    """True for a state that an act has left: "die Grenze ist geschlossen", "Versammlungen bleiben verboten"."""
    tree = roles.tree
    if tree.lemma[v].lower() not in cue.states and tree.lower[v] not in cue.states:
        return False
    if tree.dep[v] == "xcomp" and tree.lemma[tree.head[v]] in cue.remaining:
        return True
    aux = modals(roles, v)
    if any(tree.lower[c] in cue.become for c in aux):
        return False
    finite = next((c for c in aux if tree.feats[c].get("VerbForm") == "Fin"), None)
    if finite is None:
        return False
    if tree.lemma[finite] in cue.state:
        return tree.feats[finite].get("Tense") == "Pres"
    since = any(roles.preposition(c) in cue.since for c in tree.children[v])
    return cue.backshift and since and roles.passive(v) and tree.feats[finite].get("Tense") == "Pres"


def _adverb(roles: Roles, cue: Cues, c: int) -> bool:
    tree = roles.tree
    if tree.dep[c] == "mark":
        return tree.lower[c] in cue.long_as
    if tree.dep[c] != "advmod" or tree.lower[c] not in cue.ongoing:
        return False
    # "noch am selben Tag", "noch heute" says when, not how long
    after = c + 1 if c + 1 < len(tree) else c
    return not (tree.lower[c] in cue.focusing and tree.upos[after] in ("ADP", "NUM", "DET"))


def _progressive(roles: Roles, cue: Cues, v: int) -> bool:
    """True for "is mediating", "has been mediating"; in somebody's words, "was mediating" too."""
    tree = roles.tree
    if not cue.progressive or tree.upos[v] != "VERB" or not tree.lower[v].endswith(tuple(cue.progressive)) or roles.passive(v):
        return False
    aux = modals(roles, v)
    if not any(tree.lemma[c] in cue.prospective for c in aux):
        return False
    return cue.backshift or any(tree.feats[c].get("Tense") == "Pres" for c in aux)


def _subjunctive(roles: Roles, v: int) -> bool:
    """True for a present subjunctive, in which a single act may be told as well as one that lasts."""
    tree = roles.tree
    return any(
        tree.feats[c].get("VerbForm") == "Fin" and tree.feats[c].get("Mood") == "Sub" and tree.feats[c].get("Number") != "Plur"
        for c in (v, *modals(roles, v))
    )
