//! `onemap plan edit`, `undo` and `redo`.

use super::super::{Failure, Outcome};
use super::target::{ActorArgs, PlanArgs};
use crate::plan::life::{self, By, Replayed};
use crate::plan::{Drafted, Head, PlanError, carry_out};
use crate::store::{PlanId, Store, StoredCity, Writer};
use onemap_engine::coverage::FaceId;
use onemap_engine::plan::{Change, Operation, Plan};
use serde_json::{Value, json};
use std::io::Read;
use std::path::PathBuf;

/// Carry out a file of operations on a draft, all or none.
#[derive(clap::Args)]
pub struct EditArgs {
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    actor: ActorArgs,
    /// The operations: JSON or GeoJSON; - for the standard input.
    #[arg(long, value_name = "FILE")]
    ops: PathBuf,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Take the last edit of a draft back, or do it again.
#[derive(clap::Args)]
pub struct StepArgs {
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    actor: ActorArgs,
}

pub fn edit(args: &EditArgs) -> Result<Outcome, Failure> {
    let operations = args.operations()?;
    let (store, row) = args.plan.open()?;
    let answer = loop {
        // Where another editor is faster, the same is asked of the plan as it is then.
        if let Some(answer) = attempt(args, &store, row.id, &operations)? {
            break answer;
        }
    };
    args.plan.of.print(&answer, || tell(&answer))?;
    Ok(Outcome::Done)
}

/// Carries operations out on a plan as it is at the moment; `None` where it changed meanwhile, and none of its revisions was asked for.
fn attempt(
    args: &EditArgs,
    store: &Store,
    id: PlanId,
    operations: &[Operation],
) -> Result<Option<Value>, Failure> {
    let reader = store.reader().map_err(Failure::input)?;
    let head = Head::read(&reader, id).map_err(Failure::input)?;
    if let Some(seen) = args.actor.revision.filter(|&seen| seen != head.row.revision) {
        let edits = reader.plan_edits(id, Some(seen)).map_err(Failure::input)?;
        return Err(Failure::input(PlanError::Stale { plan: id, revision: head.row.revision, edits }));
    }
    let around = StoredCity::new(&reader, id);
    let drafted = carry_out(&head.plan, operations, &around);
    around.finish().map_err(Failure::input)?;
    let Drafted { plan, changes } = drafted.map_err(|error| args.refused(&error))?;
    let touched = touched(&head.plan, &plan, &changes);
    let mut answer = json!({ "plan": id, "revision": head.row.revision, "edit": null, "touched": touched });
    if !args.dry_run {
        let json = serde_json::to_string(operations).map_err(Failure::input)?;
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        let by = By { revision: Some(head.row.revision), actor: &args.actor.actor };
        let (seq, revision) = match life::append(&mut writer, id, &json, &changes, by) {
            Err(PlanError::Stale { .. }) if args.actor.revision.is_none() => return Ok(None),
            appended => appended.map_err(Failure::input)?,
        };
        answer["edit"] = json!(seq);
        answer["revision"] = json!(revision);
    }
    Ok(Some(answer))
}

impl EditArgs {
    fn operations(&self) -> Result<Vec<Operation>, Failure> {
        let name = self.ops.display();
        let text = if self.ops.as_os_str() == "-" {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        } else {
            std::fs::read_to_string(&self.ops)
        };
        let text = text.map_err(|error| Failure::input(format!("{name}: {error}")))?;
        Operation::list(&text).map_err(|error| Failure::input(format!("{name}: {error}")))
    }

    /// A refusal with its place; for programs, as JSON on the standard output too.
    fn refused(&self, error: &PlanError) -> Failure {
        let PlanError::Refused { index, refusal } = error else { return Failure::input(error) };
        let place = refusal.place.map(|place| (place.lon(), place.lat()));
        if self.plan.of.json {
            let place = place.map(|(lon, lat)| json!({ "lon": lon, "lat": lat }));
            let refused = json!({ "index": index, "reason": refusal.reason.code(), "place": place, "message": refusal.to_string() });
            println!("{}", json!({ "refused": refused }));
        }
        let place = place.map(|(lon, lat)| format!(" (at {lon:.7},{lat:.7})")).unwrap_or_default();
        Failure::input(format!("{}: {error}{place}; nothing was changed", self.ops.display()))
    }
}

pub fn undo(args: &StepArgs) -> Result<Outcome, Failure> {
    step(args, life::undo)
}

pub fn redo(args: &StepArgs) -> Result<Outcome, Failure> {
    step(args, life::redo)
}

fn step(
    args: &StepArgs,
    step: fn(&mut Writer, PlanId, By<'_>) -> crate::plan::Result<Replayed>,
) -> Result<Outcome, Failure> {
    let (mut writer, id) = args.plan.write()?;
    let Replayed { seq, revision, .. } = step(&mut writer, id, args.actor.by()).map_err(Failure::input)?;
    let answer = json!({ "plan": id, "edit": seq, "revision": revision });
    args.plan.of.print(&answer, || println!("plan {id}: edit {seq}, revision {revision}"))?;
    Ok(Outcome::Done)
}

/// The grids that changes touch, with their areas before and after.
fn touched(before: &Plan, after: &Plan, changes: &[Change]) -> Vec<Value> {
    let of = |plan: &Plan, face: FaceId| {
        plan.grid(face).map(|grid| (grid.code.clone(), plan.coverage().area_m2(face)))
    };
    let row = |face: FaceId| {
        let (old, new) = (of(before, face), of(after, face));
        let code = new.as_ref().or(old.as_ref())?.0.clone();
        Some(json!({ "code": code, "area_m2": { "before": old.map(|it| it.1), "after": new.map(|it| it.1) } }))
    };
    crate::plan::touched(before, after, changes).into_iter().filter_map(row).collect()
}

fn tell(answer: &Value) {
    let edit = answer["edit"].as_i64().map_or_else(|| "nothing kept".to_owned(), |edit| format!("edit {edit}"));
    println!("plan {}: {edit}, revision {}", answer["plan"], answer["revision"]);
    for grid in answer["touched"].as_array().into_iter().flatten() {
        let area = |side: &str| {
            grid["area_m2"][side].as_f64().map_or_else(|| "–".to_owned(), |area| format!("{area:.0}"))
        };
        println!("  {}  {} → {} m²", grid["code"].as_str().unwrap_or_default(), area("before"), area("after"));
    }
}
