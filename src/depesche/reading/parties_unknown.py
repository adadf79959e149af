"""Organisations that no table knows: by what they are called (“Nationale Volksfront”) and by an acronym in brackets."""

from __future__ import annotations

from depesche.reading.parties_agreement import GENDERS
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_scan import Found, NameScan
from depesche.reading.tree import Tree

_LONGEST = 8  # tokens in a name before its acronym


class Unknown:
    """Finds the names in one document once everybody known is found, before common nouns are read."""

    def __init__(self, scan: NameScan) -> None:
        self.scan = scan
        self.tree: Tree = scan.tree
        self.lexicon: Lexicon = scan.lexicon
        self.taken = scan.taken
        table = self.lexicon.table.get("organisations", {})
        self.heads = tuple(table.get("heads", ()))
        self.sorts = frozenset(table.get("sorts", ()))
        self.worldwide = tuple(table.get("worldwide", ()))

    def find(self) -> None:
        """Add a candidate for each such organisation, and for its acronym wherever it stands alone."""
        if not self.heads or not self.scan.parsed:
            return
        tree = self.tree
        acronyms: dict[str, Found] = {}
        for i, low in enumerate(tree.lower):
            if tree.upos[i] in ("NOUN", "PROPN") and self.taken[i] is None and low.endswith(self.heads):
                item = self._name(i)
                if item is not None and item.written.isupper():
                    acronyms[item.written] = item
        for i, form in enumerate(tree.form if acronyms else ()):
            if form in acronyms and self.taken[i] is None:
                known = acronyms[form]
                self.scan.put(Found(i, i, i, "name", known.kind, known.code, written=form, gender=known.gender))

    def _name(self, head: int) -> Found | None:
        tree = self.tree
        first = head
        while first > 0 and head - first < 4 and self._named(first - 1) and tree.sentence[first - 1] == tree.sentence[head]:
            first -= 1
        if first < head and first == tree.sentences[tree.sentence[head]][0] and not self._adjective(first):
            first += 1  # the capital of a sentence's first word tells nothing
        last, acronym = self._acronym(head)
        if first == head and not acronym:
            return None
        if first == head - 1 and first == tree.sentences[tree.sentence[head]][0] and not acronym:
            return None
        words = tree.text[tree.begin[first] : tree.end[head]]
        code = ""
        before = self.taken[first]
        if before is not None:
            code = before.code
            self.scan.drop(before)
        for j in range(first, last + 1):
            held = self.taken[j]
            if held is not None:
                code = code or (held.code if held.kind == "state" else "")
                self.scan.drop(held)
        gender = GENDERS.get(tree.feats[head].get("Gender", ""), "")
        kind = "body" if not tree.lower[first].startswith(self.worldwide) else "unknown"
        item = Found(first, last, head, "name", kind, code, written=acronym or words, gender=gender)
        self.scan.put(item)
        return item

    def _named(self, i: int) -> bool:
        """True for a capitalised adjective, which is part of a name."""
        form, held = self.tree.form[i], self.taken[i]
        if held is not None:
            return held.form == "adjective" and form[:1].isupper() and held.first == held.last and not held.city
        inflected = form.endswith(("e", "en", "er", "es", "em"))
        return form[:1].isupper() and form.isalpha() and inflected and self.tree.upos[i] == "ADJ"

    def _adjective(self, i: int) -> bool:
        held = self.taken[i]
        return held is not None and held.form == "adjective"

    def _acronym(self, head: int) -> tuple[int, str]:
        """The acronym in brackets that follows a name with its complement, and the token of the closing bracket."""
        tree, size = self.tree, len(self.tree)
        j = head + 1
        while j < size and j - head <= _LONGEST and tree.sentence[j] == tree.sentence[head]:
            if tree.form[j] == "(" and j + 2 < size and tree.form[j + 2] == ")":
                word = tree.form[j + 1]
                fits = 2 <= len(word) <= 7 and word.isalnum() and sum(c.isupper() for c in word) >= max(2, len(word) - 2)
                return (j + 2, word) if fits and word not in self.sorts and self.taken[j + 1] is None else (head, "")
            if tree.upos[j] not in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ", "X") and tree.form[j] not in '„“”"»«':
                break
            j += 1
        return head, ""
