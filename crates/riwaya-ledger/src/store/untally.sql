-- The end of tally.sql.
DROP TRIGGER temp.incident_came;
DROP TRIGGER temp.incident_went;
DROP TRIGGER temp.contest_came;
DROP TRIGGER temp.contest_went;
DROP TRIGGER temp.toll_came;
DROP TRIGGER temp.toll_went;
DROP TRIGGER temp.truce_came;
DROP TRIGGER temp.truce_went;
DROP TABLE temp.tally;
