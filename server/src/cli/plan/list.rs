//! `onemap plan list`, `show` and `log`.

use super::super::{Failure, Outcome};
use super::target::{PlanArgs, StoreArgs, city, describe, line, opened};
use crate::store::{EditState, LoggedEdit};
use onemap_engine::coverage::FaceId;
use serde_json::{Value, json};

/// List the plans of a store.
#[derive(clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    of: StoreArgs,
    /// Only those of this grid layer.
    #[arg(long, value_name = "LAYER")]
    layer: Option<String>,
}

/// Show a plan with the figures of its grids.
#[derive(clap::Args)]
pub struct ShowArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// Show each grid, too.
    #[arg(long)]
    grids: bool,
}

/// Show the log of a plan's edits, the newest first.
#[derive(clap::Args)]
pub struct LogArgs {
    #[command(flatten)]
    plan: PlanArgs,
}

pub fn list(args: &ListArgs) -> Result<Outcome, Failure> {
    let store = args.of.open()?;
    let plans =
        store.reader().and_then(|reader| reader.plans(args.layer.as_deref())).map_err(Failure::input)?;
    let all: Vec<Value> = plans.iter().map(describe).collect();
    args.of.print(&json!({ "plans": all }), || plans.iter().for_each(|row| println!("{}", line(row))))?;
    Ok(Outcome::Done)
}

pub fn show(args: &ShowArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let reader = store.reader().map_err(Failure::input)?;
    let plan = opened(&reader, row.id, &city(&store)?)?;
    let (totals, filter) = (plan.totals(), plan.city.default_filter());
    let faces: Vec<FaceId> = plan.plan.grids().map(|(face, _)| face).filter(|_| args.grids).collect();
    let grids: Vec<_> = faces.into_iter().filter_map(|face| plan.balance(face, &filter)).collect();
    let mut value = describe(&row);
    value["totals"] = json!(totals);
    value["can_undo"] = json!(plan.can_undo);
    value["can_redo"] = json!(plan.can_redo);
    if args.grids {
        value["items"] = json!(grids);
    }
    args.plan.of.print(&value, || {
        println!("{}", line(&row));
        println!(
            "{} grids, {:.1} households, {} under and {} over the target, {} buildings in no grid",
            totals.grids, totals.households, totals.under, totals.over, totals.unassigned_buildings
        );
        for grid in &grids {
            let households =
                grid.households.map_or_else(|| "–".to_owned(), |households| format!("{households:.1}"));
            println!(
                "  {}  {households} households  {} buildings  {} complaints  {:.0} m²",
                grid.code, grid.buildings, grid.complaints, grid.area_m2
            );
        }
    })?;
    Ok(Outcome::Done)
}

pub fn log(args: &LogArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let edits = store.reader().and_then(|reader| reader.plan_edits(row.id, None)).map_err(Failure::input)?;
    let entry = |edit: &LoggedEdit| {
        let operations: Value = serde_json::from_str(&edit.operations).unwrap_or_default();
        json!({
            "seq": edit.seq, "revision": edit.revision, "actor": edit.actor, "time": edit.time, "state": edit.state,
            "operations": operations,
        })
    };
    let entries: Vec<Value> = edits.iter().rev().map(entry).collect();
    args.plan.of.print(&json!({ "plan": row.id, "edits": entries }), || {
        for edit in edits.iter().rev() {
            let state = match edit.state {
                EditState::Done => "",
                EditState::Undone => " (undone)",
                EditState::Abandoned => " (abandoned)",
            };
            println!("{:>5}  {}  {}{state}  {}", edit.seq, edit.time, edit.actor, edit.operations);
        }
    })?;
    Ok(Outcome::Done)
}
