"""Who can speak: persons, bodies and documents, told from things by the parties stage and by the ends of nouns."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.tree import Tree
from depesche.records import Mention

PERSONS = frozenset(["er", "sie", "ihm", "ihr", "ihnen", "he", "she", "they", "him", "her", "them", "ich", "wir", "i", "we"])


class Voices:
    """Answers whether a word names somebody who can speak."""

    def __init__(self, tree: Tree, lexicon: Lexicon, mentions: Sequence[Mention] = ()) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.named = {m.token for m in mentions if m.form != "adjective"}
        self._known: dict[str, bool] = {}

    def speaks(self, at: int) -> bool:
        """True if the word is a pronoun for a person, a name, or a noun that means a person, a body or a document."""
        tree = self.tree
        upos = tree.upos[at]
        if at in self.named or upos == "PROPN":
            return True
        if upos == "PRON":
            return tree.lower[at] in PERSONS or tree.feats[at].get("PronType") == "Prs"
        if upos not in ("NOUN", "X", "ADJ"):
            return False
        return self._noun(tree.lower[at]) or self._noun(tree.lemma[at].lower())

    def _noun(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> bool:
        lexicon = self.lexicon
        if lexicon.means(word, "mute"):
            return False
        if any(lexicon.means(word, kind) for kind in ("speakers", "information", "outlets")):
            return True
        return any(word.endswith(end) and lexicon.means(word[: -len(end)], "speakers") for end in lexicon.nouns_of["feminine"])
