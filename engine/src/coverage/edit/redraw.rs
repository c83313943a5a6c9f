//! Arcs get other points.

use super::neighbourhood::Neighbourhood;
use super::refusal::{Reason, Refusal};
use super::{Edit, check};
use crate::coord::{Bounds, Line};
use crate::coverage::{Coverage, FaceId};
use std::collections::BTreeMap;

impl Coverage {
    /// Gives arcs, by their numbers in [`Coverage::arcs`], other points. Both ends of an arc stay where they are, or move as the
    /// ends of all arcs that meet there do.
    ///
    /// # Errors
    /// Where a new line would meet another boundary or itself, take a face's last place, or cut it in pieces.
    pub fn redraw(&self, lines: &BTreeMap<u32, Line>) -> Result<Edit, Refusal> {
        let arcs = self.arcs();
        let redrawn = || lines.iter().map(|(&arc, line)| (&arcs[arc as usize], line));
        let points = redrawn().flat_map(|(arc, line)| arc.points.iter().chain(line)).copied();
        let mut changed: Vec<FaceId> = redrawn().flat_map(|(arc, _)| [arc.left, arc.right]).collect();
        changed.sort_unstable();
        changed.dedup();
        let neighbourhood = Neighbourhood::around(self, &changed, Bounds::around(points));
        let drawn = |arc: u32| lines.get(&arc).map_or(&*arcs[arc as usize].points, Vec::as_slice);
        let regions = neighbourhood.redrawn(drawn)?;
        if let Some(region) = regions.shared() {
            return Err(Reason::Crosses.at(regions.place(region)));
        }
        let delta = neighbourhood.delta(&regions, &regions.faces, self.faces().len() as u32);
        check::checked(self, delta, changed)
    }
}
