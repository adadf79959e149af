"""Whether words praise or condemn, by a table of the words that do (``[judgement]`` in ``languages/*/syntax.toml``)."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.reading.roles import Syntax
from depesche.reading.tree import Tree

CONTENT = frozenset({"NOUN", "ADJ", "ADV", "VERB"})


def predicated(tree: Tree, i: int) -> bool:
    """True for what is said of a subject: "… sei ein schwerer Fehler", not what is only spoken of."""
    while tree.dep[i] in ("amod", "advmod", "nmod", "conj"):
        i = tree.head[i]  # "ein Schritt in die falsche Richtung"
    return any(tree.dep[c] == "cop" for c in tree.children[i])


def begins(tree: Tree, tokens: Iterable[int], words: tuple[str, ...]) -> bool:
    """True where one of the content words among some words begins like this."""
    return any(
        tree.upos[i] in CONTENT and (tree.lemma[i].lower().startswith(words) or tree.lower[i].startswith(words)) for i in tokens
    )


class Judgement:
    """The words of praise and blame of a language, as beginnings of lemmas, whole ones (``…_words``) or ends (``…_ends``)."""

    def __init__(self, syntax: Syntax) -> None:
        table = syntax.table.get("judgement", {})
        self.negative: tuple[str, ...] = (*table.get("negative", ()), *table.get("negative_more", ()))
        self.positive: tuple[str, ...] = (*table.get("positive", ()), *table.get("positive_more", ()))
        self.ends: tuple[str, ...] = tuple(table.get("negative_ends", ()))
        self.refusing: tuple[str, ...] = tuple(table.get("refusing", ()))
        self.exact = {k: frozenset(table.get(k + "_words", ())) for k in ("negative", "positive")}
        self.neutral: tuple[str, ...] = tuple(table.get("neutral", ()))
        self.negation = syntax.words("negation", "words")
        self.turning = self.negation | frozenset(table.get("turning", ()))

    def of(self, tree: Tree, tokens: Iterable[int]) -> str:
        """``ACCUSE``, ``SUPPORT`` or, where the words do not judge or do both, ``STATE``."""
        bad = good = 0
        turned = False
        for i in tokens:
            if tree.lower[i] in self.turning:
                turned = True
            if tree.upos[i] not in CONTENT:
                continue
            lemma, form = tree.lemma[i].lower(), tree.lower[i]
            bad += (
                lemma.startswith(self.negative)
                or form.startswith(self.negative)
                or lemma in self.exact["negative"]
                or (bool(self.ends) and tree.upos[i] == "NOUN" and lemma.endswith(self.ends))
            )
            good += lemma.startswith(self.positive) or form.startswith(self.positive) or lemma in self.exact["positive"]
        if good and turned and not bad:
            return "ACCUSE"
        if bad and not good and not turned:
            return "ACCUSE"
        return "SUPPORT" if good and not bad and not turned else "STATE"

    def refuses(self, tree: Tree, tokens: Iterable[int]) -> bool:
        """True for words that dismiss what somebody says or asks for: "haltlos", "unannehmbar"."""
        return begins(tree, tokens, self.refusing)

    def balanced(self, tree: Tree, tokens: Iterable[int]) -> bool:
        """True where a word of praise or a negation stands among the words, so that they brand nobody."""
        return any(
            tree.lower[i] in self.negation
            or tree.lemma[i].lower().startswith(self.positive)
            or tree.lower[i].startswith(self.positive)
            for i in tokens
        )
