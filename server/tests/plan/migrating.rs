//! A store from before plans could be edited: it opens, has what it had, and takes a draft.

use super::{City, merge};
use serde_json::json;

/// Takes a store back to schema 1.
const BACK: &str = "
    DROP INDEX grids_by_code;
    DROP TABLE plan_lineage;
    DROP TABLE plan_codes;
    DROP TABLE plan_edits;
    DROP VIEW versions_in_force;
    ALTER TABLE plan_versions DROP COLUMN seq;
    ALTER TABLE plans DROP COLUMN parent;
    ALTER TABLE plans DROP COLUMN note;
    ALTER TABLE plans DROP COLUMN revision;
    ALTER TABLE plans DROP COLUMN household_min;
    ALTER TABLE plans DROP COLUMN household_max;
    ALTER TABLE plans DROP COLUMN actor;
    ALTER TABLE plans DROP COLUMN created;
    ALTER TABLE plans DROP COLUMN changed;
    CREATE VIEW versions_in_force AS
        SELECT plans.layer AS layer, grid_layers.is_default AS is_default, max(plan_versions.number) AS number,
            plan_versions.id AS version
        FROM grid_layers
        JOIN plans ON plans.layer = grid_layers.id AND plans.state = 'in_force'
        JOIN plan_versions ON plan_versions.plan = plans.id
        GROUP BY plans.layer;
    UPDATE onemap_meta SET value = '1' WHERE key = 'schema';";

/// Names of tables, indexes and views with the columns of tables.
fn layout(city: &City) -> Vec<String> {
    let store = city.open();
    let mut things = store.prepare("SELECT type || ' ' || name FROM sqlite_master ORDER BY 1").unwrap();
    let mut names: Vec<String> = things.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in ["plans", "plan_versions", "plan_edits", "plan_codes", "plan_lineage"] {
        let mut columns =
            store.prepare(&format!("SELECT name || ' ' || type FROM pragma_table_info('{table}')")).unwrap();
        names.extend(
            columns
                .query_map([], |row| row.get::<_, String>(0))
                .unwrap()
                .map(|column| format!("{table} {}", column.unwrap())),
        );
    }
    names
}

/// Takes a store back to schema 2.
const BACK_TO_2: &str = "
    ALTER TABLE plan_codes DROP COLUMN done;
    UPDATE onemap_meta SET value = '2' WHERE key = 'schema';";

#[test]
fn a_draft_of_an_older_store_goes_on() {
    let city = City::with_draft();
    let split = json!({"op": "split", "grid": "G4", "line": [[117.302, 31.80], [117.302, 31.83]]});
    city.edit(&json!([split]));
    city.open().execute_batch(BACK_TO_2).unwrap();
    city.json(&["undo", "--plan", "2"]);
    city.json(&["redo", "--plan", "2"]);
    city.edit(&json!([merge("G4", "G4-1", "G4")]));
    assert_eq!(layout(&city), layout(&City::new()));
    assert_eq!(city.edit(&json!([split]))["touched"][1]["code"], "G4-2");
}

#[test]
fn an_old_store_opens_with_what_it_had_and_can_be_planned_on() {
    let new = City::new();
    let city = City::new();
    city.open().execute_batch(BACK).unwrap();
    let plans = city.json(&["list"]);
    assert_eq!(
        (&plans["plans"][0]["state"], &plans["plans"][0]["grids"], &plans["plans"][0]["revision"]),
        (&json!("in_force"), &json!(8), &json!(0))
    );
    assert_eq!(layout(&city), layout(&new));
    assert_eq!(city.json(&["new", "--name", "draft"])["id"], 2);
    city.edit(&json!([merge("G0", "G1", "G0")]));
    assert_eq!(city.grids("2").len(), 7);
}
