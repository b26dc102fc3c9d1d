-- A code that was used stays until it is swept, so that who enters it again is told so.
ALTER TABLE phone_code ADD COLUMN used_at timestamptz;
