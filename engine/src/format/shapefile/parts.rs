//! The files that a Shapefile is made of.

use crate::format::ReadError;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The longest member of an archive that is unpacked, bytes: what the format itself can address.
const LONGEST_MEMBER: u64 = 2 << 30;

/// A file to be read from its beginning, and its size.
pub(in crate::format) struct Part {
    pub bytes: Box<dyn Read + Send>,
    pub size: u64,
}

/// A Shapefile's parts, opened. `.dbf` can be opened more than once.
pub(in crate::format) struct Parts {
    place: Place,
}

enum Place {
    /// Files beside each other; the path of the `.shp`.
    Folder(PathBuf),
    /// Members of an archive, unpacked: extension and bytes.
    Archive(Vec<(String, Vec<u8>)>),
}

/// Whether a file begins as a zip archive.
pub(in crate::format) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

impl Parts {
    /// The parts beside a `.shp`.
    pub fn beside(shp: &Path) -> Self {
        Self { place: Place::Folder(shp.to_owned()) }
    }

    /// The parts in an archive with one Shapefile.
    ///
    /// # Errors
    /// When the archive is broken, or holds no Shapefile or several.
    pub fn in_archive(path: &Path) -> Result<Self, ReadError> {
        let unsupported = |what: String| ReadError::Unsupported { path: path.to_owned(), what };
        let broken = |error: &dyn std::fmt::Display| {
            unsupported(format!(
                "the zip archive cannot be read: {error}; if it is a spreadsheet, save it as CSV"
            ))
        };
        let file = File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
        let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
        let shapes: Vec<&String> = names.iter().filter(|name| extension(name) == "shp").collect();
        let stem = match &shapes[..] {
            [only] => stem(only).to_owned(),
            [] => {
                return Err(unsupported(
                    "this zip archive holds no .shp; if it is a spreadsheet, save it as CSV".to_owned(),
                ));
            }
            several => {
                let list = several.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
                return Err(unsupported(format!(
                    "this zip archive holds several Shapefiles ({list}); unpack the one that is meant"
                )));
            }
        };
        let mut members = Vec::new();
        for name in names.iter().filter(|name| self::stem(name) == stem) {
            let member = archive.by_name(name).map_err(|error| broken(&error))?;
            let mut bytes = Vec::new();
            member.take(LONGEST_MEMBER + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
            if bytes.len() as u64 > LONGEST_MEMBER {
                return Err(unsupported(format!(
                    "{name} unpacks to more than 2 GiB, which no Shapefile can hold"
                )));
            }
            members.push((extension(name), bytes));
        }
        Ok(Self { place: Place::Archive(members) })
    }

    /// Opens the part with an extension (`shp`, `dbf`, …).
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub fn open(&self, wanted: &str) -> Result<Part, ReadError> {
        match &self.place {
            Place::Folder(shp) => {
                let path = self::beside(shp, wanted);
                let open = |source| ReadError::Open { path: path.clone(), source };
                let file = File::open(&path).map_err(open)?;
                let size = file.metadata().map_err(open)?.len();
                Ok(Part { bytes: Box::new(BufReader::new(file)), size })
            }
            Place::Archive(members) => {
                let member = members.iter().find(|(extension, _)| extension == wanted);
                let (_, bytes) = member.ok_or_else(|| ReadError::Open {
                    path: PathBuf::from(format!("*.{wanted} in the archive")),
                    source: io::ErrorKind::NotFound.into(),
                })?;
                Ok(Part { size: bytes.len() as u64, bytes: Box::new(Cursor::new(bytes.clone())) })
            }
        }
    }

    /// A small part as text, `None` where there is none.
    pub fn text(&self, wanted: &str) -> Option<String> {
        const LONGEST_TEXT: u64 = 1 << 16;
        let mut bytes = Vec::new();
        self.open(wanted).ok()?.bytes.take(LONGEST_TEXT).read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}

/// The path with another extension, in the case that the disk has it.
fn beside(shp: &Path, extension: &str) -> PathBuf {
    let lower = shp.with_extension(extension);
    let upper = shp.with_extension(extension.to_ascii_uppercase());
    if !lower.exists() && upper.exists() { upper } else { lower }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
