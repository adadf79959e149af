"""Gender and number of what is named: by what the tables know, by the articles that the text gives it, by the parse."""

from __future__ import annotations

from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.parties_salience import WEIGHTS
from depesche.reading.parties_scan import Found
from depesche.reading.tree import Tree
from depesche.records import Party

GENDERS = {"Masc": "m", "Fem": "f", "Neut": "n"}


class Agreement:
    """Which letters (m, f, n, p) the mentions of one document answer to."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.english = lexicon.language == "en"
        self.articles: dict[str, str] = lexicon.table.get("articles", {})
        self.learned: dict[Party, str] = {}
        self.told: dict[Party, set[str]] = {}

    def learn(self, items: list[Found]) -> None:
        """Gather what the articles before organisations, outlets and bodies tell of their gender."""
        for item in items:
            if item.party is None or item.party.kind in ("state", "person") or item.form == "compound":
                continue
            if item.plural and item.kind != "organisation":
                continue
            options = self._article(item)
            if options:
                known = self.told.get(item.party)
                self.told[item.party] = known & options or known if known else options

    def _article(self, item: Found) -> set[str]:
        """What stands before a name: its article, or a noun that says what it is (the organisation X)."""
        tree, j = self.tree, item.first - 1
        options: set[str] = set()
        if j >= 0 and tree.upos[j] == "NOUN" and tree.sentence[j] == tree.sentence[item.first]:
            gender = GENDERS.get(tree.feats[j].get("Gender", ""), "")
            touching = tree.head[j] == item.head or tree.head[item.head] == j
            if not touching or not gender or tree.feats[j].get("Number") == "Plur":
                return options
            options.add(gender)
            if tree.feats[item.head].get("Number") == "Plur":
                options.add("p")
            return options
        while j >= 0 and tree.upos[j] == "ADJ" and item.first - j < 4:
            j -= 1
        if j < 0 or tree.sentence[j] != tree.sentence[item.first]:
            return options
        return set(self.articles.get(tree.lower[j], ""))

    def fits(self, other: Found, wanted: str) -> float | None:
        """0 where a mention has the gender and number asked for, less where nothing tells, None where it has not."""
        if other.kind == "group" and not other.others and self.tree.feats[other.head].get("Number") == "Sing":
            gender = GENDERS.get(self.tree.feats[other.head].get("Gender", ""), "")
            return 0.0 if not gender or gender in wanted else None  # the people, the population
        if other.plural or other.others:
            singular = other.party is not None and any(g in self.told.get(other.party, ()) for g in wanted)
            return 0.0 if "p" in wanted or (singular and not other.others) else None
        party = other.party
        assert party is not None
        if "p" in wanted and other.kind in ("body", "organisation", "group") and self._plural(other):
            return 0.0
        if other.kind == "pronoun":
            return 0.0 if any(g in wanted for g in (other.gender or "mfn")) else None
        if self.english and party.kind != "person":
            # English has one pronoun for all that is no person; of bodies and peoples “they” is said as well
            return 0.0 if "n" in wanted else WEIGHTS.unknown if "p" in wanted else None
        if party.kind == "person":
            gender = other.gender if other.gender in ("m", "f") else self.learned.get(party, "")
            if gender:
                return 0.0 if gender in wanted else None
            # most office-holders are men; where nothing tells, a woman is not assumed as soon
            return 0.0 if "m" in wanted else WEIGHTS.unknown if "f" in wanted else None
        if other.kind == "state":
            return 0.0 if (other.gender if other.gender in ("m", "f", "p") else "n") in wanted else None
        if other.kind in ("body", "role") and not other.gender:
            gender = GENDERS.get(self.tree.feats[other.head].get("Gender", ""), "")
            return 0.0 if not gender or gender in wanted else None
        options = self.told.get(party, set())
        if other.gender:
            options = {*options, other.gender}
        if options:
            return 0.0 if any(g in options for g in wanted) else None
        # acronyms and foreign names are feminine more often than not; a name may be a plural too
        return WEIGHTS.unknown if any(g in "fp" for g in wanted) else None

    def woman(self, other: Found) -> bool:
        """True for a person of whom the text, an office or a pronoun has told that she is a woman."""
        return other.gender == "f" or (other.party is not None and self.learned.get(other.party) == "f")

    def noun(self, j: int, wanted: str) -> bool:
        """True for a noun without a mention that answers to the letters asked for."""
        feats = self.tree.feats[j]
        if feats.get("Number") == "Plur":
            return "p" in wanted
        gender = GENDERS.get(feats.get("Gender", ""), "")
        if not gender:
            return self.tree.upos[j] == "PROPN" and wanted != "p"
        return gender in wanted

    def passed_on(self, one: Found, wanted: str) -> str:
        """The gender by which later pronouns find this one: what is known of the party, or what the pronoun says."""
        if one.kind == "state":
            return one.gender if one.gender in ("m", "f") else "n"
        if one.gender:
            return one.gender
        if one.party is not None and one.party.kind == "person":
            return "m" if "m" in wanted else "f" if "f" in wanted else ""
        return wanted if len(wanted) == 1 else ""

    def _plural(self, other: Found) -> bool:
        return self.tree.feats[other.head].get("Number", "") == "Plur"
