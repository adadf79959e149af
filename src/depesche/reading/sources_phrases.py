"""Sources named in passing: ``laut …``, ``nach Angaben von …``, ``… zufolge``, ``so Psaki``, ``demnach``, ``wonach``."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, clause_head, finite, group, reach
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.sources_roles import noun_phrase
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree

MAIN = frozenset(["root", "ROOT", "conj", "parataxis", "ccomp", "dep"])


def phrases(tree: Tree, lexicon: Lexicon, voices: Voices) -> list[Draft]:
    """Quotations whose source stands in an adverbial phrase of the sentence itself."""
    found: list[Draft] = []
    after, adverbs, relatives = lexicon.after, lexicon.adverbs, lexicon.relatives
    for i, word in enumerate(tree.lower):
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
                draft = _parenthetical(tree, i, cue, lexicon)
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
        while at <= tree.head[head] < high and tree.upos[tree.head[head]] in ("NOUN", "PROPN") and size > 1:
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


def so_phrase(tree: Tree, i: int, cue: Cue, content: list[int], begin: int, lexicon: Lexicon) -> Draft | None:
    """``„…“, so Psaki``: the frame of direct speech that is known already; ``begin`` is where the frame begins."""
    found = _said_by(tree, i, lexicon)
    if found is None:
        return None
    last, end, head = found
    return Draft(
        "Direct", content, list(range(i + 1, last + 1)), [i], _told(tree, last, end, lexicon), list(range(begin, end + 1)),
        cue.force, "phrase", i, head,
    )  # fmt: skip


def _told(tree: Tree, last: int, end: int, lexicon: Lexicon) -> list[int]:
    """``so Muster gegenüber der Zeitung``: whom it was said to."""
    for j in range(last + 1, end):
        if tree.lower[j] in lexicon.addressee["sure"] and j < tree.head[j] <= end:
            first, stop = group(tree, tree.head[j])
            return list(range(max(first, j + 1), min(stop, end) + 1))
    return []


def _said_by(tree: Tree, i: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """Last token, that of the whole insertion, and head of the noun phrase behind ``so``; None where something else stands."""
    _, high = bounds(tree, i)
    if i + 1 >= high:
        return None
    if tree.upos[i + 1] not in ("DET", "PROPN", "NOUN", "ADJ", "PRON", "X", "ADP", "NUM", "PUNCT"):
        return None
    end = i
    while end + 1 < high and tree.form[end + 1] not in (",", ".", ":", "–", ";", ")"):
        end += 1
        if tree.upos[end] in ("VERB", "AUX") and tree.feats[end].get("VerbForm") == "Fin":
            return None
    if end == i:
        return None
    nominal = [j for j in range(i + 1, end + 1) if tree.upos[j] in ("NOUN", "PROPN", "PRON")]
    if not nominal or tree.upos[i + 1] == "ADP":
        return None
    members = set(range(i + 1, end + 1))
    head = next((j for j in nominal if tree.head[j] not in members), nominal[0])
    # an apposition belongs to the speaker: "so Meier, Sprecher der Polizei."
    last = max(group(tree, head)[1], end)
    if last > end and not any(tree.upos[j] in ("VERB", "AUX") for j in range(end, last + 1)):
        end = last
    cut = next((j for j in range(head + 1, end + 1) if tree.lower[j] in lexicon.clause["apart"]
                and (tree.upos[j] == "ADP" or not j < tree.head[j] <= end)), end + 1)  # fmt: skip
    return cut - 1, end, head


def _parenthetical(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> Draft | None:
    """``…, so Psaki``: a noun phrase and nothing else up to the next comma or stop."""
    low, high = bounds(tree, i)
    if i <= low or tree.form[i - 1] not in (",", "“", "”", '"', "–", "«", "»", "("):
        return None
    found = _said_by(tree, i, lexicon)
    if found is None:
        return None
    last, end, head = found
    before = list(range(low, i - 1 if tree.form[i - 1] == "," else i))
    after = list(range(end + 1, high))
    main = next((j for j in range(low, high) if tree.head[j] == j), low)
    content = before
    if after and tree.form[after[0]] == "," and len(after) > 2 and (main > end or not _complete(tree, before)):
        content = before + after[1:]
    content = trim(tree, content)
    if not content:
        return None
    frame = [*range(i - 1 if tree.form[i - 1] == "," else i, end + 1)]
    if content[-1] > end and end + 1 < high and tree.form[end + 1] == ",":
        frame.append(end + 1)
    told = _told(tree, last, end, lexicon)
    return Draft("Indirect", content, list(range(i + 1, last + 1)), [i], told, frame, cue.force, "phrase", i, head)


def _complete(tree: Tree, tokens: list[int]) -> bool:
    return any(tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm", "Fin") == "Fin" for j in tokens)
