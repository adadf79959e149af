"""Every verb of the German frame table in the constructions of its language, on trees built by hand.

A verb is put, with what its frame asks for, into a main clause, a passive, a subordinate clause, a relative clause, an
infinitive, below a modal and into a participle; each time "Norwegen" must do it, and to "Peru" where its frame has a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from spacy.lang.de import German
from spacy.tokens import Doc
from spacy.vocab import Vocab

from depesche.reading.events import EventsStage
from depesche.reading.events_match import SUBJECT
from depesche.reading.frames import Cue, lexicon
from depesche.reading.notes import attach, notes
from depesche.records import Dispatch, Mention, Party, Record, Span

VOCAB: Vocab = German().vocab
STAGE = EventsStage("de", weigh=False)
# form, lemma, UPOS, relation, head (counted from 0), features
Row = tuple[str, str, str, str, int, str]
FIN = "VerbForm=Fin|Mood=Ind|Tense=Past"
NEEDING = {"judged", "infinitive", "clause", "passive"}  # what a bare clause does not give


def read(rows: list[Row]) -> list[Record]:
    """The records of a tree, in which "Norwegen" and "Peru" are known."""
    forms, lemmas, pos, deps, heads, morphs = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(VOCAB, words=forms, lemmas=lemmas, pos=pos, deps=deps, heads=heads, morphs=morphs)
    attach(doc, Dispatch(doc.text, language="de"))
    note = notes(doc)
    known = {"Norwegen": "NOR", "Peru": "PER", "Peruaner": "PER"}
    note.mentions = tuple(
        Mention(Span(note.tree.begin[i], note.tree.end[i]), i, "name", Party(known[form], kind="state"))
        for i, form in enumerate(forms)
        if form in known
    )
    note.quotes, note.times = (), ()
    return STAGE.records(note)


def beside(cue: Cue, verb: int, at: int) -> list[Row]:
    """What stands under a verb besides its subject: the other side, "sich" and the further words of the predicate."""
    place = next(iter(cue.frame.recipient), "")
    rows: list[Row] = []
    if place == "obj":
        rows.append(("Peru", "Peru", "PROPN", "obj", verb, "Case=Acc"))
    elif place == "dat":
        rows.append(("Peru", "Peru", "PROPN", "obl:arg", verb, "Case=Dat"))
    elif place and place != "gen":
        rows.append((place, place, "ADP", "case", at + 1, ""))
        rows.append(("Peru", "Peru", "PROPN", "obl", verb, ""))
    if cue.reflexive:
        rows.append(("sich", "sich", "PRON", "expl:pv", verb, "Reflex=Yes"))
    for word in cue.words:
        negation = word in STAGE.cues.negation
        rows.append((word.lstrip("="), word.lstrip("="), *(("PART", "advmod") if negation else ("NOUN", "obl")), verb, ""))
    return rows


def subject(head: int) -> Row:
    return ("Norwegen", "Norwegen", "PROPN", "nsubj", head, "Case=Nom")


def main(lemma: str, cue: Cue) -> list[Row]:
    return [subject(1), ("tat", lemma, "VERB", "root", 1, FIN), *beside(cue, 1, 2)]


def subordinate(lemma: str, cue: Cue) -> list[Row]:
    return [
        ("Man", "man", "PRON", "nsubj", 1, ""), ("schwieg", "schweigen", "VERB", "root", 1, FIN),
        ("nachdem", "nachdem", "SCONJ", "mark", 4, ""), subject(4), ("tat", lemma, "VERB", "advcl", 1, FIN),
        *beside(cue, 4, 5),
    ]  # fmt: skip


def relative(lemma: str, cue: Cue) -> list[Row]:
    return [
        subject(3), ("das", "der", "PRON", "nsubj", 2, "PronType=Rel|Case=Nom"), ("tat", lemma, "VERB", "acl:relcl", 0, FIN),
        ("schwieg", "schweigen", "VERB", "root", 3, FIN), *beside(cue, 2, 4),
    ]  # fmt: skip


def modal(lemma: str, cue: Cue) -> list[Row]:
    return [
        subject(2), ("könnte", "können", "AUX", "aux", 2, FIN), ("tun", lemma, "VERB", "root", 2, "VerbForm=Inf"),
        *beside(cue, 2, 3),
    ]  # fmt: skip


def infinitive(lemma: str, cue: Cue) -> list[Row]:
    return [
        subject(1), ("plante", "planen", "VERB", "root", 1, FIN), ("zu", "zu", "PART", "mark", 3, ""),
        ("tun", lemma, "VERB", "xcomp", 1, "VerbForm=Inf"), *beside(cue, 3, 4),
    ]  # fmt: skip


def passive(lemma: str, cue: Cue) -> list[Row]:
    return [
        ("Peru", "Peru", "PROPN", "nsubj:pass", 4, "Case=Nom"), ("wurde", "werden", "AUX", "aux:pass", 4, FIN),
        ("von", "von", "ADP", "case", 3, ""), ("Norwegen", "Norwegen", "PROPN", "obl:agent", 4, ""),
        ("getan", lemma, "VERB", "root", 4, "VerbForm=Part"), *beside(cue, 4, 5)[1:],
    ]  # fmt: skip


def participle(lemma: str, cue: Cue) -> list[Row]:
    return [
        ("von", "von", "ADP", "case", 1, ""), ("Norwegen", "Norwegen", "PROPN", "obl", 2, ""),
        ("getane", lemma, "ADJ", "amod", 3, ""), ("Peruaner", "Peruaner", "NOUN", "nsubj", 4, "Case=Nom"),
        ("schwieg", "schweigen", "VERB", "root", 4, FIN), *beside(cue, 2, 5)[1:],
    ]  # fmt: skip


CLAUSES: tuple[Callable[[str, Cue], list[Row]], ...] = (main, subordinate, relative, modal, infinitive)
TURNED: tuple[Callable[[str, Cue], list[Row]], ...] = (passive, participle)


def cases() -> Iterator[tuple[Callable[[str, Cue], list[Row]], str, Cue]]:
    """Each verb in one of the five clauses, by turns, and, where it has an accusative, turned round."""
    n = 0
    for lemma, cues in lexicon("de").verbs.items():
        for cue in cues:
            frame = cue.frame
            if frame.operator or frame.notes & NEEDING or frame.actor[:1] not in ((), ("subj",)):
                continue
            if any(word.startswith(SUBJECT) for word in cue.words):
                continue
            n += 1
            if cue.words and n % 3:
                continue  # a third of the predicates of several words will do
            yield CLAUSES[n % len(CLAUSES)], lemma, cue
            if frame.recipient[:1] == ("obj",) and not cue.reflexive and "active" not in frame.notes:
                yield TURNED[n % len(TURNED)], lemma, cue


@pytest.mark.parametrize("construction", [*CLAUSES, *TURNED])
def test_verbs_work_in(construction: Callable[[str, Cue], list[Row]]) -> None:
    asked, silent = 0, []
    for shape, lemma, cue in cases():
        if shape is not construction:
            continue
        asked += 1
        types = {c.frame.type for c in lexicon("de").verbs[lemma]}
        found = [r for r in read(shape(lemma, cue)) if r.type in types and any(p.code == "NOR" for p in r.actor)]
        if not found or (cue.frame.recipient and not any(p.code == "PER" for r in found for p in (*r.actor, *r.recipient))):
            silent.append((lemma, *cue.words))
    assert asked > 100
    assert len(silent) <= 0.02 * asked, silent


def test_a_verb_is_told_as_planned_possible_or_done_by_its_construction() -> None:
    cue = next(c for c in lexicon("de").verbs["angreifen"] if not c.words)
    for shape, status in ((main, "occurred"), (modal, "possible"), (infinitive, "planned"), (passive, "occurred")):
        assert [r.status for r in read(shape("angreifen", cue)) if r.type == "ASSAULT"] == [status]


def test_the_subject_of_a_cue_and_an_exact_word_are_asked_for() -> None:
    def clause(noun: str, verb: str, *more: Row) -> list[Row]:
        return [(noun, noun, "NOUN", "nsubj", 1, ""), ("tat", verb, "VERB", "root", 1, FIN), *more]

    assert [r.type for r in read(clause("Bombe", "explodieren"))] == ["ASSAULT"]
    assert read(clause("Preis", "explodieren")) == []
    revenge, speech = (("X", w, "NOUN", "obj", 1, "Case=Acc") for w in ("Rache", "Ansprache"))
    assert [r.type for r in read([subject(1), ("tat", "schwören", "VERB", "root", 1, FIN), revenge])] == ["THREATEN"]
    assert read([subject(1), ("tat", "schwören", "VERB", "root", 1, FIN), speech]) == []


def test_who_does_not_want_to_refuses() -> None:
    refusal: list[Row] = [
        subject(3), ("will", "wollen", "AUX", "aux", 3, "VerbForm=Fin|Mood=Ind|Tense=Pres"),
        ("nicht", "nicht", "PART", "advmod", 3, ""), ("verhandeln", "verhandeln", "VERB", "root", 3, "VerbForm=Inf"),
        ("mit", "mit", "ADP", "case", 5, ""), ("Peru", "Peru", "PROPN", "obl", 3, ""),
    ]  # fmt: skip
    assert [(r.type, r.status) for r in read(refusal)] == [("REJECT", "occurred")]


def test_a_paper_speaks_for_its_author() -> None:
    paper: list[Row] = [
        ("Norwegen", "Norwegen", "PROPN", "nsubj", 1, "Case=Nom"), ("verabschiedete", "verabschieden", "VERB", "root", 1, FIN),
        ("eine", "ein", "DET", "det", 3, ""), ("Resolution", "Resolution", "NOUN", "obj", 1, "Case=Acc"),
        ("die", "der", "PRON", "nsubj", 6, "PronType=Rel|Case=Nom"), ("Peru", "Peru", "PROPN", "obj", 6, "Case=Acc"),
        ("kritisiert", "kritisieren", "VERB", "acl:relcl", 3, FIN),
    ]  # fmt: skip
    blamed = [r for r in read(paper) if r.type == "ACCUSE"]
    assert [([p.code for p in r.actor], [p.code for p in r.recipient]) for r in blamed] == [(["NOR"], ["PER"])]


def test_arrests_are_told_by_their_number() -> None:
    def arrests(*number: Row) -> list[Row]:
        return [
            ("Es", "es", "PRON", "nsubj", 1, ""), ("gab", "geben", "VERB", "root", 1, FIN),
            ("Reden", "Rede", "NOUN", "obj", 1, "Number=Plur"), ("Festnahmen", "Festnahme", "NOUN", "conj", 2, "Number=Plur"),
            *number,
        ]  # fmt: skip

    assert [r.type for r in read(arrests(("37", "37", "NUM", "nummod", 3, "")))] == ["COERCE"]
