//! What lies under the city: nothing, a PMTiles archive served from here, or Tianditu (天地图) with the operator's own key.

use axum::body::Bytes;
use pmtiles::{Compression, Header, PmtError, TileType};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The table `[basemap]` of a configuration, its variables, and its flags.
#[derive(Clone, Debug, Default, Deserialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct BasemapSettings {
    /// A PMTiles 3 archive, vector or raster, to draw under the city; it is served from here
    #[arg(id = "basemap-pmtiles", long, env = "ONEMAP_BASEMAP_PMTILES", value_name = "FILE")]
    pub pmtiles: Option<PathBuf>,
    /// Your key for Tianditu (天地图); with it the pages ask Tianditu's servers for the map under the city
    #[arg(
        id = "basemap-tianditu-key",
        long,
        env = "ONEMAP_BASEMAP_TIANDITU_KEY",
        value_name = "KEY",
        hide_env_values = true
    )]
    pub tianditu_key: Option<String>,
    /// The map approval number (审图号) to show with the basemap; Tianditu is not shown without one
    #[arg(id = "basemap-approval", long, env = "ONEMAP_BASEMAP_APPROVAL", value_name = "NUMBER")]
    pub approval: Option<String>,
    /// Whom to name as the source of the basemap [default: what the archive says]
    #[arg(id = "basemap-attribution", long, env = "ONEMAP_BASEMAP_ATTRIBUTION", value_name = "TEXT")]
    pub attribution: Option<String>,
    /// What the table says that is no setting.
    #[arg(skip)]
    #[serde(flatten)]
    pub unknown: BTreeMap<String, toml::Value>,
}

/// A basemap that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basemap {
    pub source: Source,
    /// The map approval number (审图号).
    pub approval: Option<String>,
    pub attribution: Option<String>,
}

/// Where a basemap's tiles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Archive(Archive),
    Tianditu { key: String },
}

/// A PMTiles 3 archive that a browser can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    pub path: PathBuf,
    /// Whether its tiles are shapes and not pictures.
    pub is_vector: bool,
    /// Another number for another file under the same name.
    pub version: u64,
}

/// A basemap that cannot be shown; each message begins with the setting to look at.
#[derive(Debug, thiserror::Error)]
pub enum BasemapError {
    #[error("basemap.pmtiles: cannot read {}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("basemap.pmtiles: {} is not a PMTiles 3 archive: {error}", path.display())]
    NoArchive { path: PathBuf, error: PmtError },
    #[error(
        "basemap.pmtiles: {} has tiles of type {kind:?}; what a page can draw is Mvt, Png, Jpeg, Webp or Avif",
        path.display()
    )]
    Tiles { path: PathBuf, kind: TileType },
    #[error("basemap.pmtiles: {} is compressed with {compression:?}; a browser reads Gzip or None", path.display())]
    Compressed { path: PathBuf, compression: Compression },
    #[error("basemap.tianditu-key: “{0}” is not a key; Tianditu's are letters and digits")]
    Key(String),
    #[error(
        "basemap.approval is missing: Tianditu must be shown with its map approval number (审图号), \
         which its own map names at the lower edge, such as GS（2024）0650号"
    )]
    NoApproval,
    #[error("basemap: pmtiles and tianditu-key are both given; one map lies under the city")]
    Two,
    #[error(
        "basemap.{0} is given without a map that it belongs to: name basemap.pmtiles or basemap.tianditu-key"
    )]
    NoMap(&'static str),
}

impl BasemapSettings {
    /// These settings, and the other's where these are silent.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            pmtiles: self.pmtiles.or(below.pmtiles),
            tianditu_key: self.tianditu_key.or(below.tianditu_key),
            approval: self.approval.or(below.approval),
            attribution: self.attribution.or(below.attribution),
            unknown: below.unknown,
        }
    }

    /// The basemap that these settings describe; `None` where they describe none.
    ///
    /// # Errors
    /// When they contradict each other, lack something, or name a file that is no archive a browser can read.
    pub fn resolve(self) -> Result<Option<Basemap>, BasemapError> {
        let Self { pmtiles, tianditu_key, approval, attribution, unknown: _ } = self;
        let source = match (pmtiles, tianditu_key) {
            (Some(_), Some(_)) => return Err(BasemapError::Two),
            (Some(path), None) => Source::Archive(Archive::open(&path)?),
            (None, Some(_)) if approval.is_none() => return Err(BasemapError::NoApproval),
            (None, Some(key)) => Source::Tianditu { key: checked(key)? },
            (None, None) if approval.is_some() => return Err(BasemapError::NoMap("approval")),
            (None, None) if attribution.is_some() => return Err(BasemapError::NoMap("attribution")),
            (None, None) => return Ok(None),
        };
        Ok(Some(Basemap { source, approval, attribution }))
    }
}

fn checked(key: String) -> Result<String, BasemapError> {
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_key { Ok(key) } else { Err(BasemapError::Key(key)) }
}

