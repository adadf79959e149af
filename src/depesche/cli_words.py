"""How a record's sides read in the tables of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from depesche.records import Record


def side(record: Record, name: Literal["actor", "recipient"], joint: str = ", ") -> str:
    """The parties of one side; in brackets where only the text around the evidence settles them."""
    words = joint.join(map(str, record.actor if name == "actor" else record.recipient))
    return f"({words})" if words and name in record.inferred else words
