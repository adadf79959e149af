"""The command line: ``depesche read``, ``depesche who``, and the commands of the archive."""

from __future__ import annotations

import gc
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from depesche.cli_archive import add, list_, search, watch
from depesche.cli_dossier import dossier_app, export
from depesche.cli_failure import failure
from depesche.cli_tier import TierOption, tier_of
from depesche.cli_who import who
from depesche.cli_words import side

if TYPE_CHECKING:
    from depesche.records import Reading

app = typer.Typer(
    # Help without markup: Rich's renderer alone would take longer to load than all the rest.
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Reads news dispatches and keeps an attributed record of a diplomatic crisis.",
)  # fmt: skip


@app.command()
def read(
    inputs: Annotated[list[str], typer.Argument(help="Files (.txt, .html, .xml, .jsonl …) or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="ISO date of publication; inferred from the text if missing.")] = None,
    language: Annotated[str | None, typer.Option(help="de or en; recognised if missing.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one object per dispatch.")] = False,
    tier: TierOption = "accurate",
    parties: Annotated[Path | None, typer.Option(help="A TOML file of your own parties.")] = None,
) -> None:
    """Read dispatches into attributed records."""
    from depesche.intake import IntakeError, open_input

    chosen = tier_of(tier)
    try:
        dispatches = [d for name in inputs for d in open_input(name, published=published, language=language)]
    except IntakeError as error:
        raise failure(str(error)) from error
    from depesche.export.reading_json import to_json
    from depesche.knowledge import PartiesFileError
    from depesche.languages import UnsupportedLanguage
    from depesche.reading.pipeline import Reader

    try:
        for reading in Reader(chosen, parties).pipe(dispatches):
            if as_json:
                sys.stdout.write(json.dumps(to_json(reading), ensure_ascii=False) + "\n")
            else:
                show(reading)
    except (UnsupportedLanguage, PartiesFileError) as error:
        raise failure(str(error)) from error


def show(reading: Reading) -> None:
    """Print a reading as a table: who, type, whom, status, on whose word, when, evidence."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    dispatch, day = reading.dispatch, reading.published
    when = day.earliest or "unknown"
    if day.inferred and day.earliest:
        when = f"between {day.earliest} and {day.latest} (inferred: {'; '.join(day.reasons)})"
    name = dispatch.title or dispatch.doc or "dispatch"
    console.print(escape(f"{name} · {dispatch.language} · published {when}"), style="bold")
    grid = Table(show_lines=True)
    for head in ("who", "does what", "to whom", "status", "on the word of", "when", "evidence"):
        grid.add_column(head, overflow="fold", ratio=3 if head == "evidence" else None)
    for record in reading.records:
        kind = f"{record.type} ({record.mode})" if record.mode else record.type
        status: str = record.status
        if record.condition:
            status += f", if: {reading.words(record.condition)}"
        chain = " → ".join(str(s.party) for s in record.attribution) or "the outlet"
        cells = (
            side(record, "actor"), kind, side(record, "recipient"), status, chain,
            record.time or "", " ".join(reading.words(record.evidence).split()),
        )  # fmt: skip
        grid.add_row(*(escape(c) for c in cells))
    console.print(grid if reading.records else "no records")


app.command()(who)
app.command()(add)
app.command()(watch)
app.command(name="list")(list_)
app.command()(search)
app.add_typer(dossier_app, name="dossier")
app.command()(export)


def main() -> None:
    """Entry point of the console script."""
    gc.set_threshold(200_000)  # tables are loaded once and kept: looking through them for garbage cost a tenth of the start
    for stream in (sys.stdout, sys.stderr):
        # What goes to a file or a pipe is UTF-8 wherever it is run; no character may end a command half way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    app()
