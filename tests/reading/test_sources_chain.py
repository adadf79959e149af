"""Chains of attribution over quotations given by hand."""

from __future__ import annotations

from depesche.reading.sources import chain, governing
from depesche.records import Party, Quote, Span

AGENCY = Party("", "Nordpress", "outlet")
SPOKESWOMAN = Party("USA", "Ada Muster", "person")
PRESIDENT = Party("USA", "Karl Beispiel", "person")
TEXT = "Wie Nordpress berichtet, sagte Ada Muster, Karl Beispiel habe erklärt, dass Truppen abziehen. Es regnete."


def at(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def quotes() -> tuple[Quote, ...]:
    return (
        Quote((at("sagte Ada Muster, Karl Beispiel habe erklärt, dass Truppen abziehen"),), "Indirect", (at("Nordpress"),),
              (at("berichtet"),), frame=(at("Wie Nordpress berichtet,"),), party=AGENCY, form="clause"),
        Quote((at("Karl Beispiel habe erklärt, dass Truppen abziehen"),), "Indirect", (at("Ada Muster"),), (at("sagte"),),
              party=SPOKESWOMAN, parent=0, form="clause"),
        Quote((at("dass Truppen abziehen"),), "Indirect", (at("Karl Beispiel"),), (at("habe erklärt"),), party=PRESIDENT,
              force="neutral", parent=1, form="clause"),
    )  # fmt: skip


def parties(span: Span, predicate: Span | None = None) -> list[str]:
    return [str(s.party) for s in chain(quotes(), span, predicate)]


def test_outermost_first() -> None:
    assert parties(at("dass Truppen abziehen")) == ["Nordpress", "USA/Ada Muster", "USA/Karl Beispiel"]


def test_each_link_keeps_cue_and_span() -> None:
    link = chain(quotes(), at("Truppen abziehen"))[-1]
    assert (link.span, link.cue, link.force) == (at("Karl Beispiel"), at("habe erklärt"), "neutral")


def test_whoever_acts_in_the_frame_is_not_the_source_of_it() -> None:
    assert parties(at("Karl Beispiel habe erklärt, dass Truppen abziehen")) == ["Nordpress", "USA/Ada Muster"]
    assert parties(at("Karl Beispiel habe erklärt")) == ["Nordpress", "USA/Ada Muster"]


def test_predicate_decides_where_it_is_known() -> None:
    whole = at("sagte Ada Muster, Karl Beispiel habe erklärt, dass Truppen abziehen")
    assert parties(whole, at("erklärt")) == ["Nordpress", "USA/Ada Muster"]
    assert parties(whole, at("abziehen")) == ["Nordpress", "USA/Ada Muster", "USA/Karl Beispiel"]


def test_the_outlet_speaks_where_nothing_governs() -> None:
    assert chain(quotes(), at("Es regnete")) == ()


def test_source_in_the_middle_of_what_it_governs() -> None:
    text = "Das Gespräch dauerte nach Angaben von Beamten eine Stunde."
    spans = (Span(0, 20), Span(46, 57))
    quote = Quote(spans, "Indirect", (Span(26, 45),), (Span(21, 25),), frame=(Span(21, 45),),
                  party=Party("", "Beamte", "group"), form="phrase")  # fmt: skip
    assert text[slice(26, 45)] == "Angaben von Beamten"
    assert [str(s.party) for s in chain((quote,), Span(0, 57))] == ["Beamte"]


def test_one_person_twice_in_a_row_is_one_link() -> None:
    outer = Quote((Span(0, 50),), "Indirect", (Span(60, 70),), (Span(55, 59),), party=PRESIDENT, form="clause")
    inner = Quote((Span(10, 20),), "Direct", (Span(60, 70),), (Span(55, 59),), party=PRESIDENT, parent=0, form="mark")
    assert len(chain((outer, inner), Span(10, 20))) == 1
    assert governing((outer, inner), Span(10, 20)) == (0, 1)


def test_summed_up_speech_and_unnamed_sources_are_no_link() -> None:
    report = Quote((Span(0, 50),), "Reported", (Span(0, 5),), party=PRESIDENT, form="report")
    unnamed = Quote((Span(0, 50),), "Indirect", (), (Span(52, 60),), form="clause")
    assert chain((report, unnamed), Span(10, 20)) == ()
