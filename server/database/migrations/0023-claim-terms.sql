-- How long a plan's claims take: days to report and to bring papers, working days to decide and to pay, days to object.
ALTER TABLE aid_plan ADD COLUMN claim_terms jsonb NOT NULL
  DEFAULT '{"reportDays": 10, "paperDays": 30, "reviewDays": 5, "payDays": 3, "objectDays": 30}';
