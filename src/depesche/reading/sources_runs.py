"""Free indirect speech: sentences in the Konjunktiv, or with hearsay ``soll``, that go on with somebody's words."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.reading.sources_clauses import BREAKS, clause_head, finite, in_person, reach, subject
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import match
from depesche.reading.sources_roles import framed as with_roles
from depesche.reading.sources_roles import noun_phrase
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree

MEMORY = 2  # sentences: how long somebody who spoke is still the one who goes on


def runs(tree: Tree, lexicon: Lexicon, framed: list[Draft], quoted: list[tuple[int, int]], voices: Voices) -> list[Draft]:
    """Sentences on the word of whoever spoke last.

    The Konjunktiv I marks them by itself. The Konjunktiv II does so only behind somebody's words and without a condition.
    ``framed`` is the speech found so far, ``quoted`` the stretches in quotation marks, whose grammar is the speaker's own.
    """
    found: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    inside = bytearray(len(tree))
    for a, b in quoted:
        inside[a : b + 1] = b"\1" * (b + 1 - a)
    for d in framed:
        if d.cue_at < 0 or not inside[d.cue_at]:  # whoever speaks within the marks is not the one who goes on
            by_sentence.setdefault(tree.sentence[d.last], []).append(d)
    current: Draft | None = None
    source: Draft | None = None  # whoever spoke last
    since = 0
    for k, (low, high) in enumerate(tree.sentences):
        here = by_sentence.get(k, ())
        since_source = since if source is not None else MEMORY + 1
        kind = _kind(tree, lexicon, low, high, here, inside, since_source, current is not None)
        if kind:
            if current is not None and current.type == kind and current.last == low - 1:
                current.quote.extend(range(low, high))
            else:
                near = source is not None and (kind != "FreeIndirect" or since == 0)
                speaker, at = (source.speaker, source.speaker_at) if source is not None and near else ([], -1)
                if not near and kind == "IndirectFreeIndirect":
                    speaker, at = actor(tree, k - 1, voices)
                    speaker = [] if speaker and inside[at] else speaker
                current = Draft(kind, list(range(low, high)), speaker, speaker_at=at, form="run", origin=source)  # type: ignore[arg-type]
                found.append(current)
            since = 0
            continue
        current = None
        since += 1
        spoken = [d for d in here if d.speaker]
        if spoken:
            source, since = max(spoken, key=lambda d: (len(d.quote), -d.first)), 0
        else:
            speaker, at = named(tree, lexicon, k, voices)
            if speaker and not inside[at]:
                source, since = Draft("Reported", [low], speaker, speaker_at=at, form="report"), 0
            elif since > MEMORY:
                source = None
    for d in found:
        if not d.speaker and d.type == "IndirectFreeIndirect":
            _from_behind(tree, d, by_sentence.get(tree.sentence[d.last] + 1, ()))
        while d.quote and tree.form[d.last].isspace():
            d.quote.pop()
    return [d for d in found if d.quote]


def _from_behind(tree: Tree, run: Draft, following: Sequence[Draft]) -> None:
    """``Das sei falsch. Man habe nichts gewusst, so Meier.``: the next sentence, whose words come first, names the speaker."""
    for d in following:
        if d.speaker and tree.sentences[tree.sentence[d.first]][0] == d.first and d.speaker[0] > d.first:
            run.speaker, run.speaker_at = d.speaker, d.speaker_at
            return


def _kind(
    tree: Tree, lexicon: Lexicon, low: int, high: int, here: Sequence[Draft], quoted: bytearray, since: int, running: bool
) -> str:
    """The type of free indirect speech that a sentence is; empty for any other."""
    root = next((j for j in range(low, high) if tree.head[j] == j and tree.upos[j] != "PUNCT"), -1)
    if root < 0 or high - low < 4:
        return ""
    fin = finite(tree, root)
    if quoted[root]:  # "Man könne „den Antrag jetzt stellen“": the finite verb decides
        fin = next((j for j in range(low, high) if not quoted[j] and tree.feats[j].get("VerbForm") == "Fin"), root)
    if quoted[fin]:
        return ""
    for d in here:
        if fin in d.quote and (d.form == "phrase" or d.cue_at not in (root, fin)):
            return ""
    if _first(tree, lexicon, fin, root):
        return "IndirectFreeIndirect"
    if since > MEMORY:
        return _hearsay(tree, lexicon, root, fin, False)
    if _second(tree, lexicon, fin):
        words = {tree.lower[j] for j in range(low, high)}
        if tree.lower[low] in lexicon.konjunktiv["conditional"]:
            return ""
        if running or since == 0 or tree.lower[fin] in lexicon.konjunktiv["reporting"]:
            return "" if words & lexicon.konjunktiv["conditional"] and not running else "IndirectFreeIndirect"
        return ""
    return _hearsay(tree, lexicon, root, fin, running or since == 0)


def _first(tree: Tree, lexicon: Lexicon, fin: int, root: int) -> bool:
    """True for the Konjunktiv I. ``ich habe`` and ``gehe!`` look like it: ask for a subject in the third person."""
    word, feats = tree.lower[fin], tree.feats[fin]
    marked = feats.get("Mood") == "Sub" and feats.get("Tense") == "Pres"
    if not marked and word not in lexicon.konjunktiv["first"]:
        return False
    who = subject(tree, root)
    if who is None:
        return tree.upos[fin] == "AUX" or feats.get("Mood") == "Sub"
    return tree.feats[who].get("Person", "3") == "3"


def _second(tree: Tree, lexicon: Lexicon, fin: int) -> bool:
    """True for the Konjunktiv II, but for ``möchte`` and what is as good as an indicative."""
    feats = tree.feats[fin]
    word = tree.lower[fin]
    if word in lexicon.konjunktiv["indicative"] or feats.get("VerbForm", "Fin") != "Fin":
        return False
    return feats.get("Mood", "Sub" if word in lexicon.konjunktiv["second"] else "") == "Sub"


def _hearsay(tree: Tree, lexicon: Lexicon, root: int, fin: int, going_on: bool) -> str:
    """``soll … haben``: somebody says so."""
    if tree.lower[fin] not in lexicon.hearsay["modals"] or tree.head[fin] != root:
        return ""
    if going_on:
        return "FreeIndirect"
    perfect = any(
        tree.dep[j] in ("aux", "aux:pass", "cop") and j != fin and tree.lower[j] in lexicon.hearsay["perfect"]
        for j in tree.children[root]
    )
    participle = tree.feats[root].get("VerbForm") == "Part" or (
        tree.upos[root] == "VERB" and tree.feats[root].get("VerbForm") != "Inf"
    )
    return "FreeIndirect" if perfect and participle else ""


def named(tree: Tree, lexicon: Lexicon, k: int, voices: Voices) -> tuple[list[int], int]:
    """The speaker that sentence ``k`` names as the subject of a cue, or as the agent of one in the passive."""
    low, high = tree.sentences[k]
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
        if at is None or tree.lower[at] in lexicon.impersonal["subjects"] or not voices.speaks(at):
            continue
        if in_person(tree, at, lexicon):
            continue
        return [j for j in noun_phrase(tree, at, set(), set(found.words)) if tree.sentence[j] == k], at
    return [], -1


def relatives(tree: Tree, lexicon: Lexicon, others: list[Draft], quoted: list[tuple[int, int]], voices: Voices) -> list[Draft]:
    """``Sie sprechen von einem Angreifer, der sich versteckt habe.``: a relative clause in the Konjunktiv is speech."""
    covered = bytearray(len(tree))
    for d in others:
        for j in d.quote:
            covered[j] = 1
    for a, b in quoted:
        covered[a : b + 1] = b"\1" * (b + 1 - a)
    found = []
    for i, dep in enumerate(tree.dep):
        if dep not in ("acl:relcl", "acl") or covered[i]:
            continue
        fin = finite(tree, i)
        sure = _first(tree, lexicon, fin, i)
        if not (sure or _second(tree, lexicon, fin)):
            continue
        if not any(tree.feats[j].get("PronType") == "Rel" for j in tree.subtree(i)):
            continue
        head = clause_head(tree, tree.head[i])
        cue = match(tree, head, lexicon)
        if not sure and cue is None:
            continue
        at = cue.subject if cue is not None else subject(tree, head)
        if at is None or covered[at] or not voices.speaks(at):
            continue
        first, last = reach(tree, i)
        content = trim(tree, list(range(first, last + 1)))
        speaker = noun_phrase(tree, at, set(content), set())
        found.append(Draft("Indirect", content, speaker, [], [], [], cue.cue.force if cue else "", "clause", i, at))
    return found


def actor(tree: Tree, k: int, voices: Voices) -> tuple[list[int], int]:
    """Whoever does what sentence ``k`` tells, if he can speak: the speaker of a run that no cue introduces."""
    if k < 0:
        return [], -1
    low, high = tree.sentences[k]
    root = next((j for j in range(low, high) if tree.head[j] == j), -1)
    at = subject(tree, root) if root >= 0 else None
    if at is None or not low <= at < high or not voices.speaks(at):
        return [], -1
    return [j for j in noun_phrase(tree, at, set(), set()) if tree.sentence[j] == k], at


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
        others = [j for j in tree.children[head] if j != low and tree.upos[j] in ("NOUN", "PROPN", "PRON", "VERB")]
        if cue.subject == low:
            # the parse took "das" for the subject: then what it took for the object speaks
            cue.subject = next((j for j in others if tree.dep[j] in ("obj", "nsubj") and tree.upos[j] != "VERB"), None)
        elif any(tree.dep[j] in ("obj", "ccomp") and tree.upos[j] in ("NOUN", "VERB") for j in others):
            continue
        a, b = tree.sentences[k - 1]
        before = trim(tree, list(range(a, b)))
        if not before or not any(tree.upos[j] in ("VERB", "AUX") for j in before):
            continue
        draft = with_roles(tree, cue, [*before, low], lexicon)
        draft.frame = [j for j in range(low + 1, high) if not (j == high - 1 and tree.form[j] in BREAKS)]
        found.append(draft)
    return found
