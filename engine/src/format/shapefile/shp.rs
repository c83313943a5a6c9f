//! Geometry records of a `.shp`.

use super::parts::Part;
use super::polygons;
use crate::record::{Position, RawGeometry};
use std::io::Read;

const HEADER_BYTES: u64 = 100;
const RECORD_HEADER_BYTES: u64 = 8;
const FILE_CODE: i32 = 9994;

/// The records of a `.shp`, one after the other.
pub(super) struct Records {
    part: Part,
    /// Bytes read so far.
    pub offset: u64,
    pub read: u64,
    content: Vec<u8>,
}

/// What a record holds. Errors are about this record alone.
pub(super) type Geometry = Result<Option<RawGeometry>, String>;

impl Records {
    /// # Errors
    /// What is wrong with the header, where it is none.
    pub fn open(mut part: Part) -> Result<Self, String> {
        let mut header = [0; HEADER_BYTES as usize];
        part.bytes.read_exact(&mut header).map_err(|_| "the .shp is shorter than its header of 100 bytes")?;
        match i32::from_be_bytes([header[0], header[1], header[2], header[3]]) {
            FILE_CODE => Ok(Self { part, offset: HEADER_BYTES, read: 0, content: Vec::new() }),
            other => Err(format!("this is no .shp (it begins with {other}, not 9994)")),
        }
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// When the file ends within a record; nothing follows then.
    pub fn next(&mut self) -> Option<Result<Geometry, String>> {
        let left = self.part.size.saturating_sub(self.offset);
        if left == 0 {
            return None;
        }
        Some(self.content(left).map(|()| Content { bytes: &self.content }.geometry()))
    }

    fn content(&mut self, left: u64) -> Result<(), String> {
        let record = self.read + 1;
        let mut header = [0; RECORD_HEADER_BYTES as usize];
        let cut = |_| format!("the .shp ends within record {record}");
        self.part.bytes.read_exact(&mut header).map_err(cut)?;
        let words = i32::from_be_bytes([header[4], header[5], header[6], header[7]]);
        let length = u64::try_from(words).map_err(|_| format!("record {record} has a length below zero"))? * 2;
        let left = left.saturating_sub(RECORD_HEADER_BYTES);
        if length > left {
            return Err(format!("record {record} says it has {length} bytes, but the .shp has {left} more"));
        }
        self.content.resize(length as usize, 0);
        self.part.bytes.read_exact(&mut self.content).map_err(cut)?;
        self.offset += RECORD_HEADER_BYTES + length;
        self.read = record;
        Ok(())
    }
}

/// The bytes of one record, taken from the front.
struct Content<'a> {
    bytes: &'a [u8],
}

impl Content<'_> {
    fn geometry(&mut self) -> Geometry {
        let kind = self.int().ok_or("the record is empty")?;
        let early = "the record ends within its geometry";
        // Z and M shapes begin like the plain ones; what follows the positions is passed over.
        let geometry = match kind {
            0 => return Ok(None),
            1 | 11 | 21 => self.position().map(|position| RawGeometry::Points(vec![position])),
            8 | 18 | 28 => self.multi_point().map(RawGeometry::Points),
            3 | 13 | 23 => self.lines().map(RawGeometry::Lines),
            5 | 15 | 25 => self.lines().map(|rings| RawGeometry::Polygons(polygons::nested(rings))),
            31 => return Err("a MultiPatch is no plane geometry".to_owned()),
            other => return Err(format!("there is no shape type {other}")),
        };
        geometry.map(Some).ok_or_else(|| early.to_owned())
    }

    fn multi_point(&mut self) -> Option<Vec<Position>> {
        self.skip_box()?;
        let count = self.count(16)?;
        (0..count).map(|_| self.position()).collect()
    }

    fn lines(&mut self) -> Option<Vec<Vec<Position>>> {
        self.skip_box()?;
        let (parts, points) = (self.int()?, self.int()?);
        let parts = usize::try_from(parts).ok().filter(|parts| parts * 4 <= self.bytes.len())?;
        let starts: Vec<usize> = (0..parts)
            .map(|_| self.int().and_then(|start| usize::try_from(start).ok()))
            .collect::<Option<_>>()?;
        let points = usize::try_from(points).ok().filter(|points| *points <= self.bytes.len() / 16)?;
        let positions: Vec<Position> = (0..points).map(|_| self.position()).collect::<Option<_>>()?;
        let ends = starts.iter().skip(1).copied().chain([points]);
        starts.iter().zip(ends).map(|(&start, end)| positions.get(start..end).map(<[_]>::to_vec)).collect()
    }

    fn skip_box(&mut self) -> Option<()> {
        self.bytes = self.bytes.get(32..)?;
        Some(())
    }

    /// A number of items of so many bytes each, which must be there.
    fn count(&mut self, item_bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.int()?).ok()?;
        (count <= self.bytes.len() / item_bytes).then_some(count)
    }

    fn position(&mut self) -> Option<Position> {
        Some((self.float()?, self.float()?))
    }

    fn int(&mut self) -> Option<i32> {
        self.take().map(i32::from_le_bytes)
    }

    fn float(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(*head)
    }
}
