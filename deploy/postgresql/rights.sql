-- After each release, as the owner: what the shop's role may do with the tables that are there now.
-- Rows of tables that the database guards are only added; no program of the shop could even ask for anything else.
-- Which these are the guards themselves say (marketplace/guards.py), so that a new table needs no line here.
BEGIN;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO gui_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO gui_web;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO gui_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gui_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO gui_web;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM gui_web;
DO $$
DECLARE
    guarded regclass;
BEGIN
    FOR guarded IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE '%\_only\_added\_to' LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM gui_web', guarded);
    END LOOP;
    FOR guarded IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE '%\_kept' AND NOT tgisinternal LOOP
        EXECUTE format('REVOKE DELETE ON %s FROM gui_web', guarded);
    END LOOP;
    IF current_setting('server_version_num')::int >= 170000 THEN  -- statistics are taken by workers
        FOR guarded IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
            EXECUTE format('GRANT MAINTAIN ON %s TO gui_web', guarded);
        END LOOP;
    END IF;
END $$;
COMMIT;
