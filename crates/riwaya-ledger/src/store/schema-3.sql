-- The ledger, version 3: the account is kept row by row. Derived: can be made again at any time.

DROP TABLE account;

-- By which code, and from which documents and decisions, the account was made; the number of the next incident, since a
-- number stands for one incident only; how many of each it holds.
CREATE TABLE made (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    code      TEXT,
    documents INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    next      INTEGER NOT NULL,
    incidents INTEGER NOT NULL,
    actual    INTEGER NOT NULL,
    contests  INTEGER NOT NULL,
    opposed   INTEGER NOT NULL,
    tolls     INTEGER NOT NULL,
    truces    INTEGER NOT NULL
) STRICT;
INSERT INTO made VALUES (1, NULL, 0, 0, 1, 0, 0, 0, 0, 0, 0);

-- What changed since: documents whose claims did, blocks that lost a telling, incidents that lost one.
CREATE TABLE stale (document INTEGER PRIMARY KEY) STRICT;
CREATE TABLE dirty (block INTEGER PRIMARY KEY) STRICT;
CREATE TABLE gone (incident INTEGER PRIMARY KEY) STRICT;

CREATE TABLE sketch (
    document INTEGER PRIMARY KEY,
    body     BLOB NOT NULL
) STRICT;

CREATE TABLE band (
    document INTEGER PRIMARY KEY,
    keys     BLOB NOT NULL
) STRICT;

CREATE TABLE copy (
    document INTEGER PRIMARY KEY,
    origin   INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_origin ON copy (origin);

CREATE TABLE block (
    id     INTEGER PRIMARY KEY,
    domain TEXT NOT NULL,
    place  TEXT NOT NULL,
    UNIQUE (domain, place)
) STRICT;

CREATE TABLE telling (
    block    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    facts    BLOB    NOT NULL,
    PRIMARY KEY (block, document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_document ON telling (document);

CREATE TABLE aside (
    document INTEGER PRIMARY KEY,
    truce    INTEGER NOT NULL CHECK (truce IN (0, 1)),
    body     BLOB    NOT NULL
) STRICT;
CREATE INDEX aside_truce ON aside (document) WHERE truce = 1;

-- The incident of each telling, before what was decided about incidents; `ruled` has those that decisions change.
CREATE TABLE placed (
    block    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    PRIMARY KEY (block, document, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE ruled (
    block    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    PRIMARY KEY (block, document, nth)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX incident_long ON incident (last_day, day) WHERE last_day - day > 100;
CREATE INDEX incident_told ON incident (origins, claims) WHERE actual = 1 AND origins > 1;

CREATE TABLE contest (
    day     INTEGER NOT NULL,
    matter  INTEGER NOT NULL CHECK (matter IN (0, 1, 2)),
    name    BLOB    NOT NULL CHECK (length(name) = 12),
    about   INTEGER NOT NULL,
    opposed INTEGER NOT NULL CHECK (opposed IN (0, 1)),
    PRIMARY KEY (day, matter, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_about ON contest (about, matter);
CREATE INDEX contest_opposed ON contest (matter, name) WHERE opposed = 1;

CREATE TABLE toll (
    victims  TEXT    NOT NULL,
    harm     INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    scope    INTEGER NOT NULL CHECK (scope IN (0, 1, 2)),
    since    INTEGER NOT NULL,
    name     BLOB    NOT NULL,
    incident INTEGER NOT NULL,
    PRIMARY KEY (victims, harm, who, scope, since, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX toll_incident ON toll (incident);

CREATE TABLE running (
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    victims  TEXT    NOT NULL,
    harm     INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    scope    INTEGER NOT NULL CHECK (scope IN (1, 2)),
    since    INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX running_series ON running (victims, harm, who, scope, since);
CREATE INDEX running_incident ON running (incident) WHERE incident <> 0;

CREATE TABLE truce (
    id     INTEGER PRIMARY KEY,
    day    INTEGER NOT NULL,
    name   BLOB    NOT NULL CHECK (length(name) = 12),
    claims INTEGER NOT NULL,
    body   BLOB    NOT NULL
) STRICT;
CREATE INDEX truce_listed ON truce (day, name);

CREATE TABLE truce_claim (
    document INTEGER NOT NULL,
    claim    INTEGER NOT NULL,
    truce    INTEGER NOT NULL,
    PRIMARY KEY (document, claim)
) STRICT, WITHOUT ROWID;

-- Segments of the index are merged many at a time: each of its terms is then written again less often.
INSERT INTO terms (terms, rank) VALUES ('automerge', 16);
INSERT INTO terms (terms, rank) VALUES ('crisismerge', 64);
