-- Who works as what by the word of a channel (an employer, a platform, a union): HMACs of people, to be compared with
-- whoever verifies himself. A channel's roster is always the last one it handed in.
CREATE TABLE roster (
  channel text NOT NULL,
  person_key bytea NOT NULL,
  name_key bytea NOT NULL,
  occupation text NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (channel, person_key)
);
CREATE INDEX roster_of_person ON roster (person_key);

ALTER TABLE worker
  -- When its owner last said what he works as.
  ADD COLUMN occupation_declared_at timestamptz,
  -- Where every channel that knows him says the same.
  ADD COLUMN occupation_confirmed_at timestamptz;
