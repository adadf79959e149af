"""How every command ends: 0 where it did what was asked, 2 with one clear sentence on standard error where it could not.

1 is left for the one question that has an answer and yet none: ``depesche who`` where nothing settles who is meant.
"""

from __future__ import annotations

import typer


def failure(message: str) -> typer.Exit:
    """Say what is wrong; raise what comes back."""
    typer.echo(f"depesche: {message}", err=True)
    return typer.Exit(2)
