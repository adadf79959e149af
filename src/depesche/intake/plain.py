"""Plain text: one file is one dispatch, its text exactly as given."""

from __future__ import annotations

from collections.abc import Iterator

from depesche.intake import checks, tongue
from depesche.intake.item import Item, Metadata, Raw
from depesche.records import Dispatch


def items(raw: Raw) -> Iterator[Item]:
    """The one dispatch of a text file. Raises ``IntakeError``."""
    words = checks.text(checks.decoded(raw.bytes(), raw.name, raw.charset), raw.name)
    code = tongue.settle(None, raw.language, words, raw.name)
    yield Item(Dispatch(words, doc=raw.name, published=raw.published, language=code, url=raw.url), Metadata(format="text"))
