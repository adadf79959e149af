"""Every way out of a dossier keeps what it must keep: types, evidence, chains, and the peace of the reader's spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree

from depesche.dossier import Dossier
from depesche.export import brief, calendar, feed, linked, tables
from depesche.export.reading_json import FormatError
from depesche.records import Dispatch, Party, Published, Reading, Record, Source, Span

sys.path.insert(0, str(Path(__file__).parents[1] / "dossier"))
from crisis import gold, lines


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return Dossier.of(gold(line) for line in lines())


@pytest.fixture
def hostile() -> Dossier:
    text = '=cmd|" /C calc"!A0 <script>alert(1)</script> | [x](javascript:1) \x07 traf sich'
    norway = Party("NOR", '=HYPERLINK("x")', "person")
    record = Record(Span(0, len(text)), Span(0, 4), "CONSULT", (norway,), (Party("ISL"),), time="2031-03-05", mode="meeting")
    dispatch = Dispatch(text, "d", "<b>=1+1</b>", "2031-03-05", "@outlet", url="javascript:alert(1)")
    return Dossier.of([Reading(dispatch, Published("2031-03-05", "2031-03-05"), records=(record,))])


def test_jsonl_loses_nothing(dossier: Dossier) -> None:
    found = dict(tables.read_jsonl(tables.jsonl(dossier)))
    assert found == {c.id: c.record for c in dossier.claims}


def test_jsonl_has_the_names_of_polecat(dossier: Dossier) -> None:
    row = next(r for r in map(json.loads, tables.jsonl(dossier)) if r["Record ID"] == "c14#0")
    assert (row["Event Type"], row["Actor Country"], row["Recipient Country"]) == ("SANCTION", ["NOR"], ["ISL"])
    assert (row["Quad Code"], row["Publication Date"], row["Reports"], row["Independent Reports"]) == (4, "2031-03-07", 3, 2)


@pytest.mark.parametrize("line", ["{}", "[]", "3", "x", '{"Record ID": "a", "Record": {"begin": 1}}'])
def test_other_lines_are_refused_by_number(line: str) -> None:
    with pytest.raises(FormatError, match="line 2"):
        list(tables.read_jsonl(["\n", line]))


def test_csv_is_read_back_and_runs_nothing(dossier: Dossier, hostile: Dossier) -> None:
    out = io.StringIO()
    tables.write_csv(dossier, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == len(dossier.claims)
    assert {r["Record ID"]: r["Evidence"] for r in rows} == {c.id: c.words for c in dossier.claims}
    out = io.StringIO()
    tables.write_csv(hostile, out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_parquet_has_typed_columns(dossier: Dossier) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    tables.write_parquet(dossier, out)
    found = parquet.read_table(io.BytesIO(out.getvalue()))
    assert found.num_rows == len(dossier.claims)
    kinds = {f.name: str(f.type) for f in found.schema}
    assert kinds["Publication Date"] == "date32[day]"
    assert kinds["Begin"] == "int64"
    assert kinds["Actor Name"].startswith("list<")
    assert found.equals(dossier.to_arrow())


def test_calendar(dossier: Dossier) -> None:
    found = Calendar.from_ical(calendar.calendar(dossier))
    entries = {str(e["uid"]): e for e in found.walk("VEVENT")}
    assert len(entries) == len(found.walk("VEVENT")) == 7, (
        "four plans, three other talks; the call on a disputed day has no place"
    )
    by_day = {(e["dtstart"].dt, str(e["status"])): e for e in entries.values()}
    helsinki = by_day[date(2031, 3, 15), "CONFIRMED"]
    assert int(helsinki["sequence"]) == 2
    assert "moved from 2031-03-12" in helsinki["description"]
    assert (date(2031, 3, 13), "CANCELLED") in by_day
    summit = by_day[date(2031, 3, 28), "TENTATIVE"]
    assert "location" not in summit, "two outlets name two places"


def test_uid_stays_when_the_date_is_moved(dossier: Dossier) -> None:
    earlier = Dossier.of(gold(line) for line in lines()[:21])
    before = {str(e["uid"]): e["dtstart"].dt for e in Calendar.from_ical(calendar.calendar(earlier)).walk("VEVENT")}
    after = {str(e["uid"]): e["dtstart"].dt for e in Calendar.from_ical(calendar.calendar(dossier)).walk("VEVENT")}
    moved = [uid for uid in before if after[uid] != before[uid]]
    assert [(before[u], after[u]) for u in moved] == [(date(2031, 3, 12), date(2031, 3, 15))]


def test_same_dossier_same_bytes(dossier: Dossier) -> None:
    again = Dossier.of(gold(line) for line in lines())
    assert calendar.calendar(dossier) == calendar.calendar(again)
    assert feed.feed(dossier) == feed.feed(again)


def test_feed(dossier: Dossier, hostile: Dossier) -> None:
    root = etree.fromstring(feed.feed(dossier, "https://example.org/feed"))
    names = {"a": feed.ATOM}
    ids = root.xpath("a:entry/a:id/text()", namespaces=names)
    updated = root.xpath("a:entry/a:updated/text()", namespaces=names)
    assert len(set(ids)) == len(ids) == len(dossier.events)
    assert updated == sorted(updated, reverse=True)
    entry = etree.fromstring(feed.feed(hostile)).find(f"{{{feed.ATOM}}}entry")
    assert entry is not None
    assert entry.find(f"{{{feed.ATOM}}}link") is None, "a script is no address"
    assert "<script>" in (entry.findtext(f"{{{feed.ATOM}}}summary") or "")


def test_linked_data(dossier: Dossier) -> None:
    rdflib = pytest.importorskip("rdflib")
    found = rdflib.Graph().parse(data=json.dumps(linked.graph(dossier)), format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    quote = rdflib.URIRef("urn:depesche:claim:c06%232")
    source = found.value(quote, prov.hadPrimarySource)
    role = found.value(source, prov.qualifiedAttribution)
    assert str(found.value(role, prov.agent)) == "urn:depesche:party:NOR%2FIngrid%20Tveitane"
    against = found.value(rdflib.URIRef("urn:depesche:claim:c17%230"), rdflib.URIRef("urn:depesche:vocabulary#contradicts"))
    assert str(against) == "urn:depesche:claim:c18%230"


def test_a_chain_is_derived_link_by_link() -> None:
    text = "Wie ABNA berichtet, sagte Psaki, Biden habe angerufen."
    abna, psaki = Source(Party("ABNA", "", "outlet"), Span(4, 8)), Source(Party("USA", "Jen Psaki", "person"), Span(26, 31))
    record = Record(Span(33, 53), Span(44, 53), "CONSULT", (Party("USA", "Joe Biden", "person"),), attribution=(abna, psaki))
    nodes = {n["id"]: n for n in linked.graph(Dossier.of([Reading(Dispatch(text, "d"), records=(record,))]))["@graph"]}
    claim = nodes["urn:depesche:claim:d%230"]
    assert {"id": "urn:depesche:claim:d%230:link:0"} in claim["prov:wasDerivedFrom"]
    assert nodes["urn:depesche:claim:d%230:link:0"]["prov:wasDerivedFrom"] == {"id": "urn:depesche:claim:d%230:link:1"}
    assert claim["prov:hadPrimarySource"] == {"id": "urn:depesche:claim:d%230:link:1"}
    position, words = nodes["urn:depesche:claim:d%230:link:1:annotation"]["oa:hasTarget"]["oa:hasSelector"]
    assert text[position["oa:start"] : position["oa:end"]] == words["oa:exact"] == "Psaki"


def test_brief(dossier: Dossier, hostile: Dossier) -> None:
    text = brief.markdown(dossier)
    for heading in ("## Engagements", "## Planned, moved, cancelled", "## Positions", "## Contradictions", "## Events"):
        assert heading in text
    assert "2031-03-12 → 2031-03-15 | meeting" in text
    assert all(
        " ".join(c.words.split()) in brief.html(dossier).replace("&#x27;", "'").replace("&quot;", '"') for c in dossier.claims
    )
    assert "<script>" not in brief.html(hostile)
    assert "[x](javascript" not in brief.markdown(hostile)
    assert "<script>" not in hostile._repr_html_()
