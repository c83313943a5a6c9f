//! Which reader and which table belong to a kind of file.

use super::error::Result;
use super::pipeline::{self, Shared};
use super::report::FileReport;
use super::request::{Request, layer_name};
use super::source::Source;
use crate::store::{Bind, Change, Upsert};
use onemap_engine::record::{AreaLevel, BindError, Columns, FromRow, Kind, Reader, Reading};
use std::sync::Arc;

/// Brings one file into its table.
pub(super) fn import(
    change: &mut Change<'_>,
    kind: Kind,
    source: Source,
    request: &Request,
    shared: &mut Shared,
) -> Result<FileReport> {
    let mut report = FileReport {
        layer: layer_name(kind),
        file: source.file.clone(),
        crs: source.crs.clone(),
        ..FileReport::default()
    };
    let out = &mut report;
    match kind {
        Kind::Area(AreaLevel::Grid) => import_grids(change, source, request, shared, out),
        Kind::Area(level) => fill(change.areas(level)?, source, shared, out, |columns, reading| {
            Reader::areas(level, columns, reading)
        }),
        Kind::Building => import_buildings(change, source, shared, out),
        Kind::Compound => fill(change.compounds()?, source, shared, out, Reader::compounds),
        Kind::Complaint => fill(change.complaints()?, source, shared, out, Reader::complaints),
        Kind::Road => fill(change.roads()?, source, shared, out, Reader::roads),
        Kind::Water => fill(change.water()?, source, shared, out, Reader::water),
        Kind::Staff => fill(change.staff()?, source, shared, out, Reader::staff),
    }?;
    Ok(report)
}

fn import_grids(
    change: &mut Change<'_>,
    source: Source,
    request: &Request,
    shared: &mut Shared,
    report: &mut FileReport,
) -> Result<()> {
    let mut table = change.grids(request.grid_layer.as_deref())?;
    let reader = |columns: &Arc<Columns>, reading| Reader::areas(AreaLevel::Grid, columns, reading);
    pipeline::run(source, reader, shared, report, |grid| table.put(grid))?;
    Ok(table.close()?)
}

fn import_buildings(
    change: &mut Change<'_>,
    source: Source,
    shared: &mut Shared,
    report: &mut FileReport,
) -> Result<()> {
    let mut table = change.buildings()?;
    let mut estimated = 0;
    pipeline::run(source, Reader::buildings, shared, report, |building| {
        estimated += u64::from(building.households_estimated);
        table.put(building)
    })?;
    report.households_estimated = estimated;
    Ok(table.close()?)
}

fn fill<T: Bind + FromRow>(
    mut table: Upsert<'_, T>,
    source: Source,
    shared: &mut Shared,
    report: &mut FileReport,
    reader: impl FnOnce(&Arc<Columns>, Reading) -> Result<Reader<T>, BindError>,
) -> Result<()> {
    pipeline::run(source, reader, shared, report, |record| table.put(record))?;
    Ok(table.close()?)
}
