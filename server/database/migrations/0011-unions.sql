-- Unions of districts and streets, which take workers whose employer has none.
CREATE TABLE trade_union (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  -- GB/T 2260, and the same in words.
  region_code text NOT NULL CHECK (region_code ~ '^[0-9]{6}$'),
  area text NOT NULL,
  address text NOT NULL,
  phone text,
  -- By what it takes people.
  takes text[] NOT NULL CHECK (takes <@ '{household,workplace}' AND cardinality(takes) > 0),
  demo boolean NOT NULL
);
CREATE INDEX trade_union_region ON trade_union (region_code text_pattern_ops, name);

CREATE TABLE union_application (
  id uuid PRIMARY KEY,
  worker_id uuid NOT NULL REFERENCES worker ON DELETE CASCADE,
  union_id uuid NOT NULL REFERENCES trade_union,
  basis text NOT NULL CHECK (basis IN ('household', 'workplace')),
  state text NOT NULL CHECK (state IN ('submitted', 'accepted', 'member', 'refused', 'withdrawn', 'left')),
  submitted_at timestamptz NOT NULL,
  accepted_at timestamptz,
  member_at timestamptz,
  -- When it was refused, withdrawn, or the membership left.
  ended_at timestamptz,
  decided_by uuid REFERENCES worker ON DELETE SET NULL,
  reason text,
  note text,
  CHECK ((state = 'refused') = (reason IS NOT NULL) AND (note IS NULL OR reason IS NOT NULL)),
  CHECK ((state IN ('refused', 'withdrawn', 'left')) = (ended_at IS NOT NULL)),
  CHECK (member_at IS NOT NULL OR state NOT IN ('member', 'left'))
);
-- One application or membership a worker, however many phones ask at once.
CREATE UNIQUE INDEX union_application_live ON union_application (worker_id)
  WHERE state IN ('submitted', 'accepted', 'member');
CREATE INDEX union_application_of_worker ON union_application (worker_id, id DESC);
CREATE INDEX union_application_open ON union_application (id) WHERE state IN ('submitted', 'accepted');

-- Some benefits are for members only.
ALTER TABLE campaign ADD COLUMN membership boolean NOT NULL DEFAULT false;

-- So that the phone can be told why it is logged out.
ALTER TABLE session ADD COLUMN ended_by text CHECK (ended_by IN ('elsewhere', 'recovery'));
