"""Direct speech: which words in quotation marks are somebody's, and whose."""

from __future__ import annotations

from bisect import bisect_left

from depesche.reading.sources_clauses import BREAKS, SUBJECTS, bounds, clause_head, finite, group, subject, subordinate
from depesche.reading.sources_draft import Draft
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_marks import quotations
from depesche.reading.sources_match import Match, match
from depesche.reading.sources_roles import framed, noun_phrase
from depesche.reading.sources_so import so_phrase
from depesche.reading.sources_tags import tag
from depesche.reading.sources_voices import Voices
from depesche.reading.tree import Tree

MARKS = frozenset("„“”»«\"'")


def marked(tree: Tree, lexicon: Lexicon) -> list[tuple[int, int]]:
    """First and last token (the marks included) of every stretch in quotation marks."""
    found = []
    for span in quotations(tree.text, lexicon.marks):
        first = bisect_left(tree.end, span.begin + 1)
        last = bisect_left(tree.begin, span.end) - 1
        if first <= last < len(tree):
            found.append((first, last))
    return found


def direct(tree: Tree, lexicon: Lexicon, marks: list[tuple[int, int]], others: list[Draft], voices: Voices) -> list[Draft]:
    """Direct speech with its frame; ``others`` is the speech without marks found so far, in which it may be nested.

    Names and titles in quotation marks are left out: they are not introduced by a cue, and they are nouns only.
    """
    found: list[Draft] = []
    for first, last in marks:
        if last - first < 2:
            continue
        draft = _framed(tree, lexicon, first, last, others)
        if draft is None:
            continue
        if draft.cue_at < 0 and not draft.speaker:
            _inherit(tree, draft, found, others, voices)
        found.append(draft)
    return found


def _inherit(tree: Tree, draft: Draft, before: list[Draft], others: list[Draft], voices: Voices) -> None:
    """``„…“, so Meier. „…“``: a quotation without a frame goes on with the speech in front of it."""
    last = before[-1] if before else None
    sentence = tree.sentence[draft.first]
    if last is not None and last.speaker:
        end = max([last.last, *last.frame])
        if draft.first - end <= 3 and sentence - tree.sentence[end] <= 1:
            draft.speaker, draft.speaker_at = last.speaker, last.speaker_at
            draft.cue, draft.cue_at, draft.frame, draft.force = last.cue, last.cue_at, last.frame, last.force
            return
    low, high = tree.sentences[sentence]
    if draft.first > low + 1:  # a part of a sentence is the word of whoever acts in it
        head = clause_head(
            tree, next((j for j in draft.quote if tree.head[j] not in draft.quote and tree.form[j] not in MARKS), low)
        )
        who = subject(tree, head)
        if who is not None and low <= who < high and who not in draft.quote and voices.speaks(who):
            draft.speaker, draft.speaker_at = noun_phrase(tree, who, set(draft.quote), set()), who
            return
    near = [d for d in (*others, *before) if d.speaker and 0 <= sentence - tree.sentence[d.last] <= 2 and d.last < draft.first]
    if near:
        source = max(near, key=lambda d: (d.last, len(d.quote)))
        draft.speaker, draft.speaker_at = source.speaker, source.speaker_at
        return
    if sentence:
        low, high = tree.sentences[sentence - 1]
        root = next((j for j in range(low, high) if tree.head[j] == j), low)
        who = subject(tree, root)
        if who is not None and low <= who < high and voices.speaks(who):
            draft.speaker, draft.speaker_at = noun_phrase(tree, who, set(), set()), who


