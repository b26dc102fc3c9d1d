-- Aid claims: photos, claims with their states, the decisions of two people each, and payouts. What is said about somebody's
-- health, and where his money goes, lies sealed.

-- Photos lie in the file storage, sealed under a key of their own, which lies sealed here: without the row no file can be
-- read. The row of a file that is to be removed from the storage is in file_removal, so that none is forgotten.
CREATE TABLE photo (
  id uuid PRIMARY KEY,
  -- Whoever uploaded it.
  worker_id uuid NOT NULL REFERENCES worker,
  claim_id uuid,
  purpose text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  bytes integer NOT NULL,
  -- The same, 480 px on its longer side at most, is `file` with `-small` behind it.
  file text NOT NULL UNIQUE,
  file_key bytea NOT NULL,
  uploaded_at timestamptz NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT photo_key UNIQUE (worker_id, idempotency_key)
);
CREATE INDEX photo_unsent ON photo (uploaded_at) WHERE claim_id IS NULL;

CREATE TABLE file_removal (
  file text PRIMARY KEY,
  due_at timestamptz NOT NULL
);
CREATE FUNCTION remove_photo_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_removal (file, due_at) VALUES (OLD.file, now()) ON CONFLICT (file) DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER photo_deleted AFTER DELETE ON photo FOR EACH ROW EXECUTE FUNCTION remove_photo_file();

-- A code by which a relative files.
CREATE TABLE family_code (
  id uuid PRIMARY KEY,
  policy_id uuid NOT NULL REFERENCES aid_policy,
  code_hash bytea NOT NULL UNIQUE,
  made_by uuid REFERENCES worker ON DELETE SET NULL,
  -- By the union rather than by the member.
  by_union boolean NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  used_by uuid REFERENCES worker ON DELETE SET NULL,
  withdrawn_at timestamptz
);
CREATE INDEX family_code_of_policy ON family_code (policy_id, id DESC);

