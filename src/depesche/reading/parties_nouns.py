"""Finds offices, bodies and groups with the words around them that say of whom: “der russische Präsident”."""

from __future__ import annotations

from depesche.reading.parties_lexicon import Lexicon, Noun
from depesche.reading.parties_scan import Found, NameScan
from depesche.reading.tree import Tree
from depesche.records import MentionForm


class Scan(NameScan):
    """All candidates of a document: names first, then noun phrases from the last to the first."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        super().__init__(tree, lexicon)
        self._nouns()
        self._coordinated()
        self._of_states()
        if self.parsed:
            self._rows()
            self._appositions()
            self._double_offices()

    def _appositions(self) -> None:
        """Joins an office and a name that the parse sets in apposition, however far apart."""
        tree = self.tree
        for item in self.found:
            if tree.dep[item.head] != "appos" or item.partner is not None:
                continue
            other = self.taken[tree.head[item.head]]
            if other is None or other is item or {item.kind, other.kind} != {"role", "person"}:
                continue
            role, person = (item, other) if item.kind == "role" else (other, item)
            if role.partner is None and not role.plural and person.noun is None and not person.code:
                role.partner = person
                person.code, person.office, person.weak = role.code, person.office or role.office, False

    def _rows(self) -> None:
        """The foreign ministers of A and B, Ana Novak and Tor Lund: as many names as states, in the same order."""
        tree = self.tree
        for item in self.found:
            if item.kind != "role" or len(item.codes) < 2:
                continue
            names = [c for c in tree.children[item.head] if tree.dep[c] == "appos"]
            heads = {*names, *(d for c in names for d in tree.children[c] if tree.dep[d] == "conj")}
            row = [x for x in self.found if x.kind == "person" and x.head in heads and x.partner is None and not x.code]
            if len(row) != len(item.codes):
                continue
            for person, code in zip(sorted(row, key=lambda x: x.first), item.codes, strict=True):
                if all(t.code == code for p in person.persons for t in p.terms):
                    person.code, person.office, person.weak = code, person.office or item.office, False

    def _of_states(self) -> None:
        """Somebody whom no table knows belongs to the state that the name is followed by: Ana Novak of Serbia."""
        for item in self.found:
            if item.kind != "person" or item.form != "name" or item.persons or item.code or item.last + 2 >= len(self.taken):
                continue
            state = self.taken[item.last + 2]
            if (
                state is not None
                and state.kind == "state"
                and self.tree.lower[item.last + 1] in self.lexicon.words["person_of"]
            ):
                item.code = state.code

    def _coordinated(self) -> None:
        """A plural noun belongs to all states whose adjectives stand in a row before it: the Greek and Maltese ministers."""
        tree, joining = self.tree, (",", *self.lexicon.words["and"])
        for item in [x for x in self.found if x.plural and x.kind in ("role", "group", "body") and x.code]:
            if self.parsed and tree.feats[item.head].get("Number") == "Sing":
                continue
            while item.first > 1 and tree.lower[item.first - 1] in joining:
                before = self.taken[item.first - 2]
                if before is None or before.form != "adjective" or before.kind != "state" or before.code == item.code:
                    break
                item.codes = (before.code, *(item.codes or (item.code,)))
                item.first, item.code = before.first, before.code
                self.found.remove(before)
                self.taken[item.first : item.last + 1] = [item] * (item.last + 1 - item.first)

    def _nouns(self) -> None:
        tree = self.tree
        for i in range(len(tree) - 1, -1, -1):
            held = self.taken[i]
            if held is not None and not (held.weak and held.first == held.last):
                continue
            if self.parsed and tree.upos[i] in ("VERB", "AUX", "ADP", "PRON", "DET", "ADV", "PUNCT", "CCONJ"):
                continue
            if self.parsed and tree.upos[i] == "ADJ" and tree.dep[i] == "amod" and tree.form[i].islower():
                continue  # "military aid"
            noun, first = self._noun_at(i)
            if noun is None:
                continue
            if held is not None:
                self._drop(held)
            self._noun(noun, first, i)
        self.found.sort(key=lambda f: f.first)

    def _noun_at(self, i: int) -> tuple[Noun | None, int]:
        """The noun that ends at a token; in English it may have several words (“secretary of state”)."""
        tree, lexicon = self.tree, self.lexicon
        if lexicon.language != "de":
            for width in (3, 2):
                if i - width + 1 >= 0:
                    noun = lexicon.noun(" ".join(tree.lower[i - width + 1 : i + 1]))
                    if noun is not None:
                        return noun, i - width + 1
            return lexicon.noun(tree.lower[i]), i
        if not tree.form[i][:1].isupper():
            return None, i
        return lexicon.noun(tree.form[i]), i

    def _noun(self, noun: Noun, first: int, last: int) -> None:
        tree, lexicon = self.tree, self.lexicon
        words = lexicon.words
        head, code, codes = last, noun.code, []
        former, deputy = noun.former, noun.deputy
        # adjectives before it
        start, at = first, first - 1
        if at > 0 and tree.lower[at] in words["and"] and tree.form[at - 1].endswith("-") and len(tree.form[at - 1]) > 2:
            # “EU-Außen- und Europaminister”: the cut-off first part belongs to it
            item = self.taken[at - 1]
            if item is not None and item.form == "compound" and item.kind in ("state", "organisation"):
                codes.append(item.code)
                self._drop(item)
            start, at = at - 1, at - 2
        while at >= 0 and tree.sentence[at] == tree.sentence[head]:
            item = self.taken[at]
            if item is None and at > 0 and tree.lower[at] in ("'s", "’s", "'", "’") and self.taken[at - 1] is not None:
                item = self.taken[at - 1]
                at -= 1
                if item is None or item.kind not in ("state", "organisation", "body"):
                    break
                codes.append(item.code)
                start, at = item.first, item.first - 1
                self._drop(item)
            elif item is not None and self._modifies(item, at):
                codes.append(item.name.home or item.code if item.name else item.code)
                start = item.first
                self._drop(item)
                at = item.first - 1
            elif tree.lower[at] in words["former"]:
                former, at = True, at - 1
            elif tree.lower[at] in words["deputy"]:
                deputy, at = True, at - 1
                start = at + 1
            elif tree.upos[at] == "ADJ" and at > 0 and tree.form[at][:1].islower() and self._adjective_run(at):
                at -= 1
            else:
                break
        code = codes[0] if codes and noun.prefix == "bundes" else code or (codes[0] if codes else "")
        determiner = tree.lower[at] if at >= 0 else ""
        # complement behind it
        stop, complement = self._complement(last)
        if complement is not None and tree.lower[last + 1] in words["within"]:
            # "die beiden Präsidenten in Wien" meet there; they are not of there
            visiting = noun.kind == "role" and self._plural(noun, head, determiner)
            complement = None if visiting or self._abroad(noun) else complement
        written = noun.name
        office = "" if deputy else noun.office
        if complement is not None and noun.kind != "anaphor":
            code, office, written, stop = self._with_complement(noun, complement, code, office, written, stop)
            if complement.codes and (not complement.code or len(complement.codes) > 1):
                codes = list(complement.codes)
            stop, more = self._further(stop) if self._plural(noun, head, determiner) else (stop, [])
            codes = list(dict.fromkeys([*codes, code, *more])) if more else codes
        else:
            stop = last
        if noun.kind == "role" and not code and self.parsed:
            code = self._owner_code(last)
        if noun.kind == "role" and office:
            if code in self.lexicon.states or not code:
                code = self.lexicon.table["office_codes"].get(office, code)
            if self._regional(noun, start, last, complement):
                office = ""
        plural = self._plural(noun, head, determiner)
        kind = {"role": "role", "body": "body", "group": "group", "alone": "alone", "anaphor": "anaphor", "pair": "pair"}[
            noun.kind
        ]
        form: MentionForm = "group" if kind in ("group", "alone") else "compound" if noun.prefix and kind == "body" else "role"
        if determiner in lexicon.table["anaphors"]["pair_words"] and not code and tree.lower[last] in self.pairs:
            kind, start, plural = "pair", at, True
        elif kind == "pair":
            return
        after = self.taken[last + 1] if last + 1 < len(tree) else None
        named = last + 1 < len(tree) and tree.upos[last + 1] == "PROPN" and after is None
        if kind == "anaphor" and (named or (after is not None and after.city)):
            return  # “das Land Bremen”
        if kind == "body" and noun.plural and not code and determiner not in words["definite"] and not codes:
            return
        item = Found(
            start, stop, head, form, kind, code, noun=noun, office=office, written=written, plural=plural, former=former,
            gender=noun.gender, definite=determiner not in words["indefinite"], codes=tuple(codes),
            strict=determiner in words["definite"],
        )  # fmt: skip
        self._put(item)
        if kind in ("role", "body"):
            self._attach_name(item)
        if kind == "role" and self.parsed:
            item.predicate = self._predicate(item, at, determiner)

    def _predicate(self, item: Found, at: int, determiner: str) -> bool:
        """True for an office that is said of somebody: is president, as president, elected president."""
        tree, words = self.tree, self.lexicon.words
        if determiner in words["as"]:
            return True
        if tree.child(item.head, "cop") is not None and not tree.dep[item.head].startswith("nsubj"):
            return True
        if determiner in words["to_become"] and tree.lemma[tree.head[item.head]] in self.lexicon.table["verbs"]["appoint"]:
            return True
        before = tree.lower[item.head - 1] if item.head > item.first or at >= 0 else ""
        return (
            determiner not in words["determiners"]
            and before in words["new"]
            and tree.lemma[tree.head[item.head]] in self.lexicon.table["verbs"]["become"]
        )

    def _modifies(self, item: Found, at: int) -> bool:
        """True for a party right before a noun that says whose it is: russische, US, Moskaus, Israel's."""
        if item.last != at or item.kind not in ("state", "organisation", "body", "group"):
            return False
        if item.form == "adjective" or self._genitive_s(item):
            return True
        return item.form != "group" and (self.lexicon.language == "en" or (item.name is not None and item.name.text.isupper()))

    def _genitive_s(self, item: Found) -> bool:
        """Moskaus Außenminister, Israel's prime minister: a name in the genitive before the noun."""
        word = self.tree.form[item.last]
        return (
            item.name is not None
            and item.kind in ("state", "organisation")
            and (word != item.name.text.split()[-1] and word.endswith("s"))
        )

    def _adjective_run(self, at: int) -> bool:
        for j in range(at - 1, max(-1, at - 3), -1):
            item = self.taken[j]
            if item is not None and item.form == "adjective":
                return True
            if self.tree.upos[j] != "ADJ":
                return False
        return False

    def _complement(self, last: int) -> tuple[int, Found | None]:
        """The party right behind a noun: “… der Afrikanischen Union”, “… in Lomé”, “… Libyens”."""
        tree, words = self.tree, self.lexicon.words
        j, size = last + 1, len(tree)
        steps = 0
        linked = False
        while j < size and steps < 5 and tree.sentence[j] == tree.sentence[last]:
            item = self.taken[j]
            if item is not None:
                if item.first != j or item.kind in ("person", "anaphor"):
                    return last, None
                bare = not linked
                attached = self.lexicon.language == "de" and item.form == "name" and tree.dep[item.head].startswith("nmod")
                if bare and not self._genitive_s(item) and not (attached and item.kind in ("state", "organisation")):
                    return last, None
                stop = item.last
                return stop, item
            if tree.lower[j] in words["of"] and not (
                linked and tree.lower[j] not in words["genitive"] and tree.lower[j - 1] not in words["of"]
            ):
                linked = True
            elif j == last + 1 and tree.lower[j] in words["sent"] and self._acting(last):
                linked = True  # "delegations from Rabat and Tunis met"
            elif not (linked and (tree.upos[j] == "ADJ" or tree.lower[j] in ("und", "and"))):
                return last, None
            j += 1
            steps += 1
        return last, None

    def _acting(self, i: int) -> bool:
        """True for a noun that acts, as subject or behind "with" or "by": what stands behind it says whose it is."""
        tree = self.tree
        if not self.parsed:
            return False
        cases = {tree.lower[c] for c in tree.children[i] if tree.dep[c] == "case"}
        if tree.dep[i] == "nmod" and cases & self.lexicon.words["of"] and self.lexicon.noun(tree.form[tree.head[i]]):
            return self._acting(tree.head[i])
        return tree.dep[i].startswith("nsubj") or bool(cases & self.lexicon.words["between"])

    def _abroad(self, noun: Noun) -> bool:
        """True for what mostly belongs to another state than the one it is in: embassies, troops."""
        return noun.name.lower().endswith(tuple(self.lexicon.table["bodies"]["abroad"]))

    def _regional(self, noun: Noun, start: int, last: int, complement: Found | None) -> bool:
        """True for an office of a region or city: the Bavarian prime minister, the governor of Texas."""
        flags = [complement.name.flags] if complement is not None and complement.name is not None else []
        for text in self.tree.lower[start:last]:
            flags += [n.flags for n in self.lexicon.names_of(text)]
        return any(f.split(";")[0] in ("region", "city") for f in flags)

    def _owner_code(self, last: int) -> str:
        """The state or organisation two genitives behind an office: the chairman of the committee of the parliament."""
        tree = self.tree
        at, steps = last, 0
        while steps < 2:
            child = next(
                (
                    j
                    for j in tree.children[at]
                    if j > at and tree.dep[j].startswith("nmod") and tree.feats[j].get("Case", "Gen") == "Gen"
                    and tree.child(j, "case") is None
                ),
                None,
            )  # fmt: skip
            if child is None:
                return ""
            item = self.taken[child]
            if item is not None:
                owner = item.kind in ("state", "organisation", "body") and item.form != "adjective"
                return (item.name.home or item.code if item.name else item.code) if owner else ""
            at, steps = child, steps + 1
        return ""

    def _further(self, stop: int) -> tuple[int, list[str]]:
        """More states in a row behind the first: “… Frankreichs, Italiens und Österreichs”."""
        tree, words = self.tree, self.lexicon.words
        codes: list[str] = []
        while True:
            j = stop + 1
            if j < len(tree) and tree.lower[j] in (",", *words["and"]):
                j += 1
            else:
                return stop, codes
            while j < len(tree) and tree.lower[j] in words["determiners"]:
                j += 1
            item = self.taken[j] if j < len(tree) else None
            if item is None or item.first != j or item.kind != "state" or item.form not in ("name", "metonym"):
                return stop, codes
            if tree.lower[stop + 1] == "," and not self._listed(item):
                return stop, codes
            codes.append(item.code)
            stop = item.last
            self._drop(item)

    def _listed(self, item: Found) -> bool:
        return self.tree.dep[item.head] == "conj" or self._genitive_s(item)

    def _with_complement(
        self, noun: Noun, item: Found, code: str, office: str, written: str, stop: int
    ) -> tuple[str, str, str, int]:
        table = self.lexicon.table
        if item.kind in ("group", "alone", "outlet") or (item.kind == "role" and noun.kind != "role"):
            return code or item.code, office, written, noun_stop(self.tree, item, stop)
        if not code:
            code = item.name.home or item.code if item.name is not None else item.code
        if noun.kind == "role" and item.kind in ("body", "organisation"):
            body = item.name.body if item.name is not None else ""
            label = item.name.name if item.name is not None and item.name.name else item.written or ""
            if item.name is not None and item.kind == "organisation":
                office = (
                    f"leader/{item.code}"
                    if item.name.home and office in ("chief", "sg", "hos")
                    else table["org_offices"].get(item.code, {}).get(office, office)
                )
                label = ""
            elif office == "spokes":
                sort = body or self._body_sort(item.written)
                office = f"spokes/{sort}" if sort in ("president", "government", "foreign", "defence") else "spokes/other"
            elif office in ("hos", "chief"):
                office = {"commission": "commission", "council": "council", "parliament": "parliament"}.get(body, "")
            else:
                office = ""
            if label:
                written = f"{written} {self._genitive(label)}"
        elif noun.kind == "role" and item.kind == "role":
            office = ""
        self._drop(item)
        return code, office, written, stop

    def _body_sort(self, written: str) -> str:
        low = written.lower()
        for word, sort in self.lexicon.table.get("body_sorts", {}).items():
            if word in low:
                return str(sort)
        return ""

    def _genitive(self, label: str) -> str:
        table = self.lexicon.table.get("genitives", {})
        if label in table:
            return str(table[label])
        if self.lexicon.language == "en":
            return f"of the {label}"
        low = label.lower()
        feminine = low.endswith(("ung", "schaft", "ion", "armee", "polizei", "partei", "behörde", "justiz", "bank"))
        return f"der {label}" if feminine else f"des {label}s"

    def _plural(self, noun: Noun, head: int, determiner: str) -> bool:
        if noun.kind == "group":
            return True
        words = self.lexicon.words
        if determiner in words["plural_quantifiers"]:
            return True
        if noun.kind == "role" and determiner in words["singular_determiners"]:
            return False
        if noun.kind == "role" and noun.gender == "m" and not noun.plural and determiner in words["accusative_determiners"]:
            # “den Präsidenten” and “den Kanzler” are one, unless a preposition asks for the dative
            at = head
            while at > 0 and self.tree.lower[at] != determiner:
                at -= 1
            return at > 0 and self.tree.lower[at - 1] in words["dative_only"] and self._number(head) == "Plur"
        number = self._number(head)
        return number == "Plur" if number and self.parsed else noun.plural

    def _number(self, i: int) -> str:
        return self.tree.feats[i].get("Number", "")

    def _attach_name(self, item: Found) -> None:
        """A title right before a name is one mention with it; behind a comma it is another one for the same person."""
        tree, size = self.tree, len(self.tree)
        j = item.last + 1
        if item.plural:
            return
        while j < size and tree.lower[j] in self.lexicon.words["titles"]:
            j += 1
        if j < size and tree.sentence[j] == tree.sentence[item.head]:
            nxt = self.taken[j]
            if nxt is not None and nxt.kind == "person" and nxt.first == j:
                if self._of_person(item, nxt):
                    item.whose, item.last = nxt, nxt.last
                    self._drop(nxt)
                    for k in range(item.first, item.last + 1):
                        self.taken[k] = item
                    return
                if item.kind == "body":
                    if nxt.form == "surname":
                        item.code = item.code or (nxt.persons[0].terms[0].code if nxt.persons and nxt.persons[0].terms else "")
                        item.last = nxt.last
                        self._drop(nxt)
                        for k in range(item.first, item.last + 1):
                            self.taken[k] = item
                    return
                if item.last == item.head:
                    nxt.noun, nxt.office, nxt.code, nxt.former = item.noun, item.office, item.code, item.former
                    nxt.gender = item.gender if item.gender == "f" else nxt.gender
                    nxt.weak = False
                    nxt.first = item.first
                    self._drop(item)
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
        while j >= 0 and tree.lower[j] in self.lexicon.words["determiners"] | self.lexicon.words["former"]:
            j -= 1
        if j > 0 and tree.form[j] in (",", "(") and tree.sentence[j] == tree.sentence[item.head]:
            before = self.taken[j - 1]
            bare = j == item.first - 1 and tree.form[j] == "," and item.stop_follows(tree.form)
            if before is not None and before.kind == "person" and (bare or not self.parsed or self._apposition(item, before)):
                item.partner = before
                if not before.code:
                    before.code, before.office = item.code, before.office or item.office

    def _double_offices(self) -> None:
        """“Der Vizekanzler und Arbeitsminister NAME”: without an article of its own the second office is the same person's."""
        tree, words = self.tree, self.lexicon.words
        for item in self.found:
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

    def _apposition(self, item: Found, before: Found) -> bool:
        head, dep = self.tree.head[item.head], self.tree.dep[item.head]
        if dep == "conj":
            return False
        return before.first <= head <= before.last or dep in ("appos", "nmod", "flat", "parataxis")


def noun_stop(tree: Tree, item: Found, stop: int) -> int:
    """Where a noun's mention ends if its complement stays a mention of its own: right before it."""
    j = item.first - 1
    while j > 0 and tree.upos[j] in ("DET", "ADP", "ADJ"):
        j -= 1
    return j
