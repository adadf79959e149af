"""Stage in the making."""

from __future__ import annotations

from spacy.tokens import Doc

from depesche.reading.notes import notes


class EventsStage:
    """Finds nothing yet."""

    def __init__(self, language: str, own: str | None = None) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        notes(doc)
        return doc
