"""Universal Dependencies treebanks as training sentences.

German contractions (``im``, ``zum``, ``beim``) are one token here although the treebanks split them, because
spaCy's tokenizer leaves them whole: the parts of a multiword token become one word that bears the first part's
analysis and stands where the parts' common outer head says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Word:
    """One syntactic word: ``head`` is 1-based, 0 for the root."""

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    space_before: bool = True


@dataclass
class Sentence:
    """A parsed sentence and the name of the treebank it comes from."""

    words: list[Word]
    treebank: str = ""
    sent_id: str = ""
    text: str = ""


def parse_feats(column: str) -> dict[str, str]:
    """``Case=Nom|Number=Sing`` as a dictionary."""
    return {} if column == "_" else dict(item.split("=", 1) for item in column.split("|"))


def _merge(rows: list[list[str]], ranges: list[tuple[int, int, str, str]], last_space: bool = True) -> list[Word]:
    """Collapse multiword tokens and renumber the heads."""
    surface = {i: (first, form, misc) for first, last, form, misc in ranges for i in range(first, last + 1)}
    new_id: dict[int, int] = {}
    kept: list[list[str]] = []
    for row in rows:
        number = int(row[0])
        if number in surface and number != surface[number][0]:
            new_id[number] = new_id[surface[number][0]]
            continue
        kept.append(row)
        new_id[number] = len(kept)
    words: list[Word] = []
    space = True
    for position, row in enumerate(kept, 1):
        number, head = int(row[0]), int(row[6])
        misc = row[9]
        form = row[1]
        if number in surface:
            _, form, misc = surface[number]
        target = new_id.get(head, 0) if head else 0
        if target == position:  # the head lies inside the contraction: take the one that leads out of it
            outer = [int(r[6]) for r in rows if new_id[int(r[0])] == position and new_id.get(int(r[6])) != position]
            target = new_id.get(outer[0], 0) if outer and outer[0] else 0
        words.append(Word(form, row[2], row[3], parse_feats(row[5]), target, row[7], space))
        space = "SpaceAfter=No" not in misc
    return words


def read(path: Path | str, treebank: str = "") -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file. Raises ``ValueError`` on a line that is not CoNLL-U."""
    rows: list[list[str]] = []
    ranges: list[tuple[int, int, str, str]] = []
    sent_id = text = ""
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield Sentence(_merge(rows, ranges), treebank, sent_id, text)
                rows, ranges, sent_id, text = [], [], "", ""
            elif line.startswith("#"):
                if line.startswith("# sent_id = "):
                    sent_id = line[12:]
                elif line.startswith("# text = "):
                    text = line[9:]
            else:
                columns = line.split("\t")
                if len(columns) != 10:
                    raise ValueError(f"{path}:{number}: {len(columns)} columns where CoNLL-U has 10")
                if "." in columns[0]:
                    continue
                if "-" in columns[0]:
                    first, last = map(int, columns[0].split("-"))
                    ranges.append((first, last, columns[1], columns[9]))
                else:
                    rows.append(columns)
    if rows:
        yield Sentence(_merge(rows, ranges), treebank, sent_id, text)
