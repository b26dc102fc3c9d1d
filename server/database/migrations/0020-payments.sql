-- Orders paid at a payment service that is not ours: what it was told of them, what it gives back, and whose turn it is to
-- ask it how they stand.

ALTER TABLE aid_order
  -- 'none': there was nothing to pay.
  ADD COLUMN provider text NOT NULL DEFAULT 'sandbox' CHECK (provider IN ('sandbox', 'wechat', 'none')),
  -- When the service was first told of it; before that nobody can have paid.
  ADD COLUMN prepared_at timestamptz,
  -- By what the service knows it.
  ADD COLUMN prepay text,
  -- When the service said that nobody can pay it any more, or never heard of it. An order that ended without that is not
  -- final: money may still come in for it.
  ADD COLUMN closed_at timestamptz,
  -- When the service was last asked how it stands.
  ADD COLUMN asked_at timestamptz;
ALTER TABLE aid_order ALTER COLUMN provider DROP DEFAULT;
CREATE INDEX order_awaiting ON aid_order (pay_by) WHERE state = 'awaiting-payment';
CREATE INDEX order_by_day ON aid_order (ordered_at);
CREATE INDEX payment_of_order ON aid_payment (order_id);

-- All of a payment goes back or nothing, and once.
CREATE TABLE aid_refund (
  id uuid PRIMARY KEY,
  payment_id uuid NOT NULL CONSTRAINT refund_once UNIQUE REFERENCES aid_payment,
  reason text NOT NULL CHECK (reason IN ('expired', 'covered', 'paid-twice')),
  amount_fen integer NOT NULL CHECK (amount_fen > 0),
  -- 'due' until the service has heard of it; 'failed' where it gave up.
  state text NOT NULL CHECK (state IN ('due', 'asked', 'done', 'failed')),
  provider_number text,
  due_at timestamptz NOT NULL,
  -- Not before this; each try pushes it further away.
  next_try_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  done_at timestamptz,
  CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE INDEX refund_open ON aid_refund (next_try_at) WHERE state IN ('due', 'asked');

-- Amounts of an order's rows add up to what is open of it: money and subsidy come in, cover goes out for them, refunds go
-- out. Nothing is open of what is settled.
ALTER TABLE ledger DROP CONSTRAINT ledger_kind_check;
ALTER TABLE ledger ADD CONSTRAINT ledger_kind_check CHECK (kind IN
  ('received', 'claimed', 'redeemed', 'returned', 'lost', 'payment', 'subsidy', 'policy', 'recovered',
    'refund', 'cancelled')) NOT VALID;
CREATE INDEX ledger_of_subject ON ledger (subject_id) WHERE plan_id IS NOT NULL;

-- Of several processes one does what is done every few minutes: whoever finds that the last turn is over.
CREATE TABLE turn (
  name text PRIMARY KEY,
  until timestamptz NOT NULL
);
