-- Payouts by WeChat's 商家转账. Each bill WeChat was told of, or is to be: noted before it is told, so that whatever becomes of
-- the call it is asked about, and told again, under the same number.
CREATE TABLE payout_transfer (
  -- Without dashes WeChat's out_bill_no.
  id uuid PRIMARY KEY,
  payout_id uuid NOT NULL REFERENCES aid_payout,
  provider text NOT NULL CHECK (provider IN ('sandbox', 'wechat')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- The openid it goes to; null in the sandbox, and once the member has left.
  sealed bytea,
  made_at timestamptz NOT NULL,
  -- When WeChat was last told of it, or was about to be.
  told_at timestamptz NOT NULL,
  -- By what the phone opens WeChat's page.
  handle text,
  -- When WeChat was last asked about it for the member.
  asked_at timestamptz,
  -- Null while WeChat has not said how it ended.
  outcome text CHECK (outcome IN ('done', 'lapsed', 'failed')),
  ended_at timestamptz,
  fault text,
  CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX payout_transfer_open ON payout_transfer (payout_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX payout_transfer_done ON payout_transfer (payout_id) WHERE outcome = 'done';
CREATE INDEX payout_transfer_of ON payout_transfer (payout_id);

ALTER TABLE aid_payout
  -- They are a bill's.
  DROP COLUMN package,
  DROP COLUMN provider_number,
  -- What is his to take in WeChat may not have been offered yet: `attempt` is its open bill.
  DROP CONSTRAINT aid_payout_check1,
  ADD CONSTRAINT payout_attempted CHECK (state NOT IN ('sent', 'done') OR (attempt IS NOT NULL AND provider IS NOT NULL)),
  ADD CONSTRAINT payout_collected CHECK (state <> 'collect' OR provider = 'wechat');
UPDATE aid_payout SET state = 'collect' WHERE state = 'due' AND provider = 'wechat';
