//! Giving places to complaints without coordinates, once everything that could name their place is in.

use super::error::{IntakeError, Result};
use super::gazetteer::Gazetteer;
use super::rejects::quoted;
use super::report::Locating;
use crate::store::{self, Change, ChangeReader};
use onemap_engine::assign::{building_point, inner_point};
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::{AreaLevel, Building, Complaint, LocationQuality};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Buildings that are held at once, to work on several at a time.
const BUILDINGS_AT_ONCE: usize = 4096;

/// Locates what it can and lists the rest in a file; gives the counts, and the list where there is one.
pub(super) fn run(change: &mut Change<'_>, list: PathBuf) -> Result<(Locating, Option<PathBuf>)> {
    if change.reader().counts()?.unlocated() == 0 {
        return Ok((Locating::default(), None));
    }
    let (found, unlocated) = search(&change.reader(), &list)?;
    let mut counts = Locating { unlocated, ..Locating::default() };
    let mut placing = change.placing()?;
    for (row, place, quality) in found {
        placing.put(row, place, quality)?;
        match quality {
            LocationQuality::Building => counts.by_building += 1,
            LocationQuality::Compound => counts.by_compound += 1,
            _ => counts.by_area += 1,
        }
    }
    Ok((counts, (unlocated > 0).then_some(list)))
}

type Found = Vec<(i64, LatticePoint, LocationQuality)>;

/// What can be located, and how many cannot, these in the list.
fn search(reader: &ChangeReader<'_>, list: &Path) -> Result<(Found, u64)> {
    let gazetteer = gazetteer(reader)?;
    let (mut found, mut unlocated) = (Vec::new(), List::at(list));
    let mut listed = Ok(());
    reader.unlocated(|row, complaint| match gazetteer.locate(&complaint) {
        Some((place, quality)) => found.push((row, place, quality)),
        None if listed.is_ok() => listed = unlocated.write(&complaint),
        None => {}
    })?;
    let count = listed.and_then(|()| unlocated.close()).map_err(IntakeError::file(list))?;
    Ok((found, count))
}

fn gazetteer(reader: &ChangeReader<'_>) -> store::Result<Gazetteer> {
    let mut gazetteer = Gazetteer::default();
    let mut waiting = Vec::with_capacity(BUILDINGS_AT_ONCE);
    reader.buildings(|building| {
        waiting.push(building);
        if waiting.len() == BUILDINGS_AT_ONCE {
            add_buildings(&mut gazetteer, &mut waiting);
        }
    })?;
    add_buildings(&mut gazetteer, &mut waiting);
    for compound in reader.compounds()? {
        if let Some(place) = inner_point(&compound.shape) {
            gazetteer.add_compound(&compound.id, compound.name.as_deref(), place);
        }
    }
    for area in reader.areas(AreaLevel::Grid)?.iter().chain(&reader.areas(AreaLevel::Community)?) {
        let Some(place) = inner_point(&area.shape) else { continue };
        match area.level {
            AreaLevel::Grid => gazetteer.add_grid(&area.code, area.name.as_deref(), place),
            _ => gazetteer.add_community(&area.code, area.name.as_deref(), place),
        }
    }
    Ok(gazetteer)
}

/// Takes the buildings into the gazetteer; finding a point inside each is what takes the time.
fn add_buildings(gazetteer: &mut Gazetteer, buildings: &mut Vec<Building>) {
    let places: Vec<_> = buildings.par_iter().map(|building| building_point(&building.footprint)).collect();
    for (building, place) in buildings.drain(..).zip(places) {
        if let Some(place) = place {
            gazetteer.add_building(&building, place);
        }
    }
}

/// The list of complaints without a place, as CSV; made with its first row.
struct List<'a> {
    path: &'a Path,
    out: Option<BufWriter<File>>,
    count: u64,
}

impl<'a> List<'a> {
    fn at(path: &'a Path) -> Self {
        Self { path, out: None, count: 0 }
    }

    fn write(&mut self, complaint: &Complaint) -> std::io::Result<()> {
        let out = match &mut self.out {
            Some(out) => out,
            None => {
                let mut out = BufWriter::new(File::create(self.path)?);
                writeln!(out, "id,time,address,building,compound,grid,community,street")?;
                self.out.insert(out)
            }
        };
        self.count += 1;
        let (id, time) = (quoted(&complaint.id), complaint.time);
        let names = [
            &complaint.address,
            &complaint.building,
            &complaint.compound,
            &complaint.grid,
            &complaint.community,
            &complaint.street,
        ]
        .map(|name| quoted(name.as_deref().unwrap_or_default()));
        writeln!(out, "{id},{time},{}", names.join(","))
    }

    fn close(self) -> std::io::Result<u64> {
        self.out.map_or(Ok(()), |mut out| out.flush())?;
        Ok(self.count)
    }
}
