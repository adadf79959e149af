"""How every command fails: one clear sentence on standard error and an exit code that is not zero."""

from __future__ import annotations

import typer


def failure(message: str, code: int = 2) -> typer.Exit:
    """Say what is wrong; raise what comes back. ``code``: the exit code."""
    typer.echo(f"depesche: {message}", err=True)
    return typer.Exit(code)
