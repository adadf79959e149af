"""What the words of a claim are about, so that claims in different words and languages can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from depesche import languages
from depesche.languages.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COUNT = re.compile(r"\d{1,3}(?:[. ,]\d{3}\b)+|\d+(?:,\d+)?|[^\W\d_]+")
_STEM = 7  # letters kept of a word: enough to tell words apart, few enough to drop their endings
_INSIDE = 10  # from this length on, a topic's word also counts inside a compound


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something. ``bound``: "" for the number itself, ``about``, ``least`` or ``most``."""

    value: float
    bound: str
    of: frozenset[str]

    def contradicts(self, other: Count) -> bool:
        """True if both count the same thing and cannot both be right ("about" leaves a fifth of room)."""
        if not self.of & other.of:
            return False
        low, high = self._room()
        other_low, other_high = other._room()
        return high < other_low or other_high < low

    def _room(self) -> tuple[float, float]:
        if self.bound == "least":
            return self.value, float("inf")
        if self.bound == "most":
            return 0.0, self.value
        slack = 0.2 * self.value if self.bound == "about" else 0.0
        return self.value - slack, self.value + slack


class Wording:
    """One language's tables of topics, numbers and cues."""

    def __init__(self, language: str) -> None:
        table = languages.table(language, "dossier")
        self.language = language
        self.stop = frozenset(fold(w) for w in table["words"]["stop"].split())
        self.numbers = {fold(k): float(v) for k, v in table["numbers"].items()}
        self._bounds = [(name, _phrases(words)) for name, words in table["approximate"].items()]
        self._cues = {name: _phrases(words) for name, words in table["fate"].items()}
        self._cues |= {name: _phrases(words) for name, words in table["acts"].items()}
        self._infix = str(table["words"]["infix"])
        particles, joins = ("|".join(str(table["words"][name]).split()) for name in ("particles", "joins"))
        self._particle = re.compile(rf"\b({particles})(?=\s*(?:[.,;:!?–]|(?:{joins})\b|$))") if particles else None
        self._levels = [(int(level), [fold(w) for w in words]) for level, words in table["levels"].items()]
        self._starts: list[tuple[str, str]] = []
        self._insides: list[tuple[str, str]] = []
        self._phrases: list[tuple[str, str]] = []
        self.labels: dict[str, str] = {}
        self.medtops: dict[str, str] = {}
        for topic, row in languages.table(language, "topics").items():
            self.labels[topic] = row["label"]
            if "medtop" in row:
                self.medtops[topic] = row["medtop"]
            for word in row["words"]:
                stem = fold(word.removeprefix("+"))
                if " " in stem:
                    self._phrases.append((stem, topic))
                    continue
                self._starts.append((stem, topic))
                if word.startswith("+") or len(stem) >= _INSIDE:
                    self._insides.append((stem, topic))
        self._places = {fold(row["place"]): row["key"] for row in languages.rows(language, "exonyms")}
        self._known: dict[str, frozenset[str]] = {}

    def words(self, text: str) -> list[str]:
        """Folded words of a text, in order."""
        return [fold(w) for w in _WORD.findall(text)]

    def stems(self, text: str) -> frozenset[str]:
        """Beginnings of the words that carry meaning."""
        return frozenset(w[:_STEM] for w in self.words(text) if len(w) > 3 and w not in self.stop)

    def topics(self, text: str) -> frozenset[str]:
        """Concepts that a text speaks of, the same in all languages."""
        found: set[str] = set()
        for word in _WORD.findall(text):
            known = self._known.get(word)
            if known is None:
                known = self._known[word] = self._topics_of(fold(word))
            found |= known
        for word in self._joined(text):
            found |= self._topics_of(fold(word))
        folded = fold(text) if self._phrases else ""
        found.update(topic for phrase, topic in self._phrases if phrase in folded)
        return frozenset(found)

    def _joined(self, text: str) -> Iterator[str]:
        """Separable verbs put together: a part at the end of a clause before each small word of that clause."""
        for part in self._particle.finditer(text) if self._particle else ():
            clause = re.split(r"[.,;:!?–]", text[max(0, part.start() - 200) : part.start()])[-1]
            yield from (part[1] + word for word in _WORD.findall(clause) if word[0].islower() and len(word) > 3)

    def _topics_of(self, word: str) -> frozenset[str]:
        # a stem of three letters or fewer must be the whole word or the first part of a hyphenated one
        parts = word.split("-")
        at = word.find(self._infix, 2) if self._infix else -1
        if 2 <= at <= 6:
            parts.append(word[:at] + word[at + len(self._infix) :])
        found = {t for s, t in self._starts if any(p.startswith(s) if len(s) > 3 else p == s for p in parts)}
        found.update(t for s, t in self._insides if s in word)
        return frozenset(found)

    def counts(self, text: str) -> tuple[Count, ...]:
        """Numbers of countable things, e.g. "14 Seeleute"; years, days of a month and clock times are no counts."""
        tokens = [(m.group(), m.start()) for m in _COUNT.finditer(text)]
        found = []
        for i, (token, at) in enumerate(tokens):
            value = self._value(token)
            if value is None or i + 1 == len(tokens) or _no_count(text, at, token):
                continue
            of: set[str] = set()
            for word, _ in tokens[i + 1 : i + 4]:
                if word[0].isdecimal() or fold(word) in self.stop or self._value(word) is not None:
                    break
                if len(word) > 3:
                    of.add(fold(word)[:_STEM])
                    of.update(self.topics(word))
            if of:
                before = fold(text[max(0, at - 20) : at]).rstrip()
                bound = next((name for name, phrases in self._bounds if phrases and _ends(before, phrases)), "")
                found.append(Count(value, bound, frozenset(of)))
        return tuple(found)

    def _value(self, token: str) -> float | None:
        if token[0].isdecimal():
            whole = re.sub(r"[. ,](?=\d{3}\b)", "", token)
            return float(whole.replace(",", "."))
        return self.numbers.get(fold(token))

    def cue(self, name: str, text: str) -> bool:
        """True if the text has one of the phrases of ``[fate]`` or ``[acts]`` under that name."""
        words = re.findall(r"\w+", fold(text))
        return any(_in_order(phrase.split(), words) for phrase in self._cues.get(name, ()))

    def before(self, name: str, text: str) -> bool:
        """True if the text ends with one of the phrases under that name ("bis zum", before a date)."""
        return _ends(fold(text).rstrip(), self._cues.get(name, []))

    def starts(self, name: str, text: str) -> bool:
        """True if the text begins with one of the phrases under that name."""
        folded = fold(text).lstrip()
        return any(folded.startswith(p + " ") for p in self._cues.get(name, []))

    def level(self, name: str) -> int | None:
        """1 for heads of state and government, 2 for ministers, 3 for officials; None where a role says nothing."""
        folded = fold(name)
        hits = [(len(word), level) for level, words in self._levels for word in words if word in folded]
        return max(hits)[1] if hits else None

    def place(self, words: str) -> str:
        """A key for a place that is the same in all languages."""
        folded = fold(words).strip(" ,.;")
        if folded in self._places:
            return self._places[folded]
        parts = [p for p in re.split(r"[\s,()]+", folded) if p and p not in self.stop]
        known = [self._places[p] for p in parts if p in self._places]
        return known[0] if known else " ".join(parts)


