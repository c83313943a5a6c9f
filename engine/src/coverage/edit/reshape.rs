//! A face's boundary follows a drawn line.

use super::Edit;
use super::clip;
use super::recut::Recut;
use super::refusal::{Reason, Refusal};
use crate::coord::LatticePoint;
use crate::coverage::{Coverage, FaceId};

impl Coverage {
    /// Lays the boundary of a face along a line that crosses it at least twice.
    ///
    /// ```text
    ///     B          What the line encloses outside the face joins it (+); what it cuts off inside the face
    ///    .--.        goes to the neighbour with the longest border on it (−). Ends that hang over count for nothing.
    /// --/ + \------
    ///        \ −/
    ///   A     '´
    /// ```
    /// Of a piece that is cut, the part that does not border on the face stays with its neighbour, or the largest where all do.
    ///
    /// # Errors
    /// When the line encloses nothing and cuts nothing off, when a piece would fall to no face, or a neighbour would fall
    /// in pieces or be used up.
    pub fn reshape(&self, face: FaceId, line: &[LatticePoint]) -> Result<Edit, Refusal> {
        if line.iter().all(|&p| p == line[0]) {
            return Err(Reason::TooShort.nowhere());
        }
        let lines = [line.to_vec()];
        clip::check(&lines)?;
        let recut = Recut::new(self, &[face], &lines);
        let mut owners = recut.regions.faces.clone();
        for region in enclosed(&recut, face) {
            owners[region as usize] = face;
        }
        for region in recut.regions.cut_apart(face).iter().flat_map(|pieces| &pieces[1..]) {
            owners[*region as usize] =
                neighbour(&recut, *region).ok_or_else(|| Reason::LeavesGap.at(recut.regions.place(*region)))?;
        }
        if owners == recut.regions.faces {
            return Err(Reason::DoesNotCross.at(line[line.len() / 2]));
        }
        recut.edit(&owners, self.faces().len() as u32, &[])
    }
}

/// The regions between the line and the face, beyond its boundary.
fn enclosed(recut: &Recut<'_>, face: FaceId) -> Vec<u32> {
    let mut others = recut.regions.faces.clone();
    others.sort_unstable();
    others.dedup();
    let mut enclosed = Vec::new();
    for pieces in
        others.into_iter().filter(|&other| other != face).flat_map(|other| recut.regions.cut_apart(other))
    {
        let beside: Vec<u32> = pieces
            .iter()
            .copied()
            .filter(|&region| recut.regions.borders(region).contains_key(&face))
            .collect();
        let all = beside.len() == pieces.len();
        enclosed.extend(beside.into_iter().skip(usize::from(all)));
    }
    enclosed.retain(|&region| region != crate::coverage::arrange::UNBOUNDED);
    enclosed
}

/// The inner face with the longest border on a region.
fn neighbour(recut: &Recut<'_>, region: u32) -> Option<FaceId> {
    let borders = recut.regions.borders(region).into_iter().filter(|(face, _)| *face != FaceId::OUTSIDE);
    borders.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(face, _)| face)
}
