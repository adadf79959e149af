# ruff: noqa: E501 (rows of a parse)
from __future__ import annotations

import time

import pytest
import spacy
from spacy.tokens import Doc

from depesche.reading.notes import attach, notes
from depesche.reading.parties import PartiesStage
from depesche.records import Dispatch, Mention

BLANK = {"de": spacy.blank("de"), "en": spacy.blank("en")}


@pytest.fixture(scope="module")
def german() -> PartiesStage:
    return PartiesStage("de")


@pytest.fixture(scope="module")
def english() -> PartiesStage:
    return PartiesStage("en")


def read(stage: PartiesStage, text: str, day: str | None = "2008-05-05", title: str = "") -> dict[str, Mention]:
    """Mentions by their words; the text has no parse."""
    doc = BLANK[stage.language].make_doc(text)
    stage(attach(doc, Dispatch(text=text, title=title, published=day, language=stage.language)))
    return {text[m.span.begin : m.span.end]: m for m in notes(doc).mentions}


def parsed(stage: PartiesStage, rows: list[tuple[str, int, str, str, str]], day: str = "2008-05-05") -> dict[str, Mention]:
    """Mentions of one parsed sentence: rows of word, head, relation, UPOS, features."""
    words = [r[0] for r in rows]
    doc = Doc(
        BLANK["de"].vocab, words=words, heads=[r[1] for r in rows], deps=[r[2] for r in rows], pos=[r[3] for r in rows],
        morphs=[r[4] for r in rows], lemmas=words, sent_starts=[i == 0 for i in range(len(rows))],
    )  # fmt: skip
    stage(attach(doc, Dispatch(text=doc.text, published=day)))
    return {doc.text[m.span.begin : m.span.end]: m for m in notes(doc).mentions}


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("Russland lehnte den Vorschlag ab.", "Russland", "RUS"),
        ("Die Regierung Norwegens schwieg.", "Regierung Norwegens", "NOR/Regierung"),
        ("Türkische Truppen rückten vor.", "Türkische Truppen", "TUR/Truppen"),
        ("Die Organisation OPEC tagte.", "OPEC", "OPEC"),
        ("Das Weiße Haus dementierte.", "Weiße Haus", "USA"),
        ("Der Kreml dementierte.", "Kreml", "RUS/Kreml"),
        ("Der UN-Sicherheitsrat tagte.", "UN-Sicherheitsrat", "UNO/Sicherheitsrat"),
        ("Der Westen war besorgt.", "Westen", "Westen"),
        ("Das erklärten US-Regierungsvertreter.", "US-Regierungsvertreter", "USA/US-Regierungsvertreter"),
        ("Die Verbündeten berieten.", "Verbündeten", "Verbündete"),
        ("Die Nachrichtenagentur Reuters meldete das.", "Nachrichtenagentur Reuters", "Reuters"),
        ("Er lehnt die NATO-Osterweiterung ab.", "NATO-Osterweiterung", "NATO"),
    ],
)
def test_states_bodies_groups(german: PartiesStage, text: str, words: str, party: str) -> None:
    assert str(read(german, text)[words].party) == party


@pytest.mark.parametrize(
    ("day", "party"),
    [("2008-05-05", "USA/George W. Bush"), ("2009-05-05", "USA/Barack Obama"), ("2021-12-30", "USA/Joe Biden")],
)
def test_an_office_is_resolved_by_the_day(german: PartiesStage, day: str, party: str) -> None:
    assert str(read(german, "Der US-Präsident lehnte das ab.", day)["US-Präsident"].party) == party


def test_an_office_without_a_day_stays_an_office(german: PartiesStage) -> None:
    assert str(read(german, "Der US-Präsident lehnte das ab.", None)["US-Präsident"].party) == "USA/US-Präsident"


def test_a_former_holder_is_not_the_holder(german: PartiesStage) -> None:
    found = read(german, "Der frühere französische Präsident reiste ab.", "2013-01-01")
    assert all("Hollande" not in str(m.party) for m in found.values())


def test_title_and_name_are_one_mention(german: PartiesStage) -> None:
    found = read(german, "Die US-Außenministerin Condoleezza Rice traf den russischen Präsidenten Wladimir Putin.")
    assert str(found["US-Außenministerin Condoleezza Rice"].party) == "USA/Condoleezza Rice"
    assert str(found["russischen Präsidenten Wladimir Putin"].party) == "RUS/Wladimir Putin"
    assert "russischen" not in found


