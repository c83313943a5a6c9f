-- From schema 1 to 2: plans can be edited. The tables are those of `plans.sql`.
ALTER TABLE plans ADD COLUMN parent INTEGER REFERENCES plans (id) ON DELETE SET NULL;
ALTER TABLE plans ADD COLUMN note TEXT;
ALTER TABLE plans ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plans ADD COLUMN household_min DOUBLE;
ALTER TABLE plans ADD COLUMN household_max DOUBLE;
ALTER TABLE plans ADD COLUMN actor TEXT;
ALTER TABLE plans ADD COLUMN created TEXT;
ALTER TABLE plans ADD COLUMN changed TEXT;
ALTER TABLE plan_versions ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
CREATE TABLE plan_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    actor TEXT NOT NULL,
    time TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'abandoned')),
    operations TEXT NOT NULL,
    grids INTEGER NOT NULL,
    changes BLOB NOT NULL,
    UNIQUE (plan, seq)
);
CREATE TABLE plan_codes (
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    PRIMARY KEY (code, plan)
);
CREATE TABLE plan_lineage (
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    grid TEXT NOT NULL,
    origin TEXT,
    area_m2 DOUBLE NOT NULL,
    buildings INTEGER NOT NULL,
    households DOUBLE NOT NULL
);
CREATE INDEX lineage_of_plan ON plan_lineage (plan);
CREATE INDEX grids_by_code ON grids (code);
