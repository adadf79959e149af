"""Commands that look across dispatches: ``depesche dossier new|list|show|forget`` and ``depesche export``.

Heavy imports stand inside the functions, so that ``depesche --help`` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from depesche.cli_archive import ArchiveOption, _archive
from depesche.cli_failure import failure

if TYPE_CHECKING:
    from depesche.archive import Archive
    from depesche.dossier import Dossier, Selection

KIND = "dossier"  # under which the archive keeps selections

dossier_app = typer.Typer(no_args_is_help=True, help="Named selections of parties, period and topics, linked and compared.")
Name = Annotated[str, typer.Argument(help="Name of the dossier.")]


@dossier_app.command(name="new")
def new(
    name: Name,
    party: Annotated[
        list[str] | None, typer.Option(help="Code or name; one of them must have a part.", show_default=False)
    ] = None,
    since: Annotated[str | None, typer.Option(help="ISO date.", show_default=False)] = None,
    until: Annotated[str | None, typer.Option(help="ISO date.", show_default=False)] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Topic or word of the sentence.", show_default=False)] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="PLOVER type.", show_default=False)] = None,
    outlet: Annotated[list[str] | None, typer.Option(show_default=False)] = None,
    reliability: Annotated[
        list[str] | None, typer.Option(help="Your own judgement of an outlet, A to F: Elbkurier=B.", show_default=False)
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """Keep a selection under a name; what is in it is computed whenever it is shown or exported."""
    from depesche.dossier import Selection, SelectionError

    types = tuple(t.upper() for t in type_ or ())
    try:
        chosen = Selection(name, tuple(party or ()), since, until, tuple(topic or ()), types, tuple(outlet or ()))
    except SelectionError as why:
        raise failure(str(why)) from why
    letters = dict(_letter(value) for value in reliability or ())
    with _archive(archive) as store:
        store.keep(KIND, name, chosen.to_json() | {"reliability": letters})
        found = _dossier(store, chosen, letters)
        typer.echo(f"{len(found.dispatches)} dispatches, {len(found.claims)} records, {len(found.events)} events", err=True)


def _letter(value: str) -> tuple[str, str]:
    outlet, equals, letter = value.rpartition("=")
    if not equals or not outlet.strip() or letter.strip().upper() not in tuple("ABCDEF"):
        raise failure(f"--reliability {value!r} is not an outlet and a letter from A to F, such as Elbkurier=B")
    return outlet.strip(), letter.strip().upper()


@dossier_app.command(name="list")
def list_(archive: ArchiveOption = None) -> None:
    """List the dossiers that are kept."""
    with _archive(archive, create=False) as store:
        for name, data in sorted(store.kept_all(KIND).items()):
            plain = {
                k: [f"{o}={x}" for o, x in v.items()] if isinstance(v, dict) else v for k, v in data.items() if k != "name"
            }
            said = [f"{k} {', '.join(v) if isinstance(v, list) else v}" for k, v in plain.items() if v]
            typer.echo("; ".join([name, *said]))


def _said(value: str | list[str] | dict[str, str]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={letter}" for name, letter in value.items())
    return value if isinstance(value, str) else ", ".join(value)


@dossier_app.command(name="show")
def show(name: Name, archive: ArchiveOption = None) -> None:
    """Print a dossier: engagements with readouts, plans and their fate, positions, contradictions, events."""
    from depesche.export.brief import markdown

    with _archive(archive, create=False) as store:
        typer.echo(markdown(_kept(store, name)))


@dossier_app.command(name="forget")
def forget(name: Name, archive: ArchiveOption = None) -> None:
    """Forget a selection; the dispatches stay."""
    with _archive(archive, create=False) as store:
        if not store.forget(KIND, name):
            raise failure(f"there is no dossier {name!r}")


def export(
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl, csv, parquet, ics, atom, jsonld, md or html.")],
    name: Annotated[str, typer.Argument(metavar="[DOSSIER]", help="Name of a dossier; all records if missing.")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File; standard output if missing.")] = None,
    archive: ArchiveOption = None,
) -> None:
    """Write a dossier in another format."""
    formats = _formats()
    if kind not in formats:
        raise failure(f"format {kind!r} is not known; known are: {', '.join(formats)}")
    with _archive(archive, create=False) as store:
        found = _kept(store, name) if name else _dossier(store, None)
        try:
            content = formats[kind](found)
        except ImportError as why:
            raise failure("Parquet needs pyarrow: pip install 'depesche[tables]'") from why
    try:
        _write(output, content)
    except OSError as why:
        raise failure(f"cannot write {output or 'to standard output'}: {why.strerror}") from why


def _write(output: Path | None, content: bytes) -> None:
    """All of it or nothing: a full disk leaves no half of a file where a whole one was."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    if output.exists() and not output.is_file():  # a pipe or a device
        output.write_bytes(content)
        return
    passing = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        passing.write_bytes(content)
        passing.replace(output)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise


def _formats() -> dict[str, Callable[[Dossier], bytes]]:
    import io
    import json

    from depesche.export import brief, calendar, feed, linked, tables

    def csv(found: Dossier) -> bytes:
        out = io.StringIO()
        tables.write_csv(found, out)
        return _utf8(out.getvalue())

    def parquet(found: Dossier) -> bytes:
        out = io.BytesIO()
        tables.write_parquet(found, out)
        return out.getvalue()

    return {
        "jsonl": lambda found: _utf8("".join(tables.jsonl(found))),
        "csv": csv,
        "parquet": parquet,
        "ics": calendar.calendar,
        "atom": feed.feed,
        "jsonld": lambda found: _utf8(json.dumps(linked.graph(found), ensure_ascii=False, indent=1) + "\n"),
        "md": lambda found: _utf8(brief.markdown(found)),
        "html": lambda found: _utf8(brief.html(found)),
    }


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _kept(store: Archive, name: str) -> Dossier:
    from depesche.dossier import Selection

    data = store.kept(KIND, name)
    if data is None:
        names = ", ".join(sorted(store.kept_all(KIND))) or "none yet"
        raise failure(f"there is no dossier {name!r}; there are: {names}")
    return _dossier(store, Selection.from_json(data), data.get("reliability"))


def _dossier(store: Archive, chosen: Selection | None, reliability: dict[str, str] | None = None) -> Dossier:
    from depesche.dossier import Dossier
    from depesche.dossier.archived import archived

    return Dossier(archived(store), chosen, reliability=reliability)
