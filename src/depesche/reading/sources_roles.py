"""Who says it and to whom: speaker, addressee and frame of a cue whose content is known."""

from __future__ import annotations

from depesche.reading.sources_addressee import addressee_of, case_of
from depesche.reading.sources_clauses import BREAKS, bounds, finite, group
from depesche.reading.sources_draft import Draft
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import Match
from depesche.reading.tree import Tree

NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "X"])
LONGEST_APPOSITION = 16  # tokens
OPENING = frozenset("„»“‚\"'‘«")
CLOSING = frozenset("“”«’\"'‘»")


def framed(tree: Tree, found: Match, content: list[int], lexicon: Lexicon, kind: str = "Indirect") -> Draft:
    """The quotation of a cue whose content is known: adds speaker, addressee and frame."""
    low, high = bounds(tree, found.head)
    inside = set(content)
    words = [j for j in found.words if j not in inside]
    speaker_at, speaker = speaker_of(tree, found, lexicon, inside)
    words = (
        sorted({*(j for j in words if j not in speaker), *_wording(tree, found, content[0], low, lexicon)})
        if content
        else words
    )
    addressee = addressee_of(tree, found, lexicon, inside, speaker)
    frame = [j for j in range(low, high) if j not in inside]
    while frame and tree.form[frame[-1]] in (".", "!", "?") and len(frame) > 1:
        frame.pop()
    draft = Draft(
        "Direct" if kind == "Direct" else "Indirect",
        content, speaker, words, addressee, frame, found.cue.force, "clause", found.head, speaker_at,
        act="act" in found.cue.syntax,
    )  # fmt: skip
    if "quoted" in found.cue.syntax and speaker_at >= 0:
        agent = phrase_with(tree, found.head, lexicon.clause["agent"], inside) if found.passive else found.subject
        draft.quoting = -1 if agent is None or agent == speaker_at else agent
    return draft


def _wording(tree: Tree, found: Match, first: int, low: int, lexicon: Lexicon) -> list[int]:
    """``… mit den Worten: „…“``: the phrase in front of what was said is part of the cue."""
    at = first - 1
    while at > low and (tree.form[at] in (",", ":", "„", "»", '"') or at in found.words):
        at -= 1
    if tree.lower[at] not in lexicon.clause["wording"]:
        return []
    words = [at, *(j for j in tree.children[at] if j < at and tree.dep[j] in ("case", "det") and at - j < 3)]
    return sorted(words) if any(tree.dep[j] == "case" for j in words) else []


def speaker_of(tree: Tree, found: Match, lexicon: Lexicon, inside: set[int]) -> tuple[int, list[int]]:
    """Head and words of whoever speaks; -1 and none where the text names nobody."""
    v = found.head
    if found.named and found.subject is not None:
        return found.subject, found.named
    at: int | None = None
    if found.passive and "quoted" in found.cue.syntax:
        at = found.subject
    elif "quoted" in found.cue.syntax and (who := _object(tree, v, lexicon, inside)) is not None:
        at = who
    elif found.passive:
        at = phrase_with(tree, v, lexicon.clause["agent"], inside)
    else:
        at = found.subject
        if at is not None and tree.lower[at] in lexicon.anaphora and tree.upos[at] in ("PRON", "DET"):
            at = None  # "das" is what was said
        if at is None or at in inside:
            at = _likely_subject(tree, found, lexicon, inside)
        if at is not None and tree.lower[at] in lexicon.impersonal["subjects"]:
            at = phrase_with(tree, v, lexicon.impersonal["prepositions"], inside)
    if at is None and any(tree.lower[j] in lexicon.clause["expletives"] for j in found.words):
        at = phrase_with(tree, v, lexicon.impersonal["prepositions"], inside)
    if at is None and "aus" in found.cue.syntax:
        at = phrase_with(tree, v, lexicon.clause["out"], inside)
    if at is None and not found.passive and tree.feats[v].get("VerbForm") == "Part":
        at = phrase_with(tree, v, lexicon.clause["agent"], inside)  # "wie von der Verteidigung ausgeführt"
    if at is None and found.passive:
        at = _medium(tree, v, lexicon, inside)
    if at is None or at in inside:
        return -1, []
    words = noun_phrase(tree, at, inside, set(found.words))
    return at, _first_place(tree, found, words, inside, lexicon) if lexicon.verb_second else words


