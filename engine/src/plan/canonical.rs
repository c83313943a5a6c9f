//! The same plan, the same bytes.

use super::change::ArcRecord;
use super::{Grid, Plan};
use crate::coverage::{Arc, FaceId};
use std::collections::BTreeMap;

impl Plan {
    /// Bytes that are equal for two plans exactly where all their grids and boundaries are, however they came about: grids in
    /// the order of their codes, arcs in that of their points.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut grids: Vec<(FaceId, &Grid)> = self.grids().collect();
        grids.sort_by(|a, b| a.1.code.cmp(&b.1.code));
        let rank: BTreeMap<FaceId, u32> =
            grids.iter().zip(1..).map(|(&(face, _), rank)| (face, rank)).collect();
        let ranked = |face: FaceId| FaceId(rank.get(&face).copied().unwrap_or(0));
        let arc = |arc: &Arc| {
            ArcRecord::of(&Arc { left: ranked(arc.left), right: ranked(arc.right), points: arc.points.clone() })
        };
        let grids: Vec<&Grid> = grids.into_iter().map(|(_, grid)| grid).collect();
        let arcs: Vec<ArcRecord> = self.coverage.arcs().iter().map(arc).collect();
        postcard::to_stdvec(&(grids, arcs)).expect("numbers and strings can always be written")
    }
}
