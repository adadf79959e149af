"""What the stage of parties looks words up in: the knowledge base as an automaton, and the language's nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ahocorasick_rs

from depesche import languages
from depesche.knowledge import Knowledge, Name, Person


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that stands for an office-holder (role), a body, a group, or takes up somebody named before (anaphor).

    ``office`` as in ``terms.tsv`` or empty, ``name`` the word in its base form, ``code`` and ``prefix`` of a compound's
    first part (US-Präsident, Kremlchef), ``former`` and ``deputy`` where that part says so.
    """

    kind: str
    office: str
    name: str
    code: str = ""
    prefix: str = ""
    gender: str = ""
    plural: bool = False
    former: bool = False
    deputy: bool = False
    base: str = ""

    @property
    def head(self) -> str:
        """The last part of a compound in lower case, which may stand for the whole later on: kommissar of EU-Kommissar."""
        return (self.base or self.name).lower()


class Lexicon:
    """Lookups for one language; built once per stage."""

    def __init__(self, language: str, own: str | None = None) -> None:
        self.language = language
        self.knowledge = Knowledge(language, own)
        self.table: dict[str, Any] = languages.table(language, "parties")
        self.words: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in self.table["words"].items()}
        self.name_endings = tuple(self.table["endings"]["name"])
        self.adjective_endings = tuple(self.table["endings"]["adjective"])
        self.human_verbs = self._human_verbs()
        self.families = frozenset(self.table.get("families", {}).get("words", ()))
        self.common = frozenset(self.table["common"]["surnames"])
        self.states = frozenset(n.code for n in self.knowledge.names if n.kind == "state")
        self._names: dict[str, list[Name]] = {}
        self.by_text: dict[str, list[Name]] = {}
        self._alike: dict[tuple[str, str, str], set[str]] = {}
        self._read_names()
        self.patterns = list(dict.fromkeys([*self._names, *self.knowledge.persons.spellings()]))
        self.automaton = ahocorasick_rs.AhoCorasick(
            self.patterns,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )
        self._heads = self._noun_heads()
        self._whole = frozenset(self.table["compounds"]["whole_only"])
        self._never = tuple(self.table["compounds"]["never"]) or ("\0",)
        self._nouns: dict[str, Noun | None] = {}

    def _human_verbs(self) -> frozenset[str]:
        """Lemmas whose subject is somebody: those of the table, and the verbs that quote."""
        quoting = (
            row["lemma"] for row in languages.rows(self.language, "cues")
            if row["pos"] == "verb" and " " not in row["lemma"] and {"direct", "paren"} & set(row["syntax"].split())
        )  # fmt: skip
        return frozenset([*self.table["verbs"]["human"], *quoting])

    def _read_names(self) -> None:
        for name in self.knowledge.names:
            self._names.setdefault(name.text, []).append(name)
            self.by_text.setdefault(name.text.lower(), []).append(name)
            if name.form == "adjective" and name.text[0].islower():
                self._names.setdefault(name.text[0].upper() + name.text[1:], []).append(name)

    def names_of(self, word: str) -> list[Name]:
        """Names that a lower-case word is, without its ending."""
        for ending in ("", *self.adjective_endings, *self.name_endings):
            if word.endswith(ending):
                found = self.by_text.get(word[: len(word) - len(ending)])
                if found:
                    return found
        return []

    def heads_of(self, name: Name) -> set[str]:
        """The nouns in which the names of an organisation or body end, in lower case: union, for the EU."""
        if not self._alike:
            for each in self.knowledge.names:
                if each.kind in ("organisation", "body", "group") and each.form == "name":
                    head = last_noun(each.text)
                    if head:
                        self._alike.setdefault((each.kind, each.code, each.name), set()).add(head)
        return self._alike.get((name.kind, name.code, name.name), set())

    def entries(self, text: str) -> list[Name | Person]:
        """What the words of one of the ``patterns`` name."""
        return [*self._names.get(text, ()), *self.knowledge.persons.written(text)]

    def _noun_heads(self) -> dict[str, Noun]:
        """Every declined form of a head noun, without compounds."""
        heads: dict[str, Noun] = {}
        table = self.table
        german = self.language == "de"
        for office, words in table["roles"].items():
            for word in words:
                base = word[:1].upper() + word[1:] if german else word
                federal = table["prefixes"]["joined"].get("bundes", "") if word.startswith("bundes") else ""
                for form, gender, plural in _declined(word) if german else _english(word):
                    heads.setdefault(form, Noun("role", office, base, federal, "bundes" if federal else "", gender, plural))
        for office, words in table.get("roles_adjectival", {}).items():
            for word in words:
                base = word[:1].upper() + word[1:]
                for ending in ("e", "er", "en", "em", "es"):
                    heads.setdefault(
                        word + ending, Noun("role", office, base + ("er" if ending in ("er", "en", "em") else "e"))
                    )
        for word in table["bodies"]["words"]:
            base = word[:1].upper() + word[1:] if german else word
            for form in [word, f"{word}s", f"{word}es", f"{word}e", f"{word}en", f"{word}n"] if german else [word, f"{word}s"]:
                heads.setdefault(form, Noun("body", "", base, plural=form != word and not form.endswith("s")))
        for word in table["groups"]["words"]:
            base = table["lemmas"].get(word, word[:1].upper() + word[1:] if german else word)
            noun = Noun("group", "", base, plural=True)
            known = heads.get(word)
            if known is None or known.kind != "role":
                heads[word] = noun
        for word, name in table["groups_alone"].items():
            for form in (word, f"{word}s"):
                heads[form] = Noun("alone", "", name)
        for word in table["anaphors"]["pair"]:
            heads.setdefault(word, Noun("pair", "", word, plural=True))
        for word in table.get("regions", {}).get("nouns", ()):
            heads.setdefault(word, Noun("region", "", word, plural=True))
        for key in ("organisation", "state", "neighbour", "person"):
            for word in table["anaphors"].get(key, ()):
                if key == "organisation" and word in heads:
                    continue
                heads[word] = Noun("anaphor", key, word[:1].upper() + word[1:] if german else word, gender="n")
        return heads

    def noun(self, form: str) -> Noun | None:
        """The reading of a word as a noun for somebody who acts; compounds by their last part."""
        if form in self._nouns:
            return self._nouns[form]
        found = self._nouns[form] = self._analyse(form)
        return found

    def _analyse(self, form: str) -> Noun | None:
        low = form.lower()
        if low in self._heads:
            return self._heads[low]
        if self.language != "de" or not form[:1].isupper():
            return None
        first, _, last = form.rpartition("-")
        if first:
            inner = self.noun(last)
            if inner is None or inner.kind in ("anaphor", "alone", "pair", "region"):
                return None
            return self._prefixed(inner, first, form)
        if low.startswith(self._never):
            return None
        best: tuple[Noun, str] | None = None
        for cut in range(2, min(len(low) - 3, 40)):
            inner = self._heads.get(low[cut:])
            if inner is None or inner.kind not in ("role", "body", "group"):
                continue
            if self._party_prefix(low[:cut]):
                return self._joined(inner, low[:cut], form)
            if best is None and low[cut:] not in self._whole:
                best = inner, low[:cut]
        return self._joined(*best, form) if best is not None else None

    def _prefixed(self, inner: Noun, first: str, form: str) -> Noun:
        parts = first.lower().split("-")
        marks = self.table["prefixes"]
        former = any(p in marks["former"] for p in parts)
        deputy = any(p in marks["deputy"] for p in parts)
        names = self.by_text.get(first.lower()) or self.by_text.get(parts[0]) or []
        name = next((n for n in names if n.kind in ("state", "organisation", "body", "group")), None)
        office = "" if deputy else inner.office
        code = inner.code
        if name is not None:
            code = name.home or name.code
            if name.kind == "body" and office == "spokes":
                office = f"spokes/{name.body}" if name.body in ("president", "government", "foreign", "defence") else "spokes"
            elif name.kind == "body" and office == "chief":
                office = self.table["body_heads"].get(name.body, "")
            elif name.home:
                office = f"leader/{name.code}" if office in ("chief", "sg") else ""
            elif name.kind == "organisation" and office in ("hos", "hog", "chief"):
                office = self.table["org_offices"].get(name.code, {}).get(office, office)
        elif not former and not deputy:
            office = "" if inner.office not in ("spokes",) else "spokes/other"
        base = f"{first}-{inner.name}"
        return Noun(
            inner.kind, office, base, code, first, inner.gender, inner.plural, former or inner.former, deputy or inner.deputy,
            inner.head,
        )  # fmt: skip

    def _party_prefix(self, first: str) -> bool:
        joined = self.table["prefixes"]["joined"]
        return (
            first in joined
            or first.rstrip("s") in joined
            or any(n.kind in ("state", "organisation") for n in self.by_text.get(first, ()))
        )

    def _joined(self, inner: Noun, first: str, form: str) -> Noun:
        marks = self.table["prefixes"]
        base = form[: len(first)] + inner.name.lower()
        code = marks["joined"].get(first, marks["joined"].get(first.rstrip("s"), ""))
        if not code:
            name = next(
                (n for n in self.by_text.get(first, ()) if n.kind in ("state", "organisation") and n.form == "name"), None
            )
            code = name.code if name else ""
            if name is not None and name.kind == "organisation":
                office = self.table["org_offices"].get(code, {}).get(inner.office, inner.office)
                label = "" if inner.kind == "group" else base
                return Noun(inner.kind, office, label, code, first, inner.gender, inner.plural, base=inner.head)
        office = inner.office if code else ("spokes/other" if inner.office.startswith("spokes") else "")
        if first == "kreml":
            office = {"chief": "hos", "spokes": "spokes/president"}.get(inner.office, inner.office)
        deputy = first in marks["deputy"]
        former = first in marks["former"]
        if former:
            office = inner.office
        return Noun(inner.kind, office, base, code, first, inner.gender, inner.plural, former, deputy, inner.head)


