"""What English wire sentences tell: type, sides and status of their events, in sentences of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from parsed import read_english as read

from depesche.reading.lexicon import Lexicon
from depesche.records import Record

SENTENCES = Path(__file__).parent / "data" / "english_wire.txt"
SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
RIGHT = 0.85
"""The share of the sentences that must be read right; the rest is left to parses that go wrong."""

Expected = tuple[str, set[str], set[str], str]


def sentences() -> Iterator[tuple[str, list[Expected]]]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, told = line.partition(" | ")
            yield text, [expected(words) for words in told.split(" ; ")]


def expected(words: str) -> Expected:
    kind, actor, _, recipient, status = words.split()
    return kind, set(actor.split(",")), set(recipient.split(",")), status


def sides(record: Record) -> tuple[set[str], set[str]]:
    return {p.code or p.name for p in record.actor}, {p.code or p.name for p in record.recipient}


def fits(record: Record, wanted: Expected) -> bool:
    kind, actor, recipient, status = wanted
    ours, theirs = sides(record)
    if kind not in (record.type, *record.also) or status not in ("*", record.status):
        return False
    if kind in SYMMETRIC and "*" not in actor | recipient:
        return ours | theirs == actor | recipient
    return ("*" in actor or ours == actor) and ("*" in recipient or theirs == recipient)


def missed(text: str, wanted: list[Expected]) -> list[Expected]:
    free, out = list(read(text)), []
    for one in wanted:
        found = next((r for r in free if fits(r, one)), None)
        if found is None:
            out.append(one)
        else:
            free.remove(found)
    return out


def test_wire_sentences() -> None:
    all_ = list(sentences())
    wrong = {text: out for text, wanted in all_ if (out := missed(text, wanted))}
    assert len(all_) > 170
    assert len(wrong) <= (1 - RIGHT) * len(all_), wrong


@pytest.mark.parametrize(
    ("form", "lemma"), [("Talks", "talk"), ("Sanctions", "sanction"), ("Delegations", "delegation"), ("NATO", "NATO")]
)
def test_a_noun_at_the_head_of_a_sentence_is_looked_up_like_any_other(form: str, lemma: str) -> None:
    assert Lexicon("en").lemma(form, "NOUN") == lemma


def test_a_talk_goes_on_in_the_next_sentence() -> None:
    told = read("The Kenyan president telephoned his Ugandan counterpart on Monday. The call lasted 40 minutes.")
    assert [(r.type, r.mode, r.duration) for r in told] == [("CONSULT", "phone", None), ("CONSULT", "phone", "PT40M")]
    assert sides(told[1]) == ({"KEN"}, {"UGA"})
    assert told[0].time == told[1].time == "2024-03-11"


def test_a_talk_without_one_before_it_has_no_sides_and_no_record() -> None:
    assert read("The call lasted 40 minutes.") == ()


def test_a_meeting_put_off_has_its_new_date() -> None:
    (told,) = read("A meeting of the Chilean and Peruvian foreign ministers has been postponed to 20 March.")
    assert (told.type, told.status, told.time) == ("CONSULT", "planned", "2024-03-20")


def test_a_pair_is_neither_the_place_nor_the_spokesman() -> None:
    told = read(
        "Norwegian prime minister Halvard Brekke called his Icelandic colleague Ragna Helga on Monday. "
        "Norwegian government spokesman Kari Logason said that the two had agreed on a joint inquiry."
    )
    agreed = next(r for r in told if r.type == "AGREE")
    assert {p.name for p in (*agreed.actor, *agreed.recipient)} == {"Halvard Brekke", "Ragna Helga"}


def test_names_in_a_row_share_their_states_in_order() -> None:
    (told,) = read("The foreign ministers of Chad and Gabon, Ali Mbaye and Omar Nzue, met in Rome on Sunday.")
    assert [str(p) for p in (*told.actor, *told.recipient)] == ["TCD/Ali Mbaye", "GAB/Omar Nzue"]
