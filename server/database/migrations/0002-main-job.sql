-- Stations, people, campaigns with vouchers, and mutual aid. Keys are UUIDs made by the application; money is integer
-- fen; times are UTC.

CREATE TABLE station (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL,
  address text NOT NULL,
  region_code text NOT NULL,
  lat double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lng double precision NOT NULL CHECK (lng BETWEEN -180 AND 180),
  hours jsonb NOT NULL,
  facilities jsonb NOT NULL,
  phone text,
  demo boolean NOT NULL
);

-- Each process keeps an index of all stations; one notice a statement tells it to read them again.
CREATE FUNCTION notify_stations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('stations', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER station_changed AFTER INSERT OR UPDATE OR DELETE ON station
  FOR EACH STATEMENT EXECUTE FUNCTION notify_stations();

CREATE TABLE worker (
  id uuid PRIMARY KEY,
  -- Stands for the worker in the ledger; random, so that deleting this row cuts the link.
  pseudonym uuid NOT NULL UNIQUE,
  -- Never a full name: masked once verified.
  display_name text NOT NULL,
  occupation text,
  roles text[] NOT NULL,
  -- HMAC of the ID number: one account a person.
  person_key bytea UNIQUE,
  -- Name and ID number, AES-256-GCM.
  identity bytea,
  verified_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((person_key IS NULL) = (verified_at IS NULL) AND (identity IS NULL) = (verified_at IS NULL))
);

-- By what a worker logs in.
CREATE TABLE login (
  provider text NOT NULL,
  subject text NOT NULL,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  PRIMARY KEY (provider, subject)
);

CREATE TABLE clerk_station (
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  station_id uuid NOT NULL REFERENCES station,
  PRIMARY KEY (worker_id, station_id)
);

-- A session is one device of a worker. Only the token's hash is kept.
CREATE TABLE session (
  id uuid PRIMARY KEY,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_worker ON session (worker_id);

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  purpose text NOT NULL,
  version text NOT NULL,
  text_hash text NOT NULL,
  given boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX consent_latest ON consent (worker_id, purpose, id DESC);

CREATE TABLE campaign (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  summary text NOT NULL,
  sponsor text NOT NULL,
  distribution text NOT NULL CHECK (distribution IN ('entitlement', 'stock')),
  items jsonb NOT NULL,
  occupations text[] NOT NULL,
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  redeem_by timestamptz NOT NULL,
  demo boolean NOT NULL,
  CHECK (opens_at < closes_at AND closes_at <= redeem_by)
);

-- left_count is null for an entitlement, which is kept for each eligible worker and never runs out.
CREATE TABLE campaign_station (
  campaign_id uuid NOT NULL REFERENCES campaign,
  station_id uuid NOT NULL REFERENCES station,
  left_count integer CONSTRAINT stock_not_negative CHECK (left_count >= 0),
  PRIMARY KEY (campaign_id, station_id)
);

CREATE TABLE voucher (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  worker_id uuid NOT NULL REFERENCES worker,
  -- Null: to be collected at any station of the campaign.
  station_id uuid REFERENCES station,
  handle text NOT NULL CHECK (handle ~ '^[0-9]{10}$'),
  state text NOT NULL CHECK (state IN ('ready', 'redeemed', 'returned', 'revoked')),
  claimed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  redeemed_at timestamptz,
  redeemed_station_id uuid REFERENCES station,
  CHECK ((state = 'redeemed') = (redeemed_at IS NOT NULL AND redeemed_station_id IS NOT NULL))
);
CREATE UNIQUE INDEX voucher_live_handle ON voucher (handle) WHERE state = 'ready';
CREATE INDEX voucher_handle ON voucher (handle);
CREATE INDEX voucher_of_worker ON voucher (worker_id, id DESC);

-- The key holds "one each": `period` is empty for once in a campaign. The Idempotency-Key and the hash of what was asked
-- under it stay with the claim, so that a repeat gets the same answer.
CREATE TABLE claim (
  campaign_id uuid NOT NULL REFERENCES campaign,
  worker_id uuid NOT NULL REFERENCES worker,
  period text NOT NULL,
  voucher_id uuid NOT NULL REFERENCES voucher,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  claimed_at timestamptz NOT NULL,
  CONSTRAINT claim_once PRIMARY KEY (campaign_id, worker_id, period),
  CONSTRAINT claim_key UNIQUE (worker_id, idempotency_key)
);

CREATE TABLE redemption (
  id uuid PRIMARY KEY,
  voucher_id uuid NOT NULL CONSTRAINT redemption_once UNIQUE REFERENCES voucher,
  station_id uuid NOT NULL REFERENCES station,
  clerk_id uuid NOT NULL REFERENCES worker,
  means text NOT NULL CHECK (means IN ('qr', 'digits')),
  redeemed_at timestamptz NOT NULL,
  -- What the clerk's phone took the time to be.
  device_time timestamptz NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT redemption_key UNIQUE (clerk_id, idempotency_key)
);
CREATE INDEX redemption_at_station ON redemption (station_id, id DESC);

CREATE TABLE aid_plan (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  operator text NOT NULL,
  price_fen integer NOT NULL CHECK (price_fen >= 0),
  subsidy_fen integer NOT NULL CHECK (subsidy_fen BETWEEN 0 AND price_fen),
  term_months integer NOT NULL CHECK (term_months > 0),
  min_age integer NOT NULL,
  max_age integer NOT NULL,
  covers jsonb NOT NULL,
  exclusions jsonb NOT NULL,
  papers jsonb NOT NULL,
  open boolean NOT NULL,
  demo boolean NOT NULL
);

CREATE TABLE aid_quote (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES aid_plan,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  price_fen integer NOT NULL,
  subsidy_fen integer NOT NULL,
  own_fen integer NOT NULL,
  quoted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK (price_fen = subsidy_fen + own_fen AND subsidy_fen >= 0 AND own_fen >= 0)
);

CREATE TABLE aid_order (
  id uuid PRIMARY KEY,
  quote_id uuid NOT NULL REFERENCES aid_quote,
  plan_id uuid NOT NULL REFERENCES aid_plan,
  worker_id uuid NOT NULL REFERENCES worker,
  price_fen integer NOT NULL,
  subsidy_fen integer NOT NULL,
  own_fen integer NOT NULL,
  state text NOT NULL CHECK (state IN ('awaiting-payment', 'paid', 'expired')),
  ordered_at timestamptz NOT NULL,
  pay_by timestamptz NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT order_key UNIQUE (worker_id, idempotency_key),
  CHECK (price_fen = subsidy_fen + own_fen)
);
CREATE UNIQUE INDEX order_one_open ON aid_order (worker_id, plan_id) WHERE state = 'awaiting-payment';

-- What a payment service told us, once for each of its own numbers.
CREATE TABLE aid_payment (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES aid_order,
  provider text NOT NULL,
  provider_number text NOT NULL,
  amount_fen integer NOT NULL,
  paid_at timestamptz NOT NULL,
  CONSTRAINT payment_once UNIQUE (provider, provider_number)
);

CREATE TABLE aid_policy (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL CONSTRAINT policy_once UNIQUE REFERENCES aid_order,
  plan_id uuid NOT NULL REFERENCES aid_plan,
  worker_id uuid NOT NULL REFERENCES worker,
  number text NOT NULL UNIQUE,
  holder text NOT NULL,
  in_force_from timestamptz NOT NULL,
  in_force_to timestamptz NOT NULL,
  issued_at timestamptz NOT NULL,
  CHECK (in_force_from < in_force_to)
);
CREATE INDEX policy_of_worker ON aid_policy (worker_id, id DESC);

-- Every grant, redemption, payment … as it happened, without identities. Quantities are signed: a move between stations
-- is one row down and one row up.
CREATE TABLE ledger (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN
    ('received', 'claimed', 'redeemed', 'returned', 'lost', 'payment', 'subsidy', 'policy')),
  campaign_id uuid REFERENCES campaign,
  station_id uuid REFERENCES station,
  plan_id uuid REFERENCES aid_plan,
  quantity integer NOT NULL DEFAULT 0,
  amount_fen bigint NOT NULL DEFAULT 0,
  pseudonym uuid,
  -- The voucher, order or policy it is about.
  subject_id uuid
);
CREATE INDEX ledger_of_campaign ON ledger (campaign_id, station_id, kind);
SELECT append_only('ledger');
