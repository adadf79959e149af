"""Where the words stand that a cue introduces: behind it, in front of it, or around it."""

from __future__ import annotations

from depesche.reading.sources_beyond import beside, beyond, verb_between
from depesche.reading.sources_clauses import (
    BREAKS,
    bounds,
    clause_head,
    finite,
    group,
    indirect_mood,
    infinitive,
    opens_with_that,
    reach,
    subordinate,
)
from depesche.reading.sources_draft import trim
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_match import AUXILIARY, Match, match
from depesche.reading.sources_tags import before_participle, behind_adverbials, tagged
from depesche.reading.tree import Tree

BEFORE_CLAUSE = frozenset([",", ":", "–", "—", "-", ";"])
CLOSING = frozenset([",", "“", "”", '"', "«", "»", "–", "—", "!", "?", "''", "’", "‘"])
CONTENT = frozenset(
    ["ccomp", "csubj", "csubj:pass", "xcomp", "parataxis", "advcl", "dislocated", "acl", "obj", "conj", "dep", "appos", "obl"]
)
MARKS = frozenset('„“”»«"')
SPEECH = frozenset(["clause", "paren"])


def content_of(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """Tokens of what was said, None where nothing was. Takes words of the cue that it finds on the way into ``found``."""
    content = (
        as_clause(tree, found, lexicon)
        or inserted(tree, found, lexicon)
        or (None if lexicon.verb_second else tagged(tree, found, lexicon) or bracketed(tree, found))
        or following(tree, found, lexicon)
    )
    if content is None:
        content = beyond(tree, found, lexicon)
    content = trim(tree, content) if content else None
    return None if not content or (lexicon.verb_second and beside(tree, content)) else content


def as_clause(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """``Wie die Zeitung berichtet, …``: the rest of the sentence is what was said."""
    v = found.head
    if not SPEECH & found.cue.syntax or "weak" in found.cue.syntax:
        return None
    low, high = bounds(tree, v)
    fin = finite(tree, v)
    how = next((j for j in range(min(v, fin) - 1, max(low, fin - 25) - 1, -1) if tree.lower[j] in lexicon.clause["manner"]), -1)
    if how < 0 or (how > low and tree.form[how - 1] not in BREAKS and how - low > 2):
        return None
    if any(tree.form[j] in (":", ";") for j in range(how, v)) or (tree.upos[how + 1] == "ADJ" and tree.dep[how + 1] != "amod"):
        return None
    if any(tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm") == "Fin" for j in range(how, min(v, fin))):
        inner = any(tree.form[j] == "," for j in range(how, min(v, fin)))
        if not inner:
            return None
    if found.subject is None and found.cue.force == "belief":
        return None  # "wie angenommen", "wie erwartet"
    above = tree.head[v]
    if above != v and tree.dep[v] in ("ccomp", "csubj") and match(tree, above, lexicon) is not None:
        return None  # "sie berichten, wie er drohte"
    if any(tree.form[j] in MARKS for j in range(how, max(v, fin))) and not _names_only(tree, how, max(v, fin)):
        return None
    end = max([*found.words, v, fin])
    while end + 1 < high and tree.form[end + 1] not in BREAKS:
        end += 1
    start = how if how - low > 2 else low
    rest = [*range(low, start), *range(end + 1, high)]
    rest = trim(tree, rest)
    if not any(tree.upos[j] in ("VERB", "AUX") for j in rest):
        return None
    found.words = sorted({*found.words, how})
    return [j for j in rest if not (tree.form[j] == "," and j in (start - 1, end + 1))]


def _names_only(tree: Tree, first: int, last: int) -> bool:
    """True if every quotation mark between two tokens has its partner there."""
    return sum(tree.form[j] in MARKS for j in range(first, last)) % 2 == 0


def inserted(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """``…, sagte Biden`` and ``Er sei, sagte Biden, krank``: the finite verb comes first, right behind what was said."""
    v = found.head
    low, high = bounds(tree, v)
    fin = finite(tree, v)
    at = fin
    so = at - 1 > low and tree.lower[at - 1] in lexicon.clause["parenthesis"]
    if so:
        at -= 1
    if at <= low or tree.form[at - 1] not in CLOSING or not {"es", "paren"} & found.cue.syntax or (so and found.passive):
        return None
    if tree.feats[fin].get("VerbForm", "Fin") != "Fin" or tree.feats[fin].get("Mood") == "Sub":
        return None
    behind = found.subject if found.subject is not None and found.subject > fin else None
    impersonal = fin + 1 < high and tree.lower[fin + 1] in lexicon.impersonal["subjects"]
    if found.subject is not None and found.subject < fin and (found.passive or impersonal):
        return None
    if behind is None and not impersonal and not found.passive:
        if found.subject is not None or fin + 1 >= high or tree.upos[fin + 1] not in ("DET", "PROPN", "NOUN", "PRON", "ADJ"):
            return None
        behind = found.subject = next((j for j in range(fin + 1, high) if tree.upos[j] in ("NOUN", "PROPN", "PRON")), None)
        if behind is None:
            return None
    before = range(low, at - 1 if tree.form[at - 1] in BREAKS else at)
    end = max([fin, *found.words] + ([group(tree, behind)[1]] if behind is not None else []))
    while end + 1 < high and tree.form[end + 1] not in BREAKS:
        end += 1
    after = list(range(end + 1, high))
    goes_on = len(after) > 2 and tree.form[after[0]] == ","
    opens = goes_on and any(tree.upos[j] in ("VERB", "AUX") for j in after[1:3])
    if not _states(tree, before, v, lexicon):
        # the part in front is no clause: what was said goes on behind, as in "In zehn Jahren, so die Forscher, sei …"
        if not (opens and (so or not _own_place(tree, before, v))):
            return None
        if so:
            found.words = sorted({*found.words, at})
        return [*before, *after[1:]]
    if any(tree.dep[j] == "obj" and j > fin and tree.upos[j] in ("NOUN", "PROPN") and tree.feats[j].get("Case") == "Acc"
           for j in tree.children[v] if j not in found.words and j != behind and not found.cue.addressee("acc")):  # fmt: skip
        return None
    if so:
        found.words = sorted({*found.words, at})
    content = list(before)
    main = next((j for j in range(low, high) if tree.head[j] == j), v)
    said = next((j for j in tree.children[v] if tree.dep[j] in ("ccomp", "parataxis", "obj", "dep")), None)
    core = said if main == v and said is not None else main
    if goes_on and core > end:
        content += after[1:]
    return content


def bracketed(tree: Tree, found: Match) -> list[int] | None:
    """``The talks, the minister said, will resume``: subject and cue between two commas inside what was said."""
    v, who = found.head, found.subject
    low, high = bounds(tree, v)
    if who is None or not low < who < v or found.passive or not SPEECH & found.cue.syntax:
        return None
    first, last = group(tree, who)[0], max([v, *found.words])
    if not (low + 1 < first and last + 2 < high and tree.form[first - 1] == tree.form[last + 1] == ","):
        return None
    if any(tree.form[j] in BREAKS for j in range(who, last)) or (tree.head[v] == v and not verb_between(tree, last + 2, high)):
        return None
    content = [*range(low, first - 1), *range(last + 2, high)]
    subject_in_front = any(tree.upos[j] in ("NOUN", "PROPN", "PRON") for j in range(low, first - 1))
    return content if subject_in_front and tree.upos[low] not in ("SCONJ", "ADP") else None


def _states(tree: Tree, before: range, v: int, lexicon: Lexicon) -> bool:
    """True if the words hold a clause that can stand by itself or begins with ``dass``, and not only a subordinate one."""
    for j in before:
        if tree.upos[j] in ("VERB", "AUX") and tree.feats[j].get("VerbForm", "Fin") == "Fin":
            head = clause_head(tree, j)
            if head == v:
                # the parse hung the words on the cue: they still are a clause unless a conjunction opens them
                if j != finite(tree, v) and tree.upos[before[0]] not in ("SCONJ", "ADV") and tree.feats[j].get("Mood") == "Sub":
                    return True
                continue
            before_cue = tree.dep[head] == "advcl" and tree.head[head] == v and tree.feats[j].get("Mood") != "Sub"
            if (not subordinate(tree, head, lexicon) and not before_cue) or opens_with_that(tree, head, lexicon):
                return True
    return False


def _own_place(tree: Tree, before: range, v: int) -> bool:
    """True if the words in front fill the first place of the cue's own clause: "In einem Bericht, der …, sagte er"."""
    return any(tree.head[j] == v and tree.dep[j] in ("obl", "advmod", "advcl", "obj", "nsubj", "obl:mod") for j in before)


def following(tree: Tree, found: Match, lexicon: Lexicon) -> list[int] | None:
    """A clause that hangs on the cue in the parse."""
    v = found.head
    low, high = bounds(tree, v)
    anchors = [v, *(j for j in found.words if j != v and tree.dep[j] not in AUXILIARY)]
    best: int | None = None
    if not lexicon.verb_second:  # "accused them of breaking the truce": the parse may hang the gerund on the object
        anchors += [j for j in tree.children[v] if tree.dep[j] == "obj" and tree.feats[j].get("Case") != "Gen"]
    for a in anchors:
        for c in tree.children[a]:
            if c in found.words or not (tree.dep[c] in CONTENT or complement(tree, c, lexicon)) or not low <= c < high:
                continue
            told = found.cue.addressee("acc") and complement(tree, c, lexicon)  # "told the paper that …"
            if tree.head[c] != v and tree.dep[a] == "obj" and tree.feats[c].get("VerbForm") != "Ger" and not told:
                continue
            if not _introduced(tree, found, c, lexicon):
                continue
            if best is None or abs(c - v) < abs(best - v):
                best = c
    if best is None:
        return None
    first, last = reach(tree, best)
    core = [j for j in found.words if not first <= j <= last] or [v]
    if best > v:
        edge = max(j for j in [*core, v] if j < best) if any(j < best for j in core) else v
        start = _start(tree, best, first, edge, lexicon)
        stop = _end(tree, found, best, last, high, lexicon)
        if not lexicon.verb_second:
            start, stop = behind_adverbials(tree, best, start, edge), before_participle(tree, best, stop, lexicon)
        return list(range(start, stop + 1))
    fin = finite(tree, v)
    behind = found.subject is not None and found.subject > fin
    if (
        lexicon.verb_second
        and not behind
        and not found.passive
        and tree.lower[min(fin + 1, high - 1)] in lexicon.clause["coordinators"]
    ):
        return None  # "X wollte nicht, sagte aber, …": what was said stands behind
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


def _introduced(tree: Tree, found: Match, c: int, lexicon: Lexicon) -> bool:
    """True if the clause of word ``c``, which hangs on the cue, is one that the cue can introduce."""
    v, syntax, dep = found.head, found.cue.syntax, tree.dep[c]
    kind = content_kind(tree, c, lexicon)
    if kind is None and tree.feats[c].get("VerbForm") == "Ger":  # "accused them of breaking the truce"
        return any(tree.lower[j] in syntax and j < c for j in tree.children[c])
    if kind is None or kind not in syntax:
        return False
    that = opens_with_that(tree, c, lexicon)
    if c < v and tree.lower[reach(tree, c)[0]] in lexicon.clause["manner"] and match(tree, c, lexicon) is not None:
        return False  # "Wie der Sender meldet, wurden …": a frame, and nothing that was said
    if dep in ("advcl", "acl", "acl:relcl", "dep", "obj", "appos", "obl") and kind == "clause" and not that:
        return False
    if dep == "obl" and kind != "clause":
        return False
    if (dep in ("acl", "advcl") or (kind == "clause" and not that)) and _relative(tree, c):
        return False
    if dep == "parataxis" and kind == "clause" and tree.feats[finite(tree, v)].get("Mood") == "Sub" and not that:
        return False  # "er sei krank gemeldet, er komme nicht": two of a row
    if dep == "conj" or (dep == "parataxis" and c > v and not separate(tree, v, c)):
        return False
    unsure = bool({"weak", "bare"} & syntax)
    return not (unsure and kind == "clause" and not (that or indirect_mood(tree, c, lexicon)))


def _relative(tree: Tree, c: int) -> bool:
    return any(tree.feats[j].get("PronType") == "Rel" for j in tree.children[c] if j < c)


def _start(tree: Tree, best: int, first: int, edge: int, lexicon: Lexicon) -> int:
    """Where a clause behind its cue begins: with ``dass``, else behind the comma."""
    that = [j for j in tree.children[best] if tree.lower[j] in lexicon.clause["that"] and j > edge]
    if that:
        return that[0]
    if tree.feats[best].get("VerbForm") == "Ger":
        return max((j + 1 for j in tree.children[best] if j < best and tree.upos[j] in ("SCONJ", "ADP")), default=best)
    start = first if first > edge else best
    while start - 1 > edge and tree.form[start - 1] not in BEFORE_CLAUSE:
        start -= 1
    if start - 1 <= edge:
        start = max(first, edge + 1)
    return start


def separate(tree: Tree, v: int, c: int) -> bool:
    """True if a comma or colon stands between two words."""
    return any(tree.form[j] in BEFORE_CLAUSE for j in range(v, c))


def _end(tree: Tree, found: Match, best: int, last: int, high: int, lexicon: Lexicon) -> int:
    """Where a clause behind its cue ends: with the sentence, or where the frame goes on."""
    v = found.head
    if tree.head[v] == v or tree.dep[v] in ("conj", "parataxis"):
        stop = _frame_again(tree, found, best, high, lexicon)
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


def _frame_again(tree: Tree, found: Match, best: int, high: int, lexicon: Lexicon) -> int:
    """The token where a main clause in the indicative goes on behind what was said ("… und kündigte an"), else ``high``."""
    fin = finite(tree, best)
    verb_last = opens_with_that(tree, best, lexicon) or tree.feats[best].get("VerbForm") == "Inf"
    apart = fin != best and tree.feats[best].get("VerbForm") != "Fin"
    reported = verb_last or tree.feats[fin].get("Mood") == "Sub"
    if not (reported or apart) or tree.feats[finite(tree, found.head)].get("Mood") == "Sub":
        return high
    depth = 0
    for j in range(best + 1, high - 1):
        form = tree.form[j]
        if form in "„»‚":
            depth += 1
        elif form in "“«‘":
            depth -= 1
        if depth > 0:
            continue
        if form == ";":
            return j
        if tree.lower[j] not in lexicon.clause["joiners"]:
            continue
        k = j + 1
        if (
            tree.upos[k] in ("VERB", "AUX")
            and (tree.feats[k].get("VerbForm") == "Fin" or (tree.feats[k].get("Tense") == "Past" and not lexicon.verb_second))
            and tree.feats[k].get("Mood", "Ind") == "Ind"
            and (reported or (tree.upos[k] == "VERB" and tree.lemma[k] in lexicon.verbs))
            and not subordinate(tree, clause_head(tree, k), lexicon)
        ):
            return j
    return high


def complement(tree: Tree, c: int, lexicon: Lexicon) -> bool:
    """True for "claims that it had …" where the parse has a relative clause although its "that" is a conjunction."""
    return tree.dep[c] == "acl:relcl" and any(
        tree.lower[j] in lexicon.clause["that"] and tree.upos[j] == "SCONJ" for j in tree.children[c]
    )


def content_kind(tree: Tree, c: int, lexicon: Lexicon) -> str | None:
    """``clause`` for a finite clause, ``inf`` for an infinitive with "zu", None for anything else."""
    if tree.upos[c] not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "PRON", "NUM", "DET", "ADP", "X"):
        return None
    marks = [j for j in tree.children[c] if tree.dep[j] in ("mark", "advmod", "nsubj", "obj", "obl", "case", "det")]
    if any(tree.lower[j] in lexicon.clause["that"] for j in marks):
        return "clause"
    if any(tree.lower[j] in lexicon.clause["purpose"] and j < c for j in marks):
        return None  # "um … zu": why, and not what
    if infinitive(tree, c, lexicon):
        return "inf"
    if tree.feats[c].get("VerbForm") == "Fin":
        return "clause"
    if any(tree.dep[j] in AUXILIARY and tree.feats[j].get("VerbForm", "Fin") == "Fin" for j in tree.children[c]):
        return "clause"
    return None
