-- What clerks do at their desk: a redemption taken back.

ALTER TABLE redemption
  ADD COLUMN undone_at timestamptz,
  ADD COLUMN undone_by uuid REFERENCES worker ON DELETE SET NULL;
-- A use that was undone can be made again.
ALTER TABLE redemption DROP CONSTRAINT redemption_once;
CREATE UNIQUE INDEX redemption_once ON redemption (voucher_id, use_number) WHERE undone_at IS NULL;
