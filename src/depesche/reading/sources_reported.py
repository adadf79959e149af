"""Speech that is summed up: ``Die Opposition fordert den Rücktritt des Ministers.``"""

from __future__ import annotations

from depesche.reading.sources_addressee import case_of
from depesche.reading.sources_clauses import bounds, finite, subordinate
from depesche.reading.sources_draft import Draft
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import Match, can_match, match
from depesche.reading.sources_roles import framed
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree


def reported(tree: Tree, lexicon: Lexicon, others: list[Draft], marks: list[tuple[int, int]], voices: Voices) -> list[Draft]:
    """Main clauses whose cue says what was said by a noun phrase and no clause; ``others`` is the speech found so far."""
    found: list[Draft] = []
    used = {d.cue_at for d in others if d.cue_at >= 0}
    covered = bytearray(len(tree))
    for d in others:
        if d.form in ("run", "clause", "phrase"):
            for j in d.quote:
                covered[j] = 1
    for a, b in marks:
        covered[a : b + 1] = b"\1" * (b + 1 - a)
    for low, high in tree.sentences:
        for i in range(low, high):
            if tree.upos[i] not in ("VERB", "AUX") or i in used or covered[i] or not can_match(tree, i, lexicon):
                continue
            cue = match(tree, i, lexicon)
            if cue is None or not _sums_up(tree, cue, lexicon, voices):
                continue
            content = _stretch(tree, i, low, high, others)
            if len(content) < 4:
                continue
            draft = framed(tree, cue, [], lexicon)
            inside = set(content)
            speaker = [j for j in draft.speaker if j in inside]
            addressee = [j for j in draft.addressee if j in inside]
            found.append(
                Draft(
                    "Reported", content, speaker, [], addressee, [], cue.cue.force, "report", i, draft.speaker_at,
                )
            )  # fmt: skip
            break
    return found


def _sums_up(tree: Tree, found: Match, lexicon: Lexicon, voices: Voices) -> bool:
    """True if a speaker, and what was said as a noun phrase, stand with the cue in a main clause of the indicative."""
    i, syntax = found.head, found.cue.syntax
    if tree.head[i] != i and (tree.dep[i] not in ("conj", "parataxis") or subordinate(tree, i, lexicon)):
        return False
    if found.cue.force not in lexicon.reported["forces"] or "bare" in syntax or found.passive or found.subject is None:
        return False
    if tree.feats[finite(tree, i)].get("Mood") == "Sub" or tree.lower[found.subject] in lexicon.impersonal["subjects"]:
        return False
    if not voices.speaks(found.subject) or tree.feats[found.subject].get("Person", "3") != "3":
        return False
    weak = "weak" in syntax
    for j in tree.children[i]:
        if j == found.subject or j in found.words:
            continue
        case = case_of(tree, j)
        if tree.dep[j] == "obj" and not case and "np" in syntax and tree.upos[j] in ("NOUN", "PROPN", "NUM") and not weak:
            return True
        if case in syntax and case in lexicon.reported["complements"] and (not weak or tree.upos[j] == "ADJ"):
            return True
    return _judges(tree, found, lexicon)


def _judges(tree: Tree, found: Match, lexicon: Lexicon) -> bool:
    """``bezeichnete sie als …``: the particle stands in the cue's own clause, whatever it hangs on."""
    _, high = bounds(tree, found.head)
    wanted = lexicon.reported["judging"] & found.cue.syntax
    if not wanted:
        return False
    for j in range(finite(tree, found.head) + 1, high - 1):
        if tree.form[j] in (",", ";", ":"):
            return False
        if tree.lower[j] in wanted:
            return True
    return False


def _stretch(tree: Tree, i: int, low: int, high: int, others: list[Draft]) -> list[int]:
    """The cue's own main clause: the sentence, cut where another clause with a cue of its own joins on."""
    start, stop = low, high
    for d in others:
        if not low <= d.cue_at < high or d.cue_at == i or d.form not in ("clause", "run"):
            continue
        fin = finite(tree, d.cue_at)
        if fin > i:
            joint = next(
                (j for j in range(min(fin, d.first) - 1, i, -1) if tree.upos[j] == "CCONJ" or tree.form[j] in (";", ",")), -1
            )
            if joint > 0:
                stop = min(stop, joint)
        else:
            joint = next(
                (
                    j
                    for j in range(finite(tree, i), max(fin, d.last), -1)
                    if tree.upos[j] == "CCONJ" or tree.form[j] in (";", ",")
                ),
                -1,
            )
            if joint > 0:
                start = max(start, joint + 1)
    return [j for j in range(start, stop) if not tree.form[j].isspace()]
