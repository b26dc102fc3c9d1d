-- Who leaves is forgotten seven days later. What the law has kept (orders, payments, policies) then hangs on a row that
-- says nothing about anybody; `deleted_at` marks it.
ALTER TABLE worker ADD COLUMN deletes_at timestamptz, ADD COLUMN deleted_at timestamptz;
CREATE INDEX worker_leaving ON worker (deletes_at) WHERE deletes_at IS NOT NULL;
