"""All kinds of reported speech in German, in sentences of our own, and text that is out of order."""

from __future__ import annotations

import time
from functools import cache

import pytest

from depesche.reading.pipeline import Reader
from depesche.reading.sources import chain
from depesche.records import Dispatch, Reading


@cache
def reader() -> Reader:
    return Reader()


def read(text: str) -> Reading:
    return reader().read(Dispatch(text=text, language="de"))


SENTENCES = [
    ("Die Ministerin sagte, dass die Gespräche am Montag weitergehen.",
     "dass die Gespräche am Montag weitergehen", "Die Ministerin", "sagte", "Indirect"),
    ("Die Ministerin sagte, die Gespräche gingen am Montag weiter.",
     "die Gespräche gingen am Montag weiter", "Die Ministerin", "sagte", "Indirect"),
    ("Die Gespräche gingen am Montag weiter, sagte die Ministerin.",
     "Die Gespräche gingen am Montag weiter", "die Ministerin", "sagte", "Indirect"),
    ("Die Brücke sei gesperrt, teilte die Polizei mit.", "Die Brücke sei gesperrt", "die Polizei", "teilte|mit", "Indirect"),
    ("Die Behörde stellte klar, dass die Grenze offen bleibe.",
     "dass die Grenze offen bleibe", "Die Behörde", "stellte klar", "Indirect"),
    ("Politiker der Opposition haben der Ministerin vorgeworfen, Ergebnisse verheimlicht zu haben.",
     "Ergebnisse verheimlicht zu haben", "Politiker der Opposition", "haben|vorgeworfen", "Indirect"),
    ("Der Kanzler kündigte an, von seinem Amt zurückzutreten.",
     "von seinem Amt zurückzutreten", "Der Kanzler", "kündigte an", "Indirect"),
    ("Der Präsident forderte die Rebellen auf, die Waffen niederzulegen.",
     "die Waffen niederzulegen", "Der Präsident", "forderte|auf", "Indirect"),
    ("Laut Polizei wurden drei Menschen festgenommen.", "wurden drei Menschen festgenommen", "Polizei", "Laut", "Indirect"),
    ("Nach Angaben der Armee wurden zwei Drohnen abgeschossen.",
     "wurden zwei Drohnen abgeschossen", "Angaben der Armee", "Nach", "Indirect"),
    ("Der Armee zufolge wurden zwei Drohnen abgeschossen.",
     "wurden zwei Drohnen abgeschossen", "Der Armee", "zufolge", "Indirect"),
    ("Die Lage sei ruhig, so ein Sprecher der Armee.", "Die Lage sei ruhig", "ein Sprecher der Armee", "so", "Indirect"),
    ("Wie die Zeitung berichtet, wurden zwei Drohnen abgeschossen.",
     "wurden zwei Drohnen abgeschossen", "die Zeitung", "Wie|berichtet", "Indirect"),
    ("Im Bericht heißt es, dass die Grenze offen bleibe.",
     "dass die Grenze offen bleibe", "Bericht", "heißt es", "Indirect"),
    ("In einem Bericht der Zeitung wurde vermutet, dass niemand überlebt habe.",
     "dass niemand überlebt habe", "einem Bericht der Zeitung", "wurde vermutet", "Indirect"),
    ("Die Warnung des Ministers, dass die Vorräte knapp werden, blieb ohne Antwort.",
     "dass die Vorräte knapp werden", "des Ministers", "Die Warnung", "Indirect"),
    ("„Wir bleiben hier“, sagte Anna Muster, Sprecherin des Ministeriums.",
     "„Wir bleiben hier“", "Anna Muster, Sprecherin des Ministeriums", "sagte", "Direct"),
    ("Die Sprecherin sagte: „Wir bleiben hier.“", "„Wir bleiben hier.“", "Die Sprecherin", "sagte", "Direct"),
    ("«Wir bleiben hier», sagte die Sprecherin.", "«Wir bleiben hier»", "die Sprecherin", "sagte", "Direct"),
    ('"Wir bleiben hier", sagte die Sprecherin.', '"Wir bleiben hier"', "die Sprecherin", "sagte", "Direct"),
    ("Der Kanzler bezeichnete den Angriff als „reinen Wahnsinn“.",
     "„reinen Wahnsinn“", "Der Kanzler", "bezeichnete|als", "Direct"),
    ("Die Pläne lehnte der Rat ab und erklärte, dass der Bau zu teuer werde.",
     "dass der Bau zu teuer werde", "der Rat", "erklärte", "Indirect"),
    ("Auch der Minister sagte, die Lage sei ernst.", "die Lage sei ernst", "der Minister", "sagte", "Indirect"),
    ("Die Lage sei ruhig, so Anna Muster am Montag gegenüber der Zeitung.",
     "Die Lage sei ruhig", "Anna Muster", "so", "Indirect"),
    ("Aus Regierungskreisen verlautete, der Minister trete zurück.",
     "der Minister trete zurück", "Regierungskreisen", "verlautete", "Indirect"),
    ("Die Behörde forderte die Bewohner dazu auf, die Stadt zu verlassen.",
     "die Stadt zu verlassen", "Die Behörde", "forderte|dazu auf", "Indirect"),
    ("Aus Sicht der Verbände hat der Antrag keine Wirkung.",
     "hat der Antrag keine Wirkung", "der Verbände", "Aus Sicht", "Indirect"),
    ("Nach der Ankündigung der Ministerin soll nun der Bau beginnen.",
     "soll nun der Bau beginnen", "der Ankündigung der Ministerin", "Nach", "Indirect"),
    ("Die Ministerin zitierte den Präsidenten mit den Worten, er werde nicht nachgeben.",
     "er werde nicht nachgeben", "den Präsidenten", "zitierte|mit den Worten", "Indirect"),
    ("Die Agentur spricht von einem Angreifer, der sich in der Menge versteckt habe.",
     "der sich in der Menge versteckt habe", "Die Agentur", "", "Indirect"),
    ("Die Opposition fordert eine unabhängige Untersuchung.",
     "Die Opposition fordert eine unabhängige Untersuchung.", "Die Opposition", "", "Reported"),
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


def test_free_indirect_speech_goes_on_with_the_speaker() -> None:
    text = "Die Ministerin sagte, die Lage sei ernst. Die Vorräte reichten noch drei Tage. Man habe um Hilfe gebeten."
    runs = [f for f in found_in(text) if f[3] == "IndirectFreeIndirect"]
    assert runs
    assert all(speaker == "Die Ministerin" for _, speaker, _, _ in runs)
    assert any("Man habe um Hilfe gebeten." in quote for quote, _, _, _ in runs)


def test_hearsay_goes_on_with_the_speaker() -> None:
    text = "Nach Angaben der Polizei wurden drei Männer festgenommen. Sie sollen einen Anschlag geplant haben."
    assert ("Sie sollen einen Anschlag geplant haben.", "Angaben der Polizei", "", "FreeIndirect") in found_in(text)


def test_a_quotation_goes_on_with_the_speaker() -> None:
    text = "„Wir bleiben hier“, so Anna Muster. „Niemand wird uns vertreiben.“"
    assert [speaker for _, speaker, _, _ in found_in(text)] == ["Anna Muster", "Anna Muster"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Truppen verließen die Stadt, und die Brücke wurde wieder geöffnet.",
        "In dem Hafen, der im Norden liegt, legte das Schiff „Seestern“ an.",
        "Ein Sprecher wollte nicht bestätigen, dass die Truppen verlegt wurden.",
        "Obwohl es regnete, kamen viele Menschen zu dem Fest.",
        "Der neue Standard, auch „Blaue Rose“ genannt, gilt ab Montag.",
        "Ich denke, dass die Brücke bald wieder geöffnet wird.",
        "Glauben Sie, dass die Brücke bald wieder geöffnet wird?",
    ],
)
def test_the_outlet_alone_speaks(text: str) -> None:
    assert read(text).quotes == ()


