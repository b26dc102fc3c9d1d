-- Somebody lost his phone and comes with a new one: the account made on that one asks for the old, a clerk looks at the
-- card and at the person, and the logins move.
CREATE TABLE recovery (
  id uuid PRIMARY KEY,
  code_hash bytea NOT NULL UNIQUE,
  -- The account made on the new phone, and the one that is his.
  asking_id uuid NOT NULL UNIQUE REFERENCES worker ON DELETE CASCADE,
  owned_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

ALTER TABLE ledger DROP CONSTRAINT ledger_kind_check;
ALTER TABLE ledger ADD CONSTRAINT ledger_kind_check CHECK (kind IN
  ('received', 'claimed', 'redeemed', 'returned', 'lost', 'payment', 'subsidy', 'policy', 'recovered')) NOT VALID;
