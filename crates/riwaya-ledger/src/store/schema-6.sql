-- The ledger, version 6: what the bearer of a name is called is kept beside it. Derived: can be made again at any time.

-- Of several spellings the first in the order of letters, whichever came in first; a party's before a place's.
DROP TABLE IF EXISTS called;
CREATE TABLE called (
    subject INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    english TEXT
) STRICT;

INSERT INTO called SELECT subject, kind, coalesce(arabic, words), english FROM name WHERE true
ON CONFLICT (subject) DO UPDATE SET kind = excluded.kind, name = excluded.name, english = excluded.english
WHERE (excluded.kind, excluded.name, excluded.english IS NULL, ifnull(excluded.english, ''))
    < (kind, name, english IS NULL, ifnull(english, ''));
