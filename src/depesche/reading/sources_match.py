"""Where a cue stands in the text: the verb of saying with all the words that it consists of, and its subject."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, finite, subject
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.tree import Tree

AUXILIARY = frozenset(["aux", "aux:pass", "cop"])
PARTICLES = frozenset(["ADP", "ADV", "ADJ", "PART", "SCONJ"])


class Match:
    """A cue found in the text: its head word, the words it consists of, and its subject."""

    __slots__ = ("cue", "head", "named", "passive", "subject", "words")

    def __init__(self, tree: Tree, head: int, cue: Cue, words: list[int], lexicon: Lexicon) -> None:
        self.head = head
        self.cue = cue
        self.words = words
        self.named: list[int] = []  # the words of its subject where they are known
        self.subject = subject(tree, head)
        if lexicon.verb_second and self.subject is not None:
            self.subject = _agreeing(tree, head, self.subject, lexicon)
        governed = tree.dep[head] in ("xcomp", "ccomp") and tree.head[head] != head
        if self.subject is None and governed and tree.feats[head].get("VerbForm") == "Inf":
            self.subject = subject(tree, tree.head[head])
        self.passive = any(tree.dep[j] == "aux:pass" for j in tree.children[head]) or (
            self.subject is not None and tree.dep[self.subject] == "nsubj:pass"
        )


def match(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    """The cue whose last word is token ``i``; the longest entry wins."""
    lemma = tree.lemma[i]
    extra: int | None = None
    if tree.upos[i] not in ("VERB", "AUX"):
        cues = lexicon.copular.get(lemma) or lexicon.copular.get(tree.form[i])
        if not cues or not any(tree.dep[j] == "cop" for j in tree.children[i]):
            return None
    else:
        cues = lexicon.verbs.get(lemma)
        if cues is None and lemma.startswith(lexicon.loose):
            lemma = next(lemma.removeprefix(part) for part in lexicon.loose if lemma.startswith(part))
            cues = lexicon.verbs.get(lemma)
        extra = _particle(tree, i, lexicon)
        if extra is not None:
            cues = lexicon.verbs.get(tree.lower[extra] + lemma) or cues
        if not cues:
            return None
    words: list[int] | None = None
    have: set[str] = set()
    for cue in cues:
        if not cue.parts:
            return Match(tree, i, cue, _own_words(tree, i, lexicon, extra, "inf" in cue.syntax), lexicon)
        if words is None:
            words = _near(tree, i)
            have = {tree.lower[j] for j in words} | {tree.lemma[j] for j in words}
        part = cue.parts[-1]
        if part not in have and part.lower() not in have and part not in lexicon.clause["reflexives"]:
            continue
        found = _parts(tree, words, cue.parts, lexicon, i)
        if found is not None:
            if "none" in cue.syntax:
                return None
            words = sorted({*_own_words(tree, i, lexicon, extra, "inf" in cue.syntax), *found})
            return Match(tree, i, cue, words, lexicon)
    return None


def _agreeing(tree: Tree, verb: int, at: int, lexicon: Lexicon) -> int:
    """The subject, or the object where the parse has taken the two for each other: "Die Pläne lehnte der Rat ab"."""
    fin = finite(tree, verb)
    if tree.upos[at] not in ("NOUN", "PROPN"):
        return at
    agrees = _can_agree(tree, at, fin)
    if agrees and (at > fin or tree.upos[at] == "PROPN" or _may_speak(tree, at, lexicon)):
        return at
    for j in tree.children[tree.head[at]]:
        if tree.dep[j] not in ("obj", "nsubj", "iobj", "obl:arg") or j == at or tree.upos[j] not in ("NOUN", "PROPN", "PRON"):
            continue
        if not _can_agree(tree, j, fin) or any(tree.dep[k] == "case" for k in tree.children[j]):
            continue
        # "die Zahl gab die Polizei mit 13 an": of two that agree the one speaks that can
        if not agrees or (j > fin and tree.feats[j].get("Case") != "Dat" and lexicon.means(tree.lower[j], "speakers")):
            return j
    return at


def _may_speak(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    word = tree.lower[at]
    return any(lexicon.means(word, kind) for kind in ("speakers", "information", "document", "uncertain", "outlets"))


def _can_agree(tree: Tree, at: int, fin: int) -> bool:
    """True unless case or number keeps a noun from being the subject of a finite verb."""
    below = tree.children[at]
    if tree.feats[at].get("Number") == "Sing" and tree.feats[at].get("Gender") == "Masc":
        for j in below:
            if tree.upos[j] == "DET" and tree.feats[j].get("Case") == "Acc" and tree.lower[j].endswith("n"):
                return False
    mine, verbs = tree.feats[at].get("Number"), tree.feats[fin].get("Number")
    if any(tree.dep[j] == "conj" for j in below):
        mine = "Plur"
    return not (mine and verbs) or mine == verbs or tree.upos[at] == "PROPN"


def can_match(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """False where ``match`` would find nothing for certain: a cheap test before it."""
    if tree.upos[i] in ("VERB", "AUX"):
        lemma = tree.lemma[i]
        return lemma in lexicon.verbs or lemma in lexicon.stems or lemma.startswith(lexicon.loose)
    return tree.lemma[i] in lexicon.copular or tree.form[i] in lexicon.copular


def _particle(tree: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The separated first part of a verb (``teilte … mit``, ``stellte … klar``), None if the lemma has it or there is none.

    Where the parse does not say so, a word that makes a known cue with the verb and closes its clause is the particle.
    """
    lemma = tree.lemma[i]
    if lemma not in lexicon.stems:
        return None
    for j in tree.children[i]:
        if tree.dep[j] == "compound:prt" or (tree.upos[j] in PARTICLES and tree.dep[j] in ("advmod", "xcomp", "obl", "mark")):
            if tree.lower[j] + lemma in lexicon.verbs:
                return j
            if tree.dep[j] == "compound:prt":
                return None
    if tree.feats[i].get("VerbForm") != "Fin":
        return None
    _, high = bounds(tree, i)
    for j in range(i + 1, high):
        if tree.upos[j] in ("VERB", "AUX"):
            return None
        closes = j + 1 == high or tree.form[j + 1] in BREAKS or tree.form[j + 1] in ("“", '"', "»")
        if closes and tree.lower[j] + lemma in lexicon.verbs:
            return j
    return None