CREATE TABLE aid_claim (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  policy_id uuid NOT NULL REFERENCES aid_policy,
  -- The member.
  worker_id uuid NOT NULL REFERENCES worker,
  filer_id uuid NOT NULL REFERENCES worker,
  -- Who gave the code it was filed by.
  code_by uuid REFERENCES worker ON DELETE SET NULL,
  kind text NOT NULL CHECK (kind IN ('death-disability', 'accident-treatment', 'hospital-days', 'serious-illness')),
  -- By which lines it pays (rules/benefit.ts), and the day in Shanghai: one claim for each.
  pays text NOT NULL CHECK (pays IN ('treatment', 'harm', 'illness')),
  event_day date NOT NULL,
  happened_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN
    ('submitted', 'reviewing', 'papers', 'proposed', 'approved', 'paid', 'refused', 'withdrawn')),
  submitted_at timestamptz NOT NULL,
  late boolean NOT NULL,
  -- Sealed: what its filer and the reviewers wrote. Null once it was forgotten.
  told bytea,
  -- Not cleared by WeChat yet: nobody but its writer reads it.
  text_held boolean NOT NULL,
  due_at timestamptz,
  due_certain boolean NOT NULL DEFAULT true,
  -- When its delay was reported to the operator.
  overdue_told_at timestamptz,
  -- Of a refusal that holds.
  refused_at timestamptz,
  objected_at timestamptz,
  -- What was approved, by lines: [{"kind": …, "fen": …}].
  approved_fen bigint CHECK (approved_fen > 0),
  approved_lines jsonb,
  paid_at timestamptz,
  ended_at timestamptz,
  held_by uuid REFERENCES worker ON DELETE SET NULL,
  held_until timestamptz,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT aid_claim_key UNIQUE (filer_id, idempotency_key),
  CHECK ((approved_fen IS NULL) = (approved_lines IS NULL)),
  CHECK ((state IN ('approved', 'paid')) = (approved_fen IS NOT NULL)),
  CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  CHECK ((state IN ('paid', 'refused', 'withdrawn')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX aid_claim_event ON aid_claim (policy_id, event_day, pays) WHERE state <> 'withdrawn';
CREATE INDEX aid_claim_of_worker ON aid_claim (worker_id, id DESC);
CREATE INDEX aid_claim_of_filer ON aid_claim (filer_id, id DESC);
CREATE INDEX aid_claim_open ON aid_claim (due_at, id) WHERE ended_at IS NULL;
CREATE INDEX aid_claim_ended ON aid_claim (ended_at DESC, id DESC) WHERE ended_at IS NOT NULL;
ALTER TABLE photo ADD FOREIGN KEY (claim_id) REFERENCES aid_claim;
CREATE INDEX photo_of_claim ON photo (claim_id, id) WHERE claim_id IS NOT NULL;

-- Whatever happened to it. `by_id` is whoever did it, where it was a person.
CREATE TABLE aid_claim_step (
  id uuid PRIMARY KEY,
  claim_id uuid NOT NULL REFERENCES aid_claim,
  move text NOT NULL,
  state text NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES worker ON DELETE SET NULL
);
CREATE INDEX aid_claim_step_of ON aid_claim_step (claim_id, id);

CREATE TABLE aid_decision (
  id uuid PRIMARY KEY,
  claim_id uuid NOT NULL REFERENCES aid_claim,
  kind text NOT NULL CHECK (kind IN ('approve', 'refuse')),
  -- Sealed: facts, benefit with its working, clause, reasons, notes. Null once forgotten.
  said bytea,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  lines jsonb NOT NULL,
  proposed_by uuid NOT NULL REFERENCES worker,
  proposed_at timestamptz NOT NULL,
  second_by uuid REFERENCES worker,
  second_at timestamptz,
  -- 'dropped': the claim was withdrawn before a second person spoke.
  outcome text CHECK (outcome IN ('confirm', 'send-back', 'dropped')),
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  second_key text,
  second_hash bytea,
  CONSTRAINT decision_key UNIQUE (proposed_by, idempotency_key),
  CONSTRAINT decision_two_people CHECK (second_by <> proposed_by),
  CHECK ((outcome IS NULL) = (second_at IS NULL)),
  CHECK ((outcome IN ('confirm', 'send-back')) IS NOT TRUE OR second_by IS NOT NULL)
);
-- One is open at a time.
CREATE UNIQUE INDEX decision_open ON aid_decision (claim_id) WHERE outcome IS NULL;
CREATE INDEX decision_of_claim ON aid_decision (claim_id, id DESC);

CREATE TABLE payout_account (
  worker_id uuid PRIMARY KEY REFERENCES worker ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('bank', 'wechat')),
  bank text NOT NULL,
  masked text NOT NULL,
  -- The card's number.
  sealed bytea,
  set_at timestamptz NOT NULL,
  CHECK ((kind = 'bank') = (sealed IS NOT NULL))
);

CREATE TABLE payout_batch (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  made_by uuid NOT NULL REFERENCES worker,
  made_at timestamptz NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  CONSTRAINT batch_key UNIQUE (made_by, idempotency_key)
);

-- One for each claim that two people approved.
CREATE TABLE aid_payout (
  id uuid PRIMARY KEY,
  claim_id uuid NOT NULL CONSTRAINT payout_once UNIQUE REFERENCES aid_claim,
  decision_id uuid NOT NULL UNIQUE REFERENCES aid_decision,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  first_by uuid NOT NULL REFERENCES worker,
  second_by uuid NOT NULL REFERENCES worker,
  state text NOT NULL CHECK (state IN ('account-needed', 'due', 'sent', 'collect', 'done', 'failed')),
  -- How it went out, or is to.
  provider text CHECK (provider IN ('bank', 'wechat')),
  -- Under this number the bank or WeChat knows the attempt; a new one after one that failed for good.
  attempt uuid,
  batch_id uuid REFERENCES payout_batch,
  -- Where the attempt goes: sealed card number, bank, and what may be shown of it.
  sealed bytea,
  bank text,
  masked text,
  -- What WeChat gave for the member to take it by.
  package text,
  provider_number text,
  approved_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  next_try_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  done_at timestamptz,
  fault text,
  CONSTRAINT payout_two_people CHECK (first_by <> second_by),
  CHECK ((state = 'done') = (done_at IS NOT NULL)),
  CHECK (state NOT IN ('sent', 'collect', 'done') OR (attempt IS NOT NULL AND provider IS NOT NULL))
);
CREATE INDEX payout_open ON aid_payout (due_at, id) WHERE state <> 'done';
CREATE INDEX payout_of_batch ON aid_payout (batch_id) WHERE batch_id IS NOT NULL;

-- What went to the bank in which file, and what became of it there: a payout that came back may be in several.
CREATE TABLE payout_item (
  batch_id uuid NOT NULL REFERENCES payout_batch,
  payout_id uuid NOT NULL REFERENCES aid_payout,
  amount_fen bigint NOT NULL,
  outcome text CHECK (outcome IN ('done', 'failed')),
  PRIMARY KEY (batch_id, payout_id)
);
CREATE UNIQUE INDEX payout_item_open ON payout_item (payout_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX payout_item_done ON payout_item (payout_id) WHERE outcome = 'done';

-- Who looked at what is sensitive.
CREATE TABLE claim_look (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES worker ON DELETE SET NULL,
  claim_id uuid REFERENCES aid_claim,
  -- The photo, or the bank file.
  subject_id uuid,
  what text NOT NULL CHECK (what IN ('case', 'photo', 'identity', 'payout-file', 'family-code')),
  reason text
);
CREATE INDEX claim_look_of ON claim_look (claim_id, id DESC);
SELECT append_only('claim_look');

-- Money of a claim that goes out; of a payout that came back nothing is entered.
ALTER TABLE ledger DROP CONSTRAINT ledger_kind_check;
ALTER TABLE ledger ADD CONSTRAINT ledger_kind_check CHECK (kind IN
  ('received', 'claimed', 'redeemed', 'returned', 'lost', 'payment', 'subsidy', 'policy', 'recovered',
    'refund', 'cancelled', 'payout')) NOT VALID;

ALTER TABLE subscription DROP CONSTRAINT subscription_kind_check,
  ADD CONSTRAINT subscription_kind_check CHECK (kind IN ('ready', 'expiring', 'redeemed', 'claim'));
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check,
  ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('ready', 'expiring', 'redeemed', 'claim'));
