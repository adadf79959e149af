"""Verbs and nouns of saying with the clause that they introduce: indirect speech."""

from __future__ import annotations

from depesche.reading.sources_addressee import case_of
from depesche.reading.sources_clauses import (
    BREAKS,
    bounds,
    group,
    in_person,
    indirect_mood,
    opens_with_that,
    participle,
    reach,
    subject,
)
from depesche.reading.sources_content import BEFORE_CLAUSE, complement, content_kind, content_of, separate
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.sources_match import AUXILIARY, Match, can_match, match
from depesche.reading.sources_roles import framed, noun_phrase, phrase_with
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree

AGAINST = frozenset(["rejection", "denial"])
BELOW_NOUN = frozenset(["acl", "ccomp", "xcomp", "parataxis", "advcl", "appos", "csubj", "dep"])


def indirect(tree: Tree, lexicon: Lexicon, voices: Voices) -> list[Draft]:
    """Indirect speech introduced by verbs and nouns."""
    found: list[Draft] = []
    for i, upos in enumerate(tree.upos):
        draft = _verb(tree, i, lexicon, voices) if can_match(tree, i, lexicon) else None
        if draft is None and upos == "NOUN":
            draft = _noun(tree, i, lexicon)
        if draft is not None:
            found.append(draft)
    return found


def _verb(tree: Tree, i: int, lexicon: Lexicon, voices: Voices) -> Draft | None:
    found = match(tree, i, lexicon)
    if found is None or ("self" in found.cue.syntax and "clause" not in found.cue.syntax):
        return None
    if "weak" in found.cue.syntax and found.subject is not None and not found.passive and not voices.speaks(found.subject):
        return None  # "die Winterzeit erlaubt", "Knochenbrüche belegen"
    if found.subject is not None and not found.passive and in_person(tree, found.subject, lexicon):
        return None
    if _refused(tree, found, lexicon):
        return None
    if found.cue.force in AGAINST and _other_words(tree, found, lexicon):
        return None  # "wies den Vorwurf zurück, …": the noun's words, and not the speaker's
    if found.subject is None and not lexicon.verb_second and participle(tree, i) and tree.form[i - 1] == ",":
        found.subject = _main_speaker(tree, i, lexicon)  # "said …, adding that …"
    content = content_of(tree, found, lexicon)
    return framed(tree, found, content, lexicon) if content else None


def _main_speaker(tree: Tree, i: int, lexicon: Lexicon) -> int | None:
    """The subject of the cue that a participle behind a comma goes on with."""
    low, _ = bounds(tree, i)
    for j in range(i - 1, low, -1):
        if tree.upos[j] == "VERB" and tree.feats[j].get("VerbForm") == "Fin":
            other = match(tree, j, lexicon)
            if other is not None and other.subject is not None and not other.passive:
                return other.subject
    return None


def _other_words(tree: Tree, found: Match, lexicon: Lexicon) -> bool:
    """True if the cue's object is a noun of saying: somebody else's words are meant."""
    return any(tree.dep[j] == "obj" and tree.upos[j] == "NOUN" and lexicon.noun(tree.lemma[j]) is not None
               for j in tree.children[found.head])  # fmt: skip


def _refused(tree: Tree, found: Match, lexicon: Lexicon) -> bool:
    """``wollte nicht bestätigen, dass``: nothing was said."""
    below = tree.children[found.head]
    if tree.dep[found.head] == "xcomp" and tree.lemma[tree.head[found.head]] in lexicon.clause["declining"]:
        return True
    refusing = any(tree.lemma[j] in lexicon.clause["refusing"] for j in below if tree.dep[j] == "aux")
    done = "act" in found.cue.syntax or found.cue.force == "agreement"  # "einigten sich nicht darauf", "nicht bestätigt"
    return (refusing or done) and any(tree.lower[j] in lexicon.clause["negations"] for j in below)


