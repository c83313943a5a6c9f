//! Complaints: one work order each (工单/诉求).

use super::LocalTime;
use crate::coord::LatticePoint;
use serde::{Deserialize, Serialize};

/// Who called, as a keyed hash of the phone (or of the name where there is no phone). The clear value is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallerKey(pub u64);

/// How a complaint's place is known, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LocationQuality {
    /// The file gave coordinates.
    Coordinates,
    /// Its building, or an address that names exactly one, was found.
    Building,
    /// Its compound was found; the place is the compound's inner point.
    Compound,
    /// Only its grid or community is known; the place is that area's inner point. It counts for the area and is on no map.
    Area,
    /// Not located: counted and listed, on no map.
    None,
}

/// One work order, with privacy already applied: no clear phone or name, phones and ID numbers struck from the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    pub id: String,
    pub time: LocalTime,
    pub channel: Option<String>,
    /// Major category (大类).
    pub category: Option<String>,
    /// Minor category (小类).
    pub subcategory: Option<String>,
    pub title: Option<String>,
    pub text: Option<String>,
    pub address: Option<String>,
    /// `None` where the file gave no coordinates and nothing else located it.
    pub place: Option<LatticePoint>,
    pub quality: LocationQuality,
    /// Names or codes the file gave; used to locate where there are no coordinates.
    pub street: Option<String>,
    pub community: Option<String>,
    pub grid: Option<String>,
    pub compound: Option<String>,
    pub building: Option<String>,
    pub caller: Option<CallerKey>,
    /// Masked: 张**.
    pub caller_name: Option<String>,
    /// Handling unit (承办单位).
    pub unit: Option<String>,
    pub status: Option<String>,
    pub dispatched: Option<LocalTime>,
    pub deadline: Option<LocalTime>,
    pub closed: Option<LocalTime>,
}

impl Complaint {
    /// Where it stands on a map: its place, unless that only stands for an area.
    #[must_use]
    pub fn point(&self) -> Option<LatticePoint> {
        self.place.filter(|_| self.quality != LocationQuality::Area)
    }
}
