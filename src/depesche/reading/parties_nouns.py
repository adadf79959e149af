"""Finds offices, bodies and groups with the words around them that say of whom: “der russische Präsident”."""

from __future__ import annotations

from dataclasses import dataclass, field

from depesche.reading.parties_lexicon import Lexicon, Noun
from depesche.reading.parties_scan import Found, NameScan
from depesche.reading.parties_titles import Titles
from depesche.reading.parties_unknown import Unknown
from depesche.reading.tree import Tree
from depesche.records import MentionForm


@dataclass(slots=True)
class _Before:
    """What stands before a noun, from token ``start`` on; ``at`` is the token before that."""

    start: int
    at: int
    codes: list[str] = field(default_factory=list)
    former: bool = False
    deputy: bool = False
    determiner: str = ""
    label: str = ""


class Scan(NameScan):
    """All candidates of a document: names first, then noun phrases from the last to the first."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        super().__init__(tree, lexicon)
        self.titles = Titles(self)
        Unknown(self).find()
        self._nouns()
        self._coordinated()
        self._of_states()
        if self.parsed:
            self.titles.join()
            self._rows()

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
            if noun is not None and noun.kind in ("pair", "anaphor", "body", "region") and held is None and self._region(i):
                continue
            if noun is None or noun.kind == "region":
                continue
            if noun.office == "organisation" and (not i or tree.lower[i - 1] not in self.lexicon.words["definite"]):
                continue
            if held is not None:
                self.drop(held)
            self._noun(noun, first, i)
        self.found.sort(key=lambda f: f.first)

    def _region(self, i: int) -> bool:
        """Takes in the states of a part of the world, which are nobody's: arabische Staaten, westliche Regierungen."""
        tree, low = self.tree, self.tree.lower[i]
        table = self.lexicon.table.get("regions", {})
        if low not in table.get("nouns", ()) or not i or not tree.lower[i - 1].startswith(tuple(table["adjectives"])):
            return False
        if tree.upos[i - 1] != "ADJ" or self.taken[i - 1] is not None:
            return False
        written = f"{_base_form(tree.form[i - 1])} {table['nouns'][low]}"
        self.put(Found(i - 1, i, i, "group", "region", written=written, plural=True))
        return True

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
        head = last
        before = self._before(noun, first, head)
        start, codes, former, deputy = before.start, before.codes, before.former, before.deputy
        determiner = before.determiner
        code = codes[0] if codes and noun.prefix == "bundes" else noun.code or (codes[0] if codes else "")
        # complement behind it
        stop, complement = self._complement(last)
        if complement is not None and tree.lower[last + 1] in words["within"]:
            # "die beiden Präsidenten in Wien" meet there; they are not of there
            both = determiner in lexicon.table["anaphors"]["pair_words"]
            visiting = both or (noun.kind == "role" and self._plural(noun, head, determiner))
            complement = None if visiting or self._abroad(noun) else complement
        written = before.label or noun.name
        office = "" if deputy else noun.office
        pair: Found | None = None
        if complement is not None and complement.kind == "pair":
            pair = complement if noun.kind in ("role", "body", "group") else None
            stop = stop if pair is not None else last
            if pair is not None:
                self.drop(pair)
        elif complement is not None and noun.kind != "anaphor":
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
        kind = noun.kind
        form: MentionForm = "group" if kind in ("group", "alone") else "compound" if noun.prefix and kind == "body" else "role"
        if determiner in lexicon.table["anaphors"]["pair_words"] and not code and tree.lower[last] in self.pairs:
            kind, start, plural = "pair", before.at, True
        elif kind == "pair":
            return
        after = self.taken[last + 1] if last + 1 < len(tree) else None
        named = last + 1 < len(tree) and tree.upos[last + 1] == "PROPN" and after is None
        if kind == "anaphor" and (named or (after is not None and after.city)):
            return  # “das Land Bremen”
        other = after is not None or complement is not None or determiner not in words["definite"] or self._described(head)
        if kind == "anaphor" and noun.office == "organisation" and other:
            return  # “die Union”, not “eine Union”, “die Union der Bauern” or “die Union X”
        if kind == "body" and noun.plural and not code and determiner not in words["definite"] and not codes:
            return
        worded = bool(before.label) or (complement is not None and complement.kind == "region")
        item = Found(
            start, stop, head, form, kind, code, noun=noun, office=office, written=written, plural=plural, former=former,
            gender=noun.gender, definite=determiner not in words["indefinite"], codes=tuple(codes), pair=pair,
            strict=determiner in words["definite"], worded=worded,
        )  # fmt: skip
        self.put(item)
        if kind in ("role", "body"):
            self.titles.attach(item)
        if kind == "role" and self.parsed:
            item.predicate = self._predicate(item, before.at, determiner)

    def _described(self, head: int) -> bool:
        """True for a noun with something behind it that tells it from others of its sort."""
        tree = self.tree
        return any(j > head and tree.dep[j].startswith(("nmod", "acl", "appos")) for j in tree.children[head])

    def _before(self, noun: Noun, first: int, head: int) -> _Before:
        """What stands before a noun: whose it is, former or deputy, and the article."""
        tree, words = self.tree, self.lexicon.words
        found = _Before(first, first - 1, former=noun.former, deputy=noun.deputy)
        at = first - 1
        if at > 0 and tree.lower[at] in words["and"] and tree.form[at - 1].endswith("-") and len(tree.form[at - 1]) > 2:
            # “EU-Außen- und Europaminister”: the cut-off first part belongs to it
            item = self.taken[at - 1]
            if item is not None and item.form == "compound" and item.kind in ("state", "organisation"):
                found.codes.append(item.code)
                self.drop(item)
            found.start, at = at - 1, at - 2
        while at >= 0 and tree.sentence[at] == tree.sentence[head]:
            item = self.taken[at]
            if item is None and at > 0 and tree.lower[at] in ("'s", "’s", "'", "’") and self.taken[at - 1] is not None:
                item = self.taken[at - 1]
                at -= 1
                if item is None or item.kind not in ("state", "organisation", "body"):
                    break
                found.codes.append(item.code)
                found.start, at = item.first, item.first - 1
                self.drop(item)
            elif item is not None and self._modifies(item, at):
                found.codes += item.codes or [item.name.home or item.code if item.name else item.code]
                if item.codes and noun.kind == "group":
                    found.label = f"{tree.form[at]} {noun.name}"
                found.start = item.first
                self.drop(item)
                at = item.first - 1
            elif tree.lower[at] in words["former"]:
                found.former, at = True, at - 1
            elif tree.lower[at] in words["deputy"]:
                found.deputy, at = True, at - 1
                found.start = at + 1
            elif noun.kind == "group" and item is None and tree.lower[at].startswith(tuple(words["about"])):
                found.label, found.start = f"{_base_form(tree.form[at])} {noun.name}", at
                at -= 1
            elif tree.upos[at] == "ADJ" and at > 0 and tree.form[at][:1].islower() and self._adjective_run(at):
                at -= 1
            else:
                break
        found.at = at
        while at > 0 and first - at < 6 and tree.upos[at] in ("ADJ", "NUM") and self.taken[at] is None:
            if tree.lower[at] in self.lexicon.table["anaphors"]["pair_words"]:
                break
            at -= 1
        if at >= 0 and tree.sentence[at] == tree.sentence[head]:
            known = tree.lower[at] in words["determiners"] or tree.lower[at] in words["definite"]
            pair = tree.lower[at] in self.lexicon.table["anaphors"]["pair_words"]
            if known or pair or tree.upos[at] in ("DET", "PRON") or at == found.at:
                found.determiner = tree.lower[at]
            found.at = at if pair else found.at
        return found

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
                if item.kind == "pair" and item.first == j:
                    return item.last, item
                if item.first != j or item.kind in ("person", "anaphor", "pair"):
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
            elif not (linked and (tree.upos[j] in ("ADJ", "NUM") or tree.lower[j] in ("und", "and"))):
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
            self.drop(item)

    def _listed(self, item: Found) -> bool:
        return self.tree.dep[item.head] == "conj" or self._genitive_s(item)

    def _with_complement(
        self, noun: Noun, item: Found, code: str, office: str, written: str, stop: int
    ) -> tuple[str, str, str, int]:
        table = self.lexicon.table
        if item.kind == "region":
            self.drop(item)
            return code, office, item.written, stop
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
        self.drop(item)
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
        if noun.kind == "role" and noun.gender == "m" and determiner in words["plural_determiners"]:
            return True
        several = noun.kind == "role" and noun.gender == "m" and determiner in words["genitive_plural"]
        if several and self.tree.feats[head].get("Case") == "Gen":
            return True
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


def noun_stop(tree: Tree, item: Found, stop: int) -> int:
    """Where a noun's mention ends if its complement stays a mention of its own: right before it."""
    j = item.first - 1
    while j > 0 and tree.upos[j] in ("DET", "ADP", "ADJ"):
        j -= 1
    return j


def _base_form(adjective: str) -> str:
    """An adjective as it stands in a name without an article: pro-indonesischen → pro-indonesische."""
    return adjective[:-1] if adjective.endswith(("en", "er", "em", "es")) else adjective
