-- What people are told by WeChat. A subscription is leave for so many messages of a kind, asked for when it is of use. The
-- outbox holds each message until it has gone out, or will not.

CREATE TABLE subscription (
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('ready', 'expiring', 'redeemed')),
  left_count integer NOT NULL CHECK (left_count >= 0),
  PRIMARY KEY (worker_id, kind)
);

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('ready', 'expiring', 'redeemed')),
  -- What it is about: the same is never entered twice.
  subject_id uuid NOT NULL,
  -- title, station, at, voucherId
  facts jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped', 'dead')),
  entered_at timestamptz NOT NULL,
  -- When it is tried next.
  due_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  ended_at timestamptz,
  fault text,
  CONSTRAINT outbox_once UNIQUE (kind, subject_id),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (id DESC) WHERE state = 'dead';
