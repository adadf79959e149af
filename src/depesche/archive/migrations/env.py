"""Alembic's way in: depesche hands it an open connection, and migrates inside its own transaction."""

from __future__ import annotations

from alembic import context

from depesche.archive.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
