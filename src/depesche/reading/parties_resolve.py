"""Says who is meant by a candidate: by name, by office and date, or by what the text has named before."""

from __future__ import annotations

from bisect import bisect_left

from depesche.knowledge import Person, Term
from depesche.knowledge.persons import weight
from depesche.knowledge.spelling import skeleton
from depesche.reading.parties_context import Salience
from depesche.reading.parties_lexicon import Lexicon, Noun, last_noun
from depesche.reading.parties_scan import Found, voices
from depesche.reading.sentences import DASHES
from depesche.reading.tree import Tree
from depesche.records import Party, Published

_ONE_A_STATE = ("hog", "head", "monarch", "fm", "dm", "interior", "finance", "justice", "economy", "environment")
_BACK = 60  # candidates that an anaphor looks back over


class Resolver:
    """Goes through one document's candidates in the order of reading."""

    def __init__(self, tree: Tree, lexicon: Lexicon, published: Published, title: str) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.knowledge = lexicon.knowledge
        self.earliest, self.latest = published.earliest, published.latest
        self.salience = Salience(self._title_codes(title))
        self.orgs = Salience({})
        self.named: dict[int, Party] = {}
        self.by_role: dict[tuple[str, str], Party] = {}
        self.by_word: dict[str, Party] = {}
        self.by_head: dict[str, Party] = {}
        self.org_heads: dict[str, Party] = {}
        self.borders = frozenset(lexicon.words["borders"])
        self.any_heads: dict[str, Party] = {}
        self.genders: dict[Party, str] = {}
        self.titled: dict[int, Found] = {}
        self.parsed = any(tree.dep)
        self.items: list[Found] = []
        self.firsts: list[int] = []

    def _title_codes(self, title: str) -> dict[str, float]:
        found: dict[str, float] = {}
        automaton = self.lexicon.automaton
        for number, start, end in automaton.find_matches_as_indexes(title):
            if start and title[start - 1].isalnum():
                continue
            where = title[:start].split()[-1:] and title[:start].split()[-1].lower() in self.lexicon.words["locative"]
            for entry in self.lexicon.entries(self.lexicon.patterns[number]):
                if (
                    not isinstance(entry, Person)
                    and entry.kind in ("state", "body")
                    and not (end < len(title) and title[end].isalpha() and entry.form != "adjective")
                ):
                    found[entry.code] = found.get(entry.code, 0.0) + (
                        3.0 if title[end : end + 1] == ":" else 0.8 if where else 2.0
                    )
        return found

    def run(self, items: list[Found]) -> None:
        """Settle every candidate (sorted); names come first, so that a role may find its bearer later in the text."""
        self.items = items
        self.firsts = [x.first for x in items]
        self._same_names(items)
        for item in items:
            if item.kind in ("organisation", "body", "group") and item.name is not None and "attached" not in item.name.flags:
                party = item.name.party()
                self.any_heads.update((head, party) for head in self.lexicon.heads_of(item.name))
        for item in items:
            if item.kind == "person" and item.partner is None:
                self._person(item)
        for item in items:
            if item.kind == "person" and item.partner is not None and not self._namesake(item):
                source = item.partner
                if source.party is None:
                    self._person(source)
                item.party, item.alternatives, item.why = (
                    source.party,
                    source.alternatives,
                    "the surname of a person named in full",
                )
        total: dict[str, float] = {}
        for item in items:
            if item.kind == "state":
                total[item.code] = total.get(item.code, 0.0) + (0.25 if item.form != "metonym" else 0.1)
        for code, much in total.items():
            self.salience.weights[code] += min(much, 1.5)
        for item in items:
            self._settle(item)
        changed: dict[Party, Party] = {}
        for item in items:
            if item.kind == "person" and item.party is not None and not item.party.code:
                before = item.party
                self._code_from_context(item)
                changed[before] = item.party
        for item in items:
            if item.party in changed:
                item.party = changed[item.party]

    def _namesake(self, item: Found) -> bool:
        """“Minister X” beside a full name with the same surname: the tables may know another X in that office.

        A surname alone then means whichever of the two was named last.
        """
        full = item.partner
        assert full is not None
        if item.noun is None or not item.office or not item.namesakes:
            last = self.titled.get(id(full))
            if last is not None and item.form == "surname" and item.noun is None and full.first > last.first:
                item.party, item.why, item.gender = last.party, "the surname of the one named last", last.gender
                return True
            return False
        held = [
            p for p in item.namesakes
            if any(t.office == item.office and (not item.code or t.code == item.code) and self._covers(t) for t in p.terms)
        ]  # fmt: skip
        if len(held) != 1 or held[0] in full.persons:
            return False
        person = held[0]
        item.party, item.why = Party(person.code(self.latest), person.name, "person"), "the office and the surname"
        item.gender, item.persons = person.gender or item.gender, (person,)
        self.titled[id(full)] = item
        return True

    def _covers(self, term: Term) -> bool:
        return not self.earliest or not self.latest or term.covers(self.earliest, self.latest)

    def _same_names(self, items: list[Found]) -> None:
        """A full name means the same person wherever it stands: what is said of it once holds for all."""
        first: dict[str, Found] = {}
        for item in items:
            if item.kind == "person" and item.form == "name":
                key = skeleton(item.written.removesuffix("s"))
                known = first.setdefault(key, item)
                if known is not item:
                    known.code, known.office = known.code or item.code, known.office or item.office
                    known.gender = known.gender or item.gender
                    item.partner = known

    # persons -----------------------------------------------------------------------------------------------------

    def _person(self, item: Found) -> None:
        candidates = list(item.persons)
        if item.form == "surname" and item.noun is None and item.weak:
            candidates = self._prominent(candidates)
        best, rest, why = self._choose(candidates, item)
        if best is not None:
            known = any(t.code == item.code for t in best.terms) or all(t.office == "politician" for t in best.terms)
            said = item.code and (known or item.code not in self.lexicon.states)
            code = item.code if said else best.code(self.latest)
            item.party = Party(code, best.name, "person")
            item.why = why
            item.gender = best.gender or item.gender
            return
        if rest:
            item.alternatives = tuple(Party(p.code(self.latest), p.name, "person") for p in rest[:4])
            item.why = "several people bear this name"
            if item.form == "surname" and item.noun is None:
                return
        if item.form == "surname" and item.weak:
            return
        words = item.written
        if words.endswith("s") and not words.endswith(("ss", "is", "us", "as", "os", "es")) and self._genitive(item):
            words = words[:-1]
        item.party = Party(item.code, words, "person")
        item.why = item.why or ("named; the words before say for whom" if item.code else "named; nothing says for whom")

    def _genitive(self, item: Found) -> bool:
        feats = self.tree.feats[item.last]
        return feats.get("Case") == "Gen" or not self.parsed

    def _prominent(self, persons: list[Person]) -> list[Person]:
        return [p for p in persons if any(t.office != "politician" or t.source == "general knowledge" for t in p.terms)]

    def _choose(self, persons: list[Person], item: Found) -> tuple[Person | None, list[Person], str]:
        if not persons:
            return None, [], ""
        if item.form == "name" and len(persons) == 1 and " " in item.written:
            return persons[0], [], "named in full"
        scored: list[tuple[float, int, Person]] = []
        for person in persons:
            score = 0.0
            for term in person.terms:
                here = 0.2 + 0.1 * weight(term.office)
                if self.latest and self.earliest and term.office != "politician":
                    if term.covers(self.earliest, self.latest):
                        here += 1.0 + 0.5 * weight(term.office)
                    elif term.start <= self.latest and term.end and term.end[:4] >= str(int(self.latest[:4]) - 6):
                        here += 0.6 + 0.2 * weight(term.office)
                    elif term.start > self.latest:
                        here -= 0.2
                elif term.office == "politician" and term.source == "general knowledge":
                    here += 0.8
                if item.code and term.code == item.code:
                    here += 2.0
                    if item.office and term.office == item.office:
                        here += 2.0
                elif item.code:
                    here -= 1.0
                elif term.code in self.salience.weights:
                    here += 0.8
                score = max(score, here)
            scored.append((score, -person.id, person))
        scored.sort(reverse=True, key=lambda s: s[:2])
        top, second = scored[0], scored[1][0] if len(scored) > 1 else 0.0
        needed = 1.2 if item.form == "surname" else 0.0
        if item.code and not any(t.code == item.code for t in top[2].terms) and item.form == "surname":
            return None, [], ""
        if top[0] >= needed and top[0] - second >= (0.7 if item.form == "surname" else 0.3):
            return top[2], [], f"the {'surname' if item.form == 'surname' else 'name'} of {top[2].name}, who held office then"
        if item.form == "surname" and top[0] < needed:
            return None, [], ""
        return None, [s[2] for s in scored], ""

    # everything else ------------------------------------------------------------------------------------------------

    def _settle(self, item: Found) -> None:
        sentence = self.tree.sentence[item.head]
        kind = item.kind
        if kind == "state":
            item.party = Party(item.code, item.name.text, "group") if item.worded and item.name else Party(item.code)
            item.others = tuple(Party(c) for c in item.codes[1:])
            item.why = {"adjective": "the adjective of the state", "metonym": "a seat that stands for the state"}.get(
                item.form, "a name of the state"
            )
            flags = item.name.flags if item.name else ""
            item.place = item.city or self._locative(item)
            self.salience.saw(item.code, sentence, 0.4 if item.city else 0.7 if item.place else 1.0)
            if item.form == "adjective" and flags.startswith(("region", "capital")):
                item.party = None  # “bayerisch” names no party by itself
        elif kind in ("organisation", "outlet", "body", "group") and item.name is not None:
            if "attached" in item.name.flags:
                return
            item.party = item.name.party()
            item.why = "a name of it"
            if item.name.home and item.name.text.lower() in self.lexicon.families:
                self._family(item, sentence)
            if item.kind != "outlet":
                self.org_heads[last_noun(item.name.text)] = item.party
            if kind == "body":
                self.salience.saw(item.code, sentence, 0.7)
            elif kind == "organisation":
                self.orgs.saw(item.code, sentence)
            if item.form == "metonym":
                item.place = self._locative(item)
        elif kind == "person":
            if item.party is not None and item.party.code:
                self.salience.saw(item.party.code, sentence, 0.8)
                self.genders.setdefault(item.party, item.gender)
                if item.noun is not None:
                    self._remember(item)
        elif kind == "role":
            self._role(item, sentence)
        elif kind == "body":
            self._body(item, sentence)
        elif kind == "group":
            self._group(item, sentence)
        elif kind == "unknown":
            item.party, item.why, item.kind = (
                Party("", item.written, "organisation"),
                "a name that no table knows",
                "organisation",
            )
        elif kind in ("alone", "region"):
            item.party = Party("", item.written, "group")
            item.why = "a group that no code fits"
        elif kind == "pair":
            self._pair(item)
        elif kind == "anaphor":
            self._anaphor(item, sentence)

    def _remember(self, item: Found) -> None:
        """Note whom the text gives an office, so that the office alone may take the person up later."""
        assert item.noun is not None
        assert item.party is not None
        word = _base(item.noun.name)
        if item.former or not self._in_office(item):
            self.by_word.setdefault(f"ex {word}", item.party)
            return
        self.by_word[word] = item.party
        self.by_word.setdefault(word.rpartition("-")[2], item.party)
        if not item.noun.deputy and not item.plural:
            self.by_head[_base(item.noun.head)] = item.party
        if self._office(item, item.party.code):
            self.by_role[(item.party.code, item.office)] = item.party

    def _family(self, item: Found, sentence: int) -> None:
        """Parties called alike in many states, the liberals, the greens: of the state that the text is about."""
        assert item.name is not None
        code, _ = self._code_here(sentence)
        if code and code != item.name.home and self.salience.weights.get(item.name.home, 0.0) < 1.0:
            item.party, item.why = Party(code, item.name.text, "organisation"), "a party of the state that the text is about"

    def _taken_up(self, word: str) -> Party | None:
        """The organisation or body whose name ends in a noun: named last, the whole word before the end of a compound."""
        low = word.lower()
        for heads in (self.org_heads, self.any_heads):
            found = heads.get(low.removesuffix("s")) or next(
                (party for head, party in reversed(heads.items()) if head.endswith(low) and len(low) > 3), None
            )
            if found is not None:
                return found
        return None

    def _office(self, item: Found, code: str) -> str:
        """The office, unless in that state the word is one for offices of its regions: Ministerpräsident in Germany."""
        regional = self.lexicon.table.get("regional_offices", {}).get(code, ())
        word = item.noun.name.lower() if item.noun is not None else ""
        return "" if word.removesuffix("in") in regional else item.office

    def _in_office(self, item: Found) -> bool:
        """False for somebody of whom the tables say that another held the office on the day: Willy Brandt in 2009."""
        if not item.office or item.party is None or self.latest is None:
            return True
        holders = self._holders(item.party.code, item.office, item)
        return not holders or any(p.name == item.party.name for p in holders) or not item.persons

    def _fits(self, item: Found, party: Party | None) -> Party | None:
        """The party, unless the office's word is feminine and the person a man, or the other way round."""
        if party is None or item.noun is None or not item.noun.gender:
            return party
        gender = self.genders.get(party, "")
        return None if gender and gender != item.noun.gender and self.lexicon.language == "de" else party

    def _code_here(self, sentence: int) -> tuple[str, list[str]]:
        return self.salience.best(sentence)

    def _role(self, item: Found, sentence: int) -> None:
        noun = item.noun
        assert noun is not None
        if item.partner is not None and item.partner.party is not None:
            party = item.partner.party
            item.party = party if party.code or not item.code else Party(item.code, party.name, "person")
            item.why = "stands beside the name"
            self.genders.setdefault(item.party, item.partner.gender or noun.gender)
            self._remember(item)
            return
        if item.whose is not None and item.whose.party is None:
            self._person(item.whose)
        if item.whose is not None and item.whose.party is not None:
            item.code = item.code or item.whose.party.code
            item.party, item.why = Party(item.code, self._label(item), "person"), "somebody of the person named behind"
            return
        if item.plural:
            self._plural_role(item, sentence)
            return
        if not item.code:
            past = "ex " if item.former else ""
            known = self.by_word.get(past + _base(item.written)) or self.by_word.get(past + _base(noun.name))
            if known is None and not past and not noun.prefix and not noun.deputy:
                known = self.by_head.get(_base(noun.name))
            known = self._fits(item, known)
            if known is not None and not noun.office and self._completed(item):
                known = None
            if known is not None and item.definite and (noun.office != "spokes" or item.strict):
                item.party, item.why = known, "the office that the text gave this person"
                return
        code = item.code or (self._spoken_for(item) if noun.office.startswith("spokes") else "")
        if noun.prefix == "bundes" and code == noun.code:
            here = self.salience.best(sentence, set(self.lexicon.table.get("federal", {}).get("states", ())))[0]
            code = here or code
        close: list[str] = []
        why = "the office and its holder on that day"
        if not code:
            code, close = self._code_here(sentence)
            why = "the state that the text is about, and the holder on that day"
        office = self._office(item, code)
        if noun.office == "pope":
            code, office = "VAT", "hos"
        if code:
            known_party = self._fits(item, self.by_role.get((code, office)) if office else None)
            if known_party is not None and not item.former:
                item.party, item.why = known_party, "the office that the text gave this person"
                return
            sure = bool(item.code) or item.strict or noun.office == "pope" or self._acts(item)
            persons = self._holders(code, office, item) if sure and office and not office.startswith("spokes") else []
            if len(persons) == 1 and not item.former and item.definite:
                item.party, item.why = Party(code, persons[0].name, "person"), why
                item.gender = persons[0].gender or item.gender
                self.genders.setdefault(item.party, item.gender)
                self.by_role[(code, office)] = item.party
                return
            if persons and not item.former and item.definite:
                item.alternatives = tuple(Party(code, p.name, "person") for p in persons[:4])
                item.why = "the office changed hands about that day"
            if office.startswith("spokes"):
                bearer = next((p for (c, o), p in self.by_role.items() if c == code and o == office), None)
                if bearer is not None:
                    item.party, item.why = bearer, "the office that the text gave this person"
                    return
                item.alternatives = tuple(Party(code, p.name, "person") for p in self._holders(code, office, item)[:2])
            item.party = Party(code, self._label(item), "person")
            item.why = item.why or "an office; nothing says who holds it"
            if close and not item.code:
                item.alternatives += tuple(Party(c, self._label(item), "person") for c in close[:3])
            self.by_word.setdefault(_base(item.written), item.party)
            if code and not item.code:
                return
            self.salience.saw(code, sentence, 0.6)
        elif noun.kind == "role":
            item.party = Party("", self._label(item), "person")
            item.why = "an office; nothing says of whom"

    def _spoken_for(self, item: Found) -> str:
        """For whom somebody speaks of whom only that is said: the organisation or body that acts right before."""
        for other in reversed(self.items_before(item)):
            if self.tree.sentence[item.head] - self.tree.sentence[other.head] > 1:
                break
            if other.kind in ("organisation", "body") and other.party is not None and other.form != "compound":
                return other.party.code
        return ""

    def _completed(self, item: Found) -> bool:
        """True where words behind an office say of what, though no table knows them: chairman of the committee for …"""
        tree = self.tree
        return any(j > item.last and tree.dep[j].startswith("nmod") for j in tree.children[item.head])

    def _acts(self, item: Found) -> bool:
        """True for an office without an article that takes part in the sentence, rather than being said of somebody."""
        tree = self.tree
        return tree.dep[item.head].split(":")[0] in ("nsubj", "obj", "iobj", "nmod") and tree.child(item.head, "cop") is None

    def _label(self, item: Found) -> str:
        """The office as it is written, without the state's adjective: Sprecherin des Weißen Hauses."""
        if item.noun is not None and item.noun.gender == "f" and self.lexicon.language == "de" and " " in item.written:
            first, _, rest = item.written.partition(" ")
            return f"{first}{'' if first.endswith('in') else 'in'} {rest}"
        if (
            item.noun is not None
            and item.noun.gender == "f"
            and self.lexicon.language == "de"
            and not item.written.endswith("in")
        ):
            return f"{item.written}in"
        return item.written

    def _holders(self, code: str, office: str, item: Found) -> list[Person]:
        if self.latest is None:
            return []
        offices = {"head": ("hog", "hos"), "monarch": ("hos",), "pope": ("hos",)}.get(office, (office,))
        for name in offices:
            found = self.knowledge.holders(code, name, self.earliest, self.latest)
            if item.gender in ("m", "f") and self.lexicon.language == "de":
                found = [p for p in found if p.gender in (item.gender, "")]
            if len(found) > 1 and self.earliest == self.latest:
                found = [found[-1]]
            if found:
                return found
        return []

    def _plural_role(self, item: Found, sentence: int) -> None:
        noun = item.noun
        assert noun is not None
        before = self.tree.lower[item.first - 1] if item.first else ""
        pair = before in self.lexicon.table["anaphors"]["pair_words"]
        if pair and not item.code:
            parties = self._last_two(item, persons=True)
            if len(parties) == 2:
                first, second = self._colleagues(noun, parties, item)
                item.party, item.others, item.why = first, (second,), "the two named last"
                return
        codes = list(item.codes) or ([item.code] if item.code else [])
        if item.pair is not None:
            self._pair(item.pair)
            codes = [p.code for p in (item.pair.party, *item.pair.others) if p is not None and p.code]
        anybodys = noun.name.lower() in self.lexicon.table["groups"].get("anybodys", ()) and item.last == item.head
        if not codes and not anybodys and not item.worded:
            codes = self._of_several(noun, sentence)
        label = self.lexicon.table.get("plurals", {}).get(noun.name, item.written)
        if codes:
            parties = [Party(c, label, "group") for c in dict.fromkeys(codes)]
            item.party, item.others, item.why = parties[0], tuple(parties[1:]), "several in that office"
        else:
            item.party, item.why = Party("", label, "group"), "several in that office"
        item.form = "group"

    def _colleagues(self, noun: Noun, parties: list[Party], item: Found) -> list[Party]:
        """Who holds the office in both states, where these two hold another: the presidents met … both foreign ministers."""
        found = []
        for party in parties:
            holders = self._holders(party.code, noun.office, item) if noun.office in _ONE_A_STATE and party.code else []
            if len(holders) != 1 or holders[0].name == party.name:
                return parties
            found.append(Party(party.code, holders[0].name, "person"))
        return found

    def _of_several(self, noun: Noun, sentence: int) -> list[str]:
        """Of whom several office-holders are: of the state that the text is about, if a state can have several of them."""
        if noun.office in _ONE_A_STATE:
            code, _ = self.orgs.best(sentence, set(self.lexicon.table.get("leagues", {}).get("codes", ())))
            return [code] if code else []
        code, _ = self._code_here(sentence)
        return [code] if code else []

    def _pair(self, item: Found) -> None:
        """Both heads of state, both countries: the last two named that are of that sort."""
        noun = item.noun
        persons = (noun is not None and noun.kind == "role") or item.written.lower() in self.lexicon.table["anaphors"].get(
            "pair_persons", ()
        )
        item.form = "group"
        same = self._same_pair(item)
        met = self._just_met(item) if noun is not None and noun.kind in ("pair", "body") else []
        parties = (
            list(same) or met or self._last_two(item, persons) or self._together(item) or self._last_two(item, not persons)
        )
        if len(parties) == 2:
            if noun is not None and noun.kind == "role":
                parties = self._colleagues(noun, parties, item)
            item.party, item.others, item.why = parties[0], (parties[1],), "the two named last"

    def _same_pair(self, item: Found) -> tuple[Party, ...]:
        """Two that the text has named together by the same noun: the governments of A and B … both governments."""
        word = item.noun.name.lower() if item.noun is not None else ""
        for other in reversed(self.items_before(item)[-12:]):
            if len(other.others) != 1 or other.party is None or other.noun is None or not other.plural:
                continue
            if word.startswith(other.noun.name.lower()):
                return (other.party, *other.others)
        return ()

    def _just_met(self, item: Found) -> list[Party]:
        """The states of two persons just named in one sentence: "… telefonierten. … die Minister beider Staaten"."""
        before = self.items_before(item)
        speaking = voices(before)
        named = [x for x in before if x.party is not None and not x.place and x.party not in speaking][-2:]
        people = [x.party for x in named if x.party is not None and x.party.kind == "person" and x.party.code]
        if len(people) < 2 or people[0].code == people[1].code:
            return []
        if len({self.tree.sentence[x.head] for x in named}) > 1:
            return []
        return [Party(p.code) for p in people]

    def _together(self, item: Found) -> list[Party]:
        """Two that the text has just named by one noun: the presidents of A and B … the two leaders."""
        last = next((x for x in reversed(self.items_before(item)[-4:]) if x.party is not None and len(x.others) == 1), None)
        return [last.party, *last.others] if last is not None and last.party is not None else []

    def _last_two(self, item: Found, persons: bool) -> list[Party]:
        found: list[Party] = []
        before = self.items_before(item)
        speaking = voices(before)
        for other in reversed(before):
            if other.place or other.party in speaking:
                continue  # where they met, and who speaks for one of them
            for party in (other.party, *other.others):
                if party is None or (party.kind != "person" if persons else other.kind not in ("state", "anaphor")):
                    continue
                if party not in found and (not found or party.code != found[0].code or persons):
                    found.append(party)
            if len(found) >= 2:
                return [found[1], found[0]]
        return []

    def items_before(self, item: Found) -> list[Found]:
        """The last candidates that stand before another in the text, in order."""
        at = bisect_left(self.firsts, item.first)
        return [x for x in self.items[max(0, at - _BACK) : at] if not x.city]

    def _body(self, item: Found, sentence: int) -> None:
        code = item.code
        close: list[str] = []
        if not code and item.strict and not item.codes and item.first == item.last:
            known = self._taken_up(item.written)
            if known is not None and known.code not in self.lexicon.states:
                item.party, item.why = known, "the one whose name ends so"
                self.salience.saw(known.code, sentence, 0.5)
                return
        if not code:
            known = self.by_word.get(_base(item.written)) if item.definite else None
            code = known.code if known is not None else ""
        if not code:
            code, close = self._code_here(sentence)
            item.why = "a body of the state that the text is about"
        else:
            self.salience.saw(code, sentence, 0.7)
        if item.plural and len(item.codes) > 1:
            item.others = tuple(Party(c, item.written, "body") for c in item.codes[1:])
        if code:
            item.party = Party(code, item.written, "body")
            item.alternatives = tuple(Party(c, item.written, "body") for c in close[:3])
            item.why = item.why or "a body of the state"
            self.by_word[_base(item.written)] = item.party

    def _group(self, item: Found, sentence: int) -> None:
        code = item.code
        noun = item.noun
        assert noun is not None
        before = self.tree.lower[item.first - 1] if item.first else ""
        if before in self.lexicon.table["anaphors"]["pair_words"] and not code:
            parties = self._last_two(item, persons=False)
            if len(parties) == 2:
                item.party, item.others, item.why = parties[0], (parties[1],), "the two named last"
                return
        label = item.written
        stateless = not {label.lower(), noun.head}.isdisjoint(self.lexicon.table["groups"].get("stateless", ()))
        if item.worded and noun.name and label.lower().startswith(tuple(self.lexicon.words["about"])):
            item.party, item.why = Party("", label, "group"), "a group that is for or against somebody"
            return
        homeless = {label.lower(), noun.head} & set(self.lexicon.table["groups"].get("not_of_their_place", ()))
        if homeless and code and not item.codes and not noun.code and self._within(item):
            code = ""
        if not code:
            known = self.by_word.get(label.lower())
            if known is not None:
                item.party, item.why = known, "named before"
                return
            if stateless:
                item.party, item.why = Party("", label, "group"), "a group that no code fits"
                return
            close: list[str] = []
            code = self.lexicon.table.get("group_codes", {}).get(label.lower(), "")
            if not code:
                code, close = self._code_here(sentence)
            item.alternatives = tuple(Party(c, label, "group") for c in close[:3])
            item.why = "a group of the state that the text is about"
        else:
            self.salience.saw(code, sentence, 0.8)
            item.why = "a group of the state"
        if not code and label.lower() in self.lexicon.table["groups"]["only_with_state"]:
            return
        if not item.code and label.lower() in self.lexicon.table["groups"].get("only_of_somebody", ()):
            if not self._owned(item):
                return
            code, item.alternatives = "", ()
        item.party = Party(code, label, "group" if label else "organisation")
        if label:
            self.by_word[label.lower()] = item.party
        if len(item.codes) > 1:
            item.others = tuple(Party(c, label, "group") for c in item.codes[1:])

    def _owned(self, item: Found) -> bool:
        """True for a noun with a possessive, which says later on whose it is."""
        return any(self.tree.feats[j].get("Poss") == "Yes" for j in self.tree.children[item.head])

    def _within(self, item: Found) -> bool:
        """True for a group of which only the place is told: rebels in Syria."""
        tree = self.tree
        return item.last > item.head and tree.lower[item.head + 1] in self.lexicon.words["within"]

    def _anaphor(self, item: Found, sentence: int) -> None:
        if item.office == "state" or (item.noun is not None and item.noun.office == "state"):
            if item.code or not item.definite or item.plural:
                return
            code, close = self.salience.best(sentence, set(self.lexicon.states))
            if code:
                item.party, item.why = Party(code), "the state named before"
                item.alternatives = tuple(Party(c) for c in close[:3])
            item.place = self._locative(item)
        elif item.noun is not None and item.noun.office == "organisation":
            item.party = self._taken_up(item.written) or self._last_organisation(item)
            item.why, item.gender = "the organisation named before", ""
            item.kind = "organisation" if item.party is not None else item.kind
        elif item.noun is not None and item.noun.office == "neighbour":
            states = [x.party for x in reversed(self.items_before(item)) if x.kind == "state" and x.party is not None]
            here = [
                x for x in self.items_before(item) if self.tree.sentence[x.head] == sentence and x.kind == "state" and x.party
            ]
            subject = here[-1].party if here else (states[0] if states else None)
            others = [s for s in dict.fromkeys(states) if subject is None or s.code != subject.code]
            near = {x.party for x in self.items_before(item) if x.kind == "state" and self._behind_border(x)}
            others.sort(key=lambda s: s not in near)
            if others:
                item.party, item.why = others[0], "the neighbour of the state in this sentence: the other one named last"
                item.alternatives = tuple(others[1:3])
        else:
            for other in reversed(self.items_before(item)):
                if other.kind == "person" and other.party is not None:
                    item.party, item.why = other.party, "the person named before"
                    return

    def _behind_border(self, item: Found) -> bool:
        """True for the state to which a border runs: “an der Grenze zur Ukraine”."""
        tree = self.tree
        return tree.dep[item.head].startswith("nmod") and tree.lemma[tree.head[item.head]].lower() in self.borders

    def _last_organisation(self, item: Found) -> Party | None:
        """For nouns that any organisation answers to: the one that is named last, in this sentence or the one before."""
        if item.written.lower() not in self.lexicon.table["anaphors"].get("any_organisation", ()):
            return None
        for other in reversed(self.items_before(item)):
            if self.tree.sentence[item.head] - self.tree.sentence[other.head] > 1:
                return None
            if other.kind == "organisation" and other.party is not None and other.form != "compound":
                return other.party
        return None

    def _code_from_context(self, item: Found) -> None:
        """A person whose state nobody tells is put down to the one state that the text is about, if there is only one."""
        weights = {c: w for c, w in self.salience.weights.items() if w >= 0.5 and c in self.lexicon.states}
        if not weights or item.party is None:
            return
        ranked = sorted(weights.items(), key=lambda x: -x[1])
        if len(ranked) == 1 or ranked[0][1] >= 1.4 * ranked[1][1]:
            item.party = Party(ranked[0][0], item.party.name, "person")
            item.why = "named; the text is about this state"

    # places ---------------------------------------------------------------------------------------------------------

    def _locative(self, item: Found) -> bool:
        """True where a name of a state or seat only says where: in Genf, nach Moskau, an der Grenze zur Ukraine."""
        tree, words = self.tree, self.lexicon.words
        if item.form in ("adjective", "compound", "group"):
            return False
        if tree.sentences and item.last < tree.sentences[0][1] and tree.form[tree.sentences[0][1] - 1] in DASHES:
            return True  # the dateline says where the dispatch was written
        j = item.first - 1
        while j >= 0 and (tree.lower[j] in words["determiners"] or (self.parsed and tree.upos[j] in ("ADJ", "DET"))):
            j -= 1
        k = j
        while (
            k > 0
            and item.first - k < 14
            and (tree.lower[k] in ("und", "and", ",", "oder", "or") or self._is_name(k))
            and tree.sentence[k] == tree.sentence[item.first]
        ):
            if tree.lower[k] in ("und", "and", ",", "oder", "or") and not self._is_name(k - 1):
                break
            k -= 1
            while k > 0 and tree.lower[k] in words["determiners"]:
                k -= 1
        for at in {j, k}:
            if at >= 0 and tree.lower[at] in words["locative"]:
                into = tree.feats[item.head].get("Case") == "Acc" and tree.lower[at] in words["into"] and at == j
                return not (into and item.kind == "state" and tree.lower[at + 1] in words["accusative"])
            if at > 0 and tree.lower[at] in words["toward"] and tree.lower[at - 1] in words["border"]:
                return True
        if self.parsed and item.form == "metonym" and "capital" in (item.name.flags if item.name else ""):
            return not self._argument(item)
        return False

    def _is_name(self, i: int) -> bool:
        return i >= 0 and (self.tree.upos[i] == "PROPN" if self.parsed else self.tree.form[i][:1].isupper())

    def _argument(self, item: Found) -> bool:
        """A capital acts where it is an argument of a verb, stands in the genitive, or after zwischen, mit, gegen."""
        tree = self.tree
        i, steps = item.head, 0
        while tree.dep[i] == "conj" and steps < 6:
            i, steps = tree.head[i], steps + 1
        if tree.dep[i].split(":")[0] in ("nsubj", "obj", "iobj") or tree.dep[i] in ("obl:arg", "obl:agent"):
            return True
        case = tree.child(i, "case")
        if case is not None and tree.lower[case] in self.lexicon.words["between"]:
            return True
        return tree.dep[i].startswith("nmod") and case is None and tree.form[item.last].endswith("s")


def _base(word: str) -> str:
    """An office's word without the feminine ending, in lower case."""
    low = word.lower()
    return low[:-2] if low.endswith("erin") else low
