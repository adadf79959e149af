"""Stage 3: who is meant. States, bodies, office-holders, groups and outlets, by name, office, metonym or pronoun."""

from __future__ import annotations

from spacy.tokens import Doc

from depesche.reading.notes import Notes, notes
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_nouns import Scan
from depesche.reading.parties_pronouns import Pronouns
from depesche.reading.parties_resolve import Resolver
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree
from depesche.records import Mention


class PartiesStage:
    """Finds every mention of a party and says who it is, on the day that the dispatch appeared.

    ``language`` is an ISO 639-1 code, ``own`` the path of a user's TOML file of parties. Raises
    ``languages.UnsupportedLanguage`` and ``knowledge.PartiesFileError``. Without a parse it finds names and offices only.
    """

    def __init__(self, language: str, own: str | None = None) -> None:
        self.language = language
        self.lexicon = Lexicon(language, own)

    def __call__(self, doc: Doc) -> Doc:
        note = notes(doc)
        note.mentions = tuple(self.mentions(note.tree, note))
        return doc

    def mentions(self, tree: Tree, note: Notes) -> list[Mention]:
        """All mentions in a tree, in order of their begin."""
        published = note.published
        title = note.dispatch.title
        scan = Scan(tree, self.lexicon)
        resolver = Resolver(tree, self.lexicon, published, title)
        resolver.run(scan.found)
        if any(tree.dep):
            scan.found += Pronouns(tree, self.lexicon).run(scan.found, scan.taken)
        return [
            _mention(tree, x)
            for x in sorted(scan.found, key=lambda x: (x.first, x.last))
            if (x.party is not None or x.alternatives) and not (x.predicate and x.partner is None)
        ]


def _mention(tree: Tree, item: Found) -> Mention:
    head = item.head
    for i in range(item.first, item.last + 1):
        if not item.first <= tree.head[i] <= item.last:
            head = i
            break
    return Mention(
        tree.span(item.first, item.last), head, item.form, item.party, item.others, item.alternatives, item.why, item.place
    )  # fmt: skip
