"""Who a speaker is, in which medium and when the words were said."""

from __future__ import annotations

from bisect import bisect_left

from depesche.reading.notes import Notes
from depesche.reading.sources_draft import Draft
from depesche.reading.sources_lexicon import Lexicon
from depesche.records import Mention, Party

MARKS = frozenset('„“”»«"')
WEAK = ("ent", "ant", "ist", "at", "og", "ensch", "et", "om", "ung", "heit", "keit", "schaft", "ion", "tät", "ei")
# Präsident, Zeitung: -en in all cases of the plural
HANGING = ("nmod", "nmod:poss", "flat", "flat:name", "appos", "obl", "amod", "det:poss", "acl", "conj", "obl:agent", "compound")


class Speakers:
    """Settles the party, medium and date of quotations from what the earlier stages found."""

    def __init__(self, note: Notes, lexicon: Lexicon) -> None:
        self.note = note
        self.lexicon = lexicon
        self.by_token: dict[int, Mention] = {}
        for m in note.mentions:
            self.by_token.setdefault(m.token, m)
        self.mentions = sorted(note.mentions, key=lambda m: m.span.begin)
        self.begins = [m.span.begin for m in self.mentions]
        self.times = sorted(note.times, key=lambda t: t.span.begin)
        self.time_begins = [t.span.begin for t in self.times]

    def party(self, d: Draft) -> Party | None:
        """The party that speaks; a source without a name stays as it is worded; None where the text names nobody."""
        tree = self.note.tree
        at = d.speaker_at
        if at < 0 or not d.speaker:
            return None
        if tree.upos[at] == "ADV" or (tree.upos[at] == "PRON" and at not in self.by_token):
            return self._antecedent(at)
        head = self._carrier(at, d)
        mention = self.by_token.get(head) or self._covering(head)
        if mention is not None and mention.party is not None:
            named = self._apposed(d, head) if mention.party.kind != "person" or mention.form == "role" else None
            return named or mention.party
        if mention is not None:
            return None
        if self.lexicon.means(tree.lower[head], "wordless"):
            return None  # "darauf standen die Worte": nobody is named
        inner = self._inside(d, head)
        name = self._words(head, d)
        if not name:
            return inner.party if inner is not None else None
        if inner is not None and inner.party is not None:
            if self.lexicon.means(tree.lower[head], "information") or self.lexicon.means(tree.lower[head], "uncertain"):
                return inner.party
            if inner.party.kind == "person":
                return inner.party
            return Party(inner.party.code, name, "person")
        return Party("", name, "group")

    def unowned(self, d: Draft, party: Party) -> bool:
        """True for a paper that somebody gives out (``Erklärung``) and that nobody is said to have given out."""
        tree, at = self.note.tree, d.speaker_at
        return not party.code and self.lexicon.means(tree.lower[at], "issued") and " " not in party.name.strip()

    def _antecedent(self, at: int) -> Party | None:
        """A relative pronoun stands for the noun in front of its clause."""
        tree = self.note.tree
        if tree.feats[at].get("PronType") not in ("Rel", "Dem", "Dem,Rel"):
            return None
        for above in tree.ancestors(at)[:3]:
            if tree.dep[above] in ("acl", "acl:relcl") and above != tree.head[above]:
                mention = self.by_token.get(tree.head[above])
                if mention is not None:
                    return mention.party
                noun = tree.head[above]
                return Party("", self._lemma(noun), "group") if tree.upos[noun] == "NOUN" else None
        return None

    def _carrier(self, at: int, d: Draft) -> int:
        """``Angaben der Polizei``: the police speak, not the information."""
        tree, lexicon = self.note.tree, self.lexicon
        for _ in range(3):
            if at in self.by_token or not (
                lexicon.means(tree.lower[at], "information") or lexicon.means(tree.lower[at], "uncertain")
            ):
                return at
            if tree.lower[at] in lexicon.nouns_of["outlets"]:
                return at
            below = next(
                (j for j in tree.children[at] if j > at and tree.dep[j] in HANGING and tree.upos[j] in ("NOUN", "PROPN", "X")),
                None,
            )
            if below is None:
                return at
            at = below
        return at

    def _covering(self, at: int) -> Mention | None:
        begin = self.note.tree.begin[at]
        n = bisect_left(self.begins, begin + 1) - 1
        for k in range(n, max(-1, n - 4), -1):
            m = self.mentions[k]
            if m.span.begin <= begin < m.span.end and m.form != "adjective":
                return m
        return None

    def _inside(self, d: Draft, head: int) -> Mention | None:
        """The mention that hangs on the speaker's noun: first whose name follows it, then whose body or state it is."""
        tree = self.note.tree
        own = set(d.speaker)
        best: Mention | None = None
        for j in d.speaker:
            m = self.by_token.get(j)
            if m is None or m.party is None or j not in own:
                continue
            if tree.head[j] == head and tree.dep[j] in ("appos", "flat", "flat:name") and m.party.kind == "person":
                return m
            if best is None and (tree.head[j] == head or tree.head[tree.head[j]] == head):
                best = m
        return best

    def _apposed(self, d: Draft, head: int) -> Party | None:
        """The person whose name stands beside the office: "der Direktor des Werks, Anna Muster"."""
        tree = self.note.tree
        for j in d.speaker:
            m = self.by_token.get(j)
            if m is None or m.party is None or m.party.kind != "person" or m.form != "name":
                continue
            if tree.head[j] == head and tree.dep[j] in ("appos", "flat", "flat:name"):
                return m.party
        return None

    def _lemma(self, at: int) -> str:
        """A noun in the nominative of its own number: ``Augenzeugen`` and ``Medienberichten`` → ``Medienberichte``."""
        tree = self.note.tree
        lemma, form = tree.lemma[at], tree.form[at]
        if tree.upos[at] != "NOUN" or not lemma or lemma[0].islower() != form[0].islower():
            return form
        if tree.feats[at].get("Number") != "Plur":
            return lemma
        dative = tree.feats[at].get("Case") == "Dat" and form.endswith("n") and form != lemma
        weak = form[:-1] == lemma and not lemma.endswith(("er", "el"))
        weak = weak or (form == lemma + "en" and lemma.endswith(WEAK))
        return form[:-1] if dative and not weak and self.lexicon.inflects else form

    def _adjective(self, at: int, noun: int) -> str:
        """An adjective in front of a noun, as it stands without an article in the nominative."""
        tree = self.note.tree
        form = tree.form[at]
        if not self.lexicon.inflects or tree.upos[at] != "ADJ":
            return form
        stem = next((form[: -len(e)] for e in ("en", "em", "er", "es", "e") if form.endswith(e) and len(form) > len(e) + 2), "")
        feats = tree.feats[noun]
        ending = (
            "e" if feats.get("Number") == "Plur" else {"Masc": "er", "Neut": "es", "Fem": "e"}.get(feats.get("Gender", ""), "")
        )
        return stem + ending if stem and ending else form

    def _words(self, head: int, d: Draft) -> str:
        """The source as it is worded, without its article: ``US-Regierungsvertreter``, ``Sprecherin des Weißen Hauses``."""
        tree = self.note.tree
        own = set(d.speaker)
        if head not in own or tree.upos[head] not in ("NOUN", "PROPN", "X", "ADJ"):
            return ""
        words = [self._lemma(head)]
        j = head + 1
        while (
            j in own
            and j < len(tree)
            and (tree.upos[j] != "PUNCT" or tree.form[j] in MARKS)
            and tree.dep[j] not in ("acl", "acl:relcl", "case_")
        ):
            words.append(tree.form[j])
            j += 1
            if len(words) > 8:
                break
        j = head - 1
        while j in own and tree.upos[j] in ("ADJ", "PROPN", "NUM") and tree.head[j] == head:
            words.insert(0, self._adjective(j, head))
            j -= 1
        return " ".join(words).replace("„ ", "„").replace(" “", "“")

    def medium(self, d: Draft) -> str:
        """The medium that the frame names (``Interview``, ``Erklärung``), as its lemma; empty if it names none."""
        tree = self.note.tree
        for j in (*d.frame, *d.speaker):
            if tree.upos[j] == "NOUN" and self.lexicon.means(tree.lower[j], "media"):
                return tree.lemma[j]
        return ""

    def date(self, d: Draft) -> str | None:
        """When it was said: the first point in time within the frame."""
        tree = self.note.tree
        if not d.frame or not self.times:
            return None
        inside = set(d.frame)
        low, high = tree.begin[d.frame[0]], tree.end[d.frame[-1]]
        for k in range(bisect_left(self.time_begins, low), len(self.times)):
            t = self.times[k]
            if t.span.begin >= high:
                return None
            if t.type in ("DATE", "TIME") and tree.at(t.span.begin) in inside:
                return t.value
        return None
