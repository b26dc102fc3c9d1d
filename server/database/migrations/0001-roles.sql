-- Two roles: whoever runs the migrations owns everything; nuanxin_runtime, as which the API acts, only touches rows.
-- Roles belong to the whole server, so another database of it may have made this one already, or be making it now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nuanxin_runtime') THEN
    CREATE ROLE nuanxin_runtime NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- A superuser may act as any role. Another owner must be a member; where the server's administrator keeps membership to
-- himself, he has granted it beforehand.
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT nuanxin_runtime TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;

GRANT USAGE ON SCHEMA public TO nuanxin_runtime;
GRANT SELECT ON schema_migrations TO nuanxin_runtime;

-- Tables of later migrations are open to the runtime role from the start; a ledger closes itself with append_only().
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO nuanxin_runtime;

CREATE FUNCTION append_only(ledger regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON TABLE %s FROM nuanxin_runtime', ledger);
  EXECUTE format('GRANT SELECT, INSERT ON TABLE %s TO nuanxin_runtime', ledger);
END
$$;
REVOKE ALL ON FUNCTION append_only(regclass) FROM PUBLIC;
COMMENT ON FUNCTION append_only(regclass) IS 'Leaves the runtime role SELECT and INSERT on a table, nothing else.';
