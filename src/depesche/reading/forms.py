"""A large sorted table of word forms that is searched and not unpacked: it opens ten times faster than it could be read.

Lines are ``form, kind, lemma, mood``, sorted by their bytes (``training/build_lexicon.py``).
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import numpy as np


class Forms:
    """The table of one language."""

    def __init__(self, path: Path) -> None:
        self._data = gzip.decompress(path.read_bytes())
        ends = np.flatnonzero(np.frombuffer(self._data, np.uint8) == ord("\n"))
        self._starts: list[int] = [0, *(ends + 1).tolist()]

    def rows(self, form: str) -> Iterator[tuple[str, str, str]]:
        """Kind, lemma and mood of each line of a form. What stands in no word (tabs, half characters) is found nowhere."""
        if "\t" in form:
            return
        key = form.encode("utf-8", "surrogatepass") + b"\t"
        data, starts, width = self._data, self._starts, len(key)
        at = bisect_left(range(len(starts) - 1), key, key=lambda i: data[starts[i] : starts[i] + width])
        while data.startswith(key, starts[at]):
            kind, lemma, mood = data[starts[at] + width : starts[at + 1] - 1].decode().split("\t")
            yield kind, lemma, mood
            at += 1


class Kind:
    """The lemmas of one kind of form."""

    def __init__(self, forms: Forms, kind: str) -> None:
        self._forms, self._kind = forms, kind

    def get(self, form: str, default: str = "") -> str:
        """The lemma of a form, ``default`` where there is none of this kind."""
        return next((lemma for kind, lemma, _ in self._forms.rows(form) if kind == self._kind), default)