def _framed(tree: Tree, lexicon: Lexicon, first: int, last: int, others: list[Draft]) -> Draft | None:
    content = list(range(first, last + 1))
    words = last - first - 1
    titled = is_title(tree, first, last, lexicon)
    around = None
    for d in others:
        if (
            d.quote
            and d.first <= first
            and last <= d.last
            and first in d.quote
            and (around is None or len(d.quote) < len(around.quote))
        ):
            around = d
    own = around is not None and len(around.quote) - len(content) <= 2
    if around is None or own:
        draft = _behind(tree, lexicon, first, last, content)
        if draft is None or tree.form[min(draft.frame[-1] + 1, len(tree) - 1)] == ":":  # the frame of the next one, it may be
            draft = _colon(tree, lexicon, first, content, others) or draft
        if draft is None:
            draft = _within(tree, lexicon, first, last, content, titled)
        if draft is not None:
            return draft
    if around is not None and not titled and (words >= 2 or _lower(tree, first, last)):
        source = around.origin if around.form == "run" and around.origin is not None else around
        return Draft(
            "Direct", content, around.speaker, source.cue, source.addressee, source.frame, source.force, "mark",
            source.cue_at, around.speaker_at,
        )  # fmt: skip
    if around is None and not titled and sentence_like(tree, first, last, lexicon):
        return Draft("Direct", content, form="mark")
    return None


def _lower(tree: Tree, first: int, last: int) -> bool:
    """True if a word in small letters stands in the quotation: names have none but small ones."""
    return any(tree.upos[j] in ("ADJ", "VERB", "ADV", "AUX") for j in range(first + 1, last))


def sentence_like(tree: Tree, first: int, last: int, lexicon: Lexicon) -> bool:
    """True if the words in the marks are a sentence or at least a good many words with a verb."""
    inner = range(first + 1, last)
    verbs = any(tree.upos[j] in ("VERB", "AUX") for j in inner)
    stop = tree.form[last - 1] in (".", "!", "?") or tree.form[last - 1].endswith(".")
    return (stop and len(inner) >= 4) or (verbs and len(inner) >= lexicon.marks["words_alone"] + 2)


def is_title(tree: Tree, first: int, last: int, lexicon: Lexicon) -> bool:
    """True for a name or a title: behind a noun like "Zeitung", or of nothing but nouns and names."""
    inner = [j for j in range(first + 1, last) if tree.upos[j] != "PUNCT"]
    if not inner:
        return True
    verbs = any(tree.upos[j] in ("VERB", "AUX") for j in inner)
    before = first - 1
    if before >= 0 and lexicon.means(tree.lower[before], "spoken"):
        return False
    noun = before >= 0 and tree.upos[before] in ("NOUN", "PROPN") and tree.sentence[before] == tree.sentence[first]
    if noun and (lexicon.means(tree.lower[before], "titled") or lexicon.means(tree.lemma[before], "titled")):
        return True
    if verbs and len(inner) > 3:
        return False
    article = before >= 0 and tree.upos[before] == "DET" and tree.feats[before].get("Definite") == "Def"
    name = tree.form[inner[0]][:1].isupper() and tree.upos[inner[0]] in ("NOUN", "PROPN", "X", "ADJ")
    if article and name and len(inner) < 6:
        return True  # "die „Lange Nacht der Kunst“"
    if before >= 0 and tree.lower[before] in lexicon.before and len(inner) < 4 and not verbs:
        return True  # "laut „Welt am Morgen“": a source by its name
    names = sum(tree.upos[j] == "PROPN" for j in inner)
    if noun and (names or len(inner) < 3) and not verbs and not any(tree.upos[j] in ("ADJ", "ADV") for j in inner):
        return True  # "die Gruppe „Blaue Reiter“": a noun and its name
    if names and tree.form[inner[0]][:1].isupper() and not verbs and names * 2 >= len(inner):
        return True
    return all(
        (tree.upos[j] in ("PROPN", "NUM", "X", "DET", "ADP", "SYM", "CCONJ") and tree.feats[j].get("PronType") != "Neg")
        or (tree.upos[j] == "NOUN" and len(inner) < 3)
        for j in inner
    )


