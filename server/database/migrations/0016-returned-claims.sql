-- How often somebody gave back within a day is asked with each of his claims.
CREATE INDEX claim_released ON claim (worker_id, released_at) WHERE released_at IS NOT NULL;
