//! `onemap plan propose`.

use super::super::{Failure, Outcome, progress};
use super::make::{DraftArgs, target};
use super::target::{StoreArgs, describe};
use crate::plan::life;
use crate::proposal::{self, Asked, AskedWeights, Atom, Proposal, ProposalError, Report, Request};
use crate::snapshot::Snapshot;
use crate::store::{Store, Target};
use onemap_engine::format::write::{Column, ColumnType, GeometryType, Schema, Shape, create};
use onemap_engine::partition::Options;
use onemap_engine::record::Value;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  onemap plan propose --store city.gpkg --target 350 --range 300..400 --out proposal.geojson
  onemap plan propose --store city.gpkg --community 340111001001 --out proposal.geojson --json
  onemap plan propose --store city.gpkg --name \"Autumn 2026\" --as \"Wang\"

Every community is covered exactly, each grid is one piece, and no building is cut. What cannot be in range (a community whose
households no number of grids can share out, a building with more households than a grid may have) is reported, in the file as
feasible = false, and is no failure. The same store, options and seed give the same grids.";

/// Propose grids of a size: balanced, connected, compact, along roads.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    of: StoreArgs,
    /// Households a grid should have [default: the middle of the range].
    #[arg(long, value_name = "N")]
    target: Option<f64>,
    /// The least and the most it may have.
    #[arg(long, value_name = "MIN..MAX", value_parser = target, default_value = "300..400")]
    range: Target,
    /// Communities, by code or name, or streets and districts by code [default: all].
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    community: Vec<String>,
    /// Begin with the plan in force: grids in range stay as they are, and around the others as few households as possible go to
    /// another grid. Nothing changes where nothing is wrong.
    #[arg(long)]
    rebalance: bool,
    /// Grids in force that stay as they are, by code.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    lock: Vec<String>,
    /// Cut buildings with more households than a grid may have into their units (单元), where the number of these is known. Figures of
    /// a draft count a building for one grid.
    #[arg(long)]
    split_by_unit: bool,
    /// Another seed, another proposal.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    weights: AskedWeights,
    /// Pairs of neighbouring grids to be split anew, for each grid; more take longer.
    #[arg(long, value_name = "N", default_value_t = Options::default().rounds)]
    rounds: u32,
    /// The file of grids to write; its ending names the format.
    #[arg(long, value_name = "FILE", required_unless_present = "name")]
    out: Option<PathBuf>,
    /// A file for the pieces that grids are made of, none of which is ever cut, with their households.
    #[arg(long, value_name = "FILE")]
    atoms: Option<PathBuf>,
    /// Keep the proposal as a draft of this name, over the plan in force.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    more: DraftArgs,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let store = args.of.open()?;
    let request = args.request();
    request.options.check().map_err(Failure::usage)?;
    let snapshot = Snapshot::load(&store, None).map_err(Failure::input)?;
    let started = Instant::now();
    let proposal = compute(&store, &snapshot, &request)?;
    let seconds = started.elapsed().as_secs_f64();
    if let Some(out) = &args.out {
        write(&proposal, out).map_err(Failure::input)?;
    }
    if let Some(out) = &args.atoms {
        write_atoms(&request.atoms(&snapshot).map_err(Failure::input)?, out).map_err(Failure::input)?;
    }
    let report = proposal.report(&snapshot);
    let mut shown = serde_json::to_value(&report).map_err(Failure::input)?;
    shown["seconds"] = json!(seconds);
    shown["out"] = json!(args.out);
    if let Some(name) = &args.name {
        shown["plan"] = describe(&args.draft(&store, &snapshot, name, &proposal)?);
    }
    args.of.print(&shown, || print(&report, seconds))?;
    Ok(Outcome::Done)
}

impl Args {
    fn request(&self) -> Request {
        let Self { range, target, seed, rounds, weights, .. } = *self;
        let options = Asked { range, target, seed, rounds, weights }.options();
        let (areas, locked) = (self.community.clone(), self.lock.clone());
        Request { areas, options, rebalance: self.rebalance, locked, split_by_unit: self.split_by_unit }
    }

