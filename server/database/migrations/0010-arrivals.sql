-- What has happened at a station of late. Nothing here tells of anybody: a check-in leaves the minute and no more.
CREATE TABLE station_live (
  station_id uuid PRIMARY KEY REFERENCES station,
  seen_at timestamptz,
  full_at timestamptz,
  -- Since when its smart door cannot be reached.
  door_offline_at timestamptz,
  -- Rises with each change, so that of two notices the later counts.
  version integer NOT NULL DEFAULT 1
);

-- Each process keeps all of these; the notice is the row itself.
CREATE FUNCTION notify_station_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('station_live', to_jsonb(NEW)::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER station_live_changed AFTER INSERT OR UPDATE ON station_live
  FOR EACH ROW EXECUTE FUNCTION notify_station_live();

-- A window opens with a station's first report and lasts a day. Its salt goes with it, and with the salt the only way to
-- tell whose the pseudonyms were.
CREATE TABLE station_report_window (
  station_id uuid PRIMARY KEY REFERENCES station,
  salt bytea NOT NULL,
  opened_at timestamptz NOT NULL
);
CREATE INDEX station_report_window_opened ON station_report_window (opened_at);

CREATE TABLE station_report (
  station_id uuid NOT NULL REFERENCES station_report_window ON DELETE CASCADE,
  -- HMAC of station and person under the salt and the pepper: of this station and this window alone.
  reporter bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('locked', 'no-water', 'no-power', 'full', 'wrong-info')),
  PRIMARY KEY (station_id, reporter, kind)
);

-- What the system behind the doors told us, kept as long as its signature would be taken.
CREATE TABLE door_message (
  nonce text PRIMARY KEY,
  at timestamptz NOT NULL
);

ALTER TABLE station
  ADD COLUMN parking jsonb,
  ADD COLUMN carriageway jsonb,
  -- 待核实: since when, and what for.
  ADD COLUMN doubt jsonb,
  -- What the system behind the doors calls this station's; null where there is none.
  ADD COLUMN door text UNIQUE;

CREATE INDEX campaign_station_of_station ON campaign_station (station_id);
