"""Verbs and nouns of saying with the clause that they introduce: indirect speech."""

from __future__ import annotations

from depesche.reading.sources_clauses import BREAKS, bounds, finite, group, reach, subject
from depesche.reading.sources_draft import Draft, trim
from depesche.reading.sources_lexicon import Cue, Lexicon
from depesche.reading.tree import Tree

BEFORE_CLAUSE = frozenset([",", ":", "–", "—", "-", ";"])
CLOSING = frozenset([",", "“", "”", '"', "«", "»", "–", "—", "!", "?", "''", "’", "‘"])
CONTENT = frozenset(
    ["ccomp", "csubj", "csubj:pass", "xcomp", "parataxis", "advcl", "dislocated", "acl", "obj", "conj", "dep", "appos"]
)
AUXILIARY = frozenset(["aux", "aux:pass", "cop"])


class Match:
    """A cue found in the text: its head word, the words it consists of, and its subject."""

    __slots__ = ("cue", "head", "passive", "subject", "words")

    def __init__(self, tree: Tree, head: int, cue: Cue, words: list[int]) -> None:
        self.head = head
        self.cue = cue
        self.words = words
        self.subject = subject(tree, head)
        governed = tree.dep[head] in ("xcomp", "ccomp") and tree.head[head] != head
        if self.subject is None and governed and tree.feats[head].get("VerbForm") == "Inf":
            self.subject = subject(tree, tree.head[head])
        self.passive = any(tree.dep[j] == "aux:pass" for j in tree.children[head]) or (
            self.subject is not None and tree.dep[self.subject] == "nsubj:pass"
        )


