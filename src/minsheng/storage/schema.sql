-- Ledger entries, append-only. Version 1 (user_version).
-- WITHOUT ROWID and a check on both keys: with a rowid table, or a check on the id alone, INSERT OR REPLACE gets through,
-- since SQLite fires no delete trigger for the row that REPLACE takes out.

CREATE TABLE entries (
    plan TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (plan, position),
    UNIQUE (plan, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entries_are_added_behind BEFORE INSERT ON entries
WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM entries WHERE plan = NEW.plan)
    OR EXISTS (SELECT 1 FROM entries WHERE plan = NEW.plan AND id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: this position or id is taken, or leaves a gap');
END;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: entries are not changed');
END;

CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: entries are not deleted');
END;
