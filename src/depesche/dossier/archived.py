"""The bridge from an archive to a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from depesche.dossier.stored import Item

if TYPE_CHECKING:
    from depesche.archive import Archive


def archived(archive: Archive) -> Iterator[Item]:
    """All dispatches of an archive, superseded and withdrawn ones too, but none that its outlet withheld from the public."""
    for row in archive.dispatches(current=False):
        if row.state != "withheld":
            yield Item(str(row.id), archive.reading(row.id), row.state, str(row.story))
