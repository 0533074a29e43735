-- The ledger, version 8: beside who is named in a report stands what the claims that name them are like, and lists of
-- incidents are chosen from their index alone. What came in before is taken to be like anything until it is narrowed.

ALTER TABLE mention ADD COLUMN events INTEGER NOT NULL DEFAULT -1;
ALTER TABLE mention ADD COLUMN stances INTEGER NOT NULL DEFAULT -1;
ALTER TABLE mention ADD COLUMN first_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mention ADD COLUMN last_day INTEGER NOT NULL DEFAULT 99999999;

DROP INDEX incident_listed;
DROP INDEX incident_weight;
CREATE INDEX incident_listed ON incident (day, name, events, stances, first_day, last_day, actual, claims);
CREATE INDEX incident_weight ON incident (origins, claims, day, name, events, stances, first_day, last_day, actual);