def _colon(tree: Tree, lexicon: Lexicon, first: int, content: list[int], others: list[Draft]) -> Draft | None:
    """``Er sagte: „…“``"""
    if first == 0 or tree.form[first - 1] != ":":
        return None
    low, _ = bounds(tree, first - 1)
    again = next((j for j in range(first - 2, low, -1) if tree.form[j] in (":", ";")), -1) + 1
    found = _cue_in(tree, lexicon, again, first - 1) if again else None
    if found is None:
        found = _cue_in(tree, lexicon, low, first - 1)
    if found is None:
        # no cue: the frame itself still names the speaker as its subject
        head = next((j for j in range(low, first) if tree.head[j] == j or not low <= tree.head[j] < first), low)
        draft = Draft("Direct", content, frame=list(range(low, first)), form="clause")
        said = next((d for d in others if d.form == "phrase" and low <= d.cue_at < first and low <= d.speaker_at < first), None)
        if said is not None:  # "Das sei falsch, so Muster weiter: „…“"
            draft.speaker, draft.speaker_at, draft.cue, draft.cue_at = said.speaker, said.speaker_at, said.cue, said.cue_at
            return draft
        who = subject(tree, head)
        can = who is not None and (tree.upos[who] in ("PROPN", "PRON") or lexicon.means(tree.lower[who], "speakers"))
        if who is not None and can and low <= who < first:
            a, b = group(tree, who)
            draft.speaker, draft.speaker_at = list(range(a, min(b, first - 2) + 1)), who
        elif who is None and _nominal(tree, low, first - 1):
            draft.speaker, draft.speaker_at = list(range(low, first - 1)), head
        return draft
    draft = framed(tree, found, content, lexicon, "Direct")
    draft.frame = list(range(low, first))
    return draft


def _behind(tree: Tree, lexicon: Lexicon, first: int, last: int, content: list[int]) -> Draft | None:
    """``„…“, sagte er`` and ``„…“, so Meier``"""
    at = last + 1
    if at >= len(tree):
        return None
    if not lexicon.verb_second and tree.form[last - 1] in (",", "?", "!") and tree.sentence[at] == tree.sentence[last]:
        tail = tag(tree, at, lexicon)
        if tail is not None:
            return framed(tree, tail, content, lexicon, "Direct")
    apart = tree.form[at] == "," or tree.form[last - 1] in (".", "!", "?", ",")
    if not apart and is_title(tree, first, last, lexicon):
        return None  # "„Der Bote“ berichtet"
    if tree.form[at] == ",":
        at += 1
    elif (tree.upos[at] not in ("VERB", "AUX") and tree.lower[at] not in lexicon.adverbs) or (
        tree.lower[at - 1]
        and tree.form[last - 1] not in (".", "!", "?")
        and first
        and tree.form[first - 1] not in BREAKS
        and _same(tree, first - 1, at)
    ):
        return None
    if at >= len(tree) or tree.sentence[at] - tree.sentence[last] > 1:
        return None
    if tree.lower[at] in lexicon.clause["coordinators"]:
        return None
    _, high = bounds(tree, at)
    end = at
    while end + 1 < high and tree.form[end + 1] not in (".", ":", ";", "!", "?"):
        end += 1
    inserted = tree.lower[at] in lexicon.clause["parenthesis"]
    fin = at + 1 if inserted else at
    if fin < high and tree.upos[fin] in ("VERB", "AUX") and tree.feats[fin].get("VerbForm", "Fin") in ("Fin", ""):
        head = fin
        if tree.upos[fin] == "AUX" and at <= tree.head[fin] <= end:
            head = tree.head[fin]
        found = match(tree, head, lexicon)
        if found is None and apart:
            found = _cue_in(tree, lexicon, at, end + 1)
        if found is None or (tree.dep[found.head] == "conj" and tree.head[found.head] < first):
            return None  # "nannte ihn „gut“, stellte aber fest, dass": the verb has words of its own
        if found.subject is None or not at <= found.subject <= end:
            who = next(
                (j for j in range(fin + 1, end + 1) if tree.upos[j] in ("NOUN", "PROPN", "PRON") and tree.dep[j] != "obl"), None
            )
            if who is not None and not found.passive and tree.lower[who] not in lexicon.impersonal["subjects"]:
                found.subject = who
        draft = framed(tree, found, content, lexicon, "Direct")
        draft.speaker = [j for j in draft.speaker if at <= j <= end]
        draft.frame = list(range(last + 1, end + 1))
        return draft
    if inserted:
        cue = lexicon.adverbs[tree.lower[at]]
        return so_phrase(tree, at, cue, content, last + 1, lexicon)
    return None


