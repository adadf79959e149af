"""From files, pages, feeds and wires to dispatches, one module per format.

``open_input`` serves those who want texts to read, ``open_items`` those who also keep what the wire says about them.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from depesche.intake import checks, sniff
from depesche.intake.errors import IntakeError, printable, refusal
from depesche.intake.item import Item, Metadata, Raw
from depesche.records import Dispatch

__all__ = ["FORMATS", "IntakeError", "Item", "Metadata", "Raw", "items_of", "open_input", "open_items", "printable"]

FORMATS = ("plain", "jsonl", "html", "feed", "newsml", "ninjs", "eml", "warc")
"""Modules of this package that read a format; each has ``items(raw)``, which yields ``Item`` and ``IntakeError``."""


def open_input(source: str, *, published: str | None = None, language: str | None = None) -> Iterator[Dispatch]:
    """The dispatches of a file, a directory or ``-`` (standard input).

    ``published`` (ISO date) and ``language`` hold for dispatches that do not state their own; without either the
    language is recognised. Raises ``IntakeError`` at the first thing that cannot be read: a missing or unreadable
    file, no text, more than 20 MB of it, NUL characters, a broken encoding, an unsupported language, a bad date.
    """
    for found in open_items(source, published=published, language=language):
        if isinstance(found, IntakeError):
            raise found
        if found.dispatch.text:
            yield found.dispatch


def open_items(source: str, *, published: str | None = None, language: str | None = None) -> Iterator[Item | IntakeError]:
    """Like ``open_input``, with metadata and kills; what cannot be read comes as its error, and the rest follows."""
    try:
        day = checks.day(published, "--published")
        code = checks.language(language, "--language") if language else None
    except IntakeError as why:
        yield why
        return
    for name in _files(source):
        if isinstance(name, IntakeError):
            yield name
            continue
        try:
            with _opened(name) as stream:
                shown = "standard input" if name == "-" else name
                yield from items_of(Raw(shown, stream, day, code))
        except IntakeError as why:
            yield why


def items_of(raw: Raw) -> Iterator[Item | IntakeError]:
    """The items of bytes in whichever format they have. Raises ``IntakeError`` where nothing can be read at all."""
    stream = cast(BinaryIO, raw.stream if isinstance(raw.stream, io.BufferedReader) else io.BufferedReader(raw.stream))
    try:
        head = stream.peek(sniff.PEEK)  # type: ignore[attr-defined]
        name = raw.name
        if head.startswith(b"\x1f\x8b"):
            stream = cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=stream)))
            head = stream.peek(sniff.PEEK)  # type: ignore[attr-defined]
            name = name.removesuffix(".gz")
    except (OSError, EOFError, zlib.error) as why:
        raise refusal(raw.name, f"cannot be read ({why})") from why
    kind = sniff.format_of(name, head, raw.content_type)
    if kind not in FORMATS:
        raise refusal(raw.name, f"is in format {kind!r}, which is not read")
    module = import_module(f"depesche.intake.{kind}")
    given = Raw(raw.name, stream, raw.published, raw.language, raw.content_type, raw.charset, raw.url)
    try:
        yield from module.items(given)
    except (OSError, EOFError, zlib.error) as why:  # a compressed stream that breaks off after its first bytes
        yield refusal(raw.name, f"cannot be read ({why})")


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield cast(BinaryIO, sys.stdin.buffer)
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115 -- closed below; only opening it may raise what is caught here
    except (OSError, ValueError) as why:
        raise refusal(name, _plainly(why)) from why
    with stream:
        yield stream


def _files(source: str) -> Iterator[str | IntakeError]:
    """The file itself, or the files below a directory that have a known ending, in order; links are not followed."""
    if source == "-":
        yield source
        return
    try:
        kind = os.stat(source).st_mode
    except (OSError, ValueError) as why:
        yield refusal(source, _plainly(why))
        return
    if stat.S_ISFIFO(kind) and not os.path.abspath(source).startswith(("/dev/", "/proc/")):
        # Opening one that nobody writes to would wait for ever; what the shell substitutes lies in /dev.
        yield refusal(source, "is not a file")
        return
    if not stat.S_ISDIR(kind):
        yield source
        return
    root, empty = Path(source), True
    for folder, folders, names in os.walk(root, onerror=None, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            ending = Path(name.removesuffix(".gz")).suffix.lower()
            if ending in sniff.ENDINGS and not name.startswith(".") and path.is_file() and not path.is_symlink():
                empty = False
                yield str(path)
    if empty:
        yield refusal(source, "has no files that depesche reads")


def _plainly(why: Exception) -> str:
    if isinstance(why, FileNotFoundError):
        return "no such file"
    if isinstance(why, PermissionError):
        return "cannot be read (permission denied)"
    if isinstance(why, OSError):
        return f"cannot be read ({(why.strerror or 'input error').lower()})"
    return "is not a file name"
