"""The command ``depesche who``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from depesche.cli_failure import failure


def who(
    words: Annotated[str, typer.Argument(help="A name, an office or a metonym, e.g. “Kremlchef”.")],
    on: Annotated[str | None, typer.Option("--on", help="The day (YYYY-MM-DD) that the dispatch appeared.")] = None,
    language: Annotated[str, typer.Option("--language", help="de or en")] = "de",
    parties: Annotated[Path | None, typer.Option("--parties", help="Your own parties (TOML).")] = None,
) -> None:
    """Say whom a name or an office means on a day, and why."""
    from depesche.knowledge import PartiesFileError
    from depesche.knowledge.who import explain
    from depesche.languages import UnsupportedLanguage

    if not words.strip():
        raise failure("say a name, an office or a metonym, e.g. “Kremlchef”")
    try:
        if on is not None:
            date.fromisoformat(on)
    except ValueError as error:
        raise failure(f"--on {on}: not a day written as YYYY-MM-DD") from error
    try:
        answer = explain(words, on, language, str(parties) if parties else None)
    except (PartiesFileError, UnsupportedLanguage) as error:
        raise failure(str(error)) from error
    if answer.party is not None:
        typer.echo(str(answer.party))
    elif answer.alternatives:
        typer.echo("not settled: " + ", ".join(str(a) for a in answer.alternatives))
    else:
        typer.echo("unknown")
    for step in answer.steps:
        typer.echo(f"  {step}")
    if answer.party is None:
        raise typer.Exit(1)
