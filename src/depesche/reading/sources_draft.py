"""A quotation while it is being put together: token numbers, turned into offsets at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from depesche.reading.tree import Tree
from depesche.records import QuoteType, Span

OPENING = frozenset("„»“‚«‹›\"'‘(–-[")
EDGE = frozenset([",", ";", ":", ".", "–", "-", "—", "!", "?"])


@dataclass(slots=True, eq=False)
class Draft:
    """Token numbers of a quotation and its roles. ``cue_at`` is the head word of the cue, -1 where there is none.

    ``form`` says how the words are attributed: ``clause`` (a verb or noun with its clause), ``phrase`` (laut …), ``mark``
    (quotation marks), ``run`` (free indirect speech), ``report`` (a sentence that sums up what was said). ``origin`` is the
    speech that a run goes on with. ``act``: the saying is the deed itself (``sich einigen``, ``beschließen``).
    ``quoting`` is the head of whoever passes the words on (``von der Agentur mit den Worten zitiert``).
    """

    type: QuoteType
    quote: list[int]
    speaker: list[int] = field(default_factory=list)
    cue: list[int] = field(default_factory=list)
    addressee: list[int] = field(default_factory=list)
    frame: list[int] = field(default_factory=list)
    force: str = ""
    form: str = "clause"
    cue_at: int = -1
    speaker_at: int = -1
    origin: Draft | None = None
    act: bool = False
    quoting: int = -1

    @property
    def first(self) -> int:
        """The first token of what was said."""
        return self.quote[0]

    @property
    def last(self) -> int:
        """The last token of what was said."""
        return self.quote[-1]


def spans(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Offsets of runs of neighbouring tokens."""
    found: list[list[int]] = []
    for i in sorted(set(tokens)):
        if found and found[-1][1] == i - 1:
            found[-1][1] = i
        else:
            found.append([i, i])
    return tuple(tree.span(a, b) for a, b in found)


def trim(tree: Tree, tokens: list[int]) -> list[int]:
    """Sorted tokens without commas, stops and dashes at the edges."""
    first, last = 0, len(tokens)
    while first < last and tree.form[tokens[first]] in EDGE:
        first += 1
    while last > first and tree.form[tokens[last - 1]] in EDGE:
        last -= 1
    return tokens[first:last]
