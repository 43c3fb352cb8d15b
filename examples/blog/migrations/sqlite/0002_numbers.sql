-- The number that the next new entry takes: the first one that no entry has ever had, counted
-- from 1. Numbers that clients choose with PUT do not push it: after entry 1000000000 the next
-- one is still the next one.
CREATE TABLE numbers (
    next INTEGER NOT NULL
) STRICT;

INSERT INTO numbers (next)
WITH RECURSIVE free (n) AS (
    SELECT 1
    UNION ALL
    SELECT n + 1 FROM free WHERE EXISTS (SELECT 1 FROM history WHERE entry_id = n)
)
SELECT MAX(n) FROM free;
