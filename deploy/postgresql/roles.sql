-- Once, as a superuser: who owns the database, and who the shop is. Passwords follow with \password in psql.
-- The owner changes tables and is used by releases alone. The shop's processes can read and write rows, and no more.
-- Backups are tried in databases that gui_trial makes and drops again; it sees nothing of the shop's own.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gui_owner') THEN
        CREATE ROLE gui_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gui_web') THEN
        CREATE ROLE gui_web LOGIN CONNECTION LIMIT 90;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gui_trial') THEN
        CREATE ROLE gui_trial LOGIN CREATEDB;
    END IF;
END $$;
