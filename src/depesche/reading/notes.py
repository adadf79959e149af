"""What the stages write down beside a spaCy ``Doc``, and how each reads what earlier ones found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from spacy.tokens import Doc

from depesche.reading.tree import Tree
from depesche.records import Dispatch, Mention, Published, Quote, Record, Time

KEY = "depesche"


@dataclass(slots=True)
class Notes:
    """The findings of all stages so far."""

    dispatch: Dispatch
    tree: Tree
    published: Published = field(default_factory=Published)
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    records: tuple[Record, ...] = ()


def notes(doc: Doc) -> Notes:
    """The notes of a parsed document, begun at the first call."""
    found = doc.user_data.get(KEY)
    if isinstance(found, Dispatch) or found is None:
        dispatch = found or Dispatch(text=doc.text, language=doc.lang_)
        day = dispatch.published
        found = doc.user_data[KEY] = Notes(dispatch, Tree(doc), Published(day, day))
    return found


def attach(doc: Doc, dispatch: Dispatch) -> Doc:
    """Tell the stages which dispatch the document is the text of."""
    doc.user_data[KEY] = dispatch
    return doc


def register() -> None:
    """Let ``doc._.times``, ``doc._.records`` … show the findings, as spaCy users expect."""
    for name in ("published", "times", "mentions", "quotes", "records"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=partial(_finding, name))


def _finding(name: str, doc: Doc) -> Any:
    return getattr(notes(doc), name)
