"""Sources named in passing: ``laut …``, ``nach Angaben von …``, ``… zufolge``, ``so Psaki``, ``demnach``, ``wonach``."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, clause_head, finite, group, reach
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.sources_roles import noun_phrase
from depesche.reading.sources_so import parenthetical
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree

MAIN = frozenset(["root", "ROOT", "conj", "parataxis", "ccomp", "dep"])


def phrases(tree: Tree, lexicon: Lexicon, voices: Voices) -> list[Draft]:
    """Quotations whose source stands in an adverbial phrase of the sentence itself."""
    found: list[Draft] = []
    after, adverbs, relatives = lexicon.after, lexicon.adverbs, lexicon.relatives
    for i, word in enumerate(tree.lower):
        if word not in lexicon.passing:
            continue
        draft: Draft | None = None
        for words, cue in lexicon.prepositions.get(word, ()):  # "according to", "aus Sicht": the longest first
            if tuple(tree.lower[i : i + len(words)]) == words:
                draft = _leading(tree, i, cue, lexicon, voices, len(words))
                break
        if draft is None and word in after:
            draft = _trailing(tree, i, after[word], lexicon)
        if draft is None and word in relatives:
            draft = _relative(tree, i, relatives[word], lexicon)
        if draft is None and word in adverbs:
            cue = adverbs[word]
            if "self" in cue.syntax:
                draft = _adverb(tree, i, cue, lexicon)
            elif "paren" in cue.syntax:
                draft = parenthetical(tree, i, cue, lexicon)
        if draft is not None:
            found.append(draft)
    return found


def _informs(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """True if the noun means a piece of information, so that ``nach`` in front of it says who says so."""
    if lexicon.means(tree.lower[i], "information") or lexicon.means(tree.lemma[i], "information"):
        return True
    if not lexicon.means(tree.lower[i], "uncertain"):
        return False
    fin = finite(tree, clause_head(tree, i))
    if tree.lower[fin] in lexicon.hearsay["modals"] or tree.lower[fin] in lexicon.konjunktiv["first"]:
        return True  # "nach der Ankündigung der Ministerin soll …": not when, but who says so
    return not any(tree.lower[j] in lexicon.nouns_of["definite"] and tree.dep[j] == "det" for j in tree.children[i])


def _leading(tree: Tree, i: int, cue: Cue, lexicon: Lexicon, voices: Voices, size: int = 1) -> Draft | None:
    """The adposition, of ``size`` words, stands in front: ``laut Polizei``, ``nach Angaben der Polizei``."""
    _, high = bounds(tree, i)
    at = i + size
    head = tree.head[i]
    if (
        size > 1
        or tree.dep[i] not in ("case", "mark", "advmod")
        or not i < head < high
        or tree.upos[head] not in ("NOUN", "PROPN", "PRON", "X", "NUM")
    ):
        head = next((j for j in range(at, min(at + 5, high)) if tree.upos[j] in ("NOUN", "PROPN")), -1)
        if head < 0 or any(tree.form[j] in BREAKS for j in range(at, head)):
            return None
        while size > 1 and head < tree.head[head] < high and tree.upos[tree.head[head]] in ("NOUN", "PROPN"):
            if any(tree.form[j] in BREAKS for j in range(head, tree.head[head])):
                break
            head = tree.head[head]  # "the defence | ministry"
    if "info" in cue.syntax and not (_informs(tree, head, lexicon) or ("voice" in cue.syntax and voices.speaks(head))):
        # an adjective or title may have been taken for the head: look at the nearest noun
        near = next((j for j in range(at, min(at + 3, high)) if tree.upos[j] in ("NOUN", "PROPN")), -1)
        if near < 0 or near == head or not _informs(tree, near, lexicon):
            return None
        head = near
    _, last = group(tree, head)
    last = max(last, head)
    last = _until_nominative(tree, at, _until_verb(tree, at, last), head)
    last = max(last, (noun_phrase(tree, head, set(range(last + 9, high)), set()) or [last])[-1]) if last == head else last
    if last < at:
        return None
    return _adverbial(tree, cue, list(range(i, at)), list(range(at, last + 1)), head, lexicon)


def _until_verb(tree: Tree, first: int, last: int) -> int:
    """A source phrase never reaches over a finite verb that is not in a relative clause of its own."""
    comma = False
    for j in range(first, last + 1):
        if tree.form[j] == ",":
            comma = True
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin" and not comma:
            return j - 1
    return last


def _until_nominative(tree: Tree, first: int, last: int, head: int) -> int:
    """A source phrase ends where the subject of the clause begins: ``laut Verfassung | der Präsident``."""
    for j in range(head + 1, last + 1):
        if tree.upos[j] == "DET" and tree.feats[j].get("Case") == "Nom" and tree.form[j - 1] not in BREAKS:
            noun = tree.head[j]
            if tree.feats[noun].get("Case", "Nom") == "Nom" and not any(tree.form[k] in BREAKS for k in range(head, j)):
                return j - 1
    return last


def _trailing(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> Draft | None:
    """The adposition stands behind: ``der Sprecherin zufolge``, ``meiner Meinung nach``."""
    low, _ = bounds(tree, i)
    head = tree.head[i]
    if not low <= head < i or tree.upos[head] not in ("NOUN", "PROPN", "PRON"):
        head = next((j for j in range(i - 1, max(i - 4, low) - 1, -1) if tree.upos[j] in ("NOUN", "PROPN")), -1)
        if head < 0:
            return None
    if "info" in cue.syntax and (not _informs(tree, head, lexicon) or tree.dep[i] not in ("case", "advmod", "mark")):
        return None
    if "info" in cue.syntax and i - head > 3:
        return None
    if "info" in cue.syntax and tree.head[i] > i:
        return None  # it belongs to a noun behind it
    first, _ = group(tree, head)
    for j in range(i - 1, first - 1, -1):
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin":
            first = j + 1
            break
    words = list(range(first, i))
    if not words:
        return None
    return _adverbial(tree, cue, [i], words, head, lexicon)


def _adverbial(tree: Tree, cue: Cue, words: list[int], speaker: list[int], head: int, lexicon: Lexicon) -> Draft | None:
    """What is left of the phrase's clause is what was said."""
    low, high = bounds(tree, words[0])
    phrase = sorted({*words, *speaker})
    phrase = _with_relative(tree, phrase, high)
    start, stop = _clause(tree, head, phrase, low, high)
    start, stop = _own_clause(tree, phrase, start, stop)
    frame = list(phrase)
    content = [j for j in range(start, stop + 1) if not phrase[0] <= j <= phrase[-1]]
    for edge in (phrase[0] - 1, phrase[-1] + 1):
        if content and edge in content and tree.form[edge] == ",":
            both = (
                low <= phrase[0] - 1 and phrase[-1] + 1 < high and tree.form[phrase[0] - 1] == tree.form[phrase[-1] + 1] == ","
            )
            if both:
                content.remove(edge)
                frame.append(edge)
    content = trim(tree, content)
    if not any(tree.upos[j] in ("VERB", "AUX", "NOUN") for j in content):
        return None
    speaker = [j for j in speaker if j not in words]
    return Draft("Indirect", content, speaker, words, [], sorted(frame), cue.force, "phrase", words[0], head)


