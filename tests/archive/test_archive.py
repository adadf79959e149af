"""Readings go in and come out without loss; versions, copies, filters and search."""

from __future__ import annotations

import contextlib
import dataclasses
from datetime import date
from pathlib import Path

import pytest

from depesche.archive import Archive, ArchiveError, Filter
from depesche.intake import Metadata
from depesche.records import Dispatch, Mention, Party, Published, Quote, Reading, Record, Source, Span, Time

TEXT = (
    "Außenminister Iwan Beispiel hat Kiew am Montag in München mit Konsequenzen gedroht, falls es nicht einlenke. "
    "Das teilte sein Sprecher nach dem Krisengipfel mit. Beide Seiten wollen sich am 10. Januar in Genf treffen und "
    "über den Abzug der Truppen beraten, hieß es aus Delegationskreisen weiter."
)


def at(words: str, text: str = TEXT) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def reading(text: str = TEXT, *, doc: str = "a", outlet: str = "Blatt", published: str = "2021-12-28") -> Reading:
    minister = Party("RUS", "Iwan Beispiel", "person")
    spokesman = Source(Party("RUS", "Sprecher", "person"), at("sein Sprecher"), at("teilte"), "say")
    threat = Record(
        at("hat Kiew am Montag in München mit Konsequenzen gedroht"), at("gedroht"), "THREATEN", (minister,), (Party("UKR"),),
        attribution=(spokesman,), contexts=("diplomatic",), time="2021-12-27", place=at("München"),
        condition=at("falls es nicht einlenke"), intensity=-6.0,
    )  # fmt: skip
    meeting = Record(
        at("Beide Seiten wollen sich am 10. Januar in Genf treffen"), at("treffen"), "CONSULT", (Party("RUS"), Party("UKR")),
        status="planned", mode="meeting", time="2022-01-10", place=at("Genf"), also=("AGREE",), same_as=0,
    )  # fmt: skip
    undated = Record(at("über den Abzug der Truppen beraten"), at("beraten"), "CONSULT", status="planned")
    return Reading(
        Dispatch(text, doc, "Drohung aus Moskau", published, outlet),
        Published(published, published, True, ("weekday",)),
        (Time(at("am Montag"), "DATE", "2021-12-27", "START"),),
        (Mention(at("Kiew"), 3, "metonym", Party("UKR"), alternatives=(Party("", "Kiew", "body"),), why="capital"),),
        (Quote((at("hat Kiew"),), "Indirect", speaker=(at("sein Sprecher"),), party=minister, parent=None),),
        (threat, meeting, undated),
    )


@pytest.fixture
def archive(url: str) -> Archive:
    return Archive.open(url)


def other(text: str, **fields: str) -> Reading:
    return dataclasses.replace(reading(**fields), dispatch=dataclasses.replace(reading(**fields).dispatch, text=text))


def test_a_reading_comes_back_as_it_was(archive: Archive) -> None:
    added = archive.add(reading())
    assert added.new
    assert archive.reading(added.id) == reading()
    assert archive.has(reading().dispatch) == added.id


def test_adding_is_idempotent_by_content(archive: Archive) -> None:
    first = archive.add(reading())
    again = archive.add(reading(doc="moved/elsewhere"))
    assert (again.id, again.new) == (first.id, False)
    assert archive.count() == 3


def test_filters(archive: Archive) -> None:
    archive.add(reading())

    def types(**fields: object) -> list[str]:
        return [row.record.type for row in archive.records(**fields)]

    assert types(types=("THREATEN",)) == ["THREATEN"]
    assert types(actor=("RUS",)) == ["THREATEN", "CONSULT"]
    assert types(actor=("rus/beispiel",)) == ["THREATEN"]
    assert types(party=("Beispiel",)) == ["THREATEN"]
    assert types(recipient=("UKR",)) == ["THREATEN"]
    assert types(source=("RUS",)) == ["THREATEN"]
    assert types(statuses=("planned",), since=date(2022, 1, 1)) == ["CONSULT"]
    assert types(until=date(2021, 12, 27)) == ["THREATEN"]
    assert types(dated=False) == ["CONSULT"]
    assert types(modes=("meeting",), contexts=()) == ["CONSULT"]
    assert types(contexts=("diplomatic",)) == ["THREATEN"]
    assert types(words="konsequenz munchen") == ["THREATEN"]
    assert types(outlets=("Anderes",)) == []
    assert types(newest_first=True, limit=1) == ["CONSULT"]
    assert archive.count(Filter(actor=("'; DROP TABLE records; --",))) == 0
    row = next(archive.records(types=("THREATEN",)))
    assert (row.place, row.condition, row.begins) == ("München", "falls es nicht einlenke", date(2021, 12, 27))
    assert (row.dated, row.outlet, row.number) == (True, "Blatt", 0)


@pytest.mark.parametrize(
    "query",
    ["aussenminister", "Außenminister", "munchen", "muenchen", "München", "minister", "gipfel", "drohen", "konsequenz",
     '"nach dem Krisengipfel"', "deleg*", "truppe -berlin", "genf münchen"],
)  # fmt: skip
def test_search_finds_other_forms_and_parts(archive: Archive, query: str) -> None:
    archive.add(reading())
    (hit,) = archive.search(query)
    assert hit.marks
    assert hit.records == 3


@pytest.mark.parametrize("query", ["berlin", '"dem nach Krisengipfel"', "munchen -gipfel", "ge*X"])
def test_search_finds_nothing_else(archive: Archive, query: str) -> None:
    archive.add(reading())
    assert archive.search(query) == []


