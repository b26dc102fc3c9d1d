-- Movable stations, and a way to read only the stations that changed.
ALTER TABLE station
  -- From day to day where it stands (see stationPlace in the contract); empty for one that stays.
  ADD COLUMN places jsonb NOT NULL DEFAULT '[]',
  -- The transaction that last changed the row. Who read with a snapshot whose xmin was X, and reads all rows with
  -- changed_in >= X again, has missed nothing.
  ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX station_changed_in ON station (changed_in);

CREATE TABLE station_removed (
  id uuid PRIMARY KEY,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX station_removed_in ON station_removed (changed_in);

-- An import that writes the same again changes nothing.
CREATE FUNCTION mark_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.changed_in := pg_current_xact_id();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER station_marked BEFORE UPDATE ON station FOR EACH ROW EXECUTE FUNCTION mark_station();

CREATE FUNCTION note_station_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO station_removed (id) VALUES (OLD.id)
    ON CONFLICT (id) DO UPDATE SET changed_in = excluded.changed_in;
  RETURN NULL;
END
$$;
CREATE TRIGGER station_removed AFTER DELETE ON station FOR EACH ROW EXECUTE FUNCTION note_station_removed();

-- Notices are sent to every process: none where nothing changed.
CREATE OR REPLACE FUNCTION notify_stations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM station WHERE changed_in = pg_current_xact_id())
    OR EXISTS (SELECT FROM station_removed WHERE changed_in = pg_current_xact_id()) THEN
    PERFORM pg_notify('stations', '');
  END IF;
  RETURN NULL;
END
$$;