def test_a_spokeswoman_named_elsewhere_is_that_person(german: PartiesStage) -> None:
    text = "Das sagte Dana Perino, Sprecherin des Weißen Hauses. Die Sprecherin des Weißen Hauses fügte etwas hinzu."
    doc = BLANK["de"].make_doc(text)
    german(attach(doc, Dispatch(text=text, published="2008-05-05")))
    roles = [m for m in notes(doc).mentions if m.form == "role"]
    assert [str(m.party) for m in roles] == ["USA/Dana Perino"] * 2


def test_surname_after_full_name_also_in_another_spelling(german: PartiesStage) -> None:
    text = "Sergej Lawrow sprach. Lawrows Worte fielen auf."
    assert str(read(german, text)["Lawrows"].party) == "RUS/Sergei Lawrow"


def test_places_are_marked(german: PartiesStage) -> None:
    found = read(german, "Die Minister trafen sich in Moskau. Moskau lehnte ab.")
    doc_forms = [m for m in found.values() if str(m.party) == "RUS"]
    assert doc_forms
    text = "Das Treffen in Norwegen und Schweden begann."
    found = read(german, text)
    assert found["Norwegen"].place
    assert found["Schweden"].place


def test_homonyms_are_told_apart_by_office_and_day(german: PartiesStage) -> None:
    assert (
        str(read(german, "Abdullah Gül und Präsident Bush sprachen.", "2008-05-05")["Präsident Bush"].party)
        == "USA/George W. Bush"
    )


def test_unknown_person_takes_the_state_of_the_apposition(german: PartiesStage) -> None:
    rows = [
        ("Der", 2, "det", "DET", "Case=Nom"), ("norwegische", 2, "amod", "ADJ", ""), ("Unterhändler", 5, "nsubj", "NOUN", "Number=Sing"),
        ("Bjarte", 2, "appos", "PROPN", ""), ("Quellmo", 3, "flat:name", "PROPN", ""), ("schwieg", 5, "root", "VERB", "VerbForm=Fin"),
    ]  # fmt: skip
    assert str(parsed(german, rows)["norwegische Unterhändler Bjarte Quellmo"].party) == "NOR/Bjarte Quellmo"


def test_pronoun_takes_the_subject_that_agrees(german: PartiesStage) -> None:
    rows = [
        ("Merkel", 1, "nsubj", "PROPN", "Gender=Fem|Number=Sing"), ("erklärte", 1, "root", "VERB", "VerbForm=Fin|Number=Sing"),
        (",", 5, "punct", "PUNCT", ""), ("dass", 5, "mark", "SCONJ", ""), ("sie", 5, "nsubj", "PRON", "Number=Sing|PronType=Prs"),
        ("reise", 1, "ccomp", "VERB", "VerbForm=Fin|Number=Sing"),
    ]  # fmt: skip
    assert str(parsed(german, rows)["sie"].party) == "DEU/Angela Merkel"


def test_pronoun_without_anybody_who_agrees_is_left_out(german: PartiesStage) -> None:
    rows = [
        ("Merkel", 1, "nsubj", "PROPN", "Gender=Fem|Number=Sing"), ("erklärte", 1, "root", "VERB", "VerbForm=Fin|Number=Sing"),
        (",", 5, "punct", "PUNCT", ""), ("dass", 5, "mark", "SCONJ", ""), ("er", 5, "nsubj", "PRON", "Number=Sing|PronType=Prs"),
        ("reise", 1, "ccomp", "VERB", "VerbForm=Fin|Number=Sing"),
    ]  # fmt: skip
    assert "er" not in parsed(german, rows)


def test_both_presidents(german: PartiesStage) -> None:
    found = read(german, "Angela Merkel traf Nicolas Sarkozy. Die beiden Politiker sprachen lange.")
    pair = next(m for m in found.values() if m.others)
    assert {str(p) for p in pair.parties} == {"DEU/Angela Merkel", "FRA/Nicolas Sarkozy"}


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("The British prime minister left.", "British prime minister", "GBR/Gordon Brown"),
        ("Iranian troops left.", "Iranian troops", "IRN/Troops"),
        ("The Kremlin denied it.", "Kremlin", "RUS/Kremlin"),
        ("U.S. Secretary of State Condoleezza Rice left.", "U.S. Secretary of State Condoleezza Rice", "USA/Condoleezza Rice"),
        ("Israel's foreign minister left.", "Israel's foreign minister", "ISR/Tzipi Livni"),
    ],
)
def test_english(english: PartiesStage, text: str, words: str, party: str) -> None:
    found = read(english, text)
    assert str(found[words].party).casefold() == party.casefold()


