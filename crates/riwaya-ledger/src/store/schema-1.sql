-- The ledger, version 1. What each table holds and promises is told in schema/ledger.md.

CREATE TABLE document (
    id        INTEGER PRIMARY KEY,
    sha       BLOB    NOT NULL UNIQUE CHECK (length(sha) = 32),
    outlet    TEXT,
    title     TEXT,
    url       TEXT,
    published TEXT,
    text      TEXT    NOT NULL
) STRICT;

CREATE TABLE document_name (
    document INTEGER NOT NULL REFERENCES document (id),
    name     TEXT    NOT NULL,
    PRIMARY KEY (document, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE reader (
    id      INTEGER PRIMARY KEY,
    version TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE reading (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (id),
    reader    INTEGER NOT NULL REFERENCES reader (id),
    published TEXT,
    dateline  INTEGER NOT NULL CHECK (dateline IN (0, 1)),
    silence   TEXT,
    claims    TEXT    NOT NULL,
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    UNIQUE (document, reader)
) STRICT;

CREATE TABLE rule (
    id   INTEGER PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE subject (
    id  INTEGER PRIMARY KEY,
    key TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE label (
    label   TEXT    NOT NULL,
    kind    TEXT    NOT NULL CHECK (kind IN ('party', 'place')),
    subject INTEGER NOT NULL REFERENCES subject (id),
    PRIMARY KEY (label, kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
    id         INTEGER PRIMARY KEY,
    digest     BLOB    NOT NULL UNIQUE CHECK (length(digest) = 16),
    kind       TEXT    NOT NULL CHECK (kind IN ('party', 'place')),
    subject    INTEGER NOT NULL REFERENCES subject (id),
    words      TEXT    NOT NULL,
    entity     TEXT,
    arabic     TEXT,
    english    TEXT,
    country    TEXT,
    sector     TEXT,
    admin      TEXT,
    place_kind TEXT,
    latitude   REAL,
    longitude  REAL
) STRICT;

CREATE INDEX name_subject ON name (subject);

CREATE TABLE decision (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL CHECK (by <> ''),
    action  TEXT NOT NULL CHECK (action IN ('accept', 'correct', 'reject', 'merge', 'split', 'note')),
    about   TEXT NOT NULL,
    detail  TEXT NOT NULL,
    why     TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX decision_about ON decision (about);

-- What has been taken in or decided is never altered.
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'a document is never altered'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'a document is never deleted'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'a reading is never altered'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'a reading is never deleted'); END;
CREATE TRIGGER reader_stays BEFORE UPDATE ON reader BEGIN SELECT RAISE(ABORT, 'a reader version is never altered'); END;
CREATE TRIGGER reader_kept BEFORE DELETE ON reader BEGIN SELECT RAISE(ABORT, 'a reader version is never deleted'); END;
CREATE TRIGGER rule_stays BEFORE UPDATE ON rule BEGIN SELECT RAISE(ABORT, 'a rule is never altered'); END;
CREATE TRIGGER rule_kept BEFORE DELETE ON rule BEGIN SELECT RAISE(ABORT, 'a rule is never deleted'); END;
CREATE TRIGGER name_stays BEFORE UPDATE ON name BEGIN SELECT RAISE(ABORT, 'a name is never altered'); END;
CREATE TRIGGER name_kept BEFORE DELETE ON name BEGIN SELECT RAISE(ABORT, 'a name is never deleted'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never altered'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

-- Derived: can be made again from the above at any time.

CREATE TABLE standing (
    event    INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    sha      INTEGER NOT NULL,
    document INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    stance   INTEGER NOT NULL,
    PRIMARY KEY (event, day, sha, document, nth)
) STRICT, WITHOUT ROWID;
-- Claims that speak of more than a year: few, and looked for by themselves.
CREATE INDEX standing_long ON standing (last_day, day) WHERE last_day - day > 10000;

CREATE TABLE mention (
    subject  INTEGER NOT NULL,
    role     INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (subject, role, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE filed (
    day      INTEGER NOT NULL,
    sha      INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (day, sha, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE spoken (
    origin  INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    stance  INTEGER NOT NULL,
    claims  INTEGER NOT NULL,
    PRIMARY KEY (origin, channel, stance)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    event  INTEGER NOT NULL,
    stance INTEGER NOT NULL,
    month  INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    PRIMARY KEY (event, stance, month)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE terms USING fts5 (words, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '=@'");