def last_noun(text: str) -> str:
    """The last word with a capital that is no acronym, in lower case and without a genitive’s s; empty if there is none."""
    words = [w for w in text.replace("-", " ").split() if w[:1].isupper() and not w.isupper()]
    return words[-1].lower().removesuffix("s") if words else ""


def _declined(word: str) -> list[tuple[str, str, bool]]:
    """Forms of a German masculine noun for a person, with its feminine: (form, gender, plural)."""
    if word.endswith("in"):
        return [(word, "f", False), (f"{word}nen", "f", True)]
    stem = word
    forms = [(word, "m", False)]
    if word.endswith(("ent", "at", "ist", "ant", "arch", "ot", "aph")):
        forms += [(f"{word}en", "m", False)]
    elif word.endswith("er"):
        forms += [(f"{word}s", "m", False), (f"{word}n", "m", True)]
    elif word.endswith(("oberhaupt",)):
        return [(word, "n", False), (f"{word}s", "n", False), (f"{word}es", "n", False), (word[:-4] + "häupter", "n", True)]
    else:
        forms += [(f"{word}s", "m", False), (f"{word}es", "m", False), (f"{word}e", "m", True), (f"{word}en", "m", True)]
        if word.endswith(("chef", "premier")):
            forms = [(word, "m", False), (f"{word}s", "m", False)]
    feminine = f"{stem}in"
    return [*forms, (feminine, "f", False), (f"{feminine}nen", "f", True)]


def _english(word: str) -> list[tuple[str, str, bool]]:
    gender = (
        "f"
        if word.endswith("woman") or word in ("queen", "princess")
        else "m"
        if word.endswith("man") or word == "king"
        else ""
    )
    plural = f"{word[:-3]}men" if word.endswith("man") else f"{word}s"
    return [(word, gender, False), (plural, gender, True)]
