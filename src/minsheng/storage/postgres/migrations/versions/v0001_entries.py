"""Entries, append-only.

Each row refers to the one before it, so positions have no gaps, and the two keys see to it that no place and no id is
taken twice. A reference costs a single append half of what a trigger does that looks the row before up.

The trigger stands for the statement, so that INSERT … ON CONFLICT DO UPDATE is refused even where nothing conflicts;
ENABLE ALWAYS: it fires in sessions that switch triggers off as well.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = """
CREATE TABLE {schema}.entries (
    plan text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    digest bytea NOT NULL,
    data bytea NOT NULL,
    previous bigint GENERATED ALWAYS AS (nullif(position - 1, 0)) STORED,
    PRIMARY KEY (plan, position),
    UNIQUE (plan, id),
    CONSTRAINT entries_begin_with_1 CHECK (position > 0),
    CONSTRAINT entries_leave_no_gap FOREIGN KEY (plan, previous) REFERENCES {schema}.entries (plan, position)
);

COMMENT ON TABLE {schema}.entries IS 'Ledger entries of minsheng, append-only (工作台账，只增不改)';

CREATE FUNCTION {schema}.entries_are_not_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
        MESSAGE = 'the ledger is append-only: entries are not changed and not deleted';
END $$;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.entries
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.entries_are_not_changed();

ALTER TABLE {schema}.entries ENABLE ALWAYS TRIGGER entries_are_not_changed
"""


def upgrade(*, schema: str) -> None:
    """Make the table and its guards in `schema`, which is quoted."""
    for statement in _STATEMENTS.split(";\n\n"):
        whole = statement.strip().replace("{schema}", schema)
        op.execute(text(whole.replace(":", r"\:")))  # a colon is no parameter here


def downgrade(*, schema: str) -> None:
    """There is no way back: a ledger is not thrown away."""
    raise NotImplementedError(schema)