def _same(tree: Tree, i: int, j: int) -> bool:
    return tree.sentence[i] == tree.sentence[j]


def _nominal(tree: Tree, low: int, high: int) -> bool:
    """True for a noun phrase without a verb: ``Anna Muster, Sprecherin des Rats: „…“``."""
    return any(tree.upos[j] == "PROPN" for j in range(low, high)) and not any(
        tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin" for j in range(low, high)
    )


def _within(tree: Tree, lexicon: Lexicon, first: int, last: int, content: list[int], titled: bool) -> Draft | None:
    """``Er nannte den Bericht „falsch“``: the cue governs the words in the marks."""
    inner = range(first, last + 1)
    top = next((j for j in inner if not first <= tree.head[j] <= last and tree.upos[j] != "PUNCT"), None)
    if top is None:
        return None
    low, high = bounds(tree, first)
    verbal = any(tree.upos[j] in ("VERB", "AUX") for j in inner)
    names = tree.upos[top] in ("NOUN", "PROPN") and not verbal
    at = top
    for _ in range(6):
        up = tree.head[at]
        if up == at or not low <= up < high:
            break
        if names and (
            tree.dep[at] in SUBJECTS or (at != top and tree.upos[at] in ("NOUN", "PROPN") and tree.dep[at] != "conj")
        ):
            break  # who speaks is not what is said; a name below another noun neither
        if not first <= up <= last:
            found = match(tree, up, lexicon)
            if (
                found is not None
                and _speaks(found, lexicon)
                and not (_plain(tree, top, up, titled) and not lexicon.reported["judging"] & found.cue.syntax)
            ):
                draft = framed(tree, found, content, lexicon, "Direct")
                if "name" in found.cue.syntax and not draft.speaker:
                    return None  # "auch „Blaue Rose“ genannt"
                return _with_preposition(tree, draft, found, first, lexicon)
            if tree.upos[up] in ("VERB", "AUX") and tree.dep[up] in ("advcl", "acl", "acl:relcl"):
                break
        at = up
    if first > low and (tree.form[first - 1] == "," or lexicon.means(tree.lower[first - 1], "spoken")) and not titled:
        found = _cue_in(tree, lexicon, low, first - 1)
        if found is not None:
            return framed(tree, found, content, lexicon, "Direct")
    return None


def _plain(tree: Tree, top: int, up: int, titled: bool) -> bool:
    """True for a name; a single common noun that hangs on the cue itself is none (``warf ihr „Wortbruch“ vor``)."""
    if not titled:
        return False
    named = any(tree.dep[j] == "det" and tree.feats[j].get("Definite") == "Def" for j in tree.children[top])
    return not (tree.head[top] == up and tree.upos[top] == "NOUN" and tree.dep[top] in ("obj", "obl", "xcomp") and not named)


def _with_preposition(tree: Tree, draft: Draft, found: Match, first: int, lexicon: Lexicon) -> Draft:
    """``bezeichnete ihn als „…“``, ``sprach von „…“``: the preposition belongs to the cue."""
    for j in range(first - 1, max(first - 4, -1), -1):
        if tree.lower[j] in found.cue.syntax and tree.upos[j] in ("ADP", "CCONJ", "SCONJ", "ADV"):
            draft.cue = sorted({*draft.cue, j})
            break
        if tree.upos[j] not in ("DET", "ADJ"):
            break
    return draft


def _speaks(found: Match, lexicon: Lexicon) -> bool:
    """True if the cue needs no more evidence than the quotation marks."""
    return "weak" not in found.cue.syntax or bool(lexicon.reported["judging"] & found.cue.syntax)


def _cue_in(tree: Tree, lexicon: Lexicon, low: int, high: int) -> Match | None:
    """The last cue verb between two tokens that stands in a main clause, else the last of all."""
    other: Match | None = None
    for j in range(high - 1, low - 1, -1):
        if tree.upos[j] in ("VERB", "AUX", "NOUN", "ADJ"):
            found = match(tree, j, lexicon)
            if found is None or not low <= finite(tree, j) < high:
                continue
            if tree.head[j] == j or not subordinate(tree, j, lexicon):
                return found
            other = other or found
    return other
