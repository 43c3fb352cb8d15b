-- The number that the next new entry takes: the first one that no entry has ever had, counted
-- from 1. Numbers that clients choose with PUT do not push it: after entry 1000000000 the next
-- one is still the next one.
CREATE TABLE numbers (
    next BIGINT NOT NULL
);

INSERT INTO numbers (next) VALUES (1);
