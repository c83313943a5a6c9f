//! `onemap plan export` and `import`: plans as files of grids, and as lists of buildings.

use super::super::{Failure, Outcome};
use super::make::DraftArgs;
use super::target::{PlanArgs, StoreArgs, city, describe, find, line, opened};
use crate::intake::{AreaFile, read_areas};
use crate::plan::life::{self, By};
use crate::plan::{Head, Opened, carry_out};
use crate::store::{PlanRow, Store, StoredCity};
use onemap_engine::coord::Crs;
use onemap_engine::plan::{Operation, Plan};
use onemap_engine::record::{Area, AreaLevel};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Write a plan's grids to a file, or which grid each building is in.
#[derive(clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// The file of grids to write; its ending names the format.
    #[arg(long, value_name = "FILE", required_unless_present = "assignments")]
    out: Option<PathBuf>,
    /// The format, where the ending does not name it.
    #[arg(long, requires = "out")]
    format: Option<String>,
    /// The CSV of buildings to write: `building,grid`.
    #[arg(long, value_name = "FILE.csv")]
    assignments: Option<PathBuf>,
}

/// Make a draft of a file of grids, or of a list of buildings.
#[derive(clap::Args)]
pub struct ImportArgs {
    #[command(flatten)]
    of: StoreArgs,
    /// What to call it.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// A file with all grids of the plan.
    #[arg(long, value_name = "FILE", required_unless_present = "assignments", conflicts_with = "assignments")]
    grids: Option<PathBuf>,
    /// What the coordinates of the grids are: EPSG:<code>, gcj02 or bd09 [default: what the file states].
    #[arg(long, requires = "grids")]
    crs: Option<Crs>,
    /// A CSV `building,grid`: each building that is in another grid goes to the one named.
    #[arg(long, value_name = "FILE.csv")]
    assignments: Option<PathBuf>,
    /// The plan that a list of buildings starts from, by number or name [default: the plan in force].
    #[arg(long, value_name = "PLAN", requires = "assignments")]
    from: Option<String>,
    #[command(flatten)]
    more: DraftArgs,
}

/// A row of the CSV of buildings.
#[derive(Deserialize)]
struct Assignment {
    building: String,
    grid: String,
}

pub fn export(args: &ExportArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let mut written = json!({ "plan": row.id });
    if let Some(out) = &args.out {
        let rows = super::super::export::plan(&store, row.id, out, args.format.as_deref())?;
        written["out"] = json!(out);
        let is_pyramid =
            args.format.as_deref().or(out.extension().and_then(|it| it.to_str())) == Some("pmtiles");
        written[if is_pyramid { "tiles" } else { "grids" }] = json!(rows);
    }
    if let Some(path) = &args.assignments {
        let reader = store.reader().map_err(Failure::input)?;
        let plan = opened(&reader, row.id, &city(&store)?)?;
        let rows = write_assignments(&plan, path);
        written["assignments"] = json!(path);
        written["buildings"] =
            json!(rows.map_err(|error| Failure::input(format!("{}: {error}", path.display())))?);
    }
    args.plan.of.print(&written, || println!("{written}"))?;
    Ok(Outcome::Done)
}

/// Writes the grid of every building; nothing for those in none.
fn write_assignments(plan: &Opened, path: &Path) -> Result<usize, csv::Error> {
    let records = &plan.city.snapshot.buildings.records;
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["building", "grid"])?;
    for (building, face) in records.ids.iter().zip(plan.placement.building_faces(records.len())) {
        let code = plan.plan.grid(face).map_or("", |grid| grid.code.as_str());
        writer.write_record([building, code])?;
    }
    writer.flush()?;
    Ok(records.len())
}

pub fn import(args: &ImportArgs) -> Result<Outcome, Failure> {
    let store = args.of.open()?;
    let row = match (&args.grids, &args.assignments) {
        (Some(path), _) => args.of_grids(&store, path)?,
        (None, Some(path)) => args.of_assignments(&store, path)?,
        (None, None) => return Err(Failure::usage("give --grids or --assignments")),
    };
    args.of.print(&describe(&row), || println!("{}", line(&row)))?;
    Ok(Outcome::Done)
}

