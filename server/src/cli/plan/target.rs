//! The plan that a command is about, and who asks.

use super::super::Failure;
use crate::plan::life::{self, By};
use crate::plan::{City, Head, Opened, PlanError};
use crate::snapshot::Snapshot;
use crate::store::{PlanId, PlanRow, Reader, Store, Writer};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(clap::Args)]
pub struct StoreArgs {
    /// The store with the plans.
    #[arg(long, value_name = "FILE.gpkg")]
    pub store: PathBuf,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct PlanArgs {
    #[command(flatten)]
    pub of: StoreArgs,
    /// The plan, by number or name.
    #[arg(long, value_name = "PLAN")]
    pub plan: String,
}

#[derive(clap::Args)]
pub struct ActorArgs {
    /// Who does it, for the log.
    #[arg(long = "as", value_name = "NAME", env = "ONEMAP_ACTOR", default_value = "anonymous")]
    pub actor: String,
    /// Do it only if the plan is at this revision.
    #[arg(long, value_name = "N")]
    pub revision: Option<i64>,
}

impl ActorArgs {
    pub fn by(&self) -> By<'_> {
        By { actor: &self.actor, revision: self.revision }
    }
}

impl StoreArgs {
    /// The store, with what is due in force.
    pub fn open(&self) -> Result<Store, Failure> {
        let store = Store::open(&self.store).map_err(Failure::input)?;
        let due = store.reader().and_then(|reader| {
            let today = reader.today()?;
            Ok(reader.is_plan_due(today)?.then_some(today))
        });
        if let Some(today) = due.map_err(Failure::input)? {
            let mut writer = store.plan_writer().map_err(Failure::input)?;
            life::bring_into_force(&mut writer, today).map_err(Failure::input)?;
        }
        Ok(store)
    }

    /// Prints a value as JSON, or what `text` makes of it.
    pub fn print(&self, value: &Value, text: impl FnOnce()) -> Result<(), Failure> {
        if self.json {
            println!("{}", serde_json::to_string_pretty(value).map_err(Failure::input)?);
        } else {
            text();
        }
        Ok(())
    }
}

impl PlanArgs {
    /// The store and the plan.
    pub fn open(&self) -> Result<(Store, PlanRow), Failure> {
        let store = self.of.open()?;
        let reader = store.reader().map_err(Failure::input)?;
        let row = find(&reader, &self.plan)?;
        Ok((store, row))
    }

    /// A connection that writes, and the plan.
    pub fn write(&self) -> Result<(Writer, PlanId), Failure> {
        let (store, row) = self.open()?;
        Ok((store.plan_writer().map_err(Failure::input)?, row.id))
    }
}

/// The plan with a number, or the only one with a name.
pub fn find(reader: &Reader, plan: &str) -> Result<PlanRow, Failure> {
    if let Ok(id) = plan.parse::<PlanId>() {
        let found = reader.plan(id).map_err(Failure::input)?;
        return found.ok_or_else(|| Failure::input(PlanError::Unknown(id)));
    }
    let mut named = reader.plans(None).map_err(Failure::input)?;
    named.retain(|row| row.name == plan);
    match named.len() {
        1 => Ok(named.remove(0)),
        0 => Err(Failure::input(format!("there is no plan “{plan}”; `onemap plan list` has them all"))),
        _ => Err(Failure::input(format!("several plans are called “{plan}”; give the number"))),
    }
}

/// The city with everyone in it, for the figures of plans.
pub fn city(store: &Store) -> Result<Arc<City>, Failure> {
    let snapshot = Snapshot::load(store, None).map_err(Failure::input)?;
    Ok(Arc::new(City::new(Arc::new(snapshot))))
}

/// A plan with who is where.
pub fn opened(reader: &Reader, id: PlanId, city: &Arc<City>) -> Result<Opened, Failure> {
    let head = Head::read(reader, id).map_err(Failure::input)?;
    Ok(Opened::new(head, Arc::clone(city)))
}

/// A plan as JSON.
pub fn describe(row: &PlanRow) -> Value {
    json!({
        "id": row.id, "layer": row.layer, "name": row.name, "state": row.state, "starts": row.starts, "ends": row.ends,
        "parent": row.parent, "note": row.note, "revision": row.revision, "grids": row.grids,
        "target": row.target.map(|target| json!({ "min": target.min, "max": target.max })),
        "actor": row.actor, "created": row.created, "changed": row.changed,
    })
}

/// A plan as a line.
pub fn line(row: &PlanRow) -> String {
    let days = match (row.starts, row.ends) {
        (None, None) => String::new(),
        (starts, ends) => {
            let day = |day: Option<onemap_engine::record::LocalDate>| {
                day.map_or_else(String::new, |day| day.to_string())
            };
            format!("  {}..{}", day(starts), day(ends))
        }
    };
    format!(
        "{:>4}  {:<9}  {}  {} grids  revision {}{days}  {}",
        row.id,
        row.state.word(),
        row.layer,
        row.grids,
        row.revision,
        row.name
    )
}
