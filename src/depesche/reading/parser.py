"""Stage 1: sentences, UPOS, morphology, lemmas and the UD tree, written into the spaCy ``Doc``.

German moods are settled by form where the form settles them (``reading/lexicon.py``); UD writes Konjunktiv I as
``Mood=Sub|Tense=Pres`` and Konjunktiv II as ``Mood=Sub|Tense=Past``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.lexicon import VERBAL, Lexicon
from depesche.reading.network import Parsed, load
from depesche.reading.scorers import Sentence
from depesche.reading.sentences import starts

#: The manner of annotation to follow, per language: GSD marks what German needs most (VerbForm, Reflex).
STYLES = {"de": "de_gsd", "en": "en_gum"}
UNSURE = 0.5  # a form that can be Konjunktiv or indicative is Konjunktiv from this probability on


@dataclass(frozen=True, slots=True)
class Cut:
    """A document's tokens, cut into sentences (lists of token numbers), and the sentences as the network takes them."""

    forms: list[str]
    blank: list[bool]
    sentences: list[list[int]]
    given: list[Sentence]

    @classmethod
    def of(cls, forms: list[str], spaces: list[bool], blank: list[bool], sentences: list[list[int]]) -> Cut:
        """``spaces``: white space follows the token; ``blank``: the token is white space."""
        before = [i == 0 or spaces[i - 1] or blank[i - 1] for i in range(len(forms))]
        return cls(forms, blank, sentences, [([forms[i] for i in t], [before[i] for i in t]) for t in sentences])


