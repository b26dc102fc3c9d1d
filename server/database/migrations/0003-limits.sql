-- How often somebody called within a window, for all processes together. Not worth writing ahead: after a crash it starts
-- at nothing. Keys are hashes, so that no address or person can be read here.
CREATE UNLOGGED TABLE rate_limit (
  key text PRIMARY KEY,
  points integer NOT NULL,
  -- Epoch ms.
  expire bigint
);
CREATE INDEX rate_limit_expire ON rate_limit (expire);