/// Bytes of a PMTiles 3 header.
const HEADER_BYTES: u64 = 127;
/// Where in it the version stands.
const VERSION_AT: usize = 7;

impl Archive {
    fn open(path: &Path) -> Result<Self, BasemapError> {
        let unreadable = |error| BasemapError::Unreadable { path: path.into(), error };
        let file = File::open(path).map_err(unreadable)?;
        let mut head = Vec::new();
        file.take(HEADER_BYTES).read_to_end(&mut head).map_err(unreadable)?;
        let header = header(head).map_err(|error| BasemapError::NoArchive { path: path.into(), error })?;
        let is_vector = is_vector(header.tile_type)
            .ok_or_else(|| BasemapError::Tiles { path: path.into(), kind: header.tile_type })?;
        for compression in [header.internal_compression(), header.tile_compression] {
            if !matches!(compression, Compression::Gzip | Compression::None) {
                return Err(BasemapError::Compressed { path: path.into(), compression });
            }
        }
        Ok(Self { path: path.into(), is_vector, version: version(path).map_err(unreadable)? })
    }
}

/// The header of an archive, of version 3 alone: the parser does not look at the version behind the magic bytes.
fn header(head: Vec<u8>) -> Result<Header, PmtError> {
    let version = head.get(VERSION_AT).copied();
    let header = Header::try_from_bytes(Bytes::from(head))?;
    if version == Some(3) { Ok(header) } else { Err(PmtError::UnsupportedPmTilesVersion) }
}

/// Whether tiles are shapes; `None` for what a page cannot draw.
fn is_vector(tiles: TileType) -> Option<bool> {
    match tiles {
        TileType::Mvt => Some(true),
        TileType::Png | TileType::Jpeg | TileType::Webp | TileType::Avif => Some(false),
        _ => None,
    }
}

/// Length and time of the last change, as one number.
fn version(path: &Path) -> io::Result<u64> {
    let meta = path.metadata()?;
    let changed = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(changed.as_secs().rotate_left(32) ^ u64::from(changed.subsec_nanos()) ^ meta.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        toml::from_str::<BasemapSettings>(text).unwrap().resolve().unwrap_err().to_string()
    }

    #[test]
    fn nothing_configured_is_no_basemap() {
        assert_eq!(BasemapSettings::default().resolve().unwrap(), None);
    }

    #[test]
    fn tianditu_is_a_key_and_an_approval_number() {
        let settings: BasemapSettings =
            toml::from_str("tianditu-key = '0a1b'\napproval = 'GS（2024）0650号'").unwrap();
        let basemap = settings.resolve().unwrap().unwrap();
        assert_eq!(basemap.source, Source::Tianditu { key: "0a1b".into() });
        assert_eq!(basemap.approval.as_deref(), Some("GS（2024）0650号"));
    }

    #[test]
    fn what_cannot_be_shown_is_refused_by_its_setting() {
        assert!(refused("tianditu-key = '0a1b'").starts_with("basemap.approval"));
        assert!(refused("tianditu-key = ''\napproval = 'GS'").starts_with("basemap.tianditu-key"));
        assert!(refused("tianditu-key = 'a&b'\napproval = 'GS'").contains("a&b"));
        assert!(refused("tianditu-key = 'a'\npmtiles = 'x'").contains("both"));
        assert!(refused("approval = 'GS'").starts_with("basemap.approval"));
        assert!(refused("attribution = 'me'").starts_with("basemap.attribution"));
        assert!(refused("pmtiles = '/no/such.pmtiles'").contains("/no/such.pmtiles"));
    }

    /// A header as the specification lays it out: magic and version first, compressions and tile type at 97 to 99.
    fn archive(version: u8, internal: u8, tiles: u8, kind: u8) -> tempfile::NamedTempFile {
        let mut bytes = [0; HEADER_BYTES as usize];
        bytes[..7].copy_from_slice(b"PMTiles");
        (bytes[7], bytes[97], bytes[98], bytes[99]) = (version, internal, tiles, kind);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn archives_are_known_by_their_header() {
        let (gzip, brotli, mvt, png, mlt) = (2, 3, 1, 2, 6);
        let open = |file: &tempfile::NamedTempFile| Archive::open(file.path());
        assert!(open(&archive(3, gzip, gzip, mvt)).unwrap().is_vector);
        assert!(!open(&archive(3, gzip, 1, png)).unwrap().is_vector);
        let wrong = |file| open(&file).unwrap_err().to_string();
        assert!(wrong(archive(2, gzip, gzip, mvt)).contains("not a PMTiles 3 archive"));
        assert!(wrong(archive(3, brotli, gzip, mvt)).contains("Brotli"));
        assert!(wrong(archive(3, gzip, gzip, mlt)).contains("Mlt"));
        assert!(wrong(tempfile::NamedTempFile::new().unwrap()).contains("not a PMTiles 3 archive"));
    }
}