class ParserStage:
    """Parses a document. ``style``: a treebank whose manner of annotation is followed, by default the language's own."""

    def __init__(
        self, vocab: Vocab, language: str, tier: Literal["accurate", "fast"] = "accurate", style: str = "", threads: int = 0
    ) -> None:
        self.vocab = vocab
        self.language = language
        self.style = style or STYLES[language]
        self.network = load(tier, threads)
        self.lexicon = Lexicon(language)
        self._upos_ids = [IDS[name] for name in self.network.upos]
        self._label_ids = [vocab.strings.add(name) for name in self.network.labels]
        self._root = self.network.labels.index("root")
        self._clauses = (self.network.labels.index("acl"), self.network.labels.index("acl:relcl"))
        self._due_labels = tuple(self.network.labels.index(name) for name in ("amod", "cop", "obj"))
        self._punct = self.network.labels.index("punct")
        self._particle = self.network.labels.index("compound:prt")
        self._morphs: dict[tuple[int, ...], int] = {}
        self._slices = self.network.slices
        self._names = list(self.network.features)
        self._mood, self._tense, self._form, self._person, self._number = (
            self._names.index(n) for n in ("Mood", "Tense", "VerbForm", "Person", "Number")
        )
        self._pronoun = self._names.index("PronType")
        self._rel = self.network.features["PronType"].index("Rel") + 1

    def __call__(self, doc: Doc) -> Doc:
        """Fill heads, labels, UPOS, features, lemmas and sentence starts."""
        return next(iter(self.pipe([doc])))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """The same for many documents, whose sentences go through the network together."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            cut = [self._cut(doc) for doc in batch]
            found = iter(self.network.parse([sentence for c in cut for sentence in c.given], self.style))
            for doc, c in zip(batch, cut, strict=True):
                if len(doc):
                    self._fill(doc, c, list(islice(found, len(c.given))))
                yield doc

    def _cut(self, doc: Doc) -> Cut:
        rows = doc.to_array([ORTH, SPACY]).tolist() if len(doc) else []
        strings = self.vocab.strings
        forms = [strings[orth] for orth, _ in rows]
        spaces = [bool(space) for _, space in rows]
        begins = starts(forms, spaces)
        blank = [form.isspace() for form in forms]
        sentences: list[list[int]] = []
        for i in range(len(forms)):
            if begins[i] or not sentences:
                sentences.append([])
            if not blank[i]:
                sentences[-1].append(i)
        return Cut.of(forms, spaces, blank, [tokens for tokens in sentences if tokens])

    def write(self, doc: Doc, forms: list[str], spaces: list[bool], blank: list[bool], sentences: list[list[int]]) -> None:
        """Parse the given sentences (lists of token numbers) into the document."""
        cut = Cut.of(forms, spaces, blank, sentences)
        self._fill(doc, cut, self.network.parse(cut.given, self.style))

    def _fill(self, doc: Doc, cut: Cut, found: list[Parsed]) -> None:
        size, forms, blank, sentences = len(doc), cut.forms, cut.blank, cut.sentences
        table = np.zeros((size, 6), np.uint64)
        offset = np.zeros(size, np.int64)
        for tokens, parsed in zip(sentences, found, strict=True):
            self._sentence(tokens, parsed, forms, table, offset)
        last = 0
        for i in range(size):
            if blank[i]:
                table[i, 0] = IDS["SPACE"]
                table[i, 3] = self.vocab.strings.add(forms[i])
                offset[i] = last - i
                table[i, 4] = self.vocab.strings.add("dep") if last != i else self._label_ids[self._root]
            else:
                last = i
        if sentences and blank[0]:  # leading white space belongs to the first sentence
            first = next(i for i in range(size) if not blank[i])
            for i in range(first):
                offset[i] = first - i
        begin = np.full(size, -1, np.int64)
        begin[[0, *(t[0] for t in sentences[1:])]] = 1
        table[:, 5] = begin.astype(np.uint64)
        table[:, 1] = offset.astype(np.uint64)
        doc.from_array([POS, HEAD, MORPH, LEMMA, DEP, SENT_START], table)  # type: ignore[arg-type]  # hashes fill 64 bits

    def _sentence(
        self, tokens: list[int], parsed: Parsed, forms: list[str], table: NDArray[np.uint64], offset: NDArray[np.int64]
    ) -> None:
        heads, labels, upos, values = parsed.heads, parsed.labels, parsed.upos, parsed.values
        names = self.network.upos
        strings = self.vocab.strings
        lemmas: dict[int, str] = {}
        self._relatives(heads, labels, values)
        if self.language == "en":
            self._due([forms[i].lower() for i in tokens], heads, labels, upos)
        for k, i in enumerate(tokens, 1):
            head = heads[k]
            tag = names[upos[k]]
            if self.language == "de" and tag in VERBAL:
                self._german_mood(forms[i].lower(), values[k], parsed.feats[k])
            lemmas[k] = self.lexicon.lemma(forms[i], tag)
            table[i, 0] = self._upos_ids[upos[k]]
            table[i, 2] = self._morph(values[k])
            table[i, 3] = strings.add(lemmas[k])
            table[i, 4] = self._label_ids[labels[k]]
            offset[i] = 0 if head == 0 else tokens[head - 1] - i
        for k, i in enumerate(tokens, 1) if self.language == "de" else ():  # stimmte … ab → abstimmen
            head = heads[k]
            if labels[k] == self._particle and head and names[upos[head]] in VERBAL:
                table[tokens[head - 1], 3] = strings.add(forms[i].lower() + lemmas[head])

    def _due(self, words: list[str], heads: list[int], labels: list[int], upos: list[int]) -> None:
        """Make the verb behind "due to" the head of its object, in place: "are due to hold talks" is no sort of talks."""
        amod, cop, obj = self._due_labels
        for k in range(3, len(words) + 1):
            noun = heads[k]
            verb = words[k - 3 : k - 1] == ["due", "to"] and self.network.upos[upos[k]] == "VERB"
            if not verb or labels[k] != amod or noun <= k:
                continue
            copula = next((j for j in range(1, k) if labels[j] == cop and heads[j] in (noun, k - 2)), 0)
            if not copula:
                continue
            heads[k], labels[k] = heads[noun], labels[noun]
            for j in range(1, len(heads)):
                if heads[j] == noun and (j < k - 2 or labels[j] == self._punct):
                    heads[j] = k
            heads[copula] = heads[k - 2] = heads[noun] = k
            labels[noun] = obj

    def _relatives(self, heads: list[int], labels: list[int], values: NDArray[Any]) -> None:
        """Call a clause with a relative pronoun ``acl:relcl``, in place: GSD says ``acl`` of it, other treebanks do not."""
        plain, relative = self._clauses
        for k in np.nonzero(values[:, self._pronoun] == self._rel)[0].tolist():
            while k and labels[k] != plain:
                k = 0 if labels[k] == relative else heads[k]
            if k:
                labels[k] = relative

    def _german_mood(self, form: str, values: NDArray[Any], scores: NDArray[np.float32]) -> None:
        """Correct mood and tense of a German verb form in place, by the lexicon."""
        moods = self.network.features["Mood"]
        tenses = self.network.features["Tense"]
        forms = self.network.features["VerbForm"]
        known = self.lexicon.mood(form)
        finite = values[self._form] == forms.index("Fin") + 1 or values[self._mood] != 0
        sub = moods.index("Sub") + 1
        if not known:
            if values[self._mood] == sub:
                values[self._mood] = moods.index("Ind") + 1
            return
        if not finite and known.endswith("?"):
            return
        chosen = not known.endswith("?")
        if not chosen:
            weights = np.exp(scores[self._slices[self._mood]] - scores[self._slices[self._mood]].max())
            third = values[self._person] == self.network.features["Person"].index("3") + 1
            singular = values[self._number] == self.network.features["Number"].index("Sing") + 1
            # er habe, er komme: the indicative would end in -t
            chosen = (known == "K1?" and third and singular and form.endswith("e")) or weights[sub] / weights.sum() > UNSURE
        if chosen:
            values[self._mood] = sub
            values[self._tense] = tenses.index("Pres" if known.startswith("K1") else "Past") + 1
            values[self._form] = forms.index("Fin") + 1
        elif values[self._mood] == sub:
            values[self._mood] = moods.index("Ind") + 1

    def _morph(self, values: NDArray[Any]) -> int:
        key = tuple(values.tolist())
        found = self._morphs.get(key)
        if found is None:
            shown = sorted(
                f"{name}={self.network.features[name][v - 1]}" for name, v in zip(self._names, key, strict=True) if v
            )
            found = self._morphs[key] = int(self.vocab.morphology.add("|".join(shown)))
        return found
