-- By which an admin makes somebody a clerk of named stations, or a reviewer: a code that works once.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  code_hash bytea NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('clerk', 'reviewer')),
  station_ids uuid[] NOT NULL,
  invited_by uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  invited_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_by uuid REFERENCES worker ON DELETE SET NULL,
  used_at timestamptz,
  CHECK ((role = 'clerk') = (cardinality(station_ids) > 0))
);
CREATE INDEX invitation_open ON invitation (expires_at) WHERE used_at IS NULL;
CREATE INDEX worker_staff ON worker USING gin (roles) WHERE roles <> '{worker}';