def _near(tree: Tree, i: int) -> list[int]:
    """Words below a verb down to the third level, and a copula's own."""
    found = [i]
    level = [i]
    for _ in range(3):
        level = [k for j in level for k in tree.children[j]]
        found += level
    return found


def _parts(tree: Tree, words: list[int], parts: tuple[str, ...], lexicon: Lexicon, head: int) -> list[int] | None:
    found = []
    for part in parts:
        wanted = lexicon.clause["reflexives"] if part in lexicon.clause["reflexives"] else (part.lower(),)
        at = next((j for j in words if tree.lower[j] in wanted or (j != head and tree.lemma[j] == part)), None)
        if at is None:
            return None
        found.append(at)
    return found


def _own_words(tree: Tree, i: int, lexicon: Lexicon, extra: int | None, toward: bool) -> list[int]:
    """A verb with its auxiliaries, its particle, the correlate of a clause (``davon``), and ``es`` where it stands for one.

    ``toward``: the cue takes infinitives, so that ``dazu`` stands for one.
    """
    words = [i] if extra is None else [i, extra]
    for j in tree.children[i]:
        dep, low = tree.dep[j], tree.lower[j]
        correlate = (
            low in lexicon.clause["correlates"]
            or (toward and low in lexicon.clause["toward"])
            or (low in lexicon.clause["expletives"] and tree.upos[j] == "PRON")
        )
        reflexive = (
            low in lexicon.clause["reflexives"] and tree.upos[j] == "PRON" and dep.startswith(("obj", "expl", "iobj", "obl"))
        )
        if dep in AUXILIARY or (dep == "compound:prt" and low not in lexicon.loose) or correlate or reflexive:
            words.append(j)
    fin = finite(tree, i)
    if fin + 1 < len(tree) and tree.lower[fin + 1] in lexicon.clause["expletives"] and fin + 1 not in words:
        words.append(fin + 1)  # "heißt es": whatever the parse makes of it
    return sorted(set(words))
