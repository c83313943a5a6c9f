//! Import: files → rows → records → located → store. One call is one change: all of it, or nothing.

mod areas;
mod error;
mod gazetteer;
mod layers;
mod layout;
mod locating;
mod pipeline;
mod rejects;
mod report;
mod request;
mod secret;
mod source;
mod tally;
mod text;

use onemap_engine::format::{self, ReadError, ReadOptions, Rows};
use std::path::Path;

pub use areas::{AreaFile, AreaTable, ReadAreas, read_area_table, read_areas};
pub use error::{IntakeError, Result};
pub use report::{Counted, Example, FileReport, GridsReport, IssueCount, Locating, Report};
pub use request::{Assigned, Input, LAYERS, OnError, Request, layer_name};

use crate::store::{CALLER_KEY, Change, Writer};
use onemap_engine::record::{AreaLevel, CallerSecret, Kind};
use pipeline::Shared;
use secret::Secret;
use source::Source;
use std::time::Instant;

/// Opens a file of rows: a GeoPackage by its ending, anything else by what is in it.
fn open_rows(path: &Path, options: &ReadOptions) -> std::result::Result<Rows, ReadError> {
    let is_geopackage = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gpkg"));
    if is_geopackage { crate::store::open_layer(path, options) } else { format::open(path, options) }
}

/// Brings files into a store; a store that is not there yet is made. Files are taken in the order of `LAYERS`.
///
/// # Errors
/// When a file cannot be read to its end or lacks a required column, when the store cannot be written, and at the first
/// row not accepted where the request says so. The store is then as it was.
pub fn run(request: &Request) -> Result<Report> {
    let began = Instant::now();
    let mut inputs = request.inputs.clone();
    inputs.sort_by_key(|input| LAYERS.iter().position(|(_, kind)| *kind == input.kind));
    let mut writer = Writer::open(&request.store)?;
    let mut change = writer.begin()?;
    let mut report = import(&mut change, &inputs, request)?;
    change.commit()?;
    writer.finish()?;
    report.seconds = began.elapsed().as_secs_f64();
    Ok(report)
}

fn import(change: &mut Change<'_>, inputs: &[Input], request: &Request) -> Result<Report> {
    let secret = caller_secret(change, inputs, request)?;
    let rejects = rejects::Rejects::at(request.rejects_file());
    let mut shared = Shared { on_error: request.on_error, rejects };
    let mut files = Vec::new();
    for input in inputs {
        let extent = change.reader().extent()?;
        let source = Source::open(input, request, secret.clone(), extent)?;
        files.push(layers::import(change, input.kind, source, request, &mut shared)?);
    }
    let has = |wanted: Kind| inputs.iter().any(|input| input.kind == wanted);
    let grids = has(Kind::Area(AreaLevel::Grid))
        .then(|| layout::check(&change.reader(), request.grid_layer.as_deref()))
        .transpose()?;
    let (locating, unlocated_file) = locating::run(change, request::beside(&request.store, ".unlocated.csv"))?;
    Ok(Report {
        store: request.store.clone(),
        files,
        locating,
        grids,
        rejects_file: shared.rejects.close()?,
        unlocated_file,
        seconds: 0.0,
    })
}

/// The key of the caller hashes, where complaints come in; refused where the store's callers have another.
fn caller_secret(change: &Change<'_>, inputs: &[Input], request: &Request) -> Result<CallerSecret> {
    if inputs.iter().all(|input| input.kind != Kind::Complaint) {
        return Ok(CallerSecret::default());
    }
    let key = Secret::of(&request.store, request.caller_key.as_deref())?;
    let fingerprint = key.fingerprint();
    match change.reader().meta(CALLER_KEY)? {
        Some(known) if known != fingerprint => return Err(IntakeError::OtherKey(key.origin)),
        _ => change.set_meta(CALLER_KEY, &fingerprint)?,
    }
    Ok(key.secret)
}
