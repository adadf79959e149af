"""The predicates of events: frame tables of a language, and the rules of PLOVER types that no language changes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, Literal

from depesche import languages
from depesche.reading.syntax import syntax
from depesche.records import Status

Pos = Literal["verb", "noun", "adjective"]
MIN_COMPOUND_TAIL = 4
RESTRICTING = frozenset({"object", "no-object", "place", "predicative", "formal", "human", "not-own", "partner", "named"})
CLAUSAL = frozenset({"clause", "infinitive"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell an event: its type and where its sides stand in the clause.

    ``type`` is a PLOVER type, STATE, or, in lower case, an operator on the predicate's content (``compose``).
    ``actor`` and ``recipient`` name places: ``subj``, ``obj``, ``dat``, ``iobj``, ``gen`` or a preposition, best first.
    """

    type: str
    pos: Pos
    mode: str = ""
    cameo: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()

    @property
    def operator(self) -> bool:
        """True for a predicate that only changes what it governs."""
        return self.type.islower()


@dataclass(frozen=True, slots=True)
class Cue:
    """A predicate word's way into a frame: further words that must stand under it, and whether it is reflexive."""

    frame: Frame
    words: tuple[str, ...] = ()
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All predicates of a language, by lower-case lemma; the most particular cue of a lemma comes first."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[Cue, ...]]
    adjectives: dict[str, tuple[Cue, ...]]
    alone: frozenset[str] = frozenset()
    compounds: bool = True
    strong: dict[str, str] = field(default_factory=dict)
    _infinitives: dict[str, str] = field(default_factory=dict)
    _tails: dict[str, str | None] = field(default_factory=dict)

    def verb(self, lemma: str) -> str:
        """The lemma by which a verb is listed, also where it comes as a strong participle or preterite; itself otherwise."""
        if lemma not in self.verbs and "-" in lemma:
            lemma = next((w for w in _joined(lemma) if w in self.verbs), lemma)
        if lemma in self.verbs or not self.strong:
            return lemma
        found = self._infinitives.get(lemma)
        if found is None:
            found = lemma
            for size in range(min(9, len(lemma)), 2, -1):
                ending = self.strong.get(lemma[-size:])
                if ending:
                    before = lemma[:-size].removesuffix("ge")
                    found = before + ending if before + ending in self.verbs else found
                    break
            if found == lemma:
                spelt = lemma.replace("ss", "ß")
                found = next((c for c in (spelt, *_regular(lemma)) if c in self.verbs), lemma)
            if len(self._infinitives) < 50_000:
                self._infinitives[lemma] = found
        return found

    def noun(self, lemma: str, form: str) -> tuple[Cue, ...]:
        """Cues of a noun, by itself or, in German, as the last part of a compound: ``Wirtschaftssanktion`` → ``sanktion``."""
        found = self.nouns.get(lemma) or self.nouns.get(form)
        if not found and "-" in lemma:
            found = self.nouns.get(_joined(lemma)[0])
        if not found and not self.compounds and lemma.endswith("s"):
            found = self.nouns.get(lemma[:-1])  # "Talks", which a lemmatizer left as it stood
        if found or not self.compounds:
            return found or ()
        tail = self._tail(lemma) or (self._tail(form) if form != lemma else None)
        return self.nouns[tail] if tail else ()

    def _tail(self, word: str) -> str | None:
        if word in self._tails:
            return self._tails[word]
        best: str | None = None
        for at in range(2, len(word) - MIN_COMPOUND_TAIL + 1):
            for ending in ("", "en", "n", "s", "es", "e"):
                if ending and not word.endswith(ending):
                    continue
                tail = word[at : len(word) - len(ending)] if ending else word[at:]
                if len(tail) >= MIN_COMPOUND_TAIL and tail in self.nouns and tail not in self.alone:
                    best = tail
                    break
            if best:
                break
        if best is None:
            # an inflected simple word that the lemmatizer left as it stood
            for ending in ("en", "n", "s", "es", "e"):
                if (
                    word.endswith(ending)
                    and word[: -len(ending)] in self.nouns
                    and len(word) - len(ending) >= MIN_COMPOUND_TAIL
                ):
                    best = word[: -len(ending)]
                    break
        if len(self._tails) < 50_000:
            self._tails[word] = best
        return best


def _regular(form: str) -> Iterator[str]:
    """Infinitives that a German participle or preterite may belong to: "angedroht" → androhen, "angegeben" → angeben."""
    for word in (form, form.replace("ge", "", 1)):
        if word.endswith("n") and not form.startswith("ge"):
            yield word  # "aufgerufen" → aufrufen, but "geraten" is itself
        for ending in ("test", "ten", "te", "et", "t", "st", "e"):
            if word.endswith(ending):
                stem = word[: -len(ending)]
                yield from (stem + "en", stem + "n")


