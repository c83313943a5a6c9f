//! Plans as lists of buildings: a CSV that says which grid each is in.

use super::super::Failure;
use super::target::{city, opened};
use crate::plan::life::{self, By};
use crate::plan::{Head, Opened, carry_out};
use crate::store::{PlanRow, Store, StoredCity};
use onemap_engine::plan::Operation;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A row of the list.
#[derive(Deserialize)]
pub struct Assignment {
    #[serde(alias = "building_id", alias = "楼栋编号", alias = "楼栋编码", alias = "建筑编号")]
    building: String,
    #[serde(
        alias = "grid_code",
        alias = "grid_id",
        alias = "网格编码",
        alias = "网格编号",
        alias = "责任网格编码"
    )]
    grid: String,
}

/// Writes the grid of every building; nothing for those in none.
pub fn write(plan: &Opened, path: &Path) -> Result<usize, csv::Error> {
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

/// The assignments of a file, those without a grid left out.
///
/// # Errors
/// When it cannot be read, has none, or names two grids for one building.
pub fn read(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let wrong = |what: String| Failure::input(format!("{}: {what}", path.display()));
    let unreadable = |error: csv::Error| wrong(error.to_string());
    let rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).map_err(unreadable)?;
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.into_deserialize() {
        let Assignment { building, grid } = row.map_err(unreadable)?;
        if grid.is_empty() {
            continue;
        }
        if let Some(other) = wanted.get(&building).filter(|other| **other != grid) {
            return Err(wrong(format!("building {building} is given to grid {other} and to grid {grid}")));
        }
        wanted.insert(building, grid);
    }
    if wanted.is_empty() {
        return Err(wrong("no assignments; give rows of building,grid below that head".to_owned()));
    }
    Ok(wanted)
}

/// Hands each building that is in another grid over to the one wanted.
///
/// # Errors
/// When there is no such building, or one cannot be handed over.
pub fn hand_over(
    store: &Store,
    row: &PlanRow,
    wanted: BTreeMap<String, String>,
    actor: &str,
) -> Result<(), Failure> {
    let reader = store.reader().map_err(Failure::input)?;
    let operations = {
        let city = city(store)?;
        operations(&opened(&reader, row.id, &city)?, wanted)?
    };
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

/// One operation for each grid that gets buildings.
fn operations(plan: &Opened, wanted: BTreeMap<String, String>) -> Result<Vec<Operation>, Failure> {
    let buildings = &plan.city.snapshot.buildings;
    let faces = plan.placement.building_faces(buildings.records.len());
    let mut by_grid: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (building, grid) in wanted {
        let number = buildings
            .find(&building)
            .ok_or_else(|| Failure::input(format!("there is no building {building}")))?;
        if plan.plan.grid(faces[number]).is_none_or(|own| own.code != grid) {
            by_grid.entry(grid).or_default().push(building);
        }
    }
    let assign = |(to, buildings)| Operation::Assign { buildings, compounds: Vec::new(), to };
    Ok(by_grid.into_iter().map(assign).collect())
}
