"""Joins offices with the names of those who hold them: titles, appositions, “is”, two offices of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from depesche.reading.parties_scan import Found

if TYPE_CHECKING:
    from depesche.reading.parties_scan import NameScan


_LONG = 16  # tokens between an office and the name behind it
_NOMINAL = ("NOUN", "ADJ", "DET", "ADP", "CCONJ", "PROPN", "NUM", "X", "SPACE")


class Titles:
    """Works on the candidates of a scan: ``attach`` while the nouns are gathered, ``join`` when all are there."""

    def __init__(self, scan: NameScan) -> None:
        self.scan = scan
        self.tree = scan.tree
        self.lexicon = scan.lexicon
        self.taken = scan.taken
        self.parsed = scan.parsed

    def join(self) -> None:
        """What needs all candidates: appositions, two offices of one person, “is”, names far behind their office."""
        self._appositions()
        self._double_offices()
        for item in self.scan.found:
            if item.kind == "person" and not item.code and item.noun is None:
                self._origin(item)
        for item in self.scan.found:
            if item.kind == "role" and not item.plural and item.partner is None and item.whose is None:
                name = self._is(item) or self._behind(item)
                if name is not None:
                    self._give(item, name)

    def _origin(self, name: Found) -> None:
        """Whose somebody is by a noun that no table knows: the Dutch painter NAME; NAME, a Dutch painter; NAME (party)."""
        tree, taken, size = self.tree, self.taken, len(self.tree)
        at = name.first - 1
        people = taken[at] if at >= 0 else None
        if people is not None and self._people(people):
            name.code = people.code  # the American NAME
            return
        if people is not None and people.form == "compound" and people.last == at and people.name is not None:
            name.code = self._belongs(people)  # the WWF expert NAME
            return
        where = tree.lower[at].endswith(tuple(self.lexicon.words["place_nouns"])) if at >= 0 else False
        if at > 0 and tree.upos[at] == "NOUN" and taken[at] is None and not where:
            k = at - 1
            while k > 0 and tree.upos[k] == "ADJ" and taken[k] is None:
                k -= 1
            before = taken[k]
            if before is not None and before.form == "adjective" and before.kind == "state" and not before.codes:
                name.code, name.first = before.code, before.first
                self.scan.drop(before)
                for j in range(name.first, name.last + 1):
                    taken[j] = name
                return
        j = name.last + 1
        if j + 2 >= size or tree.sentence[j] != tree.sentence[name.first]:
            return
        if tree.form[j] == ",":
            k = j + 1
            while k < size and k - j < 4 and taken[k] is None and tree.upos[k] in ("DET", "ADJ", "ADV"):
                k += 1
            found = taken[k] if k < size else None
            noun = k + 1 < size and tree.upos[k + 1] in ("NOUN", "ADJ")
            if found is not None and found.form == "adjective" and found.kind == "state" and noun and not found.codes:
                name.code = found.code
        elif tree.form[j] == "(":
            found = taken[j + 1]
            if found is not None and tree.form[min(size - 1, found.last + 1)] == ")":
                name.code = self._belongs(found)
        elif tree.lower[j] in self.lexicon.words["membership"]:
            k = j + 1 + (tree.lower[j + 1] in self.lexicon.words["determiners"])
            found = taken[k] if k < size else None
            if found is not None and found.first == k and found.kind in ("organisation", "outlet") and found.form == "name":
                name.code = self._belongs(found)

    def _people(self, item: Found) -> bool:
        """True for a people's name in the singular before a name."""
        if item.kind != "state" or item.form != "group":
            return False
        return not self.parsed or self.tree.feats[item.head].get("Number") != "Plur"

    def _belongs(self, item: Found) -> str:
        if item.kind not in ("organisation", "outlet", "state") or item.name is None or item.form == "adjective":
            return ""
        return item.name.home or item.code

    def _give(self, item: Found, name: Found) -> None:
        item.partner = name
        name.code, name.office, name.weak = name.code or item.code, name.office or item.office, False

    def _is(self, item: Found) -> Found | None:
        """“Neuer Präsident ist NAME”: an office as subject, a name as what is said of it."""
        tree = self.tree
        head = tree.head[item.head]
        if tree.dep[item.head] != "nsubj" or tree.child(head, "cop") is None:
            return None
        name = self.taken[head]
        return name if name is not None and name.kind == "person" and name.noun is None else None

    def _behind(self, item: Found) -> Found | None:
        """A full name behind all that says of what the office is: minister for trade and industry NAME; …, NAME, …"""
        tree, size = self.tree, len(self.tree)
        j = item.last + 1
        while j < size and tree.upos[j] == "SPACE":
            j += 1
        of = self.lexicon.words["of"] | self.lexicon.words["determiners"]
        if not self.parsed or j >= size or (tree.lower[j] not in of and tree.upos[j] not in ("ADP", "DET")):
            return None
        while j < size and j - item.last <= _LONG and tree.sentence[j] == tree.sentence[item.head]:
            held = self.taken[j]
            if held is not None and held.kind == "person":
                free = held.form == "name" and held.noun is None and held.first == j and not held.code
                apart = tree.upos[j - 1] in ("ADP", "DET", "CCONJ", "PUNCT")
                return held if free and not apart else None
            if tree.form[j] == ",":
                k = j + 1
                while k < size and tree.lower[k] in self.lexicon.words["titles"]:
                    k += 1
                held = self.taken[k] if k < size else None
                if held is None or held.kind != "person" or held.first != k or held.noun is not None:
                    return None
                closed = held.last + 1 < size and tree.form[held.last + 1] in (",", ".", ":", ")", "(", ";")
                return held if closed and (item.definite or item.code) else None
            if tree.upos[j] not in _NOMINAL and tree.form[j] not in '„“”"»«()':
                return None
            j = (held.last if held is not None else j) + 1
        return None

    def _appositions(self) -> None:
        """Joins an office and a name that the parse sets in apposition, however far apart."""
        tree = self.tree
        for item in self.scan.found:
            if tree.dep[item.head] != "appos" or item.partner is not None:
                continue
            other = self.taken[tree.head[item.head]]
            if other is None or other is item or {item.kind, other.kind} != {"role", "person"}:
                continue
            role, person = (item, other) if item.kind == "role" else (other, item)
            if role.partner is None and not role.plural and person.noun is None and not person.code:
                role.partner = person
                person.code, person.office, person.weak = role.code, person.office or role.office, False

    def attach(self, item: Found) -> None:
        """A title right before a name is one mention with it; behind a comma it is another one for the same person."""
        tree, size = self.tree, len(self.tree)
        j = item.last + 1
        if item.plural:
            self._share(item)
            return
        while j < size and tree.lower[j] in self.lexicon.words["titles"]:
            j += 1
        if j < size and tree.sentence[j] == tree.sentence[item.head]:
            nxt = self.taken[j]
            if nxt is not None and nxt.kind == "person" and nxt.first == j:
                if self._of_person(item, nxt):
                    item.whose, item.last = nxt, nxt.last
                    self.scan.drop(nxt)
                    for k in range(item.first, item.last + 1):
                        self.taken[k] = item
                    return
                if item.kind == "body":
                    if nxt.form == "surname":
                        item.code = item.code or (nxt.persons[0].terms[0].code if nxt.persons and nxt.persons[0].terms else "")
                        item.last = nxt.last
                        self.scan.drop(nxt)
                        for k in range(item.first, item.last + 1):
                            self.taken[k] = item
                    return
                if item.last == item.head:
                    nxt.noun, nxt.office, nxt.code, nxt.former = item.noun, item.office, item.code, item.former
                    nxt.gender = item.gender if item.gender == "f" else nxt.gender
                    nxt.weak = False
                    nxt.first = item.first
                    self.scan.drop(item)
                    for k in range(nxt.first, nxt.last + 1):
                        self.taken[k] = nxt
                else:
                    item.partner = nxt
                    nxt.code, nxt.office, nxt.weak = item.code, nxt.office or item.office, False
                return
            if tree.form[j] == "," and j + 1 < size:
                k = j + 1
                while k < size and tree.lower[k] in self.lexicon.words["titles"]:
                    k += 1
                nxt = self.taken[k] if k < size else None
                if (
                    nxt is not None
                    and nxt.kind == "person"
                    and nxt.first == k
                    and nxt.last + 1 < size
                    and tree.form[nxt.last + 1] in (",", ".", ":", ")")
                    and self._said_of(item, nxt)
                ):
                    item.partner = nxt
                    nxt.code, nxt.office, nxt.weak = nxt.code or item.code, nxt.office or item.office, False
                    return
        j = item.first - 1
        before_it = self.lexicon.words["determiners"] | self.lexicon.words["former"]
        while j >= 0 and (tree.lower[j] in before_it or (tree.upos[j] == "ADJ" and item.first - j < 4)):
            j -= 1
        if j > 0 and tree.form[j] in (",", "(") and tree.sentence[j] == tree.sentence[item.head]:
            before = self.taken[j - 1]
            bare = j == item.first - 1 and tree.form[j] == "," and item.stop_follows(tree.form)
            if before is not None and before.kind == "person" and (bare or not self.parsed or self._apposed(item, before)):
                item.partner = before
                if not before.code:
                    before.code, before.office = item.code, before.office or item.office

    def _share(self, item: Found) -> None:
        """“Die Außenminister NAME und NAME”: an office in the plural goes to every name of the row behind it."""
        tree, j = self.tree, item.last + 1
        first = self.taken[j] if j < len(tree) else None
        if first is None or first.kind != "person" or first.first != j or item.last != item.head or first.noun is not None:
            return
        row, between = [first], {",", *self.lexicon.words["and"]}
        while (j := row[-1].last + 2) < len(tree) and tree.lower[j - 1] in between:
            nxt = self.taken[j]
            if nxt is None or nxt.kind != "person" or nxt.first != j or nxt.noun is not None:
                break
            row.append(nxt)
        if len(row) < 2:
            return
        for name in row:
            name.office, name.weak = item.office, False
            name.code = name.code or item.code
        self.scan.drop(item)
        first.first = item.first
        for k in range(first.first, first.last + 1):
            self.taken[k] = first

    def _double_offices(self) -> None:
        """“Der Vizekanzler und Arbeitsminister NAME”: without an article of its own the second office is the same person's."""
        tree, words = self.tree, self.lexicon.words
        for item in self.scan.found:
            if item.kind != "role" or item.plural or item.partner is not None or item.last + 2 >= len(tree):
                continue
            nxt = self.taken[item.last + 2]
            if tree.lower[item.last + 1] not in words["and"] or nxt is None or nxt.first != item.last + 2 or nxt.plural:
                continue
            before = tree.lower[item.first - 1] if item.first else ""
            if before not in words["determiners"]:
                continue
            name = nxt if nxt.kind == "person" and nxt.noun is not None else nxt.partner if nxt.kind == "role" else None
            if name is not None and name.first <= nxt.last + 2:
                item.partner = name
                name.code = name.code or item.code

    def _of_person(self, item: Found, name: Found) -> bool:
        """True for “Berater Obamas”: a noun that asks whose, with a name in the genitive right behind it."""
        if item.noun is None or self.lexicon.language != "de" or item.last + 1 != name.first:
            return False
        if not item.noun.name.lower().endswith(tuple(self.lexicon.table["words"]["relational"])):
            return False
        word = self.tree.form[name.last]
        known = {w for p in name.persons for s in p.spellings for w in (s.split()[-1],)}
        return word.endswith("s") and len(word) > 3 and word not in known and (
            bool(known & {word[:-1]}) or self.tree.feats[name.last].get("Case") == "Gen"
        )  # fmt: skip

    def _said_of(self, item: Found, name: Found) -> bool:
        """True unless the parse joins the name behind a comma to another noun: the critic of the minister, NAME."""
        tree = self.tree
        if not self.parsed or not tree.dep[item.head].startswith("nmod"):
            return True
        return item.first <= tree.head[name.head] <= item.last

    def _apposed(self, item: Found, before: Found) -> bool:
        head, dep = self.tree.head[item.head], self.tree.dep[item.head]
        if dep == "conj":
            return False
        return before.first <= head <= before.last or dep in ("appos", "nmod", "flat", "parataxis")