def test_a_run_that_nobody_introduces_is_the_word_of_whoever_acts_before_it() -> None:
    text = "Die Staatsanwaltschaft erhob am Montag Anklage. Der Mann habe Geld veruntreut."
    assert ("Der Mann habe Geld veruntreut.", "Die Staatsanwaltschaft", "", "IndirectFreeIndirect") in found_in(text)


def test_the_verb_outside_the_marks_makes_a_run() -> None:
    text = "Die Ministerin sagte, die Lage sei ernst. Jeder Bewohner der Stadt könne „den Antrag jetzt stellen“."
    assert any(kind == "IndirectFreeIndirect" and speaker == "Die Ministerin" for _, speaker, _, kind in found_in(text))


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Der Minister sagte gegenüber dem Sender, die Grenze bleibe offen.", "dem Sender"),
        ("Die Grenze bleibe offen, so Anna Muster gegenüber dem Sender.", "dem Sender"),
        ("Der Minister sagte vor Journalisten, die Grenze bleibe offen.", "Journalisten"),
        ("Der Minister erklärte in einem Interview mit dem Sender, die Grenze bleibe offen.", "dem Sender"),
        ("Kritiker werfen Anna Brandt vor, sie habe Geld veruntreut.", "Anna Brandt"),
        ("Der Minister sagte zum Abschluss, die Grenze bleibe offen.", ""),
    ],
)
def test_whom_it_is_said_to(text: str, addressee: str) -> None:
    quote = read(text).quotes[0]
    assert " ".join(text[s.begin : s.end] for s in quote.addressee) == addressee