impl ImportArgs {
    fn of_grids(&self, store: &Store, path: &Path) -> Result<PlanRow, Failure> {
        let crs = self.crs.as_ref();
        let file = AreaFile { path, level: AreaLevel::Grid, crs, code: None, layer: None, encoding: None };
        let read = read_areas(&file).map_err(Failure::input)?;
        if let Some(rejection) = read.rejections.first() {
            return Err(Failure::input(format!("{}: {rejection}; nothing was imported", path.display())));
        }
        if let Some(code) = twice(&read.areas) {
            let wrong = format!("{}: two grids have the code {code}; nothing was imported", path.display());
            return Err(Failure::input(wrong));
        }
        let (plan, report) = Plan::new(&read.areas);
        let broken = report.issues.iter().filter(|issue| !issue.kind.is_harmless()).count();
        if broken > 0 {
            eprintln!(
                "onemap: {}: {broken} gaps, overlaps or other flaws; `onemap check` lists them",
                path.display()
            );
        }
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        let draft = self.more.draft(&self.name, None);
        life::import(&mut writer, &draft, &plan, &self.more.actor).map_err(Failure::input)
    }

    /// Branches a draft and hands the buildings over in one edit; where one cannot be, no draft is left.
    fn of_assignments(&self, store: &Store, path: &Path) -> Result<PlanRow, Failure> {
        let wanted =
            read_assignments(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        if wanted.is_empty() {
            let wrong =
                format!("{}: no assignments; give rows of building,grid below that head", path.display());
            return Err(Failure::input(wrong));
        }
        let reader = store.reader().map_err(Failure::input)?;
        let from = self.from.as_deref().map(|plan| find(&reader, plan)).transpose()?.map(|row| row.id);
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        let draft = self.more.draft(&self.name, from);
        let row = life::branch(&mut writer, &draft, &self.more.actor).map_err(Failure::input)?;
        let handed = hand_over(store, &row, wanted, &self.more.actor);
        if handed.is_err() {
            life::delete(&mut writer, row.id, None).map_err(Failure::input)?;
        }
        handed.map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        find(&reader, &row.id.to_string())
    }
}

/// The first code that two areas have.
fn twice(areas: &[Area]) -> Option<&str> {
    let mut codes = BTreeSet::new();
    areas.iter().map(|area| area.code.as_str()).find(|code| !codes.insert(*code))
}

fn read_assignments(path: &Path) -> Result<Vec<Assignment>, csv::Error> {
    csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path)?.deserialize().collect()
}

/// Hands each building that is in another grid over to the one wanted.
fn hand_over(store: &Store, row: &PlanRow, wanted: Vec<Assignment>, actor: &str) -> Result<(), Failure> {
    let reader = store.reader().map_err(Failure::input)?;
    let city = city(store)?;
    let plan = opened(&reader, row.id, &city)?;
    let buildings = &city.snapshot.buildings;
    let faces = plan.placement.building_faces(buildings.records.len());
    let mut by_grid: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Assignment { building, grid } in wanted.into_iter().filter(|row| !row.grid.is_empty()) {
        let number = buildings
            .find(&building)
            .ok_or_else(|| Failure::input(format!("there is no building {building}")))?;
        if plan.plan.grid(faces[number]).is_none_or(|own| own.code != grid) {
            by_grid.entry(grid).or_default().push(building);
        }
    }
    let assign = |(to, buildings)| Operation::Assign { buildings, compounds: Vec::new(), to };
    let operations: Vec<Operation> = by_grid.into_iter().map(assign).collect();
    if operations.is_empty() {
        return Ok(());
    }
    let head = Head::read(&reader, row.id).map_err(Failure::input)?;
    let around = StoredCity::new(&reader, row.id);
    let drafted = carry_out(&head.plan, &operations, &around).map_err(Failure::input)?;
    around.finish().map_err(Failure::input)?;
    let json = serde_json::to_string(&operations).map_err(Failure::input)?;
    let mut writer = store.plan_writer().map_err(Failure::input)?;
    life::append(&mut writer, row.id, &json, &drafted.changes, By { actor, revision: None })
        .map_err(Failure::input)?;
    Ok(())
}
