"""Free indirect speech: sentences in the Konjunktiv, or with hearsay ``soll``, that go on with somebody's words."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, finite, group, subject
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import match
from depesche.reading.sources_roles import framed as with_roles
from depesche.reading.tree import Tree


def runs(tree: Tree, lexicon: Lexicon, framed: list[Draft], quoted: list[tuple[int, int]]) -> list[Draft]:
    """Sentences on the word of whoever spoke last.

    The Konjunktiv I marks them by itself. The Konjunktiv II does so only behind somebody's words and without a condition.
    ``framed`` is the speech found so far, ``quoted`` the stretches in quotation marks, whose grammar is the speaker's own.
    """
    found: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for d in framed:
        by_sentence.setdefault(tree.sentence[d.last], []).append(d)
    quoted_tokens = bytearray(len(tree))
    for a, b in quoted:
        for j in range(a, b + 1):
            quoted_tokens[j] = 1
    current: Draft | None = None
    source: Draft | None = None  # whoever spoke last
    since = 0
    for k, (low, high) in enumerate(tree.sentences):
        kind = _kind(tree, lexicon, low, high, by_sentence.get(k, ()), quoted_tokens, source is not None and since <= 2)
        if kind:
            speaker, at = (source.speaker, source.speaker_at) if source is not None else _before(tree, lexicon, k)
            if current is not None and current.type == kind and current.last == low - 1:
                current.quote.extend(range(low, high))
            else:
                current = Draft(kind, list(range(low, high)), speaker, speaker_at=at, form="run")  # type: ignore[arg-type]
                found.append(current)
            since = 0
            continue
        current = None
        since += 1
        here = [d for d in by_sentence.get(k, ()) if d.speaker]
        if here:
            outer = max(here, key=lambda d: (len(d.quote), -d.first))
            source, since = outer, 0
        else:
            speaker, at = _before(tree, lexicon, k + 1)
            if speaker:
                source, since = Draft("Reported", [low], speaker, speaker_at=at, form="report"), 0
            elif since > 2:
                source = None
    for d in found:
        while d.quote and tree.form[d.last].isspace():
            d.quote.pop()
    return [d for d in found if d.quote]


def _kind(
    tree: Tree, lexicon: Lexicon, low: int, high: int, here: tuple[Draft, ...] | list[Draft], quoted: bytearray, going_on: bool
) -> str:
    root = next((j for j in range(low, high) if tree.head[j] == j and tree.upos[j] != "PUNCT"), -1)
    if root < 0 or quoted[root] or high - low < 4:
        return ""
    fin = finite(tree, root)
    if quoted[fin]:
        return ""
    for d in here:
        if fin in d.quote and (d.form == "phrase" or d.cue_at not in (root, fin)):
            return ""
    word = tree.lower[fin]
    sure = word in lexicon.konjunktiv["first"] and _really(tree, fin, root, low)
    if sure:
        return "IndirectFreeIndirect"
    if not going_on:
        return _hearsay(tree, lexicon, root, fin, False)
    if word in lexicon.konjunktiv["second"] and tree.feats[fin].get("Mood", "Sub") == "Sub":
        words = {tree.lower[j] for j in range(low, high)}
        if not words & lexicon.konjunktiv["conditional"] and word in lexicon.konjunktiv["reporting"]:
            return "IndirectFreeIndirect"
        return ""
    return _hearsay(tree, lexicon, root, fin, True)


def _really(tree: Tree, fin: int, root: int, low: int) -> bool:
    """``ich habe`` and ``gehe!`` look like the Konjunktiv: ask for a subject in the third person."""
    who = subject(tree, root)
    if who is None:
        return tree.upos[fin] == "AUX" or tree.feats[fin].get("Mood") == "Sub"
    return tree.feats[who].get("Person", "3") == "3"


def _hearsay(tree: Tree, lexicon: Lexicon, root: int, fin: int, going_on: bool) -> str:
    """``soll … haben``: somebody says so."""
    if tree.lower[fin] not in lexicon.hearsay["modals"] or tree.head[fin] != root:
        return ""
    perfect = any(
        tree.dep[j] in ("aux", "aux:pass", "cop") and j != fin and tree.lower[j] in lexicon.hearsay["past"]
        for j in tree.children[root]
    )
    participle = tree.feats[root].get("VerbForm") == "Part" or (
        tree.upos[root] == "VERB" and tree.feats[root].get("VerbForm") != "Inf"
    )
    if perfect and participle and any(tree.lower[j] in lexicon.hearsay["perfect"] for j in tree.children[root]):
        return "FreeIndirect"
    return "FreeIndirect" if going_on and perfect else ""


def _before(tree: Tree, lexicon: Lexicon, k: int) -> tuple[list[int], int]:
    """The speaker that the sentence in front of sentence ``k`` names as the subject of a cue."""
    if k < 1:
        return [], -1
    low, high = tree.sentences[k - 1]
    root = next((j for j in range(low, high) if tree.head[j] == j), -1)
    if root < 0:
        return [], -1
    heads = [root, *(j for j in tree.children[root] if tree.dep[j] == "conj")]
    for head in reversed(heads):
        found = match(tree, head, lexicon)
        if found is None or "weak" in found.cue.syntax:
            continue
        at = found.subject
        if found.passive:
            at = next(
                (
                    j
                    for j in tree.children[head]
                    if tree.dep[j] in ("obl", "obl:agent")
                    and any(tree.lower[c] in lexicon.clause["agent"] and tree.dep[c] == "case" for c in tree.children[j])
                ),
                None,
            )
        if at is None or tree.upos[at] not in ("NOUN", "PROPN", "PRON") or tree.lower[at] in lexicon.impersonal["subjects"]:
            continue
        first, last = group(tree, at)
        return [j for j in range(first, last + 1) if tree.sentence[j] == k - 1], at
    return [], -1


def anaphoric(tree: Tree, lexicon: Lexicon, taken: set[int]) -> list[Draft]:
    """``Dies teilte die Polizei mit.``: the sentence in front is what was said. ``taken`` are heads of cues in use."""
    found = []
    for k in range(1, len(tree.sentences)):
        low, high = tree.sentences[k]
        if high - low < 4 or tree.lower[low] not in lexicon.anaphora or tree.upos[low] not in ("PRON", "DET"):
            continue
        head = tree.head[low]
        if not low < head < high or head in taken or tree.head[head] != head:
            continue
        cue = match(tree, head, lexicon)
        if cue is None or not {"clause", "paren"} & cue.cue.syntax or finite(tree, head) > low + 2:
            continue
        if any(tree.dep[j] in ("obj", "ccomp") and j != low and tree.upos[j] in ("NOUN", "VERB") for j in tree.children[head]):
            continue
        a, b = tree.sentences[k - 1]
        before = trim(tree, list(range(a, b)))
        if not before or not any(tree.upos[j] in ("VERB", "AUX") for j in before):
            continue
        if cue.subject == low:
            cue.subject = None
        draft = with_roles(tree, cue, [*before, low], lexicon)
        draft.frame = [j for j in range(low + 1, high) if not (j == high - 1 and tree.form[j] in BREAKS)]
        found.append(draft)
    return found
