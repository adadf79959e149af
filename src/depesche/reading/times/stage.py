"""Times as a plain function of text and date, and as a component of the pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from depesche.reading.notes import notes
from depesche.reading.times.resolve import date_of, resolve
from depesche.reading.times.scan import Found, Tokens, grammar, scan, tokenise
from depesche.reading.times.state import Direction, State
from depesche.reading.times.tense import by_tree, by_words, looks_back
from depesche.reading.times.undated import infer
from depesche.reading.tree import Tree
from depesche.records import Published, Span, Time


def find_times(text: str, published: str | None, language: str = "de", tree: Tree | None = None) -> tuple[Time, ...]:
    """Temporal expressions of a text with TIMEX3 types and values, in the order of the text.

    ``published``: ISO date of publication, None where nobody knows (values then keep ``X`` for what it would have
    settled). ``tree``: the parse, which tells the tense of a clause better than the words alone.
    Raises ``ValueError`` for a date that is none and ``languages.UnsupportedLanguage``.
    """
    tokens, items = _find(text, language, tree)
    return _resolved(tokens, items, date.fromisoformat(published[:10]) if published else None)


def infer_published(text: str, language: str = "de", tree: Tree | None = None) -> Published:
    """When a text without a date must have appeared, with the reasons; both ends None where it does not settle that."""
    tokens, items = _find(text, language, tree)
    return infer(tokens, grammar(language).lexicon, items)


def times_between(text: str, published: Published, language: str = "de", tree: Tree | None = None) -> tuple[Time, ...]:
    """Temporal expressions where publication is known as an interval: a value stands as far as it is the same at both
    ends, coarser or with ``X`` where it is not."""
    tokens, items = _find(text, language, tree)
    return _between(tokens, items, published)


Item = tuple[Found, Direction]


def _find(text: str, language: str, tree: Tree | None) -> tuple[Tokens, list[Item]]:
    """The expressions of a text, each with the direction of its clause."""
    known = grammar(language)
    tokens = tokenise(text, known.lexicon)
    items: list[Item] = []
    for item in scan(tokens, known):
        looks: Direction = "past" if looks_back(item, tokens, known.lexicon) else ""
        if not looks and tree is not None:
            looks = by_tree(item.begin, item.end, tree, known.lexicon)
        items.append((item, looks or by_words(item, tokens, known.lexicon)))
    return tokens, items


def _resolved(tokens: Tokens, items: list[Item], anchor: date | None) -> tuple[Time, ...]:
    state = State(anchor)
    found: list[Time] = []
    counted = 0
    for item, looks in items:
        state.sentence += _sentences(tokens, counted, item.first)
        counted = state.token = item.first
        state.direction = looks
        value = resolve(item, state)
        if value is not None:
            found.append(Time(Span(item.begin, item.end), value.type, value.value, value.mod, value.date))
    return tuple(found)


def _between(tokens: Tokens, items: list[Item], published: Published) -> tuple[Time, ...]:
    if published.earliest is None or published.latest is None:
        return _resolved(tokens, items, None)
    late = _resolved(tokens, items, date.fromisoformat(published.latest))
    if published.earliest == published.latest:
        return late
    early = {t.span: t for t in _resolved(tokens, items, date.fromisoformat(published.earliest))}
    open_ = {t.span: t for t in _resolved(tokens, items, None)}
    return tuple(_common(t, early.get(t.span), open_.get(t.span)) for t in late)


def _common(late: Time, early: Time | None, undated: Time | None) -> Time:
    """What two resolutions of an expression agree on."""
    if early is None or early == late:
        return late
    shared = ""
    for size in (10, 8, 7, 4):  # day, week, month, year
        if late.date[:size] == early.date[:size] and date_of(late.date[:size]) == late.date[:size]:
            shared = late.date[:size]
            break
    if early.value == late.value:
        return replace(late, date=shared)
    return replace(late, value=undated.value if undated else late.value, date=shared)


def _sentences(tokens: Tokens, first: int, last: int) -> int:
    """How many sentences end between two tokens."""
    forms = tokens.forms
    ended = 0
    for i in range(first, last):
        form = forms[i]
        if form == ".":  # not behind an ordinal and not behind an abbreviation
            ended += i > 0 and len(forms[i - 1]) > 3 and forms[i + 1 : i + 2] != [","]
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
        if note.dispatch.published is not None:
            note.times = find_times(doc.text, note.dispatch.published, self.language, note.tree)
            return doc
        tokens, items = _find(doc.text, self.language, note.tree)
        note.published = infer(tokens, grammar(self.language).lexicon, items)
        note.times = _between(tokens, items, note.published)
        return doc