@dataclass(frozen=True, slots=True)
class Rules:
    """PLOVER types among themselves (``languages/plover.toml``)."""

    goldstein: dict[str, float]
    cameo: dict[str, str]
    symmetric: frozenset[str]
    speech: frozenset[str]
    object_control: frozenset[str]
    durative: frozenset[str]
    agentive: frozenset[str]
    absorbing: frozenset[str]
    own_means: frozenset[str]
    material: frozenset[str]
    composition: dict[str, dict[str, str]]
    content: dict[str, Status]
    planned: dict[str, str]
    denied: dict[str, str]
    roots: dict[str, str]
    undone: dict[str, tuple[str, ...]]
    force: dict[str, str]
    announced: dict[str, str]
    met: frozenset[str]
    directed: frozenset[str]
    outward: frozenset[str]
    answers: dict[str, tuple[str, ...]]
    judging: frozenset[str]
    deeds: frozenset[str]
    lasting: frozenset[str]
    uttered: frozenset[str]
    progressing: frozenset[str]

    def compose(self, governor: str, content: str) -> str:
        """The type of a predicate with an event as its content: ``stop`` + ``SANCTION`` is ``CONCEDE``."""
        table = self.composition.get(governor, {})
        if governor.islower():
            return table.get(content, content)
        return table.get(content, table.get("*", governor))

    def intensity(self, type_: str, cameo: str) -> float:
        """Goldstein's value, −10 (conflict) to +8.3 (cooperation)."""
        return self.goldstein.get(cameo or self.cameo.get(type_, "01"), 0.0)


@lru_cache(maxsize=4)
def lexicon(language: str) -> Lexicon:
    """The frame table of a language. Raises ``languages.UnsupportedLanguage``, ``ValueError`` for a faulty line."""
    tables: dict[str, dict[str, list[Cue]]] = {"verb": {}, "noun": {}, "adjective": {}}
    alone: set[str] = set()
    for row in languages.rows(language, "frames"):
        pos = row["pos"]
        if pos not in tables:
            raise ValueError(f"languages/{language}/frames.tsv: unknown pos {pos!r} in the line of {row['type']}")
        frame = Frame(
            row["type"], pos, row["mode"], row["cameo"],  # type: ignore[arg-type]
            _list(row["actor"]), _list(row["recipient"]), frozenset(_list(row["note"])),
        )  # fmt: skip
        for entry in _entries(row["predicates"]):
            if entry.startswith("="):
                entry = entry[1:]
                alone.add(entry.lower())
            words = entry.lower().split()
            reflexive = pos == "verb" and words[0] == "sich"
            words = words[reflexive:]
            if pos == "noun" and len(words) > 1 and "of" not in words:
                words.reverse()  # the head of an English compound comes last: "phone call"
            if pos == "noun":
                words = [w for at, w in enumerate(words) if not at or w != "of"]
            tables[pos].setdefault(words[0], []).append(Cue(frame, tuple(words[1:]), reflexive))
    verbs, nouns, adjectives = (
        {k: tuple(sorted(v, key=_particular)) for k, v in tables[p].items()} for p in ("verb", "noun", "adjective")
    )
    table = syntax(language).table
    return Lexicon(verbs, nouns, adjectives, frozenset(alone), bool(table["words"]["compounds"]), dict(table["strong"]))


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of types."""
    data: dict[str, Any] = tomllib.loads((files(languages) / "plover.toml").read_text(encoding="utf-8"))
    kinds = data["kinds"]
    return Rules(
        data["goldstein"], data["cameo"], frozenset(kinds["symmetric"]), frozenset(kinds["speech"]),
        frozenset(kinds["object_control"]), frozenset(kinds["durative"]),
        frozenset(kinds["agentive"]),
        frozenset(kinds["absorbing"]),
        frozenset(kinds["own_means"]),
        frozenset(kinds["material"]), data["compose"], data["content"],
        data["planned"], data["denied"],
        data["roots"],
        {k: tuple(v) for k, v in data["undone"].items()},
        data["force"],
        data["announced"],
        frozenset(kinds["met"]),
        frozenset(kinds["directed"]),
        frozenset(kinds["outward"]),
        {k: tuple(v) for k, v in data["answers"].items()},
        frozenset(kinds["judging"]),
        frozenset(kinds["deeds"]),
        frozenset(kinds["lasting"]),
        frozenset(kinds["uttered"]),
        frozenset(kinds["progressing"]),
    )  # fmt: skip


def _particular(cue: Cue) -> tuple[int, bool, bool, bool, bool]:
    """Sorts cues: those with more words first, then the reflexive ones, then those that demand something of the clause."""
    notes = cue.frame.notes
    restricted = bool(notes & (RESTRICTING | {"passive"}))
    return -len(cue.words), not cue.reflexive, "predicative" not in notes, not restricted, not notes & CLAUSAL


def _joined(word: str) -> tuple[str, str]:
    """Spellings of a word with a hyphen: "co-operate" is "cooperate", "re-impose" may stand as "impose"."""
    return word.replace("-", ""), word.rpartition("-")[2]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in cell.split(",") if x.strip())


def _entries(cell: str) -> Iterator[str]:
    """The predicates of a line, one for each choice of words: "senden|schicken Soldat|Panzer" are four."""
    for entry in _list(cell):
        yield from (" ".join(words) for words in product(*(w.split("|") for w in entry.split()))) if "|" in entry else (entry,)


def predicates(language: str, pos: Iterable[Pos] = ("verb", "noun", "adjective")) -> set[str]:
    """All predicates of a language as the table spells them, e.g. to count them."""
    wanted = set(pos)
    return {p for row in languages.rows(language, "frames") if row["pos"] in wanted for p in _entries(row["predicates"])}
