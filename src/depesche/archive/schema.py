"""The tables of an archive, the same on SQLite and PostgreSQL; ``migrations`` brings older archives to them.

A dispatch row is one immutable version of a dispatch. What happens to it later (superseded, withdrawn) is written
beside it; rows are never deleted.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
# SQLite numbers rows by itself only in columns declared INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")

dispatches = Table(
    "dispatches", metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("content", String(64), nullable=False, unique=True),  # SHA-256 of what makes it this dispatch
    Column("doc", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", String(10)),
    Column("earliest", String(10)),  # the day it appeared, as given or inferred
    Column("latest", String(10)),
    Column("outlet", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("url", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),  # the reading without its dispatch and records, as JSON
    Column("meta", Text, nullable=False),  # public metadata of the item, as JSON
    Column("guid", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(12), nullable=False),  # current, superseded, withdrawn, withheld
    Column("superseded_by", Key, ForeignKey("dispatches.id")),
    Column("reason", Text, nullable=False),
    Column("changed", String(32)),  # when the state last changed, UTC
    Column("added", String(32), nullable=False),  # UTC
    Column("story", Key),  # the first dispatch that this one is a copy of, itself if it is none
    Column("likeness", Float, nullable=False),  # share of its shingles that the first has too
    Index("dispatches_guid", "guid", "version"),
    Index("dispatches_story", "story"),
    Index("dispatches_day", "state", "earliest"),
)  # fmt: skip

records = Table(
    "records", metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("dispatch", Key, ForeignKey("dispatches.id"), nullable=False),
    Column("number", Integer, nullable=False),  # index in Reading.records
    Column("type", String(16), nullable=False),
    Column("mode", String(24), nullable=False),
    Column("contexts", Text, nullable=False),  # ",military,nuclear,"
    Column("status", String(12), nullable=False),
    Column("begins", String(10)),  # first and last day of the event, else of the dispatch's appearance
    Column("ends", String(10)),
    Column("dated", Integer, nullable=False),  # 1 if the days are the event's own
    Column("intensity", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("current", Integer, nullable=False),  # 0 if its dispatch is superseded, withdrawn or withheld
    Column("body", Text, nullable=False),  # the record as JSON
    UniqueConstraint("dispatch", "number"),
    Index("records_day", "current", "begins", "id"),
    Index("records_type", "current", "type", "begins", "id"),
    Index("records_status", "current", "status", "begins", "id"),
    # The word index keeps entries by number, so a number is never given twice.
    sqlite_autoincrement=True,
)  # fmt: skip

parties = Table(
    "parties", metadata,
    Column("record", Key, ForeignKey("records.id"), nullable=False),
    Column("role", String(10), nullable=False),  # actor, recipient, source
    Column("place", Integer, nullable=False),  # position within the role
    Column("code", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name as search sees it
    Column("surname", Text, nullable=False),  # its last word
    PrimaryKeyConstraint("record", "role", "place"),
    Index("parties_code", "code", "role", "record"),
    Index("parties_folded", "folded", "role", "record"),
    Index("parties_surname", "surname", "role", "record"),
)  # fmt: skip

bands = Table(
    "bands", metadata,
    Column("band", BigInteger, nullable=False),  # hash of one band of a MinHash, the scheme and band number mixed in
    Column("dispatch", Key, ForeignKey("dispatches.id"), nullable=False),
    PrimaryKeyConstraint("band", "dispatch"),
    sqlite_with_rowid=False,
)  # fmt: skip

notices = Table(
    "notices", metadata,
    Column("id", Key, primary_key=True, autoincrement=True),
    Column("guid", Text, nullable=False),
    Column("version", Integer, nullable=False),  # versions up to this one are withdrawn
    Column("reason", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Index("notices_guid", "guid"),
)  # fmt: skip

kept = Table(
    "kept", metadata,
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("kind", "name"),
)  # fmt: skip
