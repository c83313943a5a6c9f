-- From schema 2 to 3: a draft does not give a code twice, unless the edit that gave it was taken back.
ALTER TABLE plan_codes ADD COLUMN done INTEGER NOT NULL DEFAULT 1;