def sources_of(text: str, words: str) -> list[str]:
    quotes = read(text).quotes
    begin = text.index(words)
    inside = [s for q in quotes for s in q.spans if s.begin <= begin < s.end]
    assert inside, quotes
    span = type(inside[0])(begin, begin + len(words))
    return [str(s.party) for s in chain(quotes, span, span)]


def test_nested_speech_is_a_chain_outermost_first() -> None:
    text = "Wie Nordpress berichtet, sagte die Sprecherin, der Minister habe erklärt, dass die Brücke gesperrt wird."
    found = sources_of(text, "gesperrt")
    assert len(found) == 3
    wanted = ("Nordpress", "Sprecherin", "Minister")
    assert all(name in source for name, source in zip(wanted, found, strict=True))


def test_whoever_passes_words_on_stands_outside() -> None:
    text = "Der Sprecher wird von der Agentur Nordpress mit den Worten zitiert, es habe viele Fragen gegeben."
    found = sources_of(text, "Fragen")
    assert all(name in source for name, source in zip(("Nordpress", "Sprecher"), found, strict=True))


def test_anonymous_sources_stay_as_worded_in_the_nominative() -> None:
    assert sources_of("Nach Medienberichten wurden drei Menschen festgenommen.", "festgenommen") == ["Medienberichte"]
    assert sources_of("Nach Angaben von Augenzeugen wurden drei Menschen verletzt.", "verletzt") == ["Augenzeugen"]


def test_a_statement_is_whose_the_sentence_before_says() -> None:
    text = "Frankreich hat sich entschuldigt. In einer Erklärung hieß es, dass alle Täter bestraft werden."
    assert sources_of(text, "bestraft") == ["FRA"]


def test_words_on_a_wall_are_nobodys() -> None:
    text = "Auf der Mauer standen die Worte: „Wir bleiben alle hier.“"
    assert all(q.party is None for q in read(text).quotes)


def test_an_agreement_is_no_source_of_its_content() -> None:
    text = "Die Rebellen einigten sich mit der Regierung darauf, dass die Bewohner die Stadt verlassen."
    assert sources_of(text, "verlassen") == []


def test_words_that_are_rejected_are_not_the_speakers() -> None:
    text = "Die Regierung wies den Vorwurf zurück, sie habe Gelder veruntreut."
    assert not any("Regierung" in speaker for _, speaker, _, _ in found_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "„Das hört nie auf, sagte er. " + "Die Stadt liegt am Fluss. " * 60,
        'Er sagte: "Wir bleiben. ' + "Die Stadt liegt am Fluss. " * 60,
        "»Wir bleiben, sagte sie. „Nein«, rief er. “ Die Stadt liegt am Fluss.",
        "''Wir bleiben'', sagte sie. ' ' ' „ „ “ « » Die Stadt liegt am Fluss.",
        '„“ «» "" ‚‘ Die Stadt liegt am Fluss.',
    ],
)
def test_marks_out_of_order_swallow_nothing(text: str) -> None:
    covered = sum(s.end - s.begin for q in read(text).quotes for s in q.spans if q.type == "Direct")
    assert covered < 120


def test_thousands_of_marks_take_linear_time() -> None:
    stage = reader().pipeline("de").get_pipe("depesche_sources")
    from depesche.reading.sources_marks import quotations

    text = "„a " * 50_000
    start = time.process_time()
    quotations(text, stage.lexicon.marks)  # type: ignore[attr-defined]
    assert time.process_time() - start < 5
