//! Opening one file: its rows, and in which coordinates they are.

use super::error::{IntakeError, Result};
use super::open_rows;
use super::request::{Input, Request, layer_name};
use onemap_engine::coord::{Bounds, Crs};
use onemap_engine::format::{DeclaredCrs, ReadOptions, Rows};
use onemap_engine::record::{CallerSecret, Field, Reading};
use std::path::PathBuf;

/// A file ready to be read.
pub(super) struct Source {
    pub file: PathBuf,
    pub rows: Rows,
    pub reading: Reading,
    /// The CRS in use, and on whose word.
    pub crs: String,
    /// Whether the user named the CRS.
    given: bool,
}

impl Source {
    /// `extent` is where the city is known to be.
    pub(super) fn open(
        input: &Input,
        request: &Request,
        secret: CallerSecret,
        extent: Option<Bounds>,
    ) -> Result<Self> {
        let file = input.file.clone();
        let mapping = request.mapping(input.kind);
        let geometry =
            mapping.iter().find(|(field, _)| *field == Field::Geometry).map(|(_, column)| column.clone());
        let options = ReadOptions {
            encoding: request.encoding,
            geometry,
            layer: request.layer_name.clone(),
            likely_layer: Some(layer_name(input.kind)),
            ..ReadOptions::default()
        };
        let rows =
            open_rows(&file, &options).map_err(|error| IntakeError::Read { file: file.clone(), error })?;
        let (crs, note) = match &request.crs {
            Some(given) => (given.clone(), given_note(given, rows.crs().as_ref())),
            None => stated_crs(rows.crs())
                .map_err(|stated| IntakeError::UnknownCrs { file: file.clone(), stated })?,
        };
        let reading = Reading { crs, mapping, secret, extent };
        Ok(Self { file, rows, reading, crs: note, given: request.crs.is_some() })
    }

    /// What to compare with when the file has been read: GeoJSON may state its CRS at its end.
    pub(super) fn crs_in_use(&self) -> CrsInUse {
        CrsInUse { file: self.file.clone(), crs: self.reading.crs.clone(), given: self.given }
    }
}

/// The CRS a file was read in.
pub(super) struct CrsInUse {
    file: PathBuf,
    crs: Crs,
    given: bool,
}

impl CrsInUse {
    /// Refuses a file that turns out to state another CRS than it was read in.
    pub(super) fn confirm(self, stated: Option<DeclaredCrs>) -> Result<()> {
        if self.given {
            return Ok(());
        }
        match stated_crs(stated) {
            Ok((stated, _)) if stated.name() == self.crs.name() => Ok(()),
            Ok((stated, _)) => Err(self.late(stated.name().to_owned())),
            Err(stated) => Err(self.late(stated)),
        }
    }

    fn late(self, stated: String) -> IntakeError {
        IntakeError::LateCrs { file: self.file, stated, used: self.crs.name().to_owned() }
    }
}

/// The CRS that a file states, and a note of it; an unsupported one is given back as an error.
pub(super) fn stated_crs(stated: Option<DeclaredCrs>) -> Result<(Crs, String), String> {
    match stated {
        None => Ok((Crs::wgs84(), "EPSG:4326 (the file states none)".to_owned())),
        Some(DeclaredCrs::Crs84 | DeclaredCrs::Epsg(4326)) => Ok((Crs::wgs84(), "EPSG:4326".to_owned())),
        Some(other) => {
            let name = other.to_string();
            let crs = name.parse::<Crs>().map_err(|_| name.clone())?;
            Ok((crs, format!("{name} (as the file states)")))
        }
    }
}

fn given_note(given: &Crs, stated: Option<&DeclaredCrs>) -> String {
    match stated.map(DeclaredCrs::to_string) {
        Some(stated) if stated != given.name() => {
            format!("{} (as given; the file states {stated})", given.name())
        }
        _ => format!("{} (as given)", given.name()),
    }
}
