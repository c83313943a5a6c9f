//! Brings stores of older layouts up to the current one, one step and one transaction at a time.

use super::schema;
use rusqlite::{Connection, TransactionBehavior};

/// From layout `from` to `from + 1`.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub from: u32,
    pub sql: &'static str,
}

/// Every step since the first layout, in order.
pub(super) const STEPS: &[Step] =
    &[Step { from: 1, sql: include_str!("plans_2.sql") }, Step { from: 2, sql: include_str!("plans_3.sql") }];

/// Runs the steps that a store of layout `found` still lacks. Readers see each step whole or not at all.
pub(super) fn run(connection: &mut Connection, found: u32, steps: &[Step]) -> rusqlite::Result<()> {
    for step in steps.iter().filter(|step| step.from >= found) {
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute_batch(step.sql)?;
        schema::set_schema(&change, step.from + 1)?;
        change.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old_store() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE onemap_meta (key TEXT PRIMARY KEY, value TEXT); CREATE TABLE roads (id TEXT);
                 INSERT INTO onemap_meta VALUES ('schema', '3'); INSERT INTO roads VALUES ('r1');",
            )
            .unwrap();
        connection
    }

    fn schema_of(connection: &Connection) -> String {
        let sql = "SELECT value FROM onemap_meta WHERE key = 'schema'";
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    const LANES: Step = Step { from: 3, sql: "ALTER TABLE roads ADD COLUMN lanes INTEGER DEFAULT 2" };
    const WIDTH: Step = Step { from: 4, sql: "ALTER TABLE roads ADD COLUMN width REAL DEFAULT 7.5" };

    #[test]
    fn only_the_steps_still_missing_are_run_and_rows_are_kept() {
        let mut connection = old_store();
        let done_before = Step { from: 2, sql: "DROP TABLE roads" };
        run(&mut connection, 3, &[done_before, LANES, WIDTH]).unwrap();
        let row = connection.query_row("SELECT id, lanes, width FROM roads", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, f64>(2)?))
        });
        assert_eq!(row.unwrap(), ("r1".to_owned(), 2, 7.5));
        assert_eq!(schema_of(&connection), "5");
    }

    #[test]
    fn a_step_that_fails_leaves_the_store_at_the_step_before() {
        let mut connection = old_store();
        let broken = Step { from: 4, sql: "ALTER TABLE roads ADD COLUMN width REAL; DROP TABLE nowhere" };
        assert!(run(&mut connection, 3, &[LANES, broken]).is_err());
        assert_eq!(schema_of(&connection), "4");
        assert!(connection.prepare("SELECT width FROM roads").is_err());
    }
}
