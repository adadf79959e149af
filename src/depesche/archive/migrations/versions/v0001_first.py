"""The first tables, and the word indices."""

from __future__ import annotations

from alembic import op

from depesche.archive import schema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables of the first version."""
    connection = op.get_bind()
    schema.metadata.create_all(connection, checkfirst=False)
    for name in ("dispatch_words", "record_words"):
        if connection.dialect.name == "sqlite":
            # The words come folded, so the tokenizer must not fold again; the text itself is kept elsewhere.
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(words, stems, content='', tokenize='unicode61 remove_diacritics 0')"
            )
        else:
            op.execute(f"CREATE TABLE {name} (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
            op.execute(f"CREATE INDEX {name}_tokens ON {name} USING GIN (tokens)")
