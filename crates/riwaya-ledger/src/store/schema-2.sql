-- The ledger, version 2: the account is kept. Derived: can be made again at any time.

CREATE TABLE account (
    part TEXT NOT NULL PRIMARY KEY CHECK (part IN ('stamp', 'incidents', 'extremes', 'contests', 'tolls', 'truces', 'labels')),
    body BLOB NOT NULL
) STRICT;
