-- The ledger, version 9: beside each contest, toll series and truce stands which claims are behind it and what they are like,
-- so that those of which no claim is asked for are left out unread. Derived: filled when the account is reconciled next.

DELETE FROM telling;
DELETE FROM facet;
DELETE FROM sketch;
DELETE FROM band;
DELETE FROM copy;
DELETE FROM aside;
DELETE FROM lying;
DELETE FROM shown;
DELETE FROM placed;
DELETE FROM ruled;
DELETE FROM unruled;
DELETE FROM incident;
DELETE FROM dispute;
DELETE FROM truce_claim;
DELETE FROM stale;
DROP TABLE contest;
DROP TABLE toll;
DROP TABLE running;
DROP TABLE truce;
UPDATE made SET code = NULL, documents = 0, decisions = 0, next = 1,
    incidents = 0, actual = 0, contests = 0, opposed = 0, tolls = 0, truces = 0;

-- Ids of documents are looked up far more often than their texts, between which they stand.
CREATE INDEX document_sha ON document (id, sha);

-- `words` is how many claims assert or deny it; `behind` are the claims that assert, deny or count it.
CREATE TABLE contest (
    day       INTEGER NOT NULL,
    matter    INTEGER NOT NULL CHECK (matter IN (0, 1, 2)),
    name      BLOB    NOT NULL CHECK (length(name) = 12),
    about     INTEGER NOT NULL,
    opposed   INTEGER NOT NULL CHECK (opposed IN (0, 1)),
    words     INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    stances   INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    behind    BLOB    NOT NULL,
    PRIMARY KEY (day, matter, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_about ON contest (about, matter);
CREATE INDEX contest_weight
    ON contest (opposed, words, day, matter, name, about, events, stances, first_day, last_day, behind);

-- `points` is how many counts a series has, `day` the last of their days. What is behind a series that runs over many
-- events is told by `running`.
CREATE TABLE toll (
    victims   TEXT    NOT NULL,
    harm      INTEGER NOT NULL,
    who       TEXT    NOT NULL,
    scope     INTEGER NOT NULL CHECK (scope IN (0, 1, 2)),
    since     INTEGER NOT NULL,
    name      BLOB    NOT NULL,
    incident  INTEGER NOT NULL,
    points    INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    stances   INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    behind    BLOB    NOT NULL,
    PRIMARY KEY (victims, harm, who, scope, since, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX toll_incident ON toll (incident) WHERE incident <> 0;
CREATE INDEX toll_running ON toll (points, day, victims, harm, who, scope, since, name) WHERE incident = 0;
CREATE INDEX toll_weight
    ON toll (points, day, victims, harm, who, scope, since, name, incident, events, stances, first_day, last_day, behind);
CREATE INDEX toll_day
    ON toll (day, victims, harm, who, scope, since, name, incident, events, stances, first_day, last_day, behind);

-- `nth` is the claim's key times 65536 and the count's place in it.
CREATE TABLE running (
    document  INTEGER NOT NULL,
    nth       INTEGER NOT NULL,
    victims   TEXT    NOT NULL,
    harm      INTEGER NOT NULL,
    who       TEXT    NOT NULL,
    scope     INTEGER NOT NULL CHECK (scope IN (1, 2)),
    since     INTEGER NOT NULL,
    incident  INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    stances   INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX running_series ON running (victims, harm, who, scope, since, day, events, stances, first_day, last_day);
CREATE INDEX running_incident ON running (incident) WHERE incident <> 0;

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
    body      BLOB    NOT NULL
) STRICT;
CREATE INDEX truce_listed ON truce (day, name);
CREATE INDEX truce_weight ON truce (claims, day, name);