    fn draft(
        &self,
        store: &Store,
        snapshot: &Snapshot,
        name: &str,
        proposal: &Proposal,
    ) -> Result<crate::store::PlanRow, Failure> {
        let reader = store.reader().map_err(Failure::input)?;
        let plan = proposal.plan(&proposal.communities, snapshot, &reader).map_err(Failure::input)?;
        let mut draft = self.more.draft(name, None);
        draft.target = draft.target.or(Some(self.range));
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        life::import(&mut writer, &draft, &plan, &self.more.actor).map_err(Failure::input)
    }
}

fn compute(store: &Store, snapshot: &Snapshot, request: &Request) -> Result<Proposal, Failure> {
    let bar = progress::communities(request.communities(snapshot).map_err(Failure::input)?.len() as u64);
    let proposal = proposal::run(store, snapshot, request, &|| bar.inc(1), &AtomicBool::new(false));
    bar.finish_and_clear();
    proposal.map_err(|error| match error {
        ProposalError::Options(_) => Failure::usage(error),
        _ => Failure::input(error),
    })
}

/// The columns of a file of proposed grids.
const COLUMNS: [(&str, ColumnType); 10] = [
    ("code", ColumnType::Text),
    ("community", ColumnType::Text),
    ("households", ColumnType::Real),
    ("residents", ColumnType::Real),
    ("buildings", ColumnType::Integer),
    ("complaints", ColumnType::Integer),
    ("feasible", ColumnType::Flag),
    ("polsby_popper", ColumnType::Real),
    ("inner_boundary_m", ColumnType::Real),
    ("along_m", ColumnType::Real),
];

fn write(proposal: &Proposal, out: &Path) -> Result<(), onemap_engine::format::WriteError> {
    let columns = COLUMNS.iter().map(|&(name, kind)| Column::new(name, kind)).collect();
    let mut rows = create(out, None, &Schema { columns, geometry: GeometryType::Polygon })?;
    for grid in &proposal.grids {
        let values = [
            Value::Text(&grid.area.code),
            grid.area.parent.as_deref().map_or(Value::Null, Value::Text),
            Value::Real(grid.tally.households()),
            Value::Real(grid.tally.residents()),
            Value::Integer(grid.tally.buildings as i64),
            Value::Integer(grid.complaints as i64),
            Value::Flag(grid.part.infeasible.is_none()),
            Value::Real(grid.polsby_popper),
            Value::Real(grid.part.inner_m),
            Value::Real(grid.part.along_m),
        ];
        rows.write(&values, Some(Shape::Polygons(&grid.area.shape)))?;
    }
    rows.finish().map(drop)
}

fn write_atoms(atoms: &[Atom], out: &Path) -> Result<(), onemap_engine::format::WriteError> {
    let columns = vec![Column::new("community", ColumnType::Text), Column::new("households", ColumnType::Real)];
    let mut rows = create(out, None, &Schema { columns, geometry: GeometryType::Polygon })?;
    for Atom { community, households, shape } in atoms {
        rows.write(&[Value::Text(community), Value::Real(*households)], Some(Shape::Polygons(shape)))?;
    }
    rows.finish().map(drop)
}

fn print(report: &Report, seconds: f64) {
    let percent =
        |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    println!(
        "{} grids in {} communities, {} households ({seconds:.2} s)",
        report.grids, report.communities, report.households
    );
    println!(
        "in range: {} of {} that can be ({})",
        report.in_range,
        report.feasible,
        percent(report.in_range_share)
    );
    println!("along roads, water and compounds: {}", percent(report.along_share));
    println!(
        "households in another grid than now: {}; grids unchanged: {}",
        report.moved_households, report.unchanged
    );
    println!("mean Polsby–Popper: {:.3}", report.polsby_popper.unwrap_or(0.0));
    println!("complaints of the last year: {} in all", report.complaints);
    for building in &report.split {
        println!(
            "  {}: {} households in {} units, in the grids {}",
            building.id,
            building.households,
            building.units,
            building.grids.join(", ")
        );
    }
    for grid in &report.infeasible {
        println!("  {}: {} households; {}", grid.code, grid.households, grid.reason);
    }
}
