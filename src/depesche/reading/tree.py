"""A parsed document as plain lists, which the rule stages read many times faster than spaCy tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, MORPH, ORTH, POS, SENT_START
from spacy.tokens import Doc

from depesche.records import Span


class Tree:
    """Universal Dependencies of a whole document; all lists are indexed by token number.

    ``head[i]`` is the token number of the head, ``i`` itself for the root of a sentence; ``sentence[i]`` is the number
    of the sentence, whose tokens are ``range(*sentences[k])``. ``feats[i]`` maps feature names to values.
    """

    __slots__ = (
        "begin", "children", "dep", "end", "feats", "form", "head", "lemma", "lower",
        "sentence", "sentences", "text", "upos",
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        strings = doc.vocab.strings
        names: dict[int, str] = {0: ""}

        def text(key: int) -> str:
            found = names.get(key)
            if found is None:
                found = names[key] = strings[key]
            return found

        rows = doc.to_array([ORTH, LOWER, LEMMA, POS, DEP, HEAD, MORPH, SENT_START]).astype("uint64")
        self.text: str = doc.text
        size = len(doc)
        self.form = [text(k) for k in rows[:, 0].tolist()]
        self.lower = [text(k) for k in rows[:, 1].tolist()]
        self.lemma = [text(k) for k in rows[:, 2].tolist()]
        self.upos = [_upos(k) for k in rows[:, 3].tolist()]
        self.dep = [text(k) for k in rows[:, 4].tolist()]
        self.head: list[int] = [i + h for i, h in enumerate(rows[:, 5].astype("int64").astype("int32").tolist())]
        self.feats: list[dict[str, str]] = [_feats(text(k)) for k in rows[:, 6].tolist()]
        self.children: list[list[int]] = [[] for _ in range(size)]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        self.begin, self.end = [0] * size, [0] * size
        at = 0
        for i, (form, space) in enumerate(zip(self.form, doc.to_array("SPACY").tolist(), strict=True)):
            self.begin[i] = at
            self.end[i] = at + len(form)
            at = self.end[i] + bool(space)
        self.sentence = [0] * size
        self.sentences: list[tuple[int, int]] = []
        starts = [i for i, s in enumerate(rows[:, 7].astype("int64").tolist()) if s == 1 or i == 0]
        for number, (first, last) in enumerate(zip(starts, [*starts[1:], size][: len(starts)], strict=True)):
            self.sentences.append((first, last))
            self.sentence[first:last] = [number] * (last - first)

    def __len__(self) -> int:
        return len(self.form)

    def subtree(self, i: int) -> list[int]:
        """Token numbers of a word and all below it, in order."""
        found, open_ = [], [i]
        while open_:
            j = open_.pop()
            found.append(j)
            open_ += self.children[j]
        return sorted(found)

    def ancestors(self, i: int) -> list[int]:
        """Heads from the word's own up to the root."""
        found = []
        while self.head[i] != i:
            i = self.head[i]
            found.append(i)
        return found

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of the relations (subtypes count as their own relation), None if there is none."""
        return next((j for j in self.children[i] if self.dep[j] in deps), None)

    def span(self, first: int, last: int) -> Span:
        """Offsets from one token's begin to another's end."""
        return Span(self.begin[first], self.end[last])

    def span_of(self, i: int) -> Span:
        """Offsets of a word with its subtree, without punctuation at its edges."""
        tokens = self.subtree(i)
        while len(tokens) > 1 and self.upos[tokens[-1]] == "PUNCT":
            tokens.pop()
        while len(tokens) > 1 and self.upos[tokens[0]] == "PUNCT":
            tokens.pop(0)
        return self.span(tokens[0], tokens[-1])

    def tokens(self, span: Span) -> Iterator[int]:
        """Token numbers from the one that covers a span's begin up to its end."""
        i = self.at(span.begin)
        while i is not None and i < len(self) and self.begin[i] < span.end:
            yield i
            i += 1

    def at(self, offset: int) -> int | None:
        """The number of the token that covers a character, None in white space and outside the text."""
        low, high = 0, len(self.begin)
        while low < high:
            middle = (low + high) // 2
            if self.end[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.begin) and self.begin[low] <= offset else None


@lru_cache(maxsize=4096)
def _feats(text: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in text.split("|") if "=" in item)


@lru_cache(maxsize=64)
def _upos(key: int) -> str:
    from spacy.parts_of_speech import NAMES

    return str(NAMES[key])