def test_spans_and_tokens_lie_in_the_text(german: PartiesStage) -> None:
    text = "  Moskau,\n\nBerlin und die NATO-Staaten; „Merkel“ — US-Präsident Bush (USA) ✈ 🙂 Russlands Außenminister."
    doc = BLANK["de"].make_doc(text)
    german(attach(doc, Dispatch(text=text, published="2008-05-05")))
    for m in notes(doc).mentions:
        assert 0 <= m.span.begin < m.span.end <= len(text)
        assert m.span.begin <= doc[m.token].idx < m.span.end


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "(", "der der der der", "Präsident " * 400, "US-" * 300 + "Präsident", "und Merkel " * 300]
)
def test_hostile_text_is_read(german: PartiesStage, text: str) -> None:
    begin = time.process_time()
    read(german, text)
    assert time.process_time() - begin < 5


def test_somebody_of_another_time_does_not_take_over_the_office(german: PartiesStage) -> None:
    found = read(german, "Bundeskanzler Willy Brandt hat das erlebt. Die Bundeskanzlerin schwieg.", "2009-10-09")
    assert str(found["Bundeskanzlerin"].party) == "DEU/Angela Merkel"


def test_the_head_of_a_region_is_not_the_head_of_the_state(german: PartiesStage) -> None:
    found = read(german, "Der Ministerpräsident von Niedersachsen lehnte das ab. Texas blieb ruhig.", "2009-10-09")
    mention = found["Ministerpräsident von Niedersachsen"]
    assert mention.party is not None
    assert (mention.party.code, mention.party.name) != ("DEU", "Angela Merkel")
    assert found["Texas"].place


def test_cities_are_places_of_their_state(german: PartiesStage) -> None:
    mention = read(german, "Charkiw wurde beschossen.")["Charkiw"]
    assert mention.place
    assert str(mention.party) == "UKR"


def test_an_embassy_is_not_of_the_state_that_it_is_in(german: PartiesStage) -> None:
    found = read(german, "Norwegen schwieg. Norwegen schloss die Botschaft in Kairo.")
    assert str(found["Botschaft"].party) == "NOR/Botschaft"


def test_the_understood_subject_of_an_infinitive_owns(german: PartiesStage) -> None:
    found = parsed(
        german,
        [
            ("Merkel", 1, "nsubj", "PROPN", "Case=Nom|Number=Sing"), ("forderte", 1, "ROOT", "VERB", "VerbForm=Fin"),
            ("Putin", 1, "obj", "PROPN", "Case=Acc|Number=Sing"), ("auf", 1, "compound:prt", "ADP", ""), (",", 7, "punct", "PUNCT", ""),
            ("seine", 6, "det:poss", "DET", "Poss=Yes|Number=Plur"), ("Truppen", 7, "obj", "NOUN", "Number=Plur"),
            ("abzuziehen", 1, "xcomp", "VERB", "VerbForm=Inf"),
        ],
    )  # fmt: skip
    assert str(found["seine"].party) == "RUS/Wladimir Putin"
    assert str(found["Truppen"].party) == "RUS/Truppen"


def test_we_in_quotation_marks_is_whom_the_speaker_speaks_for(german: PartiesStage) -> None:
    found = parsed(
        german,
        [
            ("Putin", 1, "nsubj", "PROPN", "Case=Nom|Number=Sing"), ("sagte", 1, "ROOT", "VERB", "VerbForm=Fin"), (":", 1, "punct", "PUNCT", ""),
            ("„", 7, "punct", "PUNCT", ""), ("Heute", 7, "advmod", "ADV", ""), ("sind", 7, "cop", "AUX", "VerbForm=Fin"),
            ("wir", 7, "nsubj", "PRON", "Person=1|Number=Plur"), ("bereit", 1, "ccomp", "ADJ", ""), (".", 1, "punct", "PUNCT", ""), ("“", 1, "punct", "PUNCT", ""),
        ],
    )  # fmt: skip
    assert str(found["wir"].party) == "RUS"


def test_an_office_said_of_somebody_is_no_mention(german: PartiesStage) -> None:
    found = parsed(
        german,
        [
            ("Merkel", 1, "nsubj", "PROPN", "Case=Nom|Number=Sing"), ("sprach", 1, "ROOT", "VERB", "VerbForm=Fin"),
            ("als", 3, "case", "ADP", ""), ("Kanzlerin", 1, "obl", "NOUN", "Gender=Fem|Number=Sing"), (".", 1, "punct", "PUNCT", ""),
        ],
    )  # fmt: skip
    assert "Kanzlerin" not in found
    assert "Merkel" in found


def test_several_officeholders_in_a_city_meet_there(german: PartiesStage) -> None:
    found = read(
        german, "Joe Biden und Wladimir Putin telefonierten. Bald treffen sich die beiden Präsidenten in Wien.", "2021-12-31"
    )
    assert [str(p) for p in found["beiden Präsidenten"].parties] == ["USA/Joe Biden", "RUS/Wladimir Putin"]
    assert found["Wien"].place
