"""Speakers behind ``so``: ``…, so Psaki`` and ``„…“, so Meier weiter``."""

from __future__ import annotations

from depesche.reading.sources_clauses import bounds, group
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.tree import Tree


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
    if not nominal or tree.upos[i + 1] == "ADP" or any(tree.lower[j] in lexicon.clause["manner"] for j in range(i + 1, end)):
        return None  # "so viele wie noch nie"
    members = set(range(i + 1, end + 1))
    head = next((j for j in nominal if tree.head[j] not in members), nominal[0])
    # an apposition belongs to the speaker: "so Meier, Sprecher der Polizei."
    last = max(group(tree, head)[1], end)
    if last > end and not any(tree.upos[j] in ("VERB", "AUX") for j in range(end, last + 1)):
        end = last
    cut = next((j for j in range(head + 1, end + 1) if tree.lower[j] in lexicon.clause["apart"]
                and (tree.upos[j] == "ADP" or not j < tree.head[j] <= end)), end + 1)  # fmt: skip
    return cut - 1, end, head


def parenthetical(tree: Tree, i: int, cue: Cue, lexicon: Lexicon) -> Draft | None:
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
