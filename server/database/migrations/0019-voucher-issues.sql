-- Vouchers that get new secrets, those that cannot be used yet, and what is odd at a station's desk.

-- Which set of secrets is in force; each earlier one is worth nothing.
ALTER TABLE voucher ADD COLUMN issue integer NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN redeem_from timestamptz, ADD CHECK (redeem_from < redeem_by);

CREATE INDEX redemption_lately ON redemption (station_id, redeemed_at DESC);

-- One row a station, kind and day.
CREATE TABLE alarm (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('guessing', 'too-fast')),
  station_id uuid NOT NULL REFERENCES station,
  day date NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  times integer NOT NULL,
  CONSTRAINT alarm_once UNIQUE (station_id, kind, day)
);