def _with_relative(tree: Tree, phrase: list[int], high: int) -> list[int]:
    """``Nach Angaben eines Zeugen, der dort wohnt, …``: the relative clause belongs to the source."""
    at = phrase[-1] + 1
    if at + 3 >= high or tree.form[at] != "," or tree.feats[at + 1].get("PronType") != "Rel":
        return phrase
    for j in range(at + 2, high - 1):
        if tree.form[j] == "," and tree.upos[j + 1] in ("VERB", "AUX") and tree.feats[j + 1].get("VerbForm", "Fin") == "Fin":
            return [*phrase, *range(at, j + 1)]
    return phrase


def _own_clause(tree: Tree, phrase: list[int], start: int, stop: int) -> tuple[int, int]:
    """Keep to the subordinate clause around a phrase where the parse took the whole sentence for it."""
    for j in range(phrase[0] - 1, max(start, phrase[0] - 8), -1):
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin":
            return start, stop
        if tree.form[j] == "," and j + 1 < phrase[0]:
            opens = tree.feats[j + 1].get("PronType") in ("Rel", "Int,Rel") or tree.upos[j + 1] == "SCONJ"
            if not opens:
                return start, stop
            for k in range(phrase[-1] + 1, stop + 1):
                if tree.upos[k] in ("VERB", "AUX") and tree.feats[k].get("VerbForm") == "Fin":
                    while k < stop and tree.form[k + 1] not in BREAKS:
                        k += 1
                    return j + 1, k if tree.form[min(k + 1, stop)] == "," else stop
            return j + 1, stop
    return start, stop


