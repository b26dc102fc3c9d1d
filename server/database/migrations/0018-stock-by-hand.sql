-- What clerks enter: things that arrived or were lost, one station handed over to the next clerk, and vouchers redeemed by
-- the card of somebody whose phone is dead.

ALTER TABLE redemption DROP CONSTRAINT redemption_means_check;
ALTER TABLE redemption ADD CONSTRAINT redemption_means_check CHECK (means IN ('qr', 'digits', 'hand'));
CREATE INDEX redemption_by_hand ON redemption (station_id, redeemed_at) WHERE means = 'hand';
CREATE INDEX worker_by_masked_name ON worker (display_name) WHERE identity IS NOT NULL;

-- Who entered a row of the ledger is told here, and not there.
CREATE TABLE stock_entry (
  id uuid PRIMARY KEY,
  station_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  variant text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('received', 'lost')),
  quantity integer NOT NULL CHECK (quantity > 0),
  reason text CHECK (reason IN ('damaged', 'expired', 'stolen', 'miscounted')),
  clerk_id uuid REFERENCES worker ON DELETE SET NULL,
  at timestamptz NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT stock_entry_key UNIQUE (clerk_id, idempotency_key),
  FOREIGN KEY (campaign_id, station_id) REFERENCES campaign_station,
  CHECK ((kind = 'lost') = (reason IS NOT NULL))
);
CREATE INDEX stock_entry_at_station ON stock_entry (station_id, id DESC);

CREATE TABLE handover (
  id uuid PRIMARY KEY,
  station_id uuid NOT NULL REFERENCES station,
  from_id uuid REFERENCES worker ON DELETE SET NULL,
  to_id uuid REFERENCES worker ON DELETE SET NULL,
  at timestamptz NOT NULL,
  taken_at timestamptz,
  -- [{campaignId, expected, counted}]
  counts jsonb NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT handover_key UNIQUE (from_id, idempotency_key),
  CHECK (to_id IS NULL OR taken_at IS NOT NULL)
);
CREATE INDEX handover_at_station ON handover (station_id, id DESC);
