-- The ledger, version 10: truces are made anew beside those that are kept, and only what differs is written. Derived: filled
-- when the account is reconciled next.

DELETE FROM contest WHERE matter <> 0;
DELETE FROM dispute WHERE matter <> 0;
DELETE FROM truce_claim;
DROP TABLE truce;
UPDATE made SET code = NULL;

-- `print` is a digest of all that is kept of a truce and of what is contested of it.
CREATE TABLE truce (
    id        INTEGER PRIMARY KEY,
    day       INTEGER NOT NULL,
    name      BLOB    NOT NULL CHECK (length(name) = 12),
    claims    INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    stances   INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    behind    BLOB    NOT NULL,
    body      BLOB    NOT NULL,
    print     BLOB    NOT NULL
) STRICT;
CREATE INDEX truce_listed ON truce (day, name);
CREATE INDEX truce_weight ON truce (claims, day, name);
CREATE INDEX truce_claim_truce ON truce_claim (truce);

-- How often what reports tell of truces changed, and as of which of these changes the truces were made.
CREATE TABLE truces_made (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    told INTEGER NOT NULL,
    made INTEGER NOT NULL
) STRICT;
INSERT INTO truces_made VALUES (1, 0, 0);