def _noun(tree: Tree, i: int, lexicon: Lexicon) -> Draft | None:
    """``die Warnung Putins, dass …``: a clause that hangs on a noun of saying."""
    cue = lexicon.noun(tree.lower[i]) or lexicon.noun(tree.lemma[i])
    if cue is None:
        return None
    above = match(tree, tree.head[i], lexicon) if tree.dep[i] == "obj" and can_match(tree, tree.head[i], lexicon) else None
    against = above is not None and above.cue.force in AGAINST
    content = _below(tree, i, cue, lexicon) or _behind(tree, i, cue, lexicon)
    if not content and above is not None and against:
        content = content_of(tree, above, lexicon) or []  # the parse hung the noun's clause on the verb
    if not content:
        return None
    low, high = bounds(tree, i)
    inside = set(content)
    speaker_at, speaker = _owner(tree, i, inside, lexicon)
    determiner = next((j for j in tree.children[i] if tree.dep[j] == "det" and j < i), None)
    words = [i] if determiner is None else [determiner, i]
    verb = tree.head[i]
    if not speaker and not against and tree.dep[i] in ("obj", "obl", "obl:arg") and tree.upos[verb] == "VERB":
        who = subject(tree, verb)
        if who is not None and who not in inside and tree.dep[who] == "nsubj":
            speaker_at, speaker = who, noun_phrase(tree, who, inside, set(words))
            words = sorted({*words, verb, *(j for j in tree.children[verb] if tree.dep[j] in AUXILIARY)})
            case = next((j for j in tree.children[i] if tree.dep[j] == "case"), None)
            if case is not None:
                words = sorted({*words, case})
    elif not speaker and tree.dep[i] in ("nsubj", "nsubj:pass") and tree.upos[verb] == "VERB":
        who = phrase_with(tree, verb, lexicon.clause["agent"] | lexicon.clause["out"], inside)
        if who is not None:  # "von der Polizei kam die Information, …"
            speaker_at, speaker = who, noun_phrase(tree, who, inside, set(words))
            words = sorted({*words, verb, *(j for j in tree.children[verb] if tree.dep[j] in AUXILIARY)})
    frame = [j for j in range(low, high) if j not in inside]
    while len(frame) > 1 and tree.form[frame[-1]] in (".", "!", "?"):
        frame.pop()
    return Draft("Indirect", content, speaker, words, [], frame, cue.force, "clause", i, speaker_at)


def _below(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> list[int]:
    """The clause that the parse hangs on the noun."""
    _, high = bounds(tree, i)
    best = None
    for c in tree.children[i]:
        if not (tree.dep[c] in BELOW_NOUN or complement(tree, c, lexicon)) or c < i:
            continue
        kind = content_kind(tree, c, lexicon)
        if kind is None or kind not in cue.syntax:
            continue
        if not separate(tree, i, c) and (lexicon.commas or not (kind == "inf" or opens_with_that(tree, c, lexicon))):
            continue
        if kind == "clause" and not opens_with_that(tree, c, lexicon) and not indirect_mood(tree, c, lexicon):
            continue
        if kind == "clause" and any(tree.feats[j].get("PronType") == "Rel" for j in tree.children[c]):
            continue
        best = c
        break
    if best is None:
        return []
    first, last = reach(tree, best)
    start = max(first, i + 1)
    while start - 1 > i and tree.form[start - 1] not in BEFORE_CLAUSE and separate(tree, i, start):
        start -= 1
    while lexicon.commas and last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    return trim(tree, list(range(start, last + 1)))


def _behind(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> list[int]:
    """The parse hangs nothing on the noun, but its phrase is followed by a comma and a clause in the Konjunktiv."""
    if "clause" not in cue.syntax or "weak" in cue.syntax:
        return []
    _, high = bounds(tree, i)
    at = group(tree, i)[1] + 1
    if at + 3 >= high or at - i > 8 or tree.form[at] not in (",", ":"):
        return []
    start = at + 1
    if tree.lower[start] in lexicon.clause["that"]:
        # "Die Warnung des Ministers, dass …, blieb ohne Antwort": the noun's clause stands before the finite verb
        for j in range(start + 2, high - 1):
            if tree.form[j] == "," and tree.upos[j + 1] in ("VERB", "AUX") and tree.feats[j + 1].get("VerbForm") == "Fin":
                return trim(tree, list(range(start, j)))
        return []
    if tree.upos[start] in ("SCONJ", "CCONJ", "VERB", "AUX") or tree.feats[start].get("PronType") == "Rel":
        return []
    for j in range(start + 1, min(start + 12, high)):
        if tree.form[j] in BREAKS:
            return []
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin":
            feats = tree.feats[j]
            sure = feats.get("Mood") == "Sub" and feats.get("Tense") == "Pres"
            if not sure and tree.lower[j] not in lexicon.konjunktiv["first"]:
                return []
            if tree.head[tree.head[i]] == tree.head[i] and tree.head[i] > j:
                return []  # the Konjunktiv is the main clause's own
            stop = j
            while stop + 1 < high and tree.form[stop + 1] not in (",", ";", "."):
                stop += 1
            if tree.head[i] < i:
                stop = high - 1
            return trim(tree, list(range(start, stop + 1)))
    return []


def _owner(tree: Tree, i: int, inside: set[int], lexicon: Lexicon) -> tuple[int, list[int]]:
    """Whose words a noun of saying stands for: ``die Warnung Putins``, ``seine Warnung``, ``Kritik von Experten``."""
    for j in tree.children[i]:
        if j in inside:
            continue
        genitive = tree.dep[j] in ("nmod", "nmod:poss", "flat", "flat:name", "appos", "obl") and tree.upos[j] in (
            "NOUN",
            "PROPN",
        )
        if (genitive and case_of(tree, j) in ("", *lexicon.clause["agent"])) or tree.dep[j] == "det:poss":
            first, last = group(tree, j)
            return j, [k for k in range(first, last + 1) if k not in inside]
    return -1, []
