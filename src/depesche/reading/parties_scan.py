"""Finds the words that may name somebody: known names by automaton, then persons that nobody told us."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from depesche.knowledge import Name, Person
from depesche.knowledge.spelling import plain, surnames
from depesche.reading.parties_lexicon import Lexicon, Noun
from depesche.reading.tree import Tree
from depesche.records import MentionForm, Party

_ARABIC = re.compile(r"(?:al|el|as|asch|ash|at|ad|an|ar|az|es|er|ul)-[A-ZÄÖÜ]")
"""A name's part with its article: al-Hassani."""
_INSIDE = 40  # characters that a name may go on behind one that does not fit
_ORDER = ("name", "metonym", "adjective", "demonym")  # which reading of a word comes first


@dataclass(slots=True, eq=False)
class Found:
    """A mention in the making: tokens ``first`` to ``last``, ``head`` the token that carries it."""

    first: int
    last: int
    head: int
    form: MentionForm
    kind: str
    code: str = ""
    name: Name | None = None
    persons: tuple[Person, ...] = ()
    written: str = ""
    noun: Noun | None = None
    office: str = ""
    gender: str = ""
    plural: bool = False
    definite: bool = True
    strict: bool = False
    former: bool = False
    place: bool = False
    partner: Found | None = None
    whose: Found | None = None
    pair: Found | None = None
    namesakes: tuple[Person, ...] = ()
    predicate: bool = False
    codes: tuple[str, ...] = ()
    party: Party | None = None
    others: tuple[Party, ...] = ()
    alternatives: tuple[Party, ...] = ()
    why: str = ""
    weak: bool = False
    worded: bool = False

    @property
    def city(self) -> bool:
        """True for a city or region: a place in its state, which never acts."""
        return self.name is not None and self.name.flags in ("city", "region")

    def stop_follows(self, forms: list[str]) -> bool:
        """True if a comma, a full stop or a bracket stands right behind the words, or an “of”."""
        return self.last + 1 >= len(forms) or forms[self.last + 1] in (",", ".", ")", ";", "des", "der", "von", "of", "und")


def voices(items: Iterable[Found]) -> set[Party | None]:
    """Those who only speak for somebody: a pair that the text takes up leaves them out."""
    return {x.party for x in items if x.office.startswith("spokes")}