def _first_place(tree: Tree, found: Match, words: list[int], inside: set[int], lexicon: Lexicon) -> list[int]:
    """A subject in front of the finite verb of a main clause fills its first place: all up to the verb belongs to it."""
    v, fin = found.head, finite(tree, found.head)
    low, _ = bounds(tree, v)
    if not words or tree.head[v] != v or words[-1] >= fin or tree.feats[fin].get("VerbForm") != "Fin" or words[0] - low > 1:
        return words
    if words[0] > low and tree.upos[low] not in ("DET", "PROPN", "ADJ"):
        low += 1
    added = range(words[-1] + 1, fin)
    if any(tree.form[j] in BREAKS or j in inside or tree.form[j] in CLOSING for j in range(low, fin) if j not in words):
        return words
    stop = fin
    while (
        added
        and stop - 1 in added
        and tree.upos[stop - 1] in ("ADV", "CCONJ", "PART")
        and tree.lower[stop - 1] not in lexicon.clause["self"]
    ):
        stop -= 1
    return [*range(low, words[0]), *words, *range(words[-1] + 1, stop)]


def noun_phrase(tree: Tree, at: int, inside: set[int], cue: set[int]) -> list[int]:
    """The words of a noun phrase with its titles, names and appositions, whatever the parse missed of them."""
    low, high = bounds(tree, at)
    first, last = group(tree, at)
    blocked = inside | cue
    # a title or name that touches belongs to it: "Außenminister | Peter Muster", "Peter | Muster"
    while (
        first - 1 >= low
        and first - 1 not in blocked
        and tree.upos[first] == "PROPN"
        and tree.upos[first - 1] in ("PROPN", "NOUN", "X")
        and tree.dep[first - 1] not in ("obl", "obl:arg", "iobj", "nmod")
        and not _hangs_apart(tree, first - 1, at)
    ):
        first = min(first - 1, group(tree, first - 1)[0])
    while first - 1 >= low and first - 1 not in blocked and _opens(tree, first - 1, first):
        first -= 1
    while (
        last + 1 < high and last + 1 not in blocked and tree.upos[last] in ("PROPN", "NOUN") and tree.upos[last + 1] == "PROPN"
    ):
        if tree.upos[last] == "NOUN" and tree.dep[last + 1] not in ("appos", "flat", "flat:name", "nmod", "nsubj"):
            break
        last += 1
    if (
        last + 2 < high
        and tree.upos[last] == tree.upos[last + 2] == "PROPN"
        and tree.upos[last + 1] == "CCONJ"
        and not blocked & {last + 1, last + 2}
        and tree.dep[last + 2] not in ("nsubj", "root")
    ):
        last += 2  # "Anna Muster und Otto Beispiel"
        while last + 1 < high and tree.upos[last + 1] == "PROPN" and last + 1 not in blocked:
            last += 1
    last = _name_in_marks(tree, last, high, blocked)
    while first < at and tree.upos[first] == "ADV" and tree.head[first] == at:
        first += 1  # "auch der Minister", "einzig der Verband"
    words = [j for j in range(first, last + 1) if j not in blocked]
    words += _apposition(tree, last, high, blocked)
    while words and tree.form[words[-1]] in BREAKS and tree.form[words[-1]] != ")":
        words.pop()
    return words


def _opens(tree: Tree, j: int, first: int) -> bool:
    """True for an article or a name in the genitive right before a noun phrase: "Perus | Minister Muster"."""
    if tree.upos[j] == "DET":
        return tree.upos[first] in ("ADJ", "NOUN", "PROPN") and tree.feats[j].get("PronType") != "Prs"
    return tree.upos[j] == "PROPN" and tree.feats[j].get("Case") == "Gen" and tree.upos[first] in ("NOUN", "ADJ")


def _name_in_marks(tree: Tree, last: int, high: int, blocked: set[int]) -> int:
    """The last token of a name in quotation marks behind a noun phrase (``die Zeitung „Der Tag“``), else of the phrase."""
    at = last + 1
    if tree.form[last] in OPENING and tree.upos[last] == "PUNCT":
        at = last
    if at + 2 >= high or at in blocked or tree.upos[at] != "PUNCT" or tree.form[at] not in OPENING:
        return last
    for j in range(at + 1, min(high, at + 9)):
        if j in blocked or tree.form[j] in (",", ".", ";", ":"):
            return last
        if tree.upos[j] == "PUNCT" and tree.form[j] in CLOSING and j > at + 1:
            return j if tree.form[at + 1][:1].isupper() else last
    return last