@pytest.mark.parametrize("query", ["", "  ", "-nur", '"', "*", "()", "' OR 1=1", "NEAR(", "a" * 10_000, "stems:x AND", "\0"])
def test_no_query_breaks_the_search(archive: Archive, query: str) -> None:
    archive.add(reading())
    with contextlib.suppress(ArchiveError):  # of an empty query, which test_an_empty_query looks at
        assert archive.search(query) == []


def test_an_empty_query(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="at least one word"):
        archive.search("-nur")


def test_a_correction_supersedes_whichever_comes_first(archive: Archive) -> None:
    second = archive.add(other(TEXT + " Neu."), Metadata(guid="urn:1", version=2))
    first = archive.add(reading(), Metadata(guid="urn:1", version=1))
    assert (second.state, first.state) == ("current", "superseded")
    third = archive.add(other(TEXT + " Ganz neu."), Metadata(guid="urn:1", version=3))
    assert third.superseded == (second.id,)
    assert archive.dispatch(first.id).superseded_by == third.id
    assert {row.dispatch for row in archive.records()} == {third.id}
    assert {row.dispatch for row in archive.records(current=False)} == {first.id, second.id, third.id}


def test_a_page_is_superseded_by_its_next_text(archive: Archive) -> None:
    first = archive.add(reading(), Metadata(guid="https://blatt.example/1"))
    second = archive.add(other(TEXT + " Update."), Metadata(guid="https://blatt.example/1"))
    assert second.superseded == (first.id,)


def test_a_kill_withdraws_and_keeps(archive: Archive) -> None:
    first = archive.add(reading(), Metadata(guid="urn:1", version=1))
    assert archive.withdraw("urn:1", version=2, reason="kill") == (first.id,)
    row = archive.dispatch(first.id)
    assert (row.state, row.reason) == ("withdrawn", "kill")
    assert row.changed
    assert archive.search("gipfel") == []
    assert archive.count() == 0
    assert archive.count(current=False) == 3
    assert archive.add(other(TEXT + " Neu."), Metadata(guid="urn:1", version=2)).state == "withdrawn"
    assert archive.add(other(TEXT + " Doch."), Metadata(guid="urn:1", version=3)).state == "current"


def test_withheld_until_released(archive: Archive) -> None:
    assert archive.add(reading(), Metadata(guid="urn:1", version=1, state="withheld")).state == "withheld"
    assert archive.count() == 0
    assert archive.add(reading(), Metadata(guid="urn:1", version=2)).state == "current"
    assert archive.count() == 3


def test_copies_are_carriers_of_one_story(archive: Archive) -> None:
    first = archive.add(reading())
    copy = archive.add(other("Genf (dpa) - " + TEXT, outlet="Zeitung"))
    cut = archive.add(other(TEXT[: TEXT.index(" Beide")] + " ", outlet="Radio"))
    own = archive.add(other("Ganz anders berichtete das Radio über die Lage im Osten: " + TEXT[60:90], outlet="Sender"))
    assert (first.copy_of, copy.copy_of, cut.copy_of, own.copy_of) == (None, first.id, first.id, None)
    assert [row.id for row in archive.carriers(first.id)] == [first.id, copy.id, cut.id]
    assert archive.count(independent=True) == 6
    assert archive.statistics()["stories"] == 2


def test_a_newer_reading_replaces(archive: Archive) -> None:
    added = archive.add(reading())
    shorter = dataclasses.replace(reading(), records=reading().records[:1])
    assert archive.replace(shorter) == added.id
    assert archive.reading(added.id) == shorter
    assert archive.count(words="truppen") == 0
    with pytest.raises(ArchiveError):
        archive.replace(other("Nie gesehen."))


def test_keeping(archive: Archive) -> None:
    archive.keep("dossier", "donbass", {"party": ["RUS"]})
    archive.keep("dossier", "donbass", {"party": ["UKR"]})
    archive.add(reading(), mark=("watch", "x"))
    assert archive.kept("dossier", "donbass") == {"party": ["UKR"]}
    assert archive.kept_all("watch") == {"x": True}
    assert archive.forget("dossier", "donbass")
    assert archive.kept("dossier", "donbass") is None


def test_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all, but long enough to be one" * 100)
    for url, create in ((tmp_path / "x.db", True), (tmp_path / "none.db", False), ("mysql://a/b", True), ("x://", True)):
        with pytest.raises(ArchiveError) as caught:
            Archive.open(url, create=create)
        assert "\n" not in str(caught.value)


def test_a_reader_sees_the_archive_while_a_writer_is_at_work(tmp_path: Path) -> None:
    from sqlalchemy import text

    one, two = Archive.open(tmp_path / "a.db"), Archive.open(tmp_path / "a.db")
    one.add(reading())
    with one._writer.begin() as connection:
        connection.execute(text("UPDATE dispatches SET title = 'x'"))
        assert two.count() == 3
        assert two.search("gipfel")[0].row.dispatch.title == "Drohung aus Moskau"


def test_a_notebook_shows_it(url: str) -> None:
    with Archive.open(url) as archive:
        archive.add(reading())
        found = archive.to_arrow(types=("THREATEN",))
        assert (found.num_rows, found["actor"].to_pylist()) == (1, [["RUS/Iwan Beispiel"]])
        assert found["evidence"].to_pylist() == ["hat Kiew am Montag in München mit Konsequenzen gedroht"]
        assert "<td>records</td>" in archive._repr_html_()


def test_the_same_words_a_month_later_are_told_anew(url: str) -> None:
    with Archive.open(url) as archive:
        first = archive.add(reading())
        soon = archive.add(reading(doc="b", outlet="Bote", published="2021-12-30"))
        late = archive.add(reading(doc="c", outlet="Kurier", published="2022-01-31"))
        assert (soon.copy_of, late.copy_of) == (first.id, None)
