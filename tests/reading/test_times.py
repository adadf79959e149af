"""Times: what the words of a dispatch come to, in both languages, whatever the text."""

from __future__ import annotations

import time
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesche.languages import UnsupportedLanguage, table
from depesche.reading.times import date_of, find_times, infer_published, times_between

PUBLISHED = "2021-12-31"  # a Friday


def values(text: str, language: str = "de", published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    """Words, type and value of every expression."""
    return [(text[t.span.begin : t.span.end], t.type, t.value) for t in find_times(text, published, language)]


GERMAN = [
    ("Sie sprachen am 07. Dezember miteinander.", "07. Dezember", "DATE", "2021-12-07"),
    ("Der Gipfel ist für den 10. Januar geplant.", "den 10. Januar", "DATE", "2022-01-10"),
    ("Das Abkommen vom 10.1.2022 gilt.", "10.1.2022", "DATE", "2022-01-10"),
    ("Im Dezember 2021 wurde verhandelt.", "Dezember 2021", "DATE", "2021-12"),
    ("Der Minister reiste am Donnerstag ab.", "Donnerstag", "DATE", "2021-12-30"),
    ("Der Minister wird am Donnerstag erwartet.", "Donnerstag", "DATE", "2022-01-06"),
    ("Das Gespräch fand gestern statt.", "gestern", "DATE", "2021-12-30"),
    ("Gestern Abend wurde geschossen.", "Gestern Abend", "TIME", "2021-12-30TEV"),
    ("Er trat am Montagabend zurück.", "Montagabend", "TIME", "2021-12-27TEV"),
    ("Anfang nächsten Jahres beginnen Gespräche.", "Anfang nächsten Jahres", "DATE", "2022"),
    ("In der Nacht zum Freitag fielen Schüsse.", "der Nacht zum Freitag", "TIME", "2021-12-31TNI"),
    ("Das war Mitte der 90er Jahre üblich.", "Mitte der 90er Jahre", "DATE", "199"),
    ("Im dritten Quartal sank der Handel.", "dritten Quartal", "DATE", "2021-Q3"),
    ("Das Treffen dauerte etwa 50 Minuten.", "etwa 50 Minuten", "DURATION", "PT50M"),
    ("Nach zweieinhalb Stunden war Schluss.", "zweieinhalb Stunden", "DURATION", "PT2.5H"),
    ("Die Gruppe tagt jeden Montag.", "jeden Montag", "SET", "XXXX-WXX-1"),
    ("Geschossen wird täglich.", "täglich", "SET", "P1D"),
    ("Damals war Krieg.", "Damals", "DATE", "PAST_REF"),
    ("Derzeit wird verhandelt.", "Derzeit", "DATE", "PRESENT_REF"),
    ("Zu Weihnachten 2020 schwiegen die Waffen.", "Weihnachten 2020", "DATE", "2020-12-25"),
    ("Am Ostermontag 2022 wird gewählt.", "Ostermontag 2022", "DATE", "2022-04-18"),
    ("Das Ultimatum läuft am 3. Januar um 18.30 Uhr ab.", "18.30 Uhr", "TIME", "2022-01-03T18:30"),
    ("Im 15. Jahrhundert stand dort eine Burg.", "15. Jahrhundert", "DATE", "14"),
    ("Vergangene Woche kamen Beobachter.", "Vergangene Woche", "DATE", "2021-W51"),
]
ENGLISH = [
    ("They met on Thursday, December 30, 2021.", "Thursday, December 30, 2021", "DATE", "2021-12-30"),
    ("Talks are planned for 10 January.", "10 January", "DATE", "2022-01-10"),
    ("He spoke on Wednesday.", "Wednesday", "DATE", "2021-12-29"),
    ("Russia handed over a draft two weeks ago.", "two weeks ago", "DATE", "2021-W50"),
    ("The call lasted about 50 minutes.", "about 50 minutes", "DURATION", "PT50M"),
    ("Talks begin early next year.", "early next year", "DATE", "2022"),
    ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("Troops moved last night.", "last night", "TIME", "2021-12-30TNI"),
    ("It was built in the 1990s.", "the 1990s", "DATE", "199"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), GERMAN)
def test_german(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in values(text)


@pytest.mark.parametrize(("text", "words", "kind", "value"), ENGLISH)
def test_english(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in values(text, "en")


def test_length_of_time_before_publication_has_a_date() -> None:
    (found,) = find_times("Der Entwurf wurde vor zwei Wochen den Partnern übergeben.", PUBLISHED)
    assert (found.type, found.value, found.date) == ("DURATION", "P2W", "2021-12-17")


def test_days_of_a_list_share_their_month() -> None:
    found = values("Verhandelt wird am 3., 4. und 5. Januar.")
    assert [value for _, _, value in found] == ["2022-01-03", "2022-01-04", "2022-01-05"]


def test_day_counted_from_the_one_spoken_of() -> None:
    found = values("Am 7. Dezember telefonierten sie. Zwei Tage später drohte er.")
    assert found[1] == ("Zwei Tage später", "DATE", "2021-12-09")


@pytest.mark.parametrize("text", ["Der 47-jährige Politiker schwieg.", "Er ist 47 Jahre alt.", "Es kamen 2000 Soldaten."])
def test_ages_and_amounts_are_no_times(text: str) -> None:
    assert values(text) == []


def test_without_publication_nothing_is_invented() -> None:
    found = values("Am Donnerstag, dem 30. Dezember, sprachen sie. Am Mittwoch schwiegen sie.", published=None)
    assert found[0][2] == "XXXX-12-30"
    assert found[1][2] == "XXXX-WXX-3"


def test_unknown_language() -> None:
    with pytest.raises(UnsupportedLanguage):
        find_times("hier", PUBLISHED, "xx")


def test_date_that_is_none() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        find_times("heute", "gestern")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-12-30TNI", "2021-12-30"), ("2021-12-30T20:00", "2021-12-30"), ("2022-W02-WE", "2022-W02"),
        ("2022-W02", "2022-W02"),
        ("2021-12", "2021-12"), ("2021-SU", "2021"), ("2021-WI", "2021"), ("2021-Q3", "2021"), ("2021", "2021"), ("199", None),
        ("PAST_REF", None), ("P2W", None), ("XXXX-12-07", None), ("T20:00", None), ("", None),
    ],
)  # fmt: skip
def test_date_of(value: str, expected: str | None) -> None:
    assert date_of(value) == expected


UNDATED = (
    "US-Präsident Joe Biden sprach am Donnerstag mit Kremlchef Wladimir Putin, wie Sprecherin Jen Psaki mitteilte. "
    "Bei dem Gipfel am 7. Dezember hatten beide gestritten. Es war das zweite Gespräch binnen eines Monats. "
    "Für den 10. Januar ist ein Treffen geplant. Anfang nächsten Jahres soll verhandelt werden."
)


def test_undated_dispatch_is_dated_by_offices_and_days() -> None:
    found = infer_published(UNDATED)
    assert found.inferred
    assert (found.earliest, found.latest) == ("2021-12-30", "2021-12-31")
    assert any("Jen Psaki" in reason for reason in found.reasons)
    days = {UNDATED[t.span.begin : t.span.end]: t.value for t in times_between(UNDATED, found)}
    assert days["Donnerstag"] == "2021-12-30"
    assert days["den 10. Januar"] == "2022-01-10"


def test_undated_dispatch_without_evidence_stays_undated() -> None:
    found = infer_published("Am Montag traf der Minister seine Kollegin.")
    assert (found.earliest, found.latest, found.inferred) == (None, None, True)


MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = [
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonntag",
]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_german_dates_are_read_back(day: date) -> None:
    month = MONTHS[day.month - 1]
    for words in (
        day.isoformat(), f"{day.day}. {month} {day.year}", f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{WEEKDAYS[day.weekday()]}, dem {day.day}. {month} {day.year}", f"{day.day}. {day.month}. {day.year}",
    ):  # fmt: skip
        assert (words, "DATE", day.isoformat()) in values(f"Es geschah am {words} in Genf.")


@given(DAYS)
def test_english_dates_are_read_back(day: date) -> None:
    month = ENGLISH_MONTHS[day.month - 1]
    for words in (day.isoformat(), f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"):
        assert (words, "DATE", day.isoformat()) in values(f"It happened on {words} in Geneva.", "en")


@given(DAYS, st.integers(0, 6))
def test_weekday_of_what_happened_is_in_the_week_before(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    words = WEEKDAYS[day.weekday()]
    assert values(f"Er reiste am {words} ab.", published=published.isoformat()) == [(words, "DATE", day.isoformat())]


WORDS = st.sampled_from(
    [
        "am",
        "vom",
        "3",
        "3.",
        "14",
        "2021",
        ".",
        ",",
        ":",
        "/",
        "-",
        "–",
        "Uhr",
        "Mai",
        "März",
        "Montag",
        "Abend",
        "nächsten",
        "vor",
        "zwei",
        "Wochen",
        "Jahres",
        "Ende",
        "der",
        "90",
        "er",
        "Jahre",
        "alle",
        "heute",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.text("0123456789.:/-– ")), st.sampled_from(["de", "en"]))
def test_no_text_raises_and_offsets_fit(text: str, language: str) -> None:
    for published in (PUBLISHED, "0001-01-01", "9999-12-31", None):
        last = 0
        for t in find_times(text, published, language):
            assert last <= t.span.begin < t.span.end <= len(text)
            last = t.span.end
    infer_published(text, language)


def vocabulary(language: str) -> list[str]:
    """Every time word of a language's table, with an ending where the table leaves it open, and some glue."""
    lists = [group for group in table(language, "times")["words"].values() if isinstance(group, dict)]
    words = {w for group in lists for listed in group.values() if isinstance(listed, str) for w in listed.split()}
    bare = {w.rstrip("~^") for w in words}
    return (
        sorted(bare | {w.rstrip("~^") + e for w in words if w[-1] in "~^" for e in ("e", "en", "er")})
        + list("3.,–/:")
        + ["der", "am", "vor", "zwei"]
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sequence_of_time_words_raises(language: str) -> None:
    words = vocabulary(language)
    assert len(words) > 200
    choose = Random(1)
    for published in (PUBLISHED, "0001-01-01", "9999-12-31", None):
        for _ in range(40):
            find_times(" ".join(choose.choices(words, k=300)), published, language)


@pytest.mark.parametrize("unit", ["Sekunde", "Minute", "Stunde", "Woche", "Dekade"])
@pytest.mark.parametrize("which", ["letzte", "diese", "nächste", "dieselbe", "folgende"])
def test_every_unit_stands_with_every_pointer(unit: str, which: str) -> None:
    find_times(f"Am 3. Mai tagte der Rat. {which} {unit} kam in {which}r {unit} Bewegung auf.", PUBLISHED)


def test_below_a_day_there_is_only_a_length() -> None:
    assert values("Die letzte Stunde war ruhig.")[0][1:] == ("DURATION", "PT1H")


@pytest.mark.parametrize("piece", ["1. ", "1.2.", "12:", "2021-", "3., 4. und ", ". "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    began = time.process_time()
    find_times(text, PUBLISHED)
    assert time.process_time() - began < 5
