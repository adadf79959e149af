"""All that was planted in the invented crises is found, and nothing is invented."""

from __future__ import annotations

import pytest
from crisis import dispatch, gold, lines, planted
from matching import aligned, clusters

from depesche.dossier import Dossier
from depesche.dossier.linking import b_cubed


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return Dossier.of(gold(line) for line in lines())


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return {claim: name for name, claims in planted()["events"].items() for claim in claims}


def test_copies(dossier: Dossier) -> None:
    assert {k: v for k, v in dossier.copies.items() if k != v} == planted()["copies"]


def test_every_claim_is_linked_as_planted(dossier: Dossier, names: dict[str, str]) -> None:
    assert b_cubed(clusters(dossier), names) == (1.0, 1.0, 1.0)


def test_contradictions(dossier: Dossier) -> None:
    found = {(c.facet, frozenset((c.one.id, c.other.id))) for c in dossier.contradictions}
    assert found == {(facet, frozenset((a, b))) for facet, a, b in planted()["contradictions"]}


def test_engagements_with_both_readouts(dossier: Dossier, names: dict[str, str]) -> None:
    found = []
    for engagement in dossier.engagements:
        entry = {"event": names[engagement.event.id], "readouts": [r.side for r in engagement.readouts if r.side]}
        if entry["readouts"]:
            entry["only"] = {side: sorted(engagement.only(side)) for side in engagement.sides}
        found.append(entry)
    wanted = planted()["engagements"]
    for entry in found + wanted:
        entry["only"] = sorted(entry.get("only", {}).items())
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_plans_and_their_fate(dossier: Dossier, names: dict[str, str]) -> None:
    found = [
        {"sort": p.sort, "dates": [str(s.when) for s in p.stages], "fate": p.fate, "event": names[p.id]} for p in dossier.plans
    ]
    assert sorted(found, key=str) == sorted(planted()["plans"], key=str)


def test_answers_to_positions(dossier: Dossier, names: dict[str, str]) -> None:
    found = [[names[p.event.id], a.reply, names[a.event.id]] for p in dossier.positions for a in p.answers]
    assert sorted(found) == sorted(planted()["answers"])


def test_independent_sources_are_counted_apart_from_copies(dossier: Dossier) -> None:
    seizure, ban = dossier.event("c01#0"), dossier.event("c14#0")
    assert (len(seizure.dispatches), len(seizure.origins)) == (3, 2)
    assert (len(ban.dispatches), len(ban.origins), ban.credibility) == (3, 2, 1)
    assert dossier.event("c28#2").credibility == 6, "two carriers of one wire report are one witness"
    assert dossier.event("c17#0").credibility == 4, "two diplomats here, three there"


def test_every_claim_leads_back_to_its_words(dossier: Dossier) -> None:
    for event in dossier.events:
        for claim in event.claims:
            span = claim.record.evidence
            assert claim.reading.dispatch.text[span.begin : span.end] == claim.words != ""


def test_a_later_dispatch_does_not_rename_events(dossier: Dossier) -> None:
    earlier = Dossier.of(gold(line) for line in lines()[:20])
    assert {e.id for e in earlier.events} <= {e.id for e in dossier.events}


def test_with_the_reader_itself(names: dict[str, str]) -> None:
    """The reader misses records; what it finds must be linked right, and no contradiction may be invented."""
    from depesche.reading.pipeline import Reader

    try:
        reader = Reader()
        readings = {line["doc"]: reader.read(dispatch(line)) for line in lines()}
    except (FileNotFoundError, RuntimeError) as missing:
        pytest.skip(str(missing))
    found = Dossier.of(readings.values())
    pairs = aligned(lines(), readings)
    assert len(pairs) >= 55
    event_of = clusters(found)
    precision, recall, _ = b_cubed({g: event_of[c] for g, c in pairs.items()}, {g: names[g] for g in pairs})
    assert precision >= 0.97
    assert recall >= 0.8
    planted_pairs = {(facet, *sorted((names[a], names[b]))) for facet, a, b in planted()["contradictions"]}
    back = {c: g for g, c in pairs.items()}
    for c in found.contradictions:
        if c.one.id in back and c.other.id in back:
            assert (c.facet, *sorted((names[back[c.one.id]], names[back[c.other.id]]))) in planted_pairs


@pytest.fixture(scope="module")
def border() -> Dossier:
    return Dossier.of(gold(line) for line in lines("crisis_border"))


def test_the_second_crisis(border: Dossier) -> None:
    all_ = planted("crisis_border")
    names = {claim: name for name, claims in all_["events"].items() for claim in claims}
    assert {k: v for k, v in border.copies.items() if k != v} == all_["copies"]
    assert b_cubed(clusters(border), names) == (1.0, 1.0, 1.0)
    contradictions = {(c.facet, *sorted((c.one.id, c.other.id))) for c in border.contradictions}
    assert contradictions == {(f, *sorted((a, b))) for f, a, b in all_["contradictions"]}
    plans = [
        {"sort": p.sort, "dates": [str(s.when) for s in p.stages], "fate": p.fate, "event": names[p.id]} for p in border.plans
    ]
    assert sorted(plans, key=str) == sorted(all_["plans"], key=str)
    answers = [[names[p.event.id], a.reply, names[a.event.id]] for p in border.positions for a in p.answers]
    assert sorted(answers) == sorted(all_["answers"])
    found = {names[e.event.id]: e for e in border.engagements}
    assert set(found) == {e["event"] for e in all_["engagements"]}
    for entry in all_["engagements"]:
        engagement = found[entry["event"]]
        assert [r.side for r in engagement.readouts if r.side] == entry["readouts"]
        for side, topics in entry["only"].items():
            assert set(topics) <= engagement.only(side)  # a promise to reopen a crossing is about "opening" too
