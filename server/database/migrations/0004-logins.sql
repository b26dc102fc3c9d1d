-- By what somebody logs in besides the demo: subjects are HMACs under the pepper; what must be known again (an openid, to
-- send messages to) is sealed beside it.
ALTER TABLE login ADD COLUMN sealed bytea;
ALTER TABLE worker ADD COLUMN masked_phone text;

-- A session slides: whoever comes back within its 30 days keeps it. `seen_at` is exact to the day only.
ALTER TABLE session
  ADD COLUMN device text NOT NULL DEFAULT '',
  ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
UPDATE session SET seen_at = opened_at;

-- The code last sent to a phone.
CREATE TABLE phone_code (
  phone_key bytea PRIMARY KEY,
  code_hash bytea NOT NULL,
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  tries integer NOT NULL
);

-- WeChat's access token, one for all processes: whoever finds it run out fetches another while the row is locked.
CREATE TABLE wechat_token (
  appid text PRIMARY KEY,
  sealed bytea,
  expires_at timestamptz
);
