"""Across dispatches: the same event linked, readouts side by side, positions, plans and their fate, contradictions."""

from __future__ import annotations

from depesche.dossier.claim import Claim
from depesche.dossier.compare import Contradiction
from depesche.dossier.dossier import Dossier
from depesche.dossier.engagements import Engagement, Readout
from depesche.dossier.event import Event
from depesche.dossier.plans import Plan
from depesche.dossier.positions import Position
from depesche.dossier.selection import Selection, SelectionError
from depesche.dossier.stored import Item, Stored

__all__ = [
    "Claim",
    "Contradiction",
    "Dossier",
    "Engagement",
    "Event",
    "Item",
    "Plan",
    "Position",
    "Readout",
    "Selection",
    "SelectionError",
    "Stored",
]
