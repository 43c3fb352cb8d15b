-- A standby that lags is promoted without the last writes of the primary. Counters would go on
-- from where the standby was, and give the lost versions to other texts: one tag, two texts.
-- So versions of a server that was promoted begin above all that there can have been before:
-- version 3 of timeline 1 is 3, the first one of timeline 2 is 4294967297.

-- The timeline of this server; every promotion begins a new one.
CREATE FUNCTION timeline() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$
    SELECT ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::bigint
$$;

CREATE FUNCTION lowest_version() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$
    SELECT ((timeline() - 1) << 32) + 1
$$;

CREATE FUNCTION raise_version() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := GREATEST(NEW.version, lowest_version());
    RETURN NEW;
END
$$;

CREATE FUNCTION raise_revision() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := GREATEST(NEW.revision, lowest_version());
    RETURN NEW;
END
$$;

CREATE TRIGGER raise BEFORE INSERT OR UPDATE ON entries
    FOR EACH ROW EXECUTE FUNCTION raise_version();
CREATE TRIGGER raise BEFORE INSERT ON history
    FOR EACH ROW EXECUTE FUNCTION raise_version();
CREATE TRIGGER raise BEFORE UPDATE ON blogs
    FOR EACH ROW EXECUTE FUNCTION raise_revision();

CREATE TABLE timelines (
    latest BIGINT NOT NULL
);

INSERT INTO timelines (latest) VALUES (timeline());

-- Dates have no room for a timeline. Anyone who holds a page with a write that was lost holds a date
-- that is later than the row's. So everything becomes a new version once, with a date after all
-- that can have been lost: the clock of the lost server may have been ahead.
CREATE FUNCTION follow_timeline() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    at TIMESTAMPTZ := clock_timestamp() + interval '10 seconds';
BEGIN
    IF pg_is_in_recovery() OR timeline() = (SELECT latest FROM timelines) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(14);
    UPDATE timelines SET latest = timeline() WHERE latest < timeline();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE blogs SET revision = revision + 1, changed_at = GREATEST(changed_at, at);
    UPDATE entries SET version = version + 1, changed_at = GREATEST(changed_at, at);
    INSERT INTO history (entry_id, version, action, title, body, author, at)
        SELECT id, version, 'update', title, body, author, changed_at FROM entries;
END
$$;
