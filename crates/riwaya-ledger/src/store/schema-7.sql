-- The ledger, version 7: what tellings are compared by is kept by block and day, so that grouping reads the others only
-- where they may be of one incident. Derived: filled when the account is reconciled next.

DROP TABLE telling;
DELETE FROM facet;
DELETE FROM sketch;
DELETE FROM band;
DELETE FROM copy;
DELETE FROM aside;
DELETE FROM placed;
DELETE FROM ruled;
DELETE FROM unruled;
DELETE FROM incident;
DELETE FROM contest;
DELETE FROM dispute;
DELETE FROM toll;
DELETE FROM running;
DELETE FROM truce;
DELETE FROM truce_claim;
DELETE FROM stale;
UPDATE made SET code = NULL, documents = 0, decisions = 0, next = 1,
    incidents = 0, actual = 0, contests = 0, opposed = 0, tolls = 0, truces = 0;

-- `id` is the document times 65536 and the telling's place in it.
CREATE TABLE telling (
    id    INTEGER PRIMARY KEY,
    block INTEGER NOT NULL,
    body  BLOB    NOT NULL,
    facts BLOB    NOT NULL
) STRICT;

-- Tellings that are placed, by block and day, counted from 1970: a telling of two days by the first, of more by each; what
-- has no day is found by nothing. `alone` says that its incident has no other telling; else `shown` has by what the
-- incident is found.
CREATE TABLE lying (
    block    INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    telling  INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    alone    INTEGER NOT NULL CHECK (alone IN (0, 1)),
    look     BLOB    NOT NULL,
    PRIMARY KEY (block, day, telling)
) STRICT, WITHOUT ROWID;

CREATE TABLE shown (
    incident INTEGER PRIMARY KEY,
    terms    BLOB NOT NULL
) STRICT;
