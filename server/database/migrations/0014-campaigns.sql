-- All four ways to hand out, things one chooses among, passes that work several times, draws, and what is done so that
-- nobody takes more than his share.

ALTER TABLE campaign DROP CONSTRAINT campaign_distribution_check;
ALTER TABLE campaign
  ADD CONSTRAINT campaign_distribution_check CHECK (distribution IN ('entitlement', 'stock', 'daily', 'draw')),
  -- What its file calls it, where it was published from one.
  ADD COLUMN code text UNIQUE,
  ADD COLUMN regions text[] NOT NULL DEFAULT '{}',
  ADD COLUMN verified_only boolean NOT NULL DEFAULT false,
  ADD COLUMN registered_before timestamptz,
  ADD COLUMN variants jsonb,
  ADD COLUMN uses integer NOT NULL DEFAULT 1 CHECK (uses >= 1),
  ADD COLUMN full_fen integer,
  ADD COLUMN own_fen integer,
  ADD COLUMN presence boolean NOT NULL DEFAULT false,
  ADD COLUMN draw_prizes integer CHECK (draw_prizes >= 1),
  ADD COLUMN draw_source text,
  ADD COLUMN draws_at timestamptz,
  -- Closed by its operator before its time.
  ADD COLUMN closed_at timestamptz,
  ADD CHECK ((full_fen IS NULL) = (own_fen IS NULL) AND own_fen BETWEEN 0 AND full_fen),
  ADD CHECK ((distribution = 'draw') = (draw_prizes IS NOT NULL) AND (draw_prizes IS NULL) = (draw_source IS NULL)
    AND (draw_prizes IS NULL) = (draws_at IS NULL) AND draws_at > closes_at);

-- What is left, by what one chooses and by the day. An entitlement has no row here, since it never runs out; a daily
-- campaign gets the rows of a day when that day is first asked for.
CREATE TABLE campaign_stock (
  campaign_id uuid NOT NULL,
  station_id uuid NOT NULL,
  variant text NOT NULL,
  -- Empty, or the day.
  period text NOT NULL,
  left_count integer NOT NULL CONSTRAINT stock_left_not_negative CHECK (left_count >= 0),
  PRIMARY KEY (campaign_id, station_id, variant, period),
  FOREIGN KEY (campaign_id, station_id) REFERENCES campaign_station
) WITH (fillfactor = 50);
INSERT INTO campaign_stock SELECT campaign_id, station_id, '', '', left_count FROM campaign_station
  WHERE left_count IS NOT NULL;
ALTER TABLE campaign_station DROP COLUMN left_count,
  ADD COLUMN daily_quota integer CHECK (daily_quota >= 0);

-- Each process keeps what campaigns say, and which stocks are used up: it is told when either is no longer so.
CREATE FUNCTION notify_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], coalesce(to_jsonb(NEW) ->> 'campaign_id', to_jsonb(NEW) ->> 'id'));
  RETURN NULL;
END
$$;
CREATE TRIGGER campaign_changed AFTER INSERT OR UPDATE ON campaign
  FOR EACH ROW EXECUTE FUNCTION notify_campaign('campaigns');
CREATE TRIGGER campaign_station_changed AFTER INSERT OR UPDATE ON campaign_station
  FOR EACH ROW EXECUTE FUNCTION notify_campaign('campaigns');
CREATE TRIGGER campaign_stock_grew AFTER UPDATE ON campaign_stock
  FOR EACH ROW WHEN (NEW.left_count > OLD.left_count) EXECUTE FUNCTION notify_campaign('campaign_stock');

ALTER TABLE voucher DROP CONSTRAINT voucher_state_check, DROP CONSTRAINT voucher_check;
ALTER TABLE voucher
  ADD COLUMN variant text NOT NULL DEFAULT '',
  ADD COLUMN period text NOT NULL DEFAULT '',
  ADD COLUMN uses integer NOT NULL DEFAULT 1,
  ADD COLUMN uses_left integer NOT NULL DEFAULT 1;
