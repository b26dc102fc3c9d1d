-- The ledger is sealed: its rows are put in one order and chained by their hashes, so that whoever changes one, takes one
-- away or slips one in has to make anew all that follow, and then meets the head that is kept outside this database.

ALTER TABLE ledger
  -- Which transaction wrote the row. All of those below the oldest one still running are done, and none of them can
  -- write any more: up to there the order is settled.
  ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  -- Why, or how: what a loss was, that a redemption was undone, or was done by hand. Never about whom.
  ADD COLUMN note text CHECK (note ~ '^[a-z-]{1,32}$');
CREATE INDEX ledger_in_order ON ledger (tx, id);

-- No foreign key: that a row is gone is for the verification to find.
CREATE TABLE ledger_link (
  number bigint PRIMARY KEY CHECK (number >= 1),
  ledger_id uuid NOT NULL UNIQUE,
  tx xid8 NOT NULL,
  sealed_at timestamptz NOT NULL,
  hash bytea NOT NULL
);
SELECT append_only('ledger_link');
