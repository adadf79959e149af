"""Commands that fill and ask the archive: ``add``, ``watch``, ``list`` and ``search``; ``cli.py`` registers them.

Heavy imports stand inside the functions, so that ``depesche --help`` is quick.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from depesche.cli_failure import failure
from depesche.cli_tier import TierOption, tier_of
from depesche.cli_words import side

if TYPE_CHECKING:
    from depesche.archive import Archive, RecordRow
    from depesche.intake import IntakeError, Item
    from depesche.models import Tier
    from depesche.reading.pipeline import Reader

ArchiveOption = Annotated[
    str | None, typer.Option("--archive", "-a", help="File or PostgreSQL URL; else DEPESCHE_ARCHIVE.", show_default=False)
]  # fmt: skip
Published = Annotated[str | None, typer.Option(help="ISO date of dispatches that bear none.", show_default=False)]
Language = Annotated[str | None, typer.Option(help="Language of dispatches that do not say it (de, en).", show_default=False)]
Parties = Annotated[list[str] | None, typer.Option(show_default=False)]


def add(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|URL|DIR|-", help="What to add; - is standard input.")],
    archive: ArchiveOption = None,
    published: Published = None,
    language: Language = None,
    tier: TierOption = "accurate",
) -> None:
    """Read dispatches and put them into the archive; what is there already is not read again."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    chosen = tier_of(tier)
    counts = {"added": 0, "known": 0, "copies": 0, "withdrawn": 0, "refused": 0}
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with _archive(archive) as store, Progress(*columns, console=_console(), transient=True) as progress:
        reader = _reader(chosen)
        task = progress.add_task("reading", total=None)
        for found in _items(sources, published, language):
            _add_one(store, reader, found, counts)
            progress.update(task, advance=1, description=f"reading ({counts['refused']} refused)")
    _tell(counts)
    if counts["refused"]:
        raise typer.Exit(2)


def watch(
    feeds: Annotated[str, typer.Argument(metavar="FEEDS.opml", help="OPML file of feeds, or the address of one feed.")],
    archive: ArchiveOption = None,
    language: Language = None,
    every: Annotated[int, typer.Option(help="Seconds between rounds (at least 60).", min=60)] = 600,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    full: Annotated[bool, typer.Option(help="Fetch the pages behind the entries.")] = True,
    tier: TierOption = "accurate",
) -> None:
    """Follow feeds and add their dispatches, each once; stop and start it at any time."""
    from depesche.intake import IntakeError
    from depesche.intake.watching import Watch, feeds_of

    chosen = tier_of(tier)
    counts = {"added": 0, "known": 0, "copies": 0, "withdrawn": 0, "refused": 0}
    try:
        addresses = feeds_of(feeds)
    except IntakeError as why:
        raise failure(str(why)) from why
    with _archive(archive) as store:
        reader = _reader(chosen)
        run = Watch(store, addresses, language=language, full=full, every=every)
        try:
            for mark, found in run.items(rounds=1 if once else None):
                _add_one(store, reader, found, counts, mark)
                _console().print(f"{counts['added']} added, {counts['refused']} refused", end="\r", highlight=False)
        except KeyboardInterrupt:
            pass
    _tell(counts)
    if once and counts["refused"]:
        raise typer.Exit(2)


def list_(
    archive: ArchiveOption = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="PLOVER type, for instance THREATEN.", show_default=False)
    ] = None,
    actor: Annotated[list[str] | None, typer.Option(help="RUS, RUS/Wladimir Putin, Putin …", show_default=False)] = None,
    recipient: Parties = None,
    party: Annotated[list[str] | None, typer.Option(help="In any role.", show_default=False)] = None,
    source: Annotated[list[str] | None, typer.Option(help="Named as saying it.", show_default=False)] = None,
    status: Annotated[list[str] | None, typer.Option(help="occurred, planned, conditional …", show_default=False)] = None,
    mode: Parties = None,
    since: Annotated[str | None, typer.Option(help="ISO date.", show_default=False)] = None,
    until: Annotated[str | None, typer.Option(help="ISO date.", show_default=False)] = None,
    outlet: Parties = None,
    words: Annotated[str, typer.Option(help="Words in the evidence.", show_default=False)] = "",
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Superseded and withdrawn ones too.")] = False,
    independent: Annotated[bool, typer.Option("--independent", help="Copies left out.")] = False,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """List records, newest first."""
    from depesche.archive import Filter

    chosen = Filter(
        types=tuple(t.upper() for t in type_ or ()), modes=tuple(mode or ()), statuses=tuple(s.lower() for s in status or ()),
        party=tuple(party or ()), actor=tuple(actor or ()), recipient=tuple(recipient or ()), source=tuple(source or ()),
        since=_day(since, "--since"), until=_day(until, "--until"), outlets=tuple(outlet or ()), words=words,
        current=not withdrawn, independent=independent, newest_first=True, limit=limit,
    )  # fmt: skip
    with _archive(archive, create=False) as store:
        rows = list(store.records(chosen))
        total = store.count(chosen)
    if as_json:
        for row in rows:
            print(json.dumps(_as_json(row), ensure_ascii=False))
        return
    _print_records(rows)
    if total > len(rows):
        _console().print(f"{len(rows)} of {total}; --limit shows more", highlight=False)


