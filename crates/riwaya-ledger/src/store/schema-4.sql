-- The ledger, version 4: a decision can take back an earlier one. A constraint cannot be altered, so the table is made
-- anew; its rows, and so their hashes, stay as they are.

DROP TRIGGER decision_stays;
DROP TRIGGER decision_kept;
DROP INDEX decision_about;

CREATE TABLE decision_wider (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL CHECK (by <> ''),
    action  TEXT NOT NULL CHECK (action IN ('accept', 'correct', 'reject', 'merge', 'split', 'note', 'undo')),
    about   TEXT NOT NULL,
    detail  TEXT NOT NULL,
    why     TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

INSERT INTO decision_wider SELECT id, at, by, action, about, detail, why, previous, hash FROM decision ORDER BY id;
DROP TABLE decision;
ALTER TABLE decision_wider RENAME TO decision;

CREATE INDEX decision_about ON decision (about);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never altered'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
