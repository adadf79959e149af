"""Times as a plain function of text and date, and as a component of the pipeline."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from depesche.reading.notes import notes
from depesche.reading.times.lexicon import OTHER
from depesche.reading.times.resolve import resolve
from depesche.reading.times.scan import Tokens, grammar, scan, tokenise
from depesche.reading.times.state import State
from depesche.reading.times.tense import by_tree, by_words
from depesche.reading.tree import Tree
from depesche.records import Span, Time


def find_times(text: str, published: str | None, language: str = "de", tree: Tree | None = None) -> tuple[Time, ...]:
    """Temporal expressions of a text with TIMEX3 types and values, in the order of the text.

    ``published``: ISO date of publication, None where nobody knows (values then keep ``X`` for what it would have
    settled). ``tree``: the parse, which tells the tense of a clause better than the words alone.
    Raises ``ValueError`` for a date that is none and ``languages.UnsupportedLanguage``.
    """
    anchor = date.fromisoformat(published[:10]) if published else None
    known = grammar(language)
    tokens = tokenise(text, known.lexicon)
    state = State(anchor)
    found: list[Time] = []
    counted = 0
    for item in scan(tokens, known):
        state.sentence += _sentences(tokens, counted, item.first)
        counted = item.first
        state.token = item.first
        state.direction = (tree is not None and by_tree(item.begin, item.end, tree, known.lexicon)) or by_words(
            item, tokens, known.lexicon
        )
        value = resolve(item, state)
        if value is not None:
            found.append(Time(Span(item.begin, item.end), value.type, value.value, value.mod, value.date))
    return tuple(found)


def _sentences(tokens: Tokens, first: int, last: int) -> int:
    """How many sentences end between two tokens."""
    forms, codes = tokens.forms, tokens.codes
    ended = 0
    for i in range(first, last):
        form = forms[i]
        if form == ".":  # not behind a number and not behind an abbreviation
            ended += i > 0 and codes[i - 1] == OTHER and len(forms[i - 1]) > 3 and forms[i + 1 : i + 2] != [","]
        elif form[0] in "!?":
            ended += 1
    return ended


class TimesStage:
    """Writes down the times of a document and, where it bears no date, when it must have appeared."""

    def __init__(self, language: str) -> None:
        self.language = language
        grammar(language)

    def __call__(self, doc: Doc) -> Doc:
        note = notes(doc)
        note.times = find_times(doc.text, note.dispatch.published, self.language, note.tree)
        return doc