class NameScan:
    """One document's named candidates; ``taken[i]`` is the candidate that a token belongs to."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.parsed = any(tree.dep)
        self.pairs = frozenset(lexicon.table["anaphors"]["pair"])
        self.taken: list[Found | None] = [None] * len(tree)
        self.found: list[Found] = []
        if len(tree):
            self._names()
            self._widen()
            self._persons()

    def put(self, item: Found) -> Found:
        for i in range(item.first, item.last + 1):
            self.taken[i] = item
        self.found.append(item)
        return item

    def drop(self, item: Found) -> None:
        for i in range(item.first, item.last + 1):
            if self.taken[i] is item:
                self.taken[i] = None
        self.found.remove(item)

    # known names -----------------------------------------------------------------------------------------------

    def _names(self) -> None:
        text = self.tree.text
        size = len(text)
        for number, start, end in self.lexicon.automaton.find_matches_as_indexes(text):
            if self._match(number, start, end) or " " not in text[start:end]:
                continue
            # “Die Welt” in “Die Weltbank”: what does not fit hides what begins inside
            inner = text.index(" ", start) + 1
            for other, first, last in self.lexicon.automaton.find_matches_as_indexes(text[inner : min(size, end + _INSIDE)]):
                if inner + first >= end:
                    break
                self._match(other, inner + first, inner + last)

    def _match(self, number: int, start: int, end: int) -> bool:
        """Take in a known name where the text has it as a whole word; True if it fits."""
        lexicon, text, begin = self.lexicon, self.tree.text, self.tree.begin
        size = len(text)
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            return False
        entries = lexicon.entries(lexicon.patterns[number])
        stop = end
        while stop < size and (text[stop].isalnum() or text[stop] == "_"):
            stop += 1
        tail = text[end:stop]
        if tail:
            entries = [e for e in entries if self._ending_fits(e, tail)]
            if not entries:
                return False
        first, last = bisect_right(begin, start) - 1, bisect_right(begin, max(start, stop - 1)) - 1
        if self.taken[first] is None:
            self._known(entries, first, last, start, stop)
        return True

    def _ending_fits(self, entry: Name | Person, tail: str) -> bool:
        if isinstance(entry, Name) and entry.form == "adjective":
            return tail in self.lexicon.adjective_endings and "fixed" not in entry.flags
        return tail in self.lexicon.name_endings

    def _known(self, entries: list[Name | Person], first: int, last: int, start: int, stop: int) -> None:
        tree = self.tree
        persons = tuple(e for e in entries if isinstance(e, Person))
        known = [e for e in entries if isinstance(e, Name)]
        name = min(known, key=lambda e: _ORDER.index(e.form)) if known else None
        whole = tree.begin[first] == start and tree.end[last] == stop
        if persons and whole and not (name is not None and len(persons[0].name.split()) < 2 and name.kind == "state"):
            if first == last and tree.form[first] in self.lexicon.knowledge.given and not self._after_title(first):
                return
            item = Found(
                first, last, last, "name", "person", persons=persons, written=tree.text[start:stop], gender=persons[0].gender
            )
            self.put(item)
            return
        if name is None:
            return
        joined = not whole
        if joined and tree.lower[first].startswith(tuple(self.lexicon.words["about"])):
            return
        if joined and first == last and tree.form[first][:1].islower() and self._adjectives(first):
            return
        if joined and self.lexicon.noun(tree.form[last]) is not None:
            return
        if name.kind == "outlet" and "weak" in name.flags and not self._outlet_context(first):
            return
        if name.form == "demonym":
            upper = tree.form[first][:1].isupper()
            if not upper or (self.parsed and tree.upos[first] == "ADJ"):
                adjective = next((e for e in entries if isinstance(e, Name) and e.form == "adjective"), None)
                if adjective is None:
                    return
                name = adjective
        form: MentionForm = "name"
        if joined:
            form = "compound"
        elif name.form in ("adjective", "metonym"):
            form = "adjective" if name.form == "adjective" else "metonym"
        elif name.form == "demonym":
            form = "group"
        tail = tree.form[last + 1] if last + 1 < len(tree) else ""
        if name.form == "metonym" and not joined and tail in self.lexicon.words["outlet_tails"]:
            self.put(
                Found(
                    first, last + 1, last, "name", "outlet", f"{name.text} {tail}",
                    Name(f"{name.text} {tail}", "name", "outlet", f"{name.text} {tail}"),
                )
            )  # fmt: skip
            return
        item = Found(
            first, last, self._head(first, last), form, name.kind, name.code, name,
            gender=name.gender, plural=name.form == "demonym" or name.gender == "p",
        )  # fmt: skip
        item.weak = joined
        self.put(item)

    def _adjectives(self, i: int) -> bool:
        """Takes in a word of several states' adjectives: russisch-ukrainische."""
        parts = self.tree.lower[i].split("-")
        names = [
            next((n for n in self.lexicon.names_of(p) if n.form == "adjective" and n.kind == "state"), None) for p in parts
        ]
        known = [n for n in names if n is not None and "fixed" not in n.flags]
        if len(parts) < 2 or len(known) < len(parts) or any(n.flags for n in known):
            return False
        codes = tuple(dict.fromkeys(n.code for n in known))
        self.put(Found(i, i, i, "adjective", "state", codes[0], known[0], codes=codes))
        return True

    def _widen(self) -> None:
        """An outlet takes in what introduces it, a name the adjective of its own state, a name its own acronym behind it."""
        tree, words = self.tree, self.lexicon.words
        for item in list(self.found):
            if item not in self.found:
                continue
            if item.kind == "outlet":
                at = item.first - 1
                if at >= 0 and tree.form[at] in words["quotes"]:
                    at -= 1
                if (
                    at >= 0
                    and self.taken[at] is None
                    and tree.lower[at] in words["outlet_words"]
                    and tree.form[at][:1].isupper()
                ):
                    before = self.taken[at - 1] if at else None
                    if before is not None and before.form == "adjective":
                        at = before.first
                        self.drop(before)
                    item.first = at
                    for k in range(item.first, item.last + 1):
                        self.taken[k] = item
            elif item.first and item.form == "group" and item.kind == "state":
                before = self.taken[item.first - 1]
                if before is not None and before.form == "adjective" and before.kind == "state" and before.code != item.code:
                    # “bosnische Serben” live in Bosnia
                    self.drop(before)
                    item.first, item.code, item.worded = before.first, before.code, True
                    for k in range(item.first, item.last + 1):
                        self.taken[k] = item
            elif item.first and item.form == "name":
                before = self.taken[item.first - 1]
                if before is not None and before.form == "adjective" and before.code == item.code:
                    self.drop(before)
                    item.first = before.first
                    for k in range(item.first, item.last + 1):
                        self.taken[k] = item
                elif (
                    item.first > 1
                    and tree.form[item.first - 1] == "("
                    and item.last + 1 < len(tree)
                    and tree.form[item.last + 1] == ")"
                ):
                    owner = self.taken[item.first - 2]
                    if owner is not None and owner.code == item.code and owner.kind == item.kind:
                        self.drop(item)
                        owner.last = item.last + 1
                        for k in range(owner.first, owner.last + 1):
                            self.taken[k] = owner

    def _outlet_context(self, first: int) -> bool:
        words, tree = self.lexicon.words, self.tree
        for i in range(max(0, first - 3), first):
            if tree.lower[i] in words["outlet_words"]:
                return True
        return (
            first > 0
            and tree.form[first - 1] in words["quotes"]
            and first > 1
            and tree.upos[first - 2] in ("NOUN", "DET", "ADP", "")
        )

    def _head(self, first: int, last: int) -> int:
        head = self.tree.head
        for i in range(first, last + 1):
            if not first <= head[i] <= last or head[i] == i:
                return i
        return last

    # persons ----------------------------------------------------------------------------------------------------

    def _persons(self) -> None:
        """Names of persons that nobody told us: given name and more capitalised words; surnames of those in the text."""
        tree, lexicon = self.tree, self.lexicon
        given, particles = lexicon.knowledge.given, lexicon.words["particles"]
        i, size = 0, len(tree)
        while i < size:
            form = tree.form[i]
            if self.taken[i] is not None or not form[:1].isupper() or len(form) < 2:
                i += 1
                continue
            titled = self._after_title(i) and self._proper(i) and self._named_by_title(i)
            starts = form in given or titled or self._flat_name(i) or self._before_surname(i)
            if not starts or not self._proper(i):
                i += 1
                continue
            last = i
            while last + 1 < size and self.taken[last + 1] is None and tree.sentence[last + 1] == tree.sentence[i]:
                nxt = tree.form[last + 1]
                if (nxt[:1].isupper() and self._proper(last + 1) and lexicon.noun(nxt) is None) or _ARABIC.match(nxt):
                    last += 1
                elif (
                    nxt.lower() in particles
                    and nxt.islower()
                    and last + 2 < size
                    and tree.form[last + 2][:1].isupper()
                    and self._proper(last + 2)
                    and nxt != "und"
                    and not tree.form[last + 2].isupper()
                ) or (
                    len(nxt) == 2
                    and nxt[1] == "."
                    and nxt[0].isupper()
                    and last + 2 < size
                    and tree.form[last + 2][:1].isupper()
                ):
                    last += 2
                else:
                    break
            if last == i and (not titled or tree.lower[i] in lexicon.words["not_persons"]):
                i += 1
                continue
            written = tree.text[tree.begin[i] : tree.end[last]]
            self._person(i, last, written)
            i = last + 1
        self._surnames()

    def _person(self, first: int, last: int, written: str) -> None:
        tree, lexicon = self.tree, self.lexicon
        if first == last:
            key = plain(written)
            persons_of = lexicon.knowledge.persons.with_surname
            known = persons_of(key) or persons_of(key.removesuffix("s"))
            gender = known[0].gender if len({p.gender for p in known}) == 1 else ""
            self.put(Found(first, last, last, "surname", "person", persons=tuple(known), written=written, gender=gender))
            return
        genitive = written[:-1] if written.endswith("s") else ""
        like = lexicon.knowledge.persons.sounding
        persons = tuple(like(written) or (like(genitive) if genitive else ()) or self._by_parts(genitive, written))
        gender = persons[0].gender if persons else lexicon.knowledge.given.get(tree.form[first], "")
        self.put(Found(first, last, self._head(first, last), "name", "person", persons=persons, written=written, gender=gender))

    def _by_parts(self, *spellings: str) -> list[Person]:
        """Known persons of whom a longer name gives more than the usual two words: middle names, honorifics."""
        like = self.lexicon.knowledge.persons.sounding
        for written in spellings:
            words = written.split()
            if len(words) >= 3:
                for first in words[:-1]:
                    found = like(f"{first} {words[-1]}") if first[:1].isupper() and len(first) > 2 else []
                    if len(found) == 1 and any(plain(words[-1]) == plain(s.split()[-1]) for s in found[0].spellings):
                        return found
        return []

    def _named_by_title(self, i: int) -> bool:
        """False for a common noun behind a title: “warf dem Minister Untätigkeit vor”."""
        tree, words = self.tree, self.lexicon.words
        if not self.parsed or self.lexicon.knowledge.persons.has_surname(plain(tree.form[i])):
            return True
        if tree.lower[i].endswith(tuple(words["abstract_endings"])):
            return False
        return tree.head[i] == i - 1 or tree.head[i - 1] == i or tree.dep[i] != "obj"

    def _before_surname(self, i: int) -> bool:
        """True for a proper noun that the parse joins with a surname that the tables know."""
        tree, j = self.tree, i + 1
        if not self.parsed or j >= len(tree) or tree.upos[i] != "PROPN" or tree.upos[j] != "PROPN" or self.taken[j] is not None:
            return False
        if tree.head[j] != i or not tree.dep[j].startswith("flat") or not tree.form[i].isalpha() or tree.form[i].isupper():
            return False
        return self.lexicon.knowledge.persons.has_surname(plain(tree.form[j])) and self.lexicon.noun(tree.form[j]) is None

    def _flat_name(self, i: int) -> bool:
        """True for the first of several proper nouns that the parse joins to one name where somebody acts."""
        tree = self.tree
        j = i + 1
        if not self.parsed or tree.upos[i] != "PROPN" or j >= len(tree) or not tree.form[i].isalpha() or tree.form[i].isupper():
            return False
        if tree.upos[j] != "PROPN" or tree.head[j] != i or self.taken[j] is not None:
            return False
        if not tree.dep[j].startswith(("flat", "appos")):
            return False
        if tree.lower[i].endswith(tuple(self.lexicon.words["place_nouns"])):
            return False
        return tree.dep[i].split(":")[0] in ("nsubj", "appos", "iobj", "conj") and tree.child(i, "case", "det") is None

    def _proper(self, i: int) -> bool:
        tree = self.tree
        if self.parsed and tree.upos[i]:
            return tree.upos[i] == "PROPN" or (tree.upos[i] in ("X", "NOUN", "ADJ") and tree.dep[i].startswith("flat"))
        return tree.form[i] in self.lexicon.knowledge.given or self.lexicon.knowledge.persons.has_surname(plain(tree.form[i]))

    def _after_title(self, i: int) -> bool:
        if i == 0 or self.taken[i - 1] is not None:
            return False
        noun = self.lexicon.noun(self.tree.form[i - 1])
        return (noun is not None and noun.kind == "role" and not noun.plural) or self.tree.lower[i - 1] in self.lexicon.words[
            "titles"
        ]

    def _surnames(self) -> None:
        tree, lexicon = self.tree, self.lexicon
        everybody = lexicon.knowledge.persons
        here: dict[str, Found] = {}
        firsts: dict[str, Found] = {}
        for item in self.found:
            if item.kind == "person" and item.form == "name" and " " in item.written:
                code = item.persons[0].terms[0].code if item.persons and item.persons[0].terms else ""
                for spelling in {item.written, *(s for p in item.persons for s in p.spellings)}:
                    for word in surnames(spelling, code):
                        here.setdefault(plain(word), item)
                firsts.setdefault(plain(item.written.split()[0]), item)
        for item in self.found:
            if item.kind == "person" and item.form == "surname" and item.partner is None and item.first == item.last:
                key = plain(item.written)
                known = here.get(key) or here.get(key.removesuffix("s")) or firsts.get(key)
                if known is not None:
                    item.namesakes = item.persons
                    item.partner, item.persons, item.gender = known, known.persons, known.gender or item.gender
        for i, form in enumerate(tree.form):
            if self.taken[i] is not None or not (form[:1].isupper() or _ARABIC.match(form)) or len(form) < 2:
                continue
            if self.parsed and tree.upos[i] in ("VERB", "AUX", "ADP", "DET", "PRON", "SCONJ", "CCONJ", "ADV", "NUM"):
                continue
            key = plain(form)
            bare = key[:-1] if key.endswith("s") else ""
            known = here.get(key) or here.get(bare)
            if known is not None and (not self.parsed or tree.upos[i] != "NOUN" or key not in lexicon.common):
                begin = self._particles(i, known)
                self.put(
                    Found(
                        begin, i, i, "surname", "person",
                        persons=known.persons, written=form, partner=known, gender=known.gender,
                    )
                )  # fmt: skip
                continue
            persons = everybody.with_surname(key) or (everybody.with_surname(bare) if bare else [])
            if not persons or len(form) < 3:
                first, _, rest = form.partition("-")
                prefix = rest and everybody.has_surname(plain(first)) and plain(first) not in lexicon.common
                if prefix and lexicon.noun(form) is None and rest[:1].isupper() and plain(first) in here:
                    item = here[plain(first)]
                    self.put(Found(i, i, i, "compound", "person", persons=item.persons, written=first, partner=item, weak=True))
                continue
            titled = self._after_title(i)
            if not titled and (
                form in lexicon.knowledge.given or key in lexicon.common or bare in lexicon.common or not self._maybe_name(i)
            ):
                continue
            gender = persons[0].gender if len({p.gender for p in persons}) == 1 else ""
            self.put(Found(i, i, i, "surname", "person", persons=tuple(persons), written=form, gender=gender, weak=not titled))

    def _particles(self, i: int, known: Found) -> int:
        """Where a surname begins that has particles in the full name: de Maizière, von der Leyen."""
        words, at = known.written.lower().split(), i
        while at and len(words) > 2 and self.tree.lower[at - 1] in words[1:-1] and self.taken[at - 1] is None:
            if self.tree.form[at - 1][:1].isupper():
                break
            at -= 1
        return at

    def _maybe_name(self, i: int) -> bool:
        tree = self.tree
        if self.parsed:
            return tree.upos[i] == "PROPN" and not (
                i and tree.form[i - 1][:1].isupper() and tree.upos[i - 1] == "PROPN" and self.taken[i - 1] is None
            )
        return True
