"""depesche reads news dispatches and keeps an attributed record of a diplomatic crisis.

>>> import depesche
>>> reading = depesche.read("Moskau drohte Kiew mit Konsequenzen.", published="2021-12-31")  # doctest: +SKIP
>>> for record in reading.records:                                                           # doctest: +SKIP
...     print(record.type, *record.actor, *record.recipient)
THREATEN RUS UKR
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from depesche.records import Dispatch, Mention, Party, Published, Quote, Reading, Record, Source, Span, Time

if TYPE_CHECKING:
    from depesche.archive import Archive
    from depesche.dossier import Dossier
    from depesche.reading.pipeline import Reader

__version__ = "0.1.0"
__all__ = [
    "Archive", "Dispatch", "Dossier", "Mention", "Party", "Published", "Quote", "Reader", "Reading", "Record", "Source", "Span",
    "Time", "read", "relate",
]  # fmt: skip


def read(text: str, *, published: str | None = None, title: str = "", language: str = "de", tier: str = "accurate") -> Reading:
    """Read one text. ``published``: ISO date; without it the reader infers when the text appeared.

    Builds a pipeline at every call; use a ``Reader`` for more than one text.
    """
    from depesche.reading.pipeline import Reader

    return Reader(tier).read(Dispatch(text=text, published=published, title=title, language=language))  # type: ignore[arg-type]


def relate(sentence: str, source: str, target: str, language: str = "en") -> str | None:
    """The PLOVER type of what ``source`` does to ``target``, both words of the sentence; None where no event is found.

    Raises ``ValueError`` if one of them does not occur in it, ``languages.UnsupportedLanguage``.
    """
    from depesche.reading.relations import relate

    return relate(sentence, source, target, language)


def __getattr__(name: str) -> Any:
    # Reader pulls in spaCy; importing the record types alone stays quick.
    if name == "Reader":
        from depesche.reading.pipeline import Reader

        return Reader
    if name == "Archive":
        from depesche.archive import Archive

        return Archive
    if name == "Dossier":
        from depesche.dossier import Dossier

        return Dossier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
