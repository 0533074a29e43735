-- Counts the rows of the account that come and go on this connection, from now on until untally.sql.
DROP TABLE IF EXISTS temp.tally;
CREATE TEMP TABLE tally AS SELECT 0 AS incidents, 0 AS actual, 0 AS contests, 0 AS opposed, 0 AS tolls, 0 AS truces;
CREATE TEMP TRIGGER incident_came AFTER INSERT ON main.incident BEGIN UPDATE tally SET incidents = incidents + 1, actual = actual + new.actual; END;
CREATE TEMP TRIGGER incident_went AFTER DELETE ON main.incident BEGIN UPDATE tally SET incidents = incidents - 1, actual = actual - old.actual; END;
CREATE TEMP TRIGGER contest_came AFTER INSERT ON main.contest BEGIN UPDATE tally SET contests = contests + 1, opposed = opposed + new.opposed; END;
CREATE TEMP TRIGGER contest_went AFTER DELETE ON main.contest BEGIN UPDATE tally SET contests = contests - 1, opposed = opposed - old.opposed; END;
CREATE TEMP TRIGGER toll_came AFTER INSERT ON main.toll BEGIN UPDATE tally SET tolls = tolls + 1; END;
CREATE TEMP TRIGGER toll_went AFTER DELETE ON main.toll BEGIN UPDATE tally SET tolls = tolls - 1; END;
CREATE TEMP TRIGGER truce_came AFTER INSERT ON main.truce BEGIN UPDATE tally SET truces = truces + 1; END;
CREATE TEMP TRIGGER truce_went AFTER DELETE ON main.truce BEGIN UPDATE tally SET truces = truces - 1; END;
