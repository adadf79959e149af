"""From text to contradictions: the reader itself reads the invented crises, and every planted contradiction is found."""

from __future__ import annotations

import pytest
from crisis import CRISES, dispatch, lines, planted
from matching import aligned

from depesche.dossier import Dossier
from depesche.reading.pipeline import Reader


@pytest.mark.parametrize("name", CRISES)
def test_every_planted_contradiction_and_no_other(name: str) -> None:
    reader = Reader()
    told = lines(name)
    readings = dict(zip([line["doc"] for line in told], reader.pipe([dispatch(line) for line in told]), strict=True))
    wanted = planted(name)
    names = {claim: event for event, claims in wanted["events"].items() for claim in claims}
    back = {mine: names[gold] for gold, mine in aligned(told, readings).items()}
    found = {
        (c.facet, *sorted(back.get(x.id, x.id) for x in (c.one, c.other)))
        for c in Dossier.of(list(readings.values())).contradictions
    }
    assert found == {(facet, *sorted((names[a], names[b]))) for facet, a, b in wanted["contradictions"]}
