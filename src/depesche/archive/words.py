"""The word indices: FTS5 on SQLite, tsvector on PostgreSQL, both over words that ``folding`` has seen to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, text

from depesche import languages
from depesche.archive.folding import WORD, Folding, folding
from depesche.archive.rows import ArchiveError
from depesche.languages.folding import fold

_ASKED = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MOST_ASKED = 40
# PostgreSQL keeps no more than 1 MB of words for one text; a dispatch of this length is a book.
_MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, in order; ``stems`` find a single one in another form or inside a compound."""

    words: tuple[str, ...]
    stems: frozenset[str] = frozenset()
    prefix: bool = False
    minus: bool = False


def asked(query: str) -> list[Term]:
    """What a query asks for: words (all of them), ``"a phrase"``, ``begin*``, ``-without``. Raises ``ArchiveError``."""
    foldings = [folding(language) for language in languages.supported()]
    found: list[Term] = []
    for part in _ASKED.finditer(query):
        minus = bool(part["minus"])
        if part["phrase"] is not None:
            words = tuple(fold(w) for w in WORD.findall(part["phrase"]))
            if len(words) > 1:
                found.append(Term(words, minus=minus))
                continue
        given = part["word"] or part["phrase"]
        for word in WORD.findall(given):
            prefix = given.endswith("*") and given.rstrip("*").endswith(word)
            stems = frozenset() if prefix else frozenset(s for f in foldings for s in f.asked(word))
            found.append(Term((fold(word),), stems, prefix, minus))
    if all(term.minus for term in found):
        raise ArchiveError("a search needs at least one word to look for")
    return found[:_MOST_ASKED]


def index(connection: Connection, table: str, texts: Iterable[tuple[int, str]], seer: Folding) -> None:
    """Enter texts under their numbers."""
    rows = []
    for number, words in texts:
        seen = seer.words(words)[:_MOST_WORDS]
        stems = [stem for word in seen for stem in word.also]
        rows.append({"id": number, "words": " ".join(w.form for w in seen), "stems": " ".join(stems[: 2 * _MOST_WORDS])})
    if rows:
        connection.execute(_INSERT[connection.dialect.name, table], rows)


def chosen(dialect: str, table: str, terms: list[Term]) -> tuple[str, str]:
    """SQL for a subselect ``(id, score)`` of the numbers that match, low scores first, and its parameter ``:asked``."""
    if dialect == "sqlite":
        return f"SELECT rowid AS id, rank AS score FROM {table} WHERE {table} MATCH :asked", _fts5(terms)
    rank = f"-ts_rank({table}.tokens, q.q)"
    return f"SELECT id, {rank} AS score FROM {table}, to_tsquery('simple', :asked) AS q(q) WHERE tokens @@ q.q", _tsquery(terms)


def _fts5(terms: list[Term]) -> str:
    # Words are letters and digits only, so that quoting them is enough.
    wanted = " AND ".join(_fts5_term(t) for t in terms if not t.minus)
    unwanted = "".join(f" NOT {_fts5_term(t)}" for t in terms if t.minus)
    return f"({wanted}){unwanted}" if unwanted else wanted


def _fts5_term(term: Term) -> str:
    words = f'words : "{" ".join(term.words)}"' + (" *" if term.prefix else "")
    return "(" + " OR ".join([words, *(f'stems : "{stem}"' for stem in sorted(term.stems))]) + ")"


def _tsquery(terms: list[Term]) -> str:
    return " & ".join(("!" if t.minus else "") + _tsquery_term(t) for t in terms)


def _tsquery_term(term: Term) -> str:
    weight = ":*A" if term.prefix else ":A"
    words = " <-> ".join(f"'{word}'{weight}" for word in term.words)
    return "(" + " | ".join([f"({words})", *(f"'{stem}':B" for stem in sorted(term.stems))]) + ")"


def _insert(dialect: str, table: str) -> TextClause:
    if dialect == "sqlite":
        return text(f"INSERT INTO {table} (rowid, words, stems) VALUES (:id, :words, :stems)")
    tokens = "setweight(to_tsvector('simple', :words), 'A') || setweight(to_tsvector('simple', :stems), 'B')"
    return text(f"INSERT INTO {table} (id, tokens) VALUES (:id, {tokens})")


_INSERT = {(d, t): _insert(d, t) for d in ("sqlite", "postgresql") for t in ("dispatch_words", "record_words")}


def snippet(words: str, terms: list[Term], seer: Folding, length: int = 240) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of a text, about ``length`` characters long, with the most matches, and where they are in it."""
    forms = {w for t in terms if not t.minus and not t.prefix for w in t.words}
    stems = {s for t in terms if not t.minus for s in t.stems}
    starts = tuple(t.words[0] for t in terms if t.prefix and not t.minus)
    found: list[tuple[int, int]] = []
    for word in WORD.finditer(words):
        seen = seer.word(word[0])
        if seen.form in forms or (starts and seen.form.startswith(starts)) or not stems.isdisjoint(seen.also):
            found.append(word.span())
    best, last = 0, 0
    most = 0
    for first in range(len(found)):
        last = max(last, first)
        while last + 1 < len(found) and found[last + 1][1] - found[first][0] <= length:
            last += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    middle = (found[best][0] + found[best + most - 1][1]) // 2 if found else 0
    begin = max(0, middle - length // 2)
    while begin > 0 and not words[begin - 1].isspace() and middle - begin < length:
        begin -= 1
    end = min(len(words), begin + length)
    while end < len(words) and not words[end].isspace() and end - begin < length + 40:
        end += 1
    return words[begin:end], tuple((b - begin, e - begin) for b, e in found if begin <= b and e <= end)