UPDATE voucher SET uses_left = 0 WHERE state = 'redeemed';
ALTER TABLE voucher
  -- `expired` once what it held was entered as returned; before that it is `ready` and past its time.
  ADD CONSTRAINT voucher_state_check CHECK (state IN ('ready', 'redeemed', 'returned', 'revoked', 'expired')),
  ADD CONSTRAINT voucher_uses_check CHECK (uses_left BETWEEN 0 AND uses AND (state = 'redeemed') = (uses_left = 0)),
  ADD CONSTRAINT voucher_redeemed_check CHECK ((redeemed_at IS NULL) = (redeemed_station_id IS NULL)
    AND (redeemed_at IS NOT NULL OR uses_left = uses));
CREATE INDEX voucher_open_until ON voucher (expires_at) WHERE state = 'ready';

ALTER TABLE redemption ADD COLUMN use_number integer NOT NULL DEFAULT 1;
ALTER TABLE redemption DROP CONSTRAINT redemption_once;
ALTER TABLE redemption ADD CONSTRAINT redemption_once UNIQUE (voucher_id, use_number);

-- A claim stays when what it gave is given back, since its key must go on getting the same answer; "one each" holds among
-- those that were not released. In a draw the claim is the entry, which has a voucher once it has won.
ALTER TABLE claim DROP CONSTRAINT claim_once, DROP CONSTRAINT claim_key;
ALTER TABLE claim
  ALTER COLUMN voucher_id DROP NOT NULL,
  ADD COLUMN entry_id uuid,
  -- By the draw, from 1.
  ADD COLUMN place integer,
  ADD COLUMN released_at timestamptz,
  ADD CONSTRAINT claim_key PRIMARY KEY (worker_id, idempotency_key),
  ADD CONSTRAINT claim_gives CHECK (voucher_id IS NOT NULL OR entry_id IS NOT NULL);
CREATE UNIQUE INDEX claim_once ON claim (campaign_id, worker_id, period) WHERE released_at IS NULL;
CREATE UNIQUE INDEX claim_entry ON claim (campaign_id, entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX claim_voucher ON claim (voucher_id);

CREATE TABLE draw (
  campaign_id uuid PRIMARY KEY REFERENCES campaign,
  frozen_at timestamptz,
  -- All of them, sorted: what was published must stay as it is when somebody who took part is forgotten.
  entries uuid[],
  root bytea,
  randomness text,
  winners uuid[],
  drawn_at timestamptz,
  CHECK ((frozen_at IS NULL) = (root IS NULL) AND (root IS NULL) = (entries IS NULL)
    AND (randomness IS NULL) = (drawn_at IS NULL) AND (winners IS NULL) = (drawn_at IS NULL)
    AND (drawn_at IS NULL OR frozen_at IS NOT NULL))
);
CREATE TABLE draw_typing (
  campaign_id uuid NOT NULL REFERENCES draw,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  randomness text NOT NULL,
  typed_at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, worker_id)
);

CREATE TABLE missing_report (
  id uuid PRIMARY KEY,
  voucher_id uuid NOT NULL REFERENCES voucher,
  station_id uuid NOT NULL REFERENCES station,
  reported_at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid REFERENCES worker ON DELETE SET NULL,
  outcome text CHECK (outcome IN ('found', 'elsewhere', 'gone')),
  CHECK ((resolved_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX missing_open ON missing_report (voucher_id) WHERE resolved_at IS NULL;
CREATE INDEX missing_at_station ON missing_report (station_id, id) WHERE resolved_at IS NULL;
CREATE INDEX missing_of_voucher ON missing_report (voucher_id, id DESC);

-- Whose claims were slowed and why, for the operator; no address is kept.
CREATE TABLE slowed (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  rule text NOT NULL CHECK (rule IN ('newcomers', 'returns', 'sweep')),
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  times integer NOT NULL,
  until timestamptz NOT NULL,
  cleared_at timestamptz,
  CONSTRAINT slowed_once UNIQUE (worker_id, campaign_id, rule)
);
