-- Ledger entries, append-only. Version 2 (user_version).
-- Each plan has a number, and a row stands at the place number * 2^40 + position: entries of one plan lie side by side in the
-- order of their positions, and one that is added goes to the end. Of a plan's number its first row tells, of the plan each.
-- Both keys are checked before a row is added: SQLite fires no delete trigger for a row that INSERT OR REPLACE takes out.
-- Positions are written here as 0xFFFFFFFFFF, the 40 bits of a place that hold them.

CREATE TABLE entries (
    place INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,
    data BLOB NOT NULL,
    position INTEGER AS (place & 0xFFFFFFFFFF),
    UNIQUE (plan, id)
) STRICT;

CREATE TRIGGER entries_are_added_behind BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE place = NEW.place)
    OR EXISTS (SELECT 1 FROM entries WHERE plan = NEW.plan AND id = NEW.id)
    OR CASE NEW.place & 0xFFFFFFFFFF
        WHEN 1 THEN NEW.place >> 40 <> (SELECT coalesce(max(place) >> 40, 0) + 1 FROM entries)
            OR EXISTS (SELECT 1 FROM entries WHERE plan = NEW.plan)
        ELSE NOT EXISTS (SELECT 1 FROM entries WHERE place = NEW.place - 1 AND plan = NEW.plan)
    END
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
