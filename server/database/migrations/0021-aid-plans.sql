-- Plans with all that decides who joins and what it costs him: subsidies by region, occupation, roster and budget, the
-- time in which one may join, renew, or take it back. And cover of a person rather than of an account.

ALTER TABLE aid_plan
  -- What its file calls it, where it was published from one.
  ADD COLUMN code text UNIQUE,
  -- Empty: for everybody.
  ADD COLUMN occupations text[] NOT NULL DEFAULT '{}',
  ADD COLUMN opens_at timestamptz,
  ADD COLUMN closes_at timestamptz,
  ADD COLUMN cooling_days integer NOT NULL DEFAULT 0 CHECK (cooling_days BETWEEN 0 AND 60),
  -- How long before its end cover may be renewed.
  ADD COLUMN renew_days integer NOT NULL DEFAULT 30 CHECK (renew_days BETWEEN 0 AND 90),
  ADD CHECK (opens_at < closes_at),
  ADD CHECK (min_age <= max_age);

CREATE TABLE aid_subsidy (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES aid_plan,
  -- Whose money it is, as users are told.
  title text NOT NULL,
  -- For each who joins, at most.
  amount_fen integer NOT NULL CHECK (amount_fen > 0),
  -- Null: as much as it takes. Open orders hold their part; it comes back when they end.
  budget_fen bigint CHECK (budget_fen >= 0),
  left_fen bigint,
  -- Empty lists are for everybody.
  regions text[] NOT NULL DEFAULT '{}',
  occupations text[] NOT NULL DEFAULT '{}',
  -- Only for those whom this channel's roster names.
  roster text,
  opens_at timestamptz,
  closes_at timestamptz,
  CONSTRAINT budget_not_overdrawn CHECK (left_fen BETWEEN 0 AND budget_fen),
  CHECK ((budget_fen IS NULL) = (left_fen IS NULL)),
  CHECK (opens_at < closes_at)
);
CREATE INDEX subsidy_of_plan ON aid_subsidy (plan_id);
INSERT INTO aid_subsidy (id, plan_id, title, amount_fen)
  SELECT id, id, '工会补贴', subsidy_fen FROM aid_plan WHERE subsidy_fen > 0;
ALTER TABLE aid_plan DROP COLUMN subsidy_fen;

ALTER TABLE aid_quote ADD COLUMN subsidy_id uuid REFERENCES aid_subsidy;
ALTER TABLE aid_order
  ADD COLUMN subsidy_id uuid REFERENCES aid_subsidy,
  DROP CONSTRAINT aid_order_state_check,
  ADD CONSTRAINT aid_order_state_check CHECK (state IN ('awaiting-payment', 'paid', 'expired', 'cancelled'));
-- A subsidy without a budget has nothing to be given back to.
UPDATE aid_quote SET subsidy_id = plan_id WHERE subsidy_fen > 0;
UPDATE aid_order SET subsidy_id = plan_id WHERE subsidy_fen > 0;
ALTER TABLE aid_quote ADD CHECK ((subsidy_id IS NULL) = (subsidy_fen = 0));
ALTER TABLE aid_order ADD CHECK ((subsidy_id IS NULL) = (subsidy_fen = 0));

ALTER TABLE aid_policy
  -- By which anybody may check its certificate.
  ADD COLUMN certificate text,
  -- Until when joining may be taken back; null: not at all.
  ADD COLUMN cancel_by timestamptz,
  ADD COLUMN cancelled_at timestamptz;
UPDATE aid_policy SET certificate = upper(substr(replace(gen_random_uuid()::text, '-', ''), 16));
ALTER TABLE aid_policy ALTER COLUMN certificate SET NOT NULL,
  ADD CONSTRAINT policy_certificate UNIQUE (certificate);

ALTER TABLE aid_refund DROP CONSTRAINT aid_refund_reason_check,
  ADD CONSTRAINT aid_refund_reason_check CHECK (reason IN ('expired', 'covered', 'paid-twice', 'cooling-off'));

-- Until when a plan covers a person, under a key that outlives his account and tells nothing of him: one policy for each
-- person, plan and term, whatever he deletes and opens anew.
CREATE TABLE aid_cover (
  plan_id uuid NOT NULL REFERENCES aid_plan,
  holder_key bytea NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (plan_id, holder_key)
);
CREATE INDEX cover_until ON aid_cover (until);

