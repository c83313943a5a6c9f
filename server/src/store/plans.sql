-- Our own tables: what the store knows about itself, and grid layers → plans → versions.
CREATE TABLE onemap_meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- One complete set of grids (网格体系); exactly one layer is the default once there is any.
CREATE TABLE grid_layers (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    is_default BOOLEAN NOT NULL CHECK (is_default IN (0, 1))
);
CREATE UNIQUE INDEX one_default_layer ON grid_layers (is_default) WHERE is_default = 1;

-- A plan is in force on the days [starts, ends); either may be open. An approved plan with a first day waits for it.
CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    layer TEXT NOT NULL REFERENCES grid_layers (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'in_force', 'replaced')),
    starts DATE,
    ends DATE,
    -- The plan that this one was branched from.
    parent INTEGER REFERENCES plans (id) ON DELETE SET NULL,
    note TEXT,
    -- Counts every change of the plan.
    revision INTEGER NOT NULL DEFAULT 0,
    -- Households a grid should have, where the plan says so itself.
    household_min DOUBLE,
    household_max DOUBLE,
    -- Who changed the plan last; times are UTC.
    actor TEXT,
    created TEXT,
    changed TEXT
);
CREATE UNIQUE INDEX one_plan_in_force ON plans (layer) WHERE state = 'in_force';

-- Rows of `grids` belong to one version; the highest number of a plan is the current one. A draft has one version, as it was
-- branched, and its edits on top; when it is published, a second one has them in it.
CREATE TABLE plan_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plans (id),
    number INTEGER NOT NULL,
    note TEXT,
    -- The last edit of the plan's log that is in the version.
    seq INTEGER NOT NULL DEFAULT 0,
    UNIQUE (plan, number)
);

-- The log of edits. What a plan is now: its current version, then every change that is done, in order.
CREATE TABLE plan_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    -- Of the plan, when this row was last written.
    revision INTEGER NOT NULL,
    actor TEXT NOT NULL,
    time TEXT NOT NULL,
    -- Undone can be done again until another edit is made; then it is abandoned.
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'abandoned')),
    operations TEXT NOT NULL,
    -- Grids more than before.
    grids INTEGER NOT NULL,
    changes BLOB NOT NULL,
    UNIQUE (plan, seq)
);

-- Codes that edits gave to grids. With those in `grids`, all that were ever issued.
CREATE TABLE plan_codes (
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    -- Whether the edit is done. What an edit gave that was taken back, its own plan may give again.
    done INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (code, plan)
);

-- From which grids of the version it was branched from each grid of a published plan came.
CREATE TABLE plan_lineage (
    plan INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    grid TEXT NOT NULL,
    origin TEXT,
    area_m2 DOUBLE NOT NULL,
    buildings INTEGER NOT NULL,
    households DOUBLE NOT NULL
);
CREATE INDEX lineage_of_plan ON plan_lineage (plan);

-- The current version of the plan in force of each layer: what "the grids of a layer" means everywhere.
CREATE VIEW versions_in_force AS
    SELECT plans.layer AS layer, grid_layers.is_default AS is_default, max(plan_versions.number) AS number,
        plan_versions.id AS version
    FROM grid_layers
    JOIN plans ON plans.layer = grid_layers.id AND plans.state = 'in_force'
    JOIN plan_versions ON plan_versions.plan = plans.id
    GROUP BY plans.layer;