@lru_cache(maxsize=8)
def wording(language: str) -> Wording:
    """The tables of a language, read once; a language without a folder is compared by the English ones."""
    return Wording(language if language in languages.supported() else "en")


def _phrases(words: list[str]) -> list[str]:
    return [fold(w) for w in words]


def _ends(text: str, phrases: list[str]) -> bool:
    return any(text.endswith(p) and (len(text) == len(p) or not text[-len(p) - 1].isalnum()) for p in phrases)


def _in_order(phrase: list[str], words: list[str]) -> bool:
    """The words of a phrase stand in the text, in this order, at most six words apart."""
    at, last = 0, -1
    for i, word in enumerate(words):
        if word.startswith(phrase[at]) if len(phrase[at]) > 3 else word == phrase[at]:
            if at and i - last > 6:
                at = 0
                continue
            at, last = at + 1, i
            if at == len(phrase):
                return True
    return False


def _no_count(text: str, at: int, token: str) -> bool:
    after = text[at + len(token) : at + len(token) + 2]
    if after[:1] in {".", ":", "-", "/"} and after[1:2] != "":
        return after[0] != "." or after[1:2] in {" ", ""} or after[1:2].isdigit()
    return token.isdigit() and len(token) == 4 and 1900 <= int(token) <= 2100
