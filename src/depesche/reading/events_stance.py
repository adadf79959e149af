"""What a statement does where no word in it praises or blames: it refuses, threatens, promises, asks or blames by its form."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.reading import status as reality
from depesche.reading.judgement import begins
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles
from depesche.records import Party

STATING = "STATE"
INNER = ("acl", "advcl")
HAVE = "haben"
NAMED = ("obj", "iobj", "xcomp", "nsubj:pass", "obl:arg")


def refusal(roles: Roles, v: int, speakers: Sequence[Party], cue: int | None) -> bool:
    """True if a negated clause refuses: it tells of the speaker's side, answers somebody (by its ``cue``, the verb of
    speech), or says in a modal verb what will or can not be.
    """
    tree, modals, people = roles.tree, roles.syntax.table["modals"], roles.syntax.table.get("people", {})
    open_ = {*modals["future"], *modals["can"], *modals["must"]}
    first = frozenset(people.get("first", ()))
    codes = {p.code or p.name for p in speakers}
    if cue is not None and tree.lemma[cue].lower() in people.get("answering", ()):
        return True
    for c in tree.children[v]:
        if tree.dep[c].startswith("aux") and {tree.lower[c], tree.lemma[c]} & open_:
            return True
        if not tree.dep[c].startswith("nsubj"):
            continue
        if any(tree.feats[d].get("Poss") == "Yes" and tree.feats[d].get("Person") == "1" for d in tree.children[c]):
            return True  # "Not one of our requests was met"
        if tree.lower[c] in first or any((p.code or p.name) in codes for p in roles.parties([c])):
            return True
    return False


class Stance:
    """Types of statements by person, negation, mood and condition (``[stance]`` in ``languages/*/syntax.toml``)."""

    def __init__(self, roles: Roles, cues: reality.Cues) -> None:
        self.roles, self.tree, self.cues = roles, roles.tree, cues
        table = roles.syntax.table.get("stance", {})
        self.known = bool(table)
        self.own = frozenset(table.get("own", ()))
        self.ours = tuple(table.get("ours", ()))
        self.nobody = frozenset(table.get("nobody", ()))
        self.otherwise = frozenset(table.get("otherwise", ()))
        self.whoever = frozenset(table.get("whoever", ()))
        self.assuring = frozenset(table.get("assuring", ()))
        self.deciding = frozenset(table.get("deciding", ()))
        self.answering = frozenset(table.get("answering", ()))
        self.calling = frozenset(table.get("calling", ()))
        self.hinting = frozenset(table.get("hinting", ()))
        self.nothing = frozenset(table.get("nothing", ()))
        self.only = frozenset(table.get("only", ()))
        self.unpunished = frozenset(table.get("unpunished", ()))
        self.refutable = tuple(table.get("refutable", ()))
        self.untrue = tuple(table.get("untrue", ()))
        self.praise = tuple(table.get("praise", ()))
        self.business = tuple(table.get("business", ()))
        self.internal = tuple(table.get("internal", ()))
        self.blame = tuple(table.get("blame", ()))
        self.shunned = tuple(table.get("shunned", ()))
        self.unknown = frozenset(table.get("unknown", ()))
        self.imputing = frozenset(table.get("imputing", ()))
        self.paying = frozenset(table.get("paying", ()))
        self.answer = tuple(table.get("answer", ()))

    def of(self, inside: Sequence[int], speaker: Party, cue: int | None) -> str:
        """The type of a statement made of these words by ``speaker``, told with the word ``cue``."""
        if not self.known:
            return STATING
        verbs = [v for v in inside if self._tops(v)]
        for v in verbs:
            if self._threatens(v, inside):
                return "THREATEN"
        for v in verbs:
            if self.tree.feats[v].get("Mood") == "Imp":
                return "REQUEST"
            found = self._clause(v, speaker, cue)
            if found != STATING:
                return found
        if any(self._aloof(i, speaker) for i in inside):
            return "REJECT"
        if cue is not None and (name := self._named(cue)) != STATING:
            return name
        if begins(self.tree, inside, self.blame):
            return "ACCUSE"
        if cue is not None and self.tree.lemma[cue] in self.answering:
            return "REJECT"
        return STATING

    def _named(self, v: int) -> str:
        """The type of "nannte ihn eine Marionette", "nannte den Vorwurf lächerlich" where no known word of blame is said."""
        tree = self.tree
        if tree.lemma[v].lower() not in self.calling or self._impersonal(v):
            return STATING
        parts = [
            c for c in tree.children[v]
            if tree.dep[c] in NAMED or any(tree.lower[d] == "als" for d in tree.children[c])
        ]  # fmt: skip
        if len(parts) < 2 or any(tree.feats[c].get("Reflex") == "Yes" for c in parts):
            return STATING
        words = [i for c in parts for i in tree.subtree(c)]
        if begins(self.tree, words, self.praise):
            return "SUPPORT"
        said = any(self.roles.syntax.among(tree.lemma[c].lower(), self.refutable) for c in parts if tree.upos[c] == "NOUN")
        return "REJECT" if said or begins(self.tree, words, self.untrue) else "ACCUSE"

    def _impersonal(self, v: int) -> bool:
        return any(self.tree.lower[s] == "es" for s in self.roles.surface(v))

    def _aloof(self, i: int, speaker: Party) -> bool:
        """ "eine innere Angelegenheit": nobody else's business, if it is not that of another state."""
        tree = self.tree
        owners = [p for c in tree.children[i] if tree.dep[c] == "nmod" for p in self.roles.parties([c])]
        if any(p.code and p.code != speaker.code for p in owners):
            return False
        return tree.lemma[i].lower().endswith(self.business) and any(
            tree.lemma[c].lower().startswith(self.internal) for c in tree.children[i] if tree.dep[c] == "amod"
        )

    def _tops(self, v: int) -> bool:
        """True for the verb, or what stands with a copula, of a clause that says something by itself."""
        tree = self.tree
        if tree.upos[v] not in VERBAL and not any(tree.dep[c] == "cop" for c in tree.children[v]):
            return False
        if tree.dep[v].startswith(("aux", "cop", "amod", *INNER)):
            return False
        return tree.feats[v].get("VerbForm") != "Inf" or any(tree.dep[c].startswith("aux") for c in tree.children[v])

    def _threatens(self, v: int, inside: Sequence[int]) -> bool:
        """ "sonst werde man …", "sollte Kiew angreifen, werde …", "wer das tut, werde …": what will follow is laid down."""
        tree, roles = self.tree, self.roles
        if any(tree.lower[c] in self.otherwise for c in tree.children[v]):
            return True
        below = tree.subtree(v)
        if any(tree.lower[i] in self.unpunished for i in below) and any(tree.lower[i] in self.cues.negation for i in below):
            return True
        aux = reality.modals(roles, v)
        would = any(tree.dep[c] == "cop" and tree.feats[c].get("Tense") == "Past" for c in aux)
        if not would and not any(tree.dep[c].startswith("aux") and tree.lemma[c] not in self.cues.should for c in aux):
            return False
        if any(tree.lower[i] in self.whoever and tree.dep[i].startswith("nsubj") for i in inside):
            return True
        return (
            reality.condition(roles, self.cues, v) is not None
            and not reality.negated(roles, self.cues, v)
            and not any(tree.lower[i] in self.only for i in below)
            and (would or reality.future(roles, self.cues, v) or self._can(aux))
        )

    def _can(self, aux: Sequence[int]) -> bool:
        """True for "könne" or "müsse" among auxiliaries."""
        return any(self.tree.lemma[c] in self.cues.can | self.cues.must for c in aux)

    def own_side(self, v: int, speaker: Party) -> bool:
        """True for a verb whose subject is the speaker's own side."""
        return self._own(self.roles.surface(v), speaker)

    def _clause(self, v: int, speaker: Party, cue: int | None) -> str:
        tree, roles = self.tree, self.roles
        subjects = roles.surface(v)
        own = self._own(subjects, speaker)
        negated = reality.negated(roles, self.cues, v) or any(tree.lower[c] in self.nothing for c in tree.children[v])
        aux = [c for c in reality.modals(roles, v) if tree.dep[c].startswith("aux")]
        if negated and self._harmless(v):
            return STATING
        if negated and (own or not subjects or any(tree.lower[s] in self.nobody for s in subjects)):
            return "REJECT"
        coming = not negated and reality.future(roles, self.cues, v)
        if own and coming and tree.lemma[v].lower() in self.hinting:
            return "THREATEN"
        if coming and any(roles.syntax.among(tree.lemma[s].lower(), self.answer) for s in subjects):
            return "THREATEN"  # "unsere Antwort wird kommen"
        if not own and coming and tree.lemma[v].lower() in self.paying:
            return "THREATEN"  # "sie werden dafür büßen"
        if own and not negated and cue is not None and tree.lemma[cue] in self.assuring and not self._perfect(v, aux):
            return "AGREE"
        others = [p for p in roles.parties(subjects) if p.code and p.code != speaker.code]
        told = any(tree.feats[c].get("Mood") == "Sub" for c in aux)
        if others and told and not negated and self._perfect(v, aux) and not roles.passive(v):
            return "ACCUSE"
        wants = any(tree.lemma[c] in self.cues.want for c in aux) or tree.lemma[v].lower() in self.imputing
        doers = others or (not own and any(map(roles.somebody, subjects)))
        if doers and wants and not negated and (told or tree.feats[v].get("Mood") == "Sub"):
            return "ACCUSE"  # "Kiew wolle den Nachbarn aushungern": what others are after
        return STATING

    def _harmless(self, v: int) -> bool:
        """ "wolle keinen Krieg", "wisse nicht, ob …": nothing is refused."""
        tree = self.tree
        if tree.lemma[v].lower() in self.unknown and any(tree.dep[c] in ("ccomp", "advcl") for c in tree.children[v]):
            return True
        things = [c for c in tree.children[v] if tree.dep[c] in ("obj", "obl", "nsubj")]
        return any(self.roles.syntax.among(tree.lemma[c].lower(), self.shunned) for c in things)

    def _perfect(self, v: int, aux: Sequence[int]) -> bool:
        return self.tree.feats[v].get("VerbForm") == "Part" and any(self.tree.lemma[c] == HAVE for c in aux)

    def _own(self, subjects: Sequence[int], speaker: Party) -> bool:
        """True if a clause is about the speaker's own side."""
        tree = self.tree
        for s in subjects:
            if tree.lower[s] in self.own or any(tree.lower[c].startswith(self.ours) for c in tree.children[s] if self.ours):
                return True
            if any(p.code and p.code == speaker.code for p in self.roles.parties([s])):
                return True
        return False
