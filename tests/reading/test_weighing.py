"""Sides and events that learnt weights choose among: which way they may turn, and that their table is well formed."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest

from depesche.reading.belonging import OF_CODE, OF_NONE
from depesche.reading.events import EventsStage
from depesche.reading.events_standing import Standing
from depesche.reading.frames import rules
from depesche.reading.pipeline import Reader, build
from depesche.reading.sides_cast import Cast
from depesche.reading.sides_weighed import OF_STANDING, SIDES, Model, Weighing, model, read, templates
from depesche.records import Dispatch, Record

TALK = "Peru und Chile haben in Oslo über Zölle verhandelt. Der chilenische Außenminister lehnte den Vorschlag ab."


def weights(*rows: tuple[str, str, str, float]) -> Model:
    return read((of, features, values, str(w)) for of, features, values, w in rows)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def weighed(reader: Reader, text: str, chosen: Model) -> tuple[list[Record], list[Record]]:
    """The records as the tables have them, and as these weights settle them."""
    note, events = reader.before_events(Dispatch(text, published="2024-05-06", language="de"))
    roles, firm, doubted = events.drafts(note)
    weighing = Weighing(roles, note.mentions, note.quotes, rules(), chosen)
    return firm, Standing(weighing, firm, doubted).settle()


def one(records: list[Record], type_: str) -> Record:
    return next(r for r in records if r.type == type_)


def test_every_weight_has_a_template_and_as_many_values() -> None:
    known = {name: set(templates(name, False)) for name in SIDES}
    known |= {f"no {name}": set(templates(name, True)) for name in SIDES}
    known |= {"stands": set(OF_STANDING), "belongs": set(OF_CODE), "belongs none": set(OF_NONE)}
    text = gzip.decompress((files("depesche.models") / "records.tsv.gz").read_bytes()).decode("utf-8")
    names, *rows = [line.split("\t") for line in text.splitlines()]
    assert names == ["of", "features", "values", "weight"]
    assert len(rows) > 10_000
    for of, features, values, weight in rows:
        assert features in known[of]
        assert features.count(" ") == values.count(" ")
        assert abs(float(weight)) >= 0.01
    assert model() is model()


def test_a_side_goes_to_whom_the_weights_favour(reader: Reader) -> None:
    text = "Norwegen verurteilte am Montag mit Schweden die Angriffe auf peruanische Fischer."
    chosen = weights(("recipient", "form", "adjective", 9.0), ("stands", "doubt", "-", 3.0))
    told, settled = weighed(reader, text, chosen)
    assert [p.code for p in one(settled, "ACCUSE").recipient] == ["PER"]
    assert [(r.type, r.evidence) for r in settled] == [(r.type, r.evidence) for r in told]


@pytest.mark.parametrize(("people", "code"), [("Chilenische Fischer", "CHL"), ("Fischer", "")])
def test_people_whom_no_table_knows_are_of_a_state_or_of_none(reader: Reader, people: str, code: str) -> None:
    text = f"Peru sperrte am Montag die Grenze zu Chile. {people} bewarfen in Lima das Parlament mit Steinen."
    chosen = weights(("belongs", "own", "amod", 5.0), ("belongs none", "none", "1", 2.0))
    note, events = reader.before_events(Dispatch(text, language="de"))
    roles, _, _ = events.drafts(note)
    strangers = Cast(roles, note.mentions, chosen.choose).stranger
    assert [p.code for i, p in strangers.items() if roles.tree.form[i] == "Fischer"] == [code]


def test_a_side_is_left_empty_where_nobody_is_likely(reader: Reader) -> None:
    text = "Peru wies die chilenischen Vorwürfe zurück."
    told, settled = weighed(reader, text, weights(("no recipient", "nobody", "1", 9.0), ("stands", "doubt", "-", 3.0)))
    assert one(told, "REJECT").recipient
    assert not one(settled, "REJECT").recipient


def test_who_meets_whom_by_the_clause_itself_is_not_weighed(reader: Reader) -> None:
    text = "Der norwegische Außenminister traf am Montag den schwedischen Außenminister. Peru schwieg."
    chosen = weights(("actor", "who", "state", 9.0), ("no recipient", "nobody", "1", 9.0), ("stands", "doubt", "-", 3.0))
    told, settled = weighed(reader, text, chosen)
    assert one(settled, "CONSULT") == one(told, "CONSULT")


def test_a_side_from_outside_the_evidence_is_marked(reader: Reader) -> None:
    text = "Peru sperrte am Montag die Grenze zu Chile. Der chilenische Präsident drohte mit Folgen."
    _, settled = weighed(reader, text, model())
    for record in settled:
        for name in SIDES:
            side = getattr(record, name)
            if side and name not in record.inferred:
                assert any(p.code for p in side)
    threat = one(settled, "THREATEN")
    assert [p.code for p in threat.recipient] == ["PER"]
    assert threat.inferred == ("recipient",)


@pytest.mark.parametrize(("likely", "stands"), [(3.0, True), (-3.0, False)])
def test_an_event_stands_if_it_is_likely(reader: Reader, likely: float, stands: bool) -> None:
    told, settled = weighed(reader, TALK, weights(("stands", "doubt", "-", likely)))
    assert told
    assert bool(settled) is stands


def test_weights_add_no_event_and_no_source_of_their_own(reader: Reader) -> None:
    text = TALK + " Wie ein Regierungssprecher in Lima sagte, verurteilt Peru die Verhaftung zweier Fischer."
    told, settled = weighed(reader, text, model())
    known = {(r.predicate, r.type): r.attribution for r in told}
    assert all(known.get((r.predicate, r.type), r.attribution) == r.attribution for r in settled)
    assert all(text[r.evidence.begin : r.evidence.end] for r in settled)


def test_the_fast_tier_takes_what_the_tables_say() -> None:
    *_, (_, events) = build("de", "fast").pipeline
    assert isinstance(events, EventsStage)
    assert events.weights is None