def match(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    """The cue whose last word is token ``i``; the longest entry wins."""
    upos = tree.upos[i]
    lemma = tree.lemma[i]
    copular = upos not in ("VERB", "AUX")
    if copular:
        cues = lexicon.copular.get(lemma) or lexicon.copular.get(tree.form[i])
        if not cues or not any(tree.dep[j] == "cop" for j in tree.children[i]):
            return None
    else:
        cues = lexicon.verbs.get(lemma)
        particle = tree.child(i, "compound:prt")
        if particle is not None and not lemma.startswith(tree.lower[particle]):
            cues = lexicon.verbs.get(tree.lower[particle] + lemma) or cues
        if not cues:
            return None
    words: list[int] | None = None
    for cue in cues:
        if not cue.parts:
            return Match(tree, i, cue, _own_words(tree, i, lexicon))
        if words is None:
            words = list(_near(tree, i))
        found = _parts(tree, words, cue.parts, lexicon, i)
        if found is not None:
            return Match(tree, i, cue, sorted({*_own_words(tree, i, lexicon), *found}))
    return None


def _near(tree: Tree, i: int) -> list[int]:
    """Words below a verb down to the third level, and a copula's own."""
    found = [i]
    level = [i]
    for _ in range(3):
        level = [k for j in level for k in tree.children[j]]
        found += level
    return found


def _parts(tree: Tree, words: list[int], parts: tuple[str, ...], lexicon: Lexicon, head: int) -> list[int] | None:
    found = []
    for part in parts:
        wanted = lexicon.clause["reflexives"] if part in lexicon.clause["reflexives"] else (part.lower(),)
        at = next((j for j in words if tree.lower[j] in wanted or (j != head and tree.lemma[j] == part)), None)
        if at is None:
            return None
        found.append(at)
    return found


def _own_words(tree: Tree, i: int, lexicon: Lexicon) -> list[int]:
    """A verb with its auxiliaries, its particle, and the correlate of a clause (``davon``, ``darauf``)."""
    words = [i]
    for j in tree.children[i]:
        dep, low = tree.dep[j], tree.lower[j]
        correlate = low in lexicon.clause["correlates"] and low not in lexicon.impersonal["subjects"]
        reflexive = (
            low in lexicon.clause["reflexives"] and tree.upos[j] == "PRON" and dep.startswith(("obj", "expl", "iobj", "obl"))
        )
        if dep in AUXILIARY or dep == "compound:prt" or correlate or reflexive:
            words.append(j)
    return sorted(words)


def indirect(tree: Tree, lexicon: Lexicon) -> list[Draft]:
    """Indirect speech introduced by verbs and nouns."""
    found: list[Draft] = []
    for i, upos in enumerate(tree.upos):
        if upos in ("VERB", "AUX"):
            if tree.lemma[i] in lexicon.verbs or tree.child(i, "compound:prt") is not None:
                draft = _verb(tree, i, lexicon)
                if draft is not None:
                    found.append(draft)
        elif tree.lemma[i] in lexicon.copular or tree.form[i] in lexicon.copular:
            draft = _verb(tree, i, lexicon)
            if draft is not None:
                found.append(draft)
            elif upos == "NOUN":
                draft = _noun(tree, i, lexicon)
                if draft is not None:
                    found.append(draft)
        elif upos == "NOUN":
            draft = _noun(tree, i, lexicon)
            if draft is not None:
                found.append(draft)
    return found


def _verb(tree: Tree, i: int, lexicon: Lexicon) -> Draft | None:
    found = match(tree, i, lexicon)
    if found is None:
        return None
    if "self" in found.cue.syntax and "clause" not in found.cue.syntax:
        return None
    content = _as_clause(tree, found, lexicon) or _inserted(tree, found, lexicon) or _following(tree, found, lexicon)
    if content is None:
        content = _beyond(tree, found, lexicon)
    if content is None:
        return None
    content = trim(tree, content)
    if not content:
        return None
    return framed(tree, found, content, lexicon)


def framed(tree: Tree, found: Match, content: list[int], lexicon: Lexicon, kind: str = "Indirect") -> Draft:
    """The quotation of a cue whose content is known: adds speaker, addressee and frame."""
    low, high = bounds(tree, found.head)
    inside = set(content)
    words = [j for j in found.words if j not in inside]
    speaker_at, speaker = _speaker(tree, found, lexicon, inside)
    addressee = _addressee(tree, found, lexicon, inside, speaker)
    frame = [j for j in range(low, high) if j not in inside]
    while frame and tree.form[frame[-1]] in (".", "!", "?") and len(frame) > 1:
        frame.pop()
    return Draft(
        "Direct" if kind == "Direct" else "Indirect",
        content, speaker, words, addressee, frame, found.cue.force, "clause", found.head, speaker_at,
    )  # fmt: skip


def _as_clause(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """``Wie die Zeitung berichtet, …``: the rest of the sentence is what was said."""
    v = found.head
    low, high = bounds(tree, v)
    how = next(
        (
            j
            for j in tree.children[v]
            if tree.lower[j] in lexicon.clause["manner"]
            and j < v
            and tree.dep[j] in ("mark", "advmod", "case", "cc", "dep", "obl")
        ),
        None,
    )
    if how is None or not {"clause", "paren"} & found.cue.syntax:
        return None
    if how > low and tree.form[how - 1] not in BREAKS and how - low > 2:
        return None
    end = max([*found.words, v])
    while end + 1 < high and tree.form[end + 1] not in BREAKS:
        end += 1
    if any(tree.form[j] == "," for j in range(how, end)) and end + 1 < high and tree.form[end + 1] != ",":
        pass
    found.words = sorted({*found.words, how})
    start = how if how - low > 2 else low
    rest = [*range(low, start), *range(end + 1, high)]
    rest = trim(tree, rest)
    while rest and tree.form[rest[-1]] in BREAKS:
        rest.pop()
    if not any(tree.upos[j] in ("VERB", "AUX") for j in rest):
        return None
    return [j for j in rest if not (tree.form[j] == "," and j in (start - 1, end + 1))]


def _inserted(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """``…, sagte Biden`` and ``Er sei, sagte Biden, krank``: the finite verb comes first, right behind what was said."""
    v = found.head
    low, high = bounds(tree, v)
    fin = finite(tree, v)
    at = fin
    if at - 1 > low and tree.lower[at - 1] in lexicon.clause["parenthesis"]:
        at -= 1
    if at <= low or tree.form[at - 1] not in CLOSING or not {"clause", "direct", "paren"} & found.cue.syntax:
        return None
    if tree.feats[fin].get("VerbForm", "Fin") != "Fin" or tree.feats[fin].get("Mood") == "Sub":
        return None
    behind = found.subject if found.subject is not None and found.subject > fin else None
    impersonal = fin + 1 < high and tree.lower[fin + 1] in lexicon.impersonal["subjects"]
    if behind is None and not impersonal and not found.passive:
        if found.subject is not None or fin + 1 >= high or tree.upos[fin + 1] not in ("DET", "PROPN", "NOUN", "PRON", "ADJ"):
            return None
        behind = found.subject = next((j for j in range(fin + 1, high) if tree.upos[j] in ("NOUN", "PROPN", "PRON")), None)
        if behind is None:
            return None
    before = range(low, at - 1 if tree.form[at - 1] in BREAKS else at)
    verbless = not any(tree.upos[j] in ("VERB", "AUX") for j in before)
    adjunct = any(tree.head[j] == v for j in before if tree.dep[j] in ("obl", "advmod", "advcl"))
    if verbless and (len(before) <= 1 or adjunct):
        return None
    end = max([fin, *found.words] + ([group(tree, behind)[1]] if behind is not None else []))
    end = max(end, fin)
    while end + 1 < high and tree.form[end + 1] not in BREAKS:
        end += 1
    content = list(before)
    after = list(range(end + 1, high))
    main = next((j for j in range(low, high) if tree.head[j] == j), v)
    said = next((j for j in tree.children[v] if tree.dep[j] in ("ccomp", "parataxis", "obj", "dep")), None)
    core = said if main == v and said is not None else main
    if after and tree.form[after[0]] == "," and core > end and len(after) > 2:
        content += after[1:]
    return content


def _following(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """A clause that hangs on the cue in the parse."""
    v = found.head
    low, high = bounds(tree, v)
    anchors = [v, *(j for j in found.words if j != v and tree.dep[j] not in AUXILIARY)]
    best: int | None = None
    for a in anchors:
        for c in tree.children[a]:
            if c in found.words or tree.dep[c] not in CONTENT or not low <= c < high:
                continue
            kind = content_kind(tree, c, lexicon)
            if kind is None or kind not in found.cue.syntax:
                continue
            dep = tree.dep[c]
            if (
                dep in ("advcl", "acl", "dep", "conj", "obj", "appos")
                and kind == "clause"
                and not _opens_with_that(tree, c, lexicon)
            ):
                continue
            if dep == "conj" or (dep == "parataxis" and c > v and not _separate(tree, v, c)):
                continue
            if (
                "weak" in found.cue.syntax
                and kind == "clause"
                and not (_opens_with_that(tree, c, lexicon) or indirect_mood(tree, c, lexicon))
            ):
                continue
            if best is None or abs(c - v) < abs(best - v):
                best = c
    if best is None:
        return None
    first, last = reach(tree, best)
    core = [j for j in found.words if not first <= j <= last] or [v]
    if best > v:
        edge = max(j for j in [*core, v] if j < best) if any(j < best for j in core) else v
        start = first if first > edge else best
        while start - 1 > edge and tree.form[start - 1] not in BEFORE_CLAUSE:
            start -= 1
        if start - 1 <= edge:
            start = max(first, edge + 1)
        return list(range(start, _end(tree, found, last, high) + 1))
    start = first
    while start > low and tree.form[start - 1] not in BREAKS:
        start -= 1
    stop = min([*[j for j in core if j > best], finite(tree, v), v] if v > best else [v])
    last = min(last, stop - 1)
    cut = last
    for j in range(stop - 1, best, -1):
        if tree.form[j] == ",":
            cut = j - 1
            break
    return list(range(start, max(cut, best) + 1))


def _separate(tree: Tree, v: int, c: int) -> bool:
    return any(tree.form[j] in BEFORE_CLAUSE for j in range(v, c))


def _end(tree: Tree, found: Match, last: int, high: int) -> int:
    """Where a clause behind its cue ends: with the sentence, or where the frame goes on."""
    v = found.head
    if tree.head[v] == v or tree.dep[v] in ("conj", "parataxis"):
        stop = high
        for j in tree.children[v]:
            if j > last and tree.dep[j] in ("conj", "cc") and (tree.dep[j] == "cc" or tree.upos[j] in ("VERB", "AUX")):
                start = reach(tree, j)[0]
                if start > last:
                    stop = min(stop, start)
        return stop - 1
    while last + 1 < high and tree.form[last + 1] not in BREAKS and tree.dep[last + 1] != "cc" and tree.head[last + 1] != v:
        if tree.upos[last + 1] in ("VERB", "AUX") and last + 1 in found.words:
            break
        last += 1
    return last


def _beyond(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """The parse gives no clause, but one stands behind the next comma: with ``dass`` or in the Konjunktiv."""
    if "clause" not in found.cue.syntax:
        return None
    _low, high = bounds(tree, found.head)
    core = max([*found.words, found.head])
    at = core + 1
    while at < high and tree.form[at] not in (",", ":", ";", "."):
        at += 1
    if at + 2 >= high or tree.form[at] not in (",", ":"):
        return None
    start = at + 1
    if tree.lower[start] in lexicon.clause["that"]:
        return list(range(start, high))
    relative = tree.feats[start].get("PronType") == "Rel" or tree.lower[start] in lexicon.clause["subordinators"]
    if relative or (tree.upos[start] in ("CCONJ", "SCONJ", "ADP") and tree.upos[start] != "ADP"):
        return None
    for j in range(start, min(start + 25, high)):
        if tree.form[j] in (",", ";") and j > start + 12:
            break
        if tree.lower[j] in lexicon.konjunktiv["first"] or tree.lower[j] in lexicon.konjunktiv["reporting"]:
            return list(range(start, high))
    return None


def content_kind(tree: Tree, c: int, lexicon: Lexicon) -> str | None:
    """``clause`` for a finite clause, ``inf`` for an infinitive with "zu", None for anything else."""
    if tree.upos[c] not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "PRON", "NUM", "DET", "ADP", "X"):
        return None
    marks = [j for j in tree.children[c] if tree.dep[j] in ("mark", "advmod", "nsubj", "obj", "obl", "case", "det")]
    if any(tree.lower[j] in lexicon.clause["to"] and tree.upos[j] in ("PART", "ADP") and j in marks for j in tree.children[c]):
        return "inf"
    if any(tree.lower[j] in lexicon.clause["that"] for j in marks):
        return "clause"
    feats = tree.feats[c]
    if feats.get("VerbForm") == "Fin":
        return "clause"
    if any(tree.dep[j] in AUXILIARY and tree.feats[j].get("VerbForm", "Fin") == "Fin" for j in tree.children[c]):
        return "clause"
    if feats.get("VerbForm") == "Inf" and tree.upos[c] == "VERB":
        aux = [j for j in tree.children[c] if tree.dep[j] in AUXILIARY]
        if any(tree.lower[k] in lexicon.clause["to"] for j in aux for k in tree.children[j]) or _infix(tree, c, lexicon):
            return "inf"
        if aux and any(tree.lower[j - 1] in lexicon.clause["to"] for j in aux if j):
            return "inf"
        if c and tree.lower[c - 1] in lexicon.clause["to"]:
            return "inf"
    return None


def _infix(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """``abzubauen``: the "zu" inside the verb."""
    form, lemma = tree.lower[c], tree.lemma[c].lower()
    return any(to in form[1:-3] and form.replace(to, "", 1) == lemma for to in lexicon.clause["to"])


def _opens_with_that(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    first, _ = reach(tree, c)
    words = [first] + [j for j in tree.children[c] if tree.dep[j] in ("mark", "advmod", "nsubj", "obj")]
    return any(tree.lower[j] in lexicon.clause["complementizers"] for j in words) or any(
        tree.lower[j] in lexicon.clause["that"] for j in range(first, min(c, first + 4))
    )


def indirect_mood(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """True if the clause's finite verb is in the Konjunktiv."""
    fin = finite(tree, c)
    return tree.lower[fin] in lexicon.konjunktiv["first"] or tree.feats[fin].get("Mood") == "Sub"


def _speaker(tree: Tree, found: Match, lexicon: Lexicon, inside: set[int]) -> tuple[int, list[int]]:
    """Head and words of whoever speaks."""
    v = found.head
    at: int | None = None
    if found.passive:
        for j in tree.children[v]:
            if tree.dep[j] in ("obl:agent", "obl", "nmod") and _case(tree, j) in lexicon.clause["agent"] and j not in inside:
                at = j
                break
    else:
        at = found.subject
        if (
            at is not None
            and tree.lower[at] in lexicon.impersonal["subjects"]
            and tree.lower[at] not in lexicon.clause["people"]
        ):
            at = None
            for j in tree.children[v]:
                case = _case(tree, j)
                if (
                    tree.dep[j] in ("obl", "obl:agent", "nmod", "obl:arg")
                    and case in lexicon.impersonal["prepositions"]
                    and j not in inside
                ):
                    at = j
                    break
    if at is None or at in inside:
        return -1, []
    first, last = group(tree, at)
    words = [j for j in range(first, last + 1) if j not in inside and j not in found.words]
    while words and tree.form[words[-1]] in BREAKS and tree.form[words[-1]] != ")":
        words.pop()
    return at, words


def _case(tree: Tree, i: int) -> str:
    return next((tree.lower[j] for j in tree.children[i] if tree.dep[j] == "case"), "")


def _addressee(tree: Tree, found: Match, lexicon: Lexicon, inside: set[int], speaker: list[int]) -> list[int]:
    cue = found.cue
    for j in tree.children[found.head]:
        if j in inside or j in speaker or j in found.words or tree.upos[j] not in ("NOUN", "PROPN", "PRON"):
            continue
        dep, case = tree.dep[j], tree.feats[j].get("Case", "")
        preposition = _case(tree, j)
        hit = preposition in lexicon.addressee["sure"]
        if not hit and preposition:
            hit = preposition in lexicon.addressee["to"] and (
                (cue.addressee("an") and preposition in lexicon.addressee["an"])
                or (cue.addressee("zu") and preposition in lexicon.addressee["zu"])
            )
        elif not hit and dep == "nsubj:pass":
            hit = cue.addressee("acc")
        elif not hit and dep in ("obj", "iobj", "obl:arg", "obl"):
            hit = cue.addressee("dat") and (case == "Dat" or dep in ("iobj", "obl:arg"))
            hit = hit or (cue.addressee("acc") and dep == "obj" and case != "Dat")
        if hit and tree.lower[j] not in lexicon.clause["reflexives"] and tree.lower[j] not in lexicon.impersonal["subjects"]:
            first, last = group(tree, j)
            return [k for k in range(first, last + 1) if k not in inside]
    return []


def _noun(tree: Tree, i: int, lexicon: Lexicon) -> Draft | None:
    """``die Warnung Putins, dass …``: a clause that hangs on a noun of saying."""
    cue = lexicon.noun(tree.lower[i])
    if cue is None:
        cue = lexicon.noun(tree.lemma[i])
        if cue is None:
            return None
    low, high = bounds(tree, i)
    best = None
    for c in tree.children[i]:
        if tree.dep[c] not in ("acl", "ccomp", "xcomp", "parataxis", "advcl", "appos", "csubj", "dep") or c < i:
            continue
        kind = content_kind(tree, c, lexicon)
        if kind is None or kind not in cue.syntax or not _separate(tree, i, c):
            continue
        if kind == "clause" and not _opens_with_that(tree, c, lexicon) and not indirect_mood(tree, c, lexicon):
            continue
        best = c
        break
    if best is None:
        return None
    first, last = reach(tree, best)
    start = max(first, i + 1)
    while start - 1 > i and tree.form[start - 1] not in BEFORE_CLAUSE:
        start -= 1
    while last + 1 < high and tree.form[last + 1] not in BREAKS:
        last += 1
    content = trim(tree, list(range(start, last + 1)))
    if not content:
        return None
    inside = set(content)
    speaker_at, speaker = -1, []
    for j in tree.children[i]:
        if j in inside:
            continue
        genitive = tree.dep[j] in ("nmod", "nmod:poss", "flat", "flat:name", "appos", "obl") and tree.upos[j] in (
            "NOUN",
            "PROPN",
        )
        if (genitive and _case(tree, j) in ("", *lexicon.clause["agent"])) or tree.dep[j] == "det:poss":
            first, last = group(tree, j)
            speaker_at, speaker = j, [k for k in range(first, last + 1) if k not in inside]
            break
    determiner = next((j for j in tree.children[i] if tree.dep[j] == "det" and j < i), None)
    words = [i] if determiner is None else [determiner, i]
    verb = tree.head[i]
    if not speaker and tree.dep[i] in ("obj", "obl", "obl:arg") and tree.upos[verb] == "VERB":
        who = subject(tree, verb)
        if who is not None and who not in inside and tree.dep[who] == "nsubj":
            first, last = group(tree, who)
            speaker_at, speaker = who, [k for k in range(first, last + 1) if k not in inside]
            words = sorted({*words, verb, *(j for j in tree.children[verb] if tree.dep[j] in AUXILIARY)})
    frame = [j for j in range(low, high) if j not in inside]
    while len(frame) > 1 and tree.form[frame[-1]] in (".", "!", "?"):
        frame.pop()
    return Draft("Indirect", content, speaker, words, [], frame, cue.force, "clause", i, speaker_at)
