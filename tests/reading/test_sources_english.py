"""All kinds of reported speech in English, in sentences of our own: quotation, speaker, cue and type."""

from __future__ import annotations

from functools import cache

import pytest

from depesche.reading.pipeline import Reader
from depesche.records import Dispatch, Reading


@cache
def reader() -> Reader:
    return Reader()


def read(text: str) -> Reading:
    return reader().read(Dispatch(text=text, language="en"))


SENTENCES = [
    ("The foreign minister said that the talks would resume on Monday.",
     "that the talks would resume on Monday", "The foreign minister", "said", "Indirect"),
    ("The talks will resume on Monday, the foreign minister said.",
     "The talks will resume on Monday", "the foreign minister", "said", "Indirect"),
    ("The talks, the minister said, will resume on Monday.",
     "The talks|will resume on Monday", "the minister", "said", "Indirect"),
    ('"We will not accept any ultimatum," the prime minister told reporters.',
     '"We will not accept any ultimatum,"', "the prime minister", "told", "Direct"),
    ('"We will stay," said Anna Brown, a spokeswoman for the ministry.',
     '"We will stay,"', "Anna Brown, a spokeswoman for the ministry", "said", "Direct"),
    ('The envoy said: "The attack was planned for weeks."',
     '"The attack was planned for weeks."', "The envoy", "said", "Direct"),
    ('"Unacceptable," the mayor wrote on Twitter.', '"Unacceptable,"', "the mayor", "wrote", "Direct"),
    ('He described the sanctions as "an act of economic war".', '"an act of economic war"', "He", "described|as", "Direct"),
    ("According to the defence ministry, two drones were shot down overnight.",
     "two drones were shot down overnight", "the defence ministry", "According to", "Indirect"),
    ("Two drones were shot down overnight, according to local officials.",
     "Two drones were shot down overnight", "local officials", "according to", "Indirect"),
    ("The United States, according to officials, plans to withdraw most of its troops from Somalia.",
     "The United States|plans to withdraw most of its troops from Somalia", "officials", "according to", "Indirect"),
    ("As the news agency Nordpress reported, the convoy was attacked near the capital.",
     "the convoy was attacked near the capital", "the news agency Nordpress", "As|reported", "Indirect"),
    ("The president urged both sides to return to the negotiating table.",
     "to return to the negotiating table", "The president", "urged", "Indirect"),
    ("Norland threatened to close the border if the shelling continued.",
     "to close the border if the shelling continued", "Norland", "threatened", "Indirect"),
    ("The opposition accused the government of rigging the vote.",
     "rigging the vote", "The opposition", "accused", "Indirect"),
    ("The warning by the alliance that it would respond to any attack was clear.",
     "that it would respond to any attack", "the alliance", "The warning", "Indirect"),
    ("The ministry denied that its troops had crossed the border.",
     "that its troops had crossed the border", "The ministry", "denied", "Indirect"),
    ("The rebels announced that they would release all prisoners.",
     "that they would release all prisoners", "The rebels", "announced", "Indirect"),
    ("In a statement, the embassy said its staff had been evacuated.",
     "its staff had been evacuated", "the embassy", "said", "Indirect"),
    ("The governor asked whether the aid had arrived.",
     "whether the aid had arrived", "The governor", "asked", "Indirect"),
    ("The report says that hundreds of people were detained.",
     "that hundreds of people were detained", "The report", "says", "Indirect"),
    ("The general promised to protect the civilians.", "to protect the civilians", "The general", "promised", "Indirect"),
    ("It was announced that the summit would be postponed.",
     "that the summit would be postponed", "", "was announced", "Indirect"),
    ("The government rejected claims that it had broken the truce.",
     "that it had broken the truce", "", "claims", "Indirect"),
    ("The minister said he would resign and warned that the coalition could collapse.",
     "he would resign", "The minister", "said", "Indirect"),
    ("The talks have collapsed, a senior official told reporters on Friday.",
     "The talks have collapsed", "a senior official", "told", "Indirect"),
    ("Norland is preparing an offensive, the head of the alliance warned on Tuesday.",
     "Norland is preparing an offensive", "the head of the alliance", "warned", "Indirect"),
    ("A deal is within reach, a person familiar with the talks said.",
     "A deal is within reach", "a person familiar with the talks", "said", "Indirect"),
    ("The envoy had been recalled, the newspaper reported, citing two unnamed officials.",
     "The envoy had been recalled", "the newspaper", "reported", "Indirect"),
    ("The minister said on Friday the talks had collapsed.",
     "the talks had collapsed", "The minister", "said", "Indirect"),
    ("The army said Saturday it had repelled an attack near the river.",
     "it had repelled an attack near the river", "The army", "said", "Indirect"),
    ("Officials said the pipeline had been damaged, adding that repairs would take weeks.",
     "that repairs would take weeks", "Officials", "adding", "Indirect"),
    ("The minister was quoted as saying that the talks had collapsed.",
     "that the talks had collapsed", "The minister", "was quoted as saying", "Indirect"),
    ("State media quoted the minister as saying that the talks had collapsed.",
     "that the talks had collapsed", "the minister", "quoted|as saying", "Indirect"),
    ("State media quoted the minister as saying that the talks had collapsed.",
     "that the talks had collapsed", "State media", "quoted|as saying", "Indirect"),
    ('"This is an act of aggression," Ann Miller, the foreign minister, told the council.',
     '"This is an act of aggression,"', "Ann Miller, the foreign minister", "told", "Direct"),
    ('The governor called the attack "a crime against civilians".',
     '"a crime against civilians"', "The governor", "called", "Direct"),
    ("The council called for an immediate ceasefire.",
     "The council called for an immediate ceasefire.", "The council", "", "Reported"),
    ("The opposition demanded an independent investigation of the incident.",
     "The opposition demanded an independent investigation of the incident.", "The opposition", "", "Reported"),
]  # fmt: skip


def found_in(text: str) -> list[tuple[str, str, str, str]]:
    return [
        ("|".join(text[s.begin : s.end] for s in q.spans), "|".join(text[s.begin : s.end] for s in q.speaker),
         "|".join(text[s.begin : s.end] for s in q.cue), q.type)
        for q in read(text).quotes
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "speaker", "cue", "kind"), SENTENCES)
def test_kinds_of_speech(text: str, quote: str, speaker: str, cue: str, kind: str) -> None:
    assert (quote, speaker, cue, kind) in found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The troops left the town and the bridge was reopened.",
        'The weather was fine and the ship "Sea Star" reached the port.',
        "Three villages lie between the river and the border.",
        "I think that the bridge will be reopened soon.",
    ],
)
def test_the_outlet_alone_speaks(text: str) -> None:
    assert read(text).quotes == ()


def test_nested_speech_is_a_chain() -> None:
    text = "The spokesman said the president had told the chancellor that the pipeline would be shut down."
    inner = read(text).quotes[-1]
    assert inner.parent == 0
    assert [text[s.begin : s.end] for s in inner.speaker] == ["the president"]


def test_the_speaker_goes_on() -> None:
    text = '"We will not accept any ultimatum," said Anna Brown. "Our position has not changed."'
    first, second = read(text).quotes
    assert [text[s.begin : s.end] for s in second.speaker] == ["Anna Brown"] == [text[s.begin : s.end] for s in first.speaker]