def _clause(tree: Tree, head: int, phrase: list[int], low: int, high: int) -> tuple[int, int]:
    """First and last token of the clause that a phrase belongs to."""
    inside = set(phrase)
    at = head
    while at in inside and tree.head[at] != at:
        at = tree.head[at]
    if not low <= at < high or at in inside:
        return low, high - 1
    at = clause_head(tree, at)
    dep = tree.dep[at]
    if tree.head[at] == at:
        return low, high - 1
    if dep in ("conj", "parataxis") and at > phrase[0] and _coordinated_start(tree, at, phrase[0]):
        first, last = reach(tree, at)
        first = min(first, phrase[0])
        while first > low and tree.form[first - 1] not in BREAKS and tree.dep[first - 1] != "cc":
            first -= 1
        return first, high - 1 if dep == "conj" else last
    if dep in MAIN:
        return low, high - 1
    first, last = reach(tree, at)
    first, last = min(first, phrase[0]), max(last, phrase[-1])
    while last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    return first, last


def _coordinated_start(tree: Tree, at: int, phrase: int) -> bool:
    """True if the phrase stands in the second of two joined clauses."""
    before = tree.head[at]
    return before < phrase


def _relative(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> Draft | None:
    """``Meldungen, wonach …``: the antecedent is the source."""
    low, high = bounds(tree, i)
    if i - 1 < low or tree.form[i - 1] != ",":
        return None
    end = high - 1
    at = tree.head[i]
    if low <= at < high and at > i:
        head = clause_head(tree, at)
        end = max(reach(tree, head)[1], at)
        while end + 1 < high and tree.form[end + 1] not in BREAKS:
            end += 1
    content = trim(tree, list(range(i + 1, end + 1)))
    if not content:
        return None
    antecedent = -1
    if low <= at < high and tree.head[at] < i and tree.upos[tree.head[at]] in ("NOUN", "PROPN"):
        antecedent = tree.head[at]
    else:
        antecedent = next((j for j in range(i - 2, low - 1, -1) if tree.upos[j] in ("NOUN", "PROPN")), -1)
    near = next((j for j in range(i - 2, low - 1, -1) if tree.upos[j] == "NOUN" and _carries(tree, j, lexicon)), -1)
    if near < 0:
        return None  # "der Tag, wonach …"
    if antecedent < 0 or not _carries(tree, antecedent, lexicon):
        antecedent = near
    speaker: list[int] = []
    if antecedent >= 0:
        first, last = group(tree, antecedent)
        speaker = list(range(first, min(last, i - 2) + 1))
    inside = set(content)
    frame = [j for j in range(low, high) if j not in inside]
    while len(frame) > 1 and tree.form[frame[-1]] == ".":
        frame.pop()
    return Draft("Indirect", content, speaker, [i], [], frame, cue.force, "clause", i, antecedent)


def _carries(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """True if a noun means information or a saying."""
    return (
        _informs(tree, i, lexicon)
        or lexicon.noun(tree.lower[i]) is not None
        or lexicon.noun(tree.lemma[i]) is not None
        or lexicon.means(tree.lower[i], "document")
    )


def _adverb(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> Draft | None:
    """``Demnach …``: what was named before is the source."""
    low, high = bounds(tree, i)
    if i != low and not (i == low + 1 and tree.dep[low] == "cc"):
        after_verb = i > low and tree.upos[i - 1] in ("AUX", "VERB")
        if not after_verb or "strict" in cue.syntax:
            return None
    if "strict" in cue.syntax:
        fin = next((j for j in range(i + 1, min(i + 3, high)) if tree.upos[j] in ("AUX", "VERB")), -1)
        if fin < 0 or not (
            tree.lower[fin] in lexicon.konjunktiv["first"]
            or tree.lower[fin] in lexicon.hearsay["modals"]
            or tree.feats[fin].get("Mood") == "Sub"
        ):
            return None
    content = trim(tree, [j for j in range(low, high) if j != i])
    if len(content) < 2:
        return None
    return Draft("Indirect", content, [i], [i], [], [i], cue.force, "phrase", i, i)
