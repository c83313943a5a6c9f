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

CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    layer TEXT NOT NULL REFERENCES grid_layers (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'in_force', 'replaced')),
    starts DATE,
    ends DATE
);
CREATE UNIQUE INDEX one_plan_in_force ON plans (layer) WHERE state = 'in_force';

-- Rows of `grids` belong to one version; the highest number of a plan is the current one.
CREATE TABLE plan_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plans (id),
    number INTEGER NOT NULL,
    note TEXT,
    UNIQUE (plan, number)
);

-- The current version of the plan in force of each layer: what "the grids of a layer" means everywhere.
CREATE VIEW versions_in_force AS
    SELECT plans.layer AS layer, grid_layers.is_default AS is_default, max(plan_versions.number) AS number,
        plan_versions.id AS version
    FROM grid_layers
    JOIN plans ON plans.layer = grid_layers.id AND plans.state = 'in_force'
    JOIN plan_versions ON plan_versions.plan = plans.id
    GROUP BY plans.layer;
