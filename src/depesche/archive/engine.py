"""Opening a database for an archive: SQLite in WAL mode or PostgreSQL, brought to the newest tables."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from depesche.archive.rows import ArchiveError

NEWEST = "0001"
"""The migration that this version of depesche needs."""
_LOCK = 0x64657065  # "depe": the advisory lock that orders writers on PostgreSQL
_PATIENCE = 120
"""Seconds that a writer waits for another."""


def location(url: str | Path | None = None) -> URL:
    """Where the archive is: as given, else ``DEPESCHE_ARCHIVE``, else ``depesche/archive.db`` in the user's data folder.

    A path without a scheme is an SQLite file. Raises ``ArchiveError``.
    """
    given = str(url or os.environ.get("DEPESCHE_ARCHIVE") or "")
    if not given:
        data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        given = str(Path(data) / "depesche" / "archive.db")
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        found = make_url(given)
    except ArgumentError as why:
        raise ArchiveError("the archive's address is not a URL such as postgresql+psycopg://user@host/name") from why
    if found.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(f"an archive lives in SQLite or PostgreSQL, not in {found.get_backend_name()!r}")
    return found


def connect(url: URL, *, create: bool = True) -> Engine:
    """An engine whose tables are the newest. Raises ``ArchiveError``.

    ``create``: without it, an archive that is not there is an error and not begun.
    """
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _place(url, create)
    try:
        engine = create_engine(url, pool_pre_ping=not sqlite)
    except (NoSuchModuleError, ImportError) as why:
        raise ArchiveError("PostgreSQL needs psycopg: pip install 'depesche[postgres]'") from why
    if sqlite:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, create)
    except (OperationalError, DatabaseError) as why:
        engine.dispose()
        raise ArchiveError(f"the archive at {shown(url)} cannot be opened: {_reason(why)}") from why
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown(url: URL) -> str:
    """The address without a password."""
    return url.database or "memory" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def serialise(connection: Connection) -> None:
    """Let one writer at a time into its transaction; SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def writing(engine: Engine) -> Engine:
    """The engine for transactions that write."""
    return engine.execution_options(depesche_writes=True)


def _place(url: URL, create: bool) -> None:
    path = url.database
    if not path or path == ":memory:":
        return
    if not create and not Path(path).exists():
        raise ArchiveError(f"there is no archive at {path}; begin one with: depesche add")
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise ArchiveError(f"no archive can be made at {path}: {why.strerror}") from why


def _pragmas(connection: Any, _record: Any) -> None:
    # SQLAlchemy, not the driver, begins transactions; WAL lets readers read while a writer writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_PATIENCE * 1000}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes could not wait for another writer: it takes the lock at once.
    writes = connection.get_execution_options().get("depesche_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found == NEWEST:
        return
    if found is None and not create:
        raise ArchiveError(f"there is no archive at {shown(engine.url)}; begin one with: depesche add")
    if found is not None and found > NEWEST:
        raise ArchiveError(f"the archive at {shown(engine.url)} was written by a newer depesche (tables {found})")
    # Only here, for Alembic takes a while to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine).begin() as connection:
        serialise(connection)
        if _version(connection) != NEWEST:  # another process may have been first
            config.attributes["connection"] = connection
            command.upgrade(config, NEWEST)


def _reason(why: DatabaseError) -> str:
    original = why.orig
    words = " ".join(str(original).split()) or type(original).__name__
    return words if isinstance(original, sqlite3.Error) else words[:300]