def _hangs_apart(tree: Tree, j: int, at: int) -> bool:
    """True for an object that merely stands before the name: "sagte dem Sender Meier"."""
    return tree.feats[j].get("Case", "Nom") not in ("Nom", "Acc") and tree.feats[at].get("Case", "Nom") == "Nom"


def _apposition(tree: Tree, last: int, high: int, blocked: set[int]) -> list[int]:
    """``…, Leiter der Behörde,`` behind a noun phrase: nominal words without a verb, closed by a comma or the end."""
    if last + 2 >= high or tree.form[last + 1] != "," or last + 1 in blocked:
        return []
    first = last + 2
    if tree.upos[first] not in ("PROPN", "NOUN", "DET", "ADJ", "NUM") or first in blocked:
        return []
    if tree.feats[first].get("PronType") == "Rel" or tree.feats[first].get("Case", "Nom") not in ("Nom", ""):
        return []
    named = tree.upos[last] == "PROPN" or tree.form[last] == ")"
    for j in range(first, min(high, first + LONGEST_APPOSITION)):
        if j in blocked:
            return []
        if tree.form[j] in (",", ".", ";", ":", "!", "?") or j + 1 == high:
            stop = j if tree.form[j] in BREAKS else j + 1
            inner = range(first, stop)
            if not any(tree.upos[k] in ("NOUN", "PROPN") for k in inner):
                return []
            if not (named or any(tree.upos[k] == "PROPN" for k in inner)):
                return []
            return list(range(last + 1, stop))
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") != "Part":
            return []
        if tree.upos[j] in ("PRON", "SCONJ", "CCONJ") and j == first:
            return []
    return []


def phrase_with(tree: Tree, v: int, cases: frozenset[str], inside: set[int]) -> int | None:
    """The noun below a verb, or behind its finite word, with one of the prepositions."""
    for j in tree.children[v]:
        if tree.dep[j] in ("obl:agent", "obl", "nmod", "obl:arg", "obl:mod") and case_of(tree, j) in cases and j not in inside:
            return j
    return None


def _object(tree: Tree, v: int, lexicon: Lexicon, inside: set[int]) -> int | None:
    """Whoever is quoted: "zitierte den Präsidenten mit den Worten"."""
    for j in tree.children[v]:
        if tree.dep[j] != "obj" or j in inside:
            continue
        if tree.upos[j] in ("PROPN", "PRON") or lexicon.means(tree.lower[j], "speakers"):
            return j
    return None


def _likely_subject(tree: Tree, found: Match, lexicon: Lexicon, inside: set[int]) -> int | None:
    """The noun that must be the subject of a main clause where the parse names none: behind the finite verb, else in front."""
    v = found.head
    if not lexicon.verb_second or tree.dep[v] in ("acl", "acl:relcl", "advcl", "xcomp", "conj"):
        return None
    if any(tree.lower[j] in lexicon.impersonal["subjects"] for j in tree.children[v]):
        return None
    fin = finite(tree, v)
    if tree.feats[fin].get("VerbForm") != "Fin":
        return None
    low, high = bounds(tree, v)
    for j in range(fin + 1, min(fin + 9, high)):
        if j in inside or tree.form[j] in BREAKS:
            break
        if tree.upos[j] in ("NOUN", "PROPN") and _free(tree, j, fin + 1):
            return j
    for j in range(low, fin):
        if j in inside:
            break
        if tree.upos[j] in ("NOUN", "PROPN", "PRON"):
            return j if _free(tree, j, low) else None
    return None


def _free(tree: Tree, j: int, start: int) -> bool:
    """True for a noun in the nominative without a preposition in front of it."""
    if tree.feats[j].get("Case", "Nom") != "Nom":
        return False
    k = j
    while k - 1 >= start and tree.upos[k - 1] in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PUNCT"):
        k -= 1
    return not (k - 1 >= start and tree.upos[k - 1] == "ADP")


def _medium(tree: Tree, v: int, lexicon: Lexicon, inside: set[int]) -> int | None:
    """``In einem Bericht der Zeitung wurde vermutet, …``: the document speaks where nobody else does."""
    for j in tree.children[v]:
        if (
            j in inside
            or tree.dep[j] not in ("obl", "obl:arg", "obl:mod", "nmod")
            or case_of(tree, j) not in lexicon.clause["in"]
        ):
            continue
        if lexicon.means(tree.lower[j], "information") or lexicon.means(tree.lower[j], "document"):
            return j
    return None
