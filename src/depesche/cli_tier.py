"""The option ``--tier`` of the commands that read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from depesche.cli_failure import failure

if TYPE_CHECKING:
    from depesche.models import Tier

TierOption = Annotated[str, typer.Option("--tier", help="accurate, or fast for bulk.")]


def tier_of(name: str) -> Tier:
    """The tier of that name, if its model is there."""
    from depesche.models import shipped

    for tier in shipped():
        if tier == name:
            return tier
    raise failure(f"tier {name!r} is not there; this release ships: {', '.join(shipped())}")
