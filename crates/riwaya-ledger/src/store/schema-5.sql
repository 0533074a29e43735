-- The ledger, version 5: the account is reconciled where something changed and nowhere else, and lists are chosen without
-- loading reports. All tables here are derived, and filled when the account is reconciled next.

DROP TABLE IF EXISTS stale;
DROP TABLE IF EXISTS dirty;
DROP TABLE IF EXISTS gone;
DROP TABLE IF EXISTS telling;
DROP TABLE IF EXISTS placed;
DROP TABLE IF EXISTS ruled;
DROP TABLE IF EXISTS unruled;
DROP TABLE IF EXISTS incident;
DROP TABLE IF EXISTS contest;
DROP TABLE IF EXISTS toll;
DROP TABLE IF EXISTS running;
DROP TABLE IF EXISTS facet;
DROP TABLE IF EXISTS dispute;
DROP INDEX IF EXISTS truce_weight;
DELETE FROM sketch;
DELETE FROM band;
DELETE FROM copy;
DELETE FROM aside;
DELETE FROM truce;
DELETE FROM truce_claim;
UPDATE made SET code = NULL, documents = 0, decisions = 0, next = 1,
    incidents = 0, actual = 0, contests = 0, opposed = 0, tolls = 0, truces = 0;

-- Documents whose claims changed since the account was reconciled.
CREATE TABLE stale (document INTEGER PRIMARY KEY) STRICT;

-- Of each claim of a document that stands, what it can be filtered by.
CREATE TABLE facet (
    document INTEGER PRIMARY KEY,
    body     BLOB NOT NULL
) STRICT;

-- `id` is the document times 65536 and the telling's place in it; `day` counts days, absent where none is known.
CREATE TABLE telling (
    id    INTEGER PRIMARY KEY,
    block INTEGER NOT NULL,
    day   INTEGER,
    body  BLOB    NOT NULL,
    facts BLOB    NOT NULL
) STRICT;
CREATE INDEX telling_block ON telling (block, day);

-- The incident of each telling, before what was decided about incidents; `ruled` has those that decisions change.
CREATE TABLE placed (
    telling  INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL
) STRICT;

CREATE TABLE ruled (
    telling  INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL
) STRICT;

-- Incidents as they were before decisions changed them.
CREATE TABLE unruled (
    incident INTEGER PRIMARY KEY,
    members  BLOB NOT NULL
) STRICT;

CREATE TABLE incident (
    id        INTEGER PRIMARY KEY,
    day       INTEGER NOT NULL,
    name      BLOB    NOT NULL CHECK (length(name) = 12),
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    stances   INTEGER NOT NULL,
    actual    INTEGER NOT NULL CHECK (actual IN (0, 1)),
    origins   INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    members   BLOB    NOT NULL
) STRICT;
CREATE INDEX incident_listed ON incident (day, name);
CREATE INDEX incident_weight ON incident (origins, claims, day, name);
CREATE INDEX incident_long ON incident (last_day, day) WHERE last_day - day > 100;
CREATE INDEX incident_planned ON incident (id) WHERE actual = 0;

-- `words` is how many claims assert or deny it.
CREATE TABLE contest (
    day     INTEGER NOT NULL,
    matter  INTEGER NOT NULL CHECK (matter IN (0, 1, 2)),
    name    BLOB    NOT NULL CHECK (length(name) = 12),
    about   INTEGER NOT NULL,
    opposed INTEGER NOT NULL CHECK (opposed IN (0, 1)),
    words   INTEGER NOT NULL,
    PRIMARY KEY (day, matter, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_about ON contest (about, matter);
CREATE INDEX contest_weight ON contest (opposed, words, day, matter, name);

-- Whose words others deny, and who changed an account: `claim` is the beginning of the id of a claim that is denied, empty
-- where `revised` says how often the source changed what it told of the matter. An empty source is the reports' own voice.
CREATE TABLE dispute (
    source  TEXT    NOT NULL,
    claim   BLOB    NOT NULL,
    matter  INTEGER NOT NULL,
    about   INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    PRIMARY KEY (source, claim, matter, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_about ON dispute (about, matter);

-- `points` is how many counts a series has, `day` the last of their days.
CREATE TABLE toll (
    victims  TEXT    NOT NULL,
    harm     INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    scope    INTEGER NOT NULL CHECK (scope IN (0, 1, 2)),
    since    INTEGER NOT NULL,
    name     BLOB    NOT NULL,
    incident INTEGER NOT NULL,
    points   INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    PRIMARY KEY (victims, harm, who, scope, since, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX toll_incident ON toll (incident) WHERE incident <> 0;
CREATE INDEX toll_running ON toll (points) WHERE incident = 0;
CREATE INDEX toll_weight ON toll (points, day, victims, harm, who, scope, since, name);
CREATE INDEX toll_day ON toll (day, victims, harm, who, scope, since, name);

CREATE TABLE running (
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    victims  TEXT    NOT NULL,
    harm     INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    scope    INTEGER NOT NULL CHECK (scope IN (1, 2)),
    since    INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX running_series ON running (victims, harm, who, scope, since, day);
CREATE INDEX running_incident ON running (incident) WHERE incident <> 0;

CREATE INDEX truce_weight ON truce (claims, day, name);

-- Terms of many reports are gathered before they are written: fewer segments are then to be merged.
INSERT INTO terms (terms, rank) VALUES ('hashsize', 33554432);
