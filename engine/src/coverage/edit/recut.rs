//! Faces are cut along lines, and each piece gets an owner.

use super::neighbourhood::Neighbourhood;
use super::refusal::{Reason, Refusal};
use super::regions::Regions;
use super::{Edit, check, clip};
use crate::coord::{Bounds, LatticePoint, Line};
use crate::coverage::{Coverage, FaceId};

/// Pieces that a line cuts off must have at least this area in m²; less is a slip of the hand.
const SMALLEST_PIECE_M2: f64 = 1.0;

/// A connected piece that belongs to one face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Whose it is; the outside for a piece of a gap.
    pub face: FaceId,
    /// A point in it, off all edges.
    pub place: LatticePoint,
    pub area_m2: f64,
}

/// Whose a piece is from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub owner: FaceId,
    /// Whether that stands. A piece whose owner is not firm goes along with what surrounds it where it would be cut off from
    /// the rest of its owner.
    pub firm: bool,
}

impl Coverage {
    /// Cuts faces along lines and gives each piece of them to the face that `choose` says. Pieces of the outside are asked about
    /// where they are bounded, when the outside is among the faces. `faces` is the number of inner faces afterwards.
    ///
    /// # Errors
    /// Where a face would fall into more pieces than it has or lose its last place, or when nothing would change.
    pub fn recut(
        &self,
        among: &[FaceId],
        lines: &[Line],
        faces: u32,
        choose: impl Fn(&Piece) -> Choice,
    ) -> Result<Edit, Refusal> {
        clip::check(lines)?;
        let recut = Recut::within(self, among, lines);
        let mut owners = recut.regions.faces.clone();
        let mut loose = vec![false; owners.len()];
        for region in 1..owners.len() as u32 {
            if let Some(piece) = recut.piece(region, among) {
                let choice = choose(&piece);
                owners[region as usize] = choice.owner;
                loose[region as usize] = !choice.firm;
            }
        }
        recut.regions.gather(&mut owners, &loose);
        recut.edit(&owners, faces, &[])
    }

    /// Cuts a face in two along a line, or in more where the line crosses it more than once. The largest piece keeps the face; the
    /// others become new faces, the larger first, numbered from the next free one on.
    ///
    /// # Errors
    /// When the line does not cut the face, or cuts off a sliver.
    pub fn split(&self, face: FaceId, line: &[LatticePoint]) -> Result<Edit, Refusal> {
        if line.iter().all(|&p| p == line[0]) {
            return Err(Reason::TooShort.nowhere());
        }
        let lines = [line.to_vec()];
        clip::check(&lines)?;
        let recut = Recut::within(self, &[face], &lines);
        let (mut owners, mut faces) = (recut.regions.faces.clone(), self.faces().len() as u32);
        for pieces in recut.regions.cut_apart(face) {
            for &region in &pieces[1..] {
                if recut.regions.area_m2(region) < SMALLEST_PIECE_M2 {
                    return Err(Reason::Sliver.at(recut.regions.place(region)));
                }
                faces += 1;
                owners[region as usize] = FaceId(faces);
            }
        }
        if owners == recut.regions.faces {
            return Err(Reason::DoesNotCross.at(line[line.len() / 2]));
        }
        recut.edit(&owners, faces, &[])
    }

    /// Gives all that some faces have to another. They keep their numbers, without arcs.
    ///
    /// # Errors
    /// Where a face does not border on the rest.
    pub fn merge(&self, others: &[FaceId], into: FaceId) -> Result<Edit, Refusal> {
        let named: Vec<FaceId> = others.iter().copied().chain([into]).collect();
        let recut = Recut::new(self, &named, &[]);
        let merged = |&face: &FaceId| if others.contains(&face) { into } else { face };
        let owners: Vec<FaceId> = recut.regions.faces.iter().map(merged).collect();
        recut.edit(&owners, self.faces().len() as u32, others)
    }
}

/// A neighbourhood cut along lines.
pub(super) struct Recut<'a> {
    coverage: &'a Coverage,
    neighbourhood: Neighbourhood<'a>,
    pub(super) regions: Regions,
}

impl<'a> Recut<'a> {
    /// Lines run on over faces that are not named.
    pub(super) fn new(coverage: &'a Coverage, named: &[FaceId], lines: &[Line]) -> Self {
        Self::reaching(coverage, named, lines, Bounds::around(lines.iter().flatten().copied()))
    }

    /// Lines are cut to the faces that are named.
    fn within(coverage: &'a Coverage, named: &[FaceId], lines: &[Line]) -> Self {
        let pieces = clip::within(coverage, named, lines);
        // In a gap that lines go around, faces may stand that no piece of them comes near.
        let around = if named.contains(&FaceId::OUTSIDE) { lines } else { &pieces };
        Self::reaching(coverage, named, &pieces, Bounds::around(around.iter().flatten().copied()))
    }

    fn reaching(coverage: &'a Coverage, named: &[FaceId], lines: &[Line], mut reach: Option<Bounds>) -> Self {
        let lines: Vec<&[LatticePoint]> = lines.iter().map(Vec::as_slice).collect();
        loop {
            let neighbourhood = Neighbourhood::around(coverage, named, reach);
            let regions = neighbourhood.cut(&lines);
            // Islands in a bay that a line closes off may lie beyond the line's own box.
            let wider = regions.closed_off().fold(reach, |reach, bay| reach.map(|reach| reach.union(bay)));
            if wider == reach {
                return Self { coverage, neighbourhood, regions };
            }
            reach = wider;
        }
    }

    /// The edit that gives each region to its owner.
    pub(super) fn edit(&self, owners: &[FaceId], faces: u32, given_up: &[FaceId]) -> Result<Edit, Refusal> {
        let moves = self.regions.faces.iter().zip(owners).filter(|(old, new)| old != new);
        let mut changed: Vec<FaceId> = moves.flat_map(|(&old, &new)| [old, new]).collect();
        changed.sort_unstable();
        changed.dedup();
        let delta = self.neighbourhood.delta(&self.regions, owners, faces);
        check::checked_for(self.coverage, delta, changed, given_up)
    }

    /// What is known of a region that belongs to one of some faces.
    fn piece(&self, region: u32, among: &[FaceId]) -> Option<Piece> {
        let near = self.regions.faces[region as usize];
        if !among.contains(&near) {
            return None;
        }
        let place = self.regions.place(region);
        // The outside of the neighbourhood may be a face that is far.
        let face = if near == FaceId::OUTSIDE { self.coverage.face_around(place) } else { near };
        (face == near).then(|| Piece { face, place, area_m2: self.regions.area_m2(region) })
    }
}