def search(
    query: Annotated[list[str], typer.Argument(help='Words, "a phrase", begin*, -without.')],
    archive: ArchiveOption = None,
    limit: Annotated[int, typer.Option(min=1)] = 20,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Superseded and withdrawn ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Find dispatches by their words; umlauts and endings do not matter."""
    from rich.text import Text

    from depesche.archive import ArchiveError

    with _archive(archive, create=False) as store:
        try:
            # The shell has taken the quotation marks of a phrase away.
            hits = store.search(
                " ".join(f'"{q}"' if " " in q and '"' not in q else q for q in query), limit=limit, current=not withdrawn
            )
        except ArchiveError as why:
            raise failure(str(why)) from why
    out = _console(out=True)
    for hit in hits:
        dispatch = hit.row.dispatch
        if as_json:
            found = {"id": hit.row.id, "doc": dispatch.doc, "title": dispatch.title, "published": dispatch.published,
                     "outlet": dispatch.outlet, "url": dispatch.url, "records": hit.records, "snippet": hit.snippet,
                     "marks": hit.marks, "state": hit.row.state, "story": hit.row.story}  # fmt: skip
            print(json.dumps(found, ensure_ascii=False))
            continue
        shown = Text(_clean(hit.snippet))
        for begin, end in hit.marks:
            shown.stylize("bold", begin, end)
        head = [
            str(hit.row.id),
            dispatch.published or "",
            dispatch.outlet,
            dispatch.title or dispatch.doc,
            f"{hit.records} records",
        ]
        out.print(Text(" · ".join(_clean(part) for part in head if part), style="cyan"))
        out.print(shown, "\n", sep="")
    if not hits:
        _console().print("nothing found", highlight=False)


def _add_one(
    store: Archive, reader: Reader, found: Item | IntakeError, counts: dict[str, int], mark: tuple[str, str] | None = None
) -> None:
    from depesche.archive import ArchiveError
    from depesche.intake import IntakeError

    if isinstance(found, IntakeError):
        counts["refused"] += 1
        _console().print(f"refused: {found}", markup=False, highlight=False)
        return
    meta, dispatch = found.meta, found.dispatch
    try:
        if meta.state == "canceled":
            if not meta.guid:
                raise ArchiveError(f"{dispatch.doc!r} withdraws a dispatch, but does not say which")
            counts["withdrawn"] += len(
                store.withdraw(meta.guid, version=meta.version or None, reason=meta.corrects or "canceled")
            )
            if mark:
                store.keep(*mark, True)
            return
        known = store.has(dispatch)
        if known is not None:
            # Only what the wire says of it may be new; the text need not be read again.
            added = store.add(store.reading(known), meta, mark=mark)
        else:
            added = store.add(reader.read(dispatch), meta, mark=mark)
    except ArchiveError as why:
        counts["refused"] += 1
        _console().print(f"refused: {why}", markup=False, highlight=False)
        return
    counts["added" if added.new else "known"] += 1
    counts["copies"] += added.new and added.copy_of is not None


def _items(sources: Iterable[str], published: str | None, language: str | None) -> Iterator[Item | IntakeError]:
    from depesche.intake import IntakeError, open_items

    for source in sources:
        if source.startswith(("http://", "https://")):
            from depesche.intake.guard import fetch

            try:
                yield from fetch(source, published=published, language=language)
            except IntakeError as why:
                yield why
        else:
            yield from open_items(source, published=published, language=language)


@contextmanager
def _archive(url: str | None, *, create: bool = True) -> Iterator[Archive]:
    from depesche.archive import Archive, ArchiveError

    try:
        store = Archive.open(url, create=create)
    except ArchiveError as why:
        raise failure(str(why)) from why
    with store:
        yield store


def _reader(tier: Tier) -> Reader:
    from depesche.reading.pipeline import Reader

    return Reader(tier)


def _print_records(rows: Iterable[RecordRow]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("when", "type", "actor", "recipient", "status", "on whose word", "evidence"):
        table.add_column(name, overflow="fold", ratio=4 if name == "evidence" else None)
    for row in rows:
        record = row.record
        when = (record.time if row.dated else f"({row.begins or '?'})") or ""
        word = " < ".join([*(str(s.party) for s in reversed(record.attribution)), row.outlet or row.doc])
        state = record.status if row.state == "current" else f"{record.status}, {row.state}"
        cells = (
            when, record.type + (f"/{record.mode}" if record.mode else ""), side(record, "actor", "; "),
            side(record, "recipient", "; "), state, word, row.evidence,
        )  # fmt: skip
        table.add_row(*(Text(_clean(cell)) for cell in cells))
    _console(out=True).print(table)


def _as_json(row: RecordRow) -> dict[str, Any]:
    record = row.record
    return {
        "id": row.id, "dispatch": row.dispatch, "doc": row.doc, "title": row.title, "outlet": row.outlet, "url": row.url,
        "published": row.published, "begin": record.evidence.begin, "end": record.evidence.end, "evidence": row.evidence,
        "type": record.type, "mode": record.mode or None, "status": record.status,
        "actor": [str(p) for p in record.actor], "recipient": [str(p) for p in record.recipient],
        "attribution": [str(s.party) for s in record.attribution], "time": record.time, "place": row.place,
        "condition": row.condition, "inferred": list(record.inferred), "story": row.story, "state": row.state,
    }  # fmt: skip


def _day(value: str | None, option: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(value) if value else None
    except ValueError as why:
        raise failure(f"{option} {value!r} is not an ISO date such as 2021-12-31") from why


def _clean(words: str) -> str:
    """Without line ends and control characters, one character for one, so that offsets hold."""
    return "".join(c if c.isprintable() else " " for c in words)


def _console(out: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=not out, soft_wrap=not sys.stdout.isatty())


def _tell(counts: dict[str, int]) -> None:
    _console().print(", ".join(f"{number} {name}" for name, number in counts.items()), highlight=False)
