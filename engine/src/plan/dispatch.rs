//! An operation is carried out.

use super::codes::{LONGEST_CODE, is_code};
use super::operation::{self, Attributes, Operation, Position, Shape};
use super::refusal::{Reason, Refusal};
use super::{Change, Grid, Plan, Surroundings};
use crate::coord::{Bounds, LatticePoint, Line, MultiPolygon, Polygon, Ring};
use crate::coverage::edit::{self, Choice, Piece};
use crate::coverage::{FaceId, inner_point, is_inside};
use crate::record::reading_order;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Pieces of a grid beyond its community smaller than this stay: two hands drew one line.
const LEAST_CLIPPED_M2: f64 = 1.0;
const GREATEST_TOLERANCE_M: f64 = 100.0;

/// An operation carried out.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The plan as the operation leaves it.
    pub plan: Plan,
    pub change: Change,
    /// The faces that lose or gain a place, or say something else now, ascending; none is the outside.
    pub touched: Vec<FaceId>,
}

impl Plan {
    /// Carries out one operation.
    ///
    /// # Errors
    /// When it names what is not there, would break the plan, or touches a locked grid.
    pub fn edit(&self, operation: &Operation, around: &dyn Surroundings) -> Result<Edit, Refusal> {
        match operation {
            Operation::MoveVertices { moves } => {
                let moves: Vec<_> = moves.iter().map(|a_move| (a_move.from.0, a_move.to.0)).collect();
                self.redrawn(self.coverage.move_vertices(&moves)?)
            }
            Operation::InsertVertex { edge, at } => {
                self.redrawn(self.coverage.insert_vertex(edge.map(|end| end.0), at.0)?)
            }
            Operation::RemoveVertices { vertices } => {
                let vertices: Vec<LatticePoint> = vertices.iter().map(|vertex| vertex.0).collect();
                self.redrawn(self.coverage.remove_vertices(&vertices)?)
            }
            Operation::Reshape { grid, line } => {
                self.redrawn(self.coverage.reshape(self.face(grid)?, &operation::cutting_line(line))?)
            }
            Operation::Split { grid, line, codes } => self.split(grid, line, codes.as_deref(), around),
            Operation::Merge { grids, into } => self.merge(grids, into),
            Operation::Assign { buildings, compounds, to } => {
                let buildings = named_buildings(buildings, compounds, around)?;
                self.redrawn(self.hand_over(&buildings, self.face(to)?, around)?)
            }
            Operation::Create { shape, code, name, parent, kind } => {
                let (name, parent, kind) = (name.clone(), parent.clone(), kind.clone());
                self.create(shape, code, Attributes { name, parent, kind, ..Attributes::default() }, around)
            }
            Operation::Clip { grid } => self.clip(grid, around),
            Operation::Snap { grid, tolerance_m } => {
                if !(*tolerance_m > 0.0 && *tolerance_m <= GREATEST_TOLERANCE_M) {
                    return Err(Reason::BadTolerance(tolerance_m.to_string()).nowhere());
                }
                self.redrawn(self.snap(self.face(grid)?, *tolerance_m, around)?)
            }
            Operation::Set { grid, code, name, parent, kind, starts } => {
                let (code, name) = (code.clone(), name.clone());
                let (parent, kind, starts) = (parent.clone(), kind.clone(), *starts);
                self.set(grid, &Attributes { code, name, parent, kind, starts }, around)
            }
            Operation::Lock { grids, locked } => self.lock(grids, *locked),
        }
    }

    /// The face of a grid that an operation names.
    fn face(&self, code: &str) -> Result<FaceId, Refusal> {
        self.find(code).ok_or_else(|| Reason::UnknownGrid(code.to_owned()).nowhere())
    }

    fn split(
        &self,
        code: &str,
        line: &[Position],
        codes: Option<&[String]>,
        around: &dyn Surroundings,
    ) -> Result<Edit, Refusal> {
        let face = self.face(code)?;
        let edit = self.coverage.split(face, &operation::cutting_line(line))?;
        let made = edit.coverage.faces().len() - self.coverage.faces().len();
        let named = codes.is_some();
        let codes = match codes {
            None => self.grid(face).map_or_else(Vec::new, |grid| self.next_codes(grid, made, around)),
            Some(codes) if codes.len() != made => {
                return Err(Reason::CodesDiffer { made, named: codes.len() }.nowhere());
            }
            Some(codes) => self.free_codes(codes, around)?,
        };
        let first = self.coverage.faces().len();
        // Codes that are issued follow the standard's order of places, codes that are named that of the pieces.
        let order = if named { (0..made).collect() } else { places_in_order(&edit, first) };
        let siblings = codes.into_iter().zip(order).map(|(new, i)| {
            let sibling = self.grid(face).map(|grid| grid.sibling(new));
            (FaceId::of_polygon(first + i), sibling)
        });
        self.finish(edit, siblings.collect())
    }

    /// The same codes, when none of them was ever given.
    fn free_codes(&self, codes: &[String], around: &dyn Surroundings) -> Result<Vec<String>, Refusal> {
        for (i, code) in codes.iter().enumerate() {
            if !is_code(code) {
                return Err(Reason::BadCode(code.chars().take(LONGEST_CODE).collect()).nowhere());
            }
            if codes[..i].contains(code) || !self.is_free(code, around) {
                return Err(Reason::CodeTaken(code.clone()).nowhere());
            }
        }
        Ok(codes.to_vec())
    }

    fn merge(&self, codes: &[String], into: &str) -> Result<Edit, Refusal> {
        let kept = self.face(into)?;
        let mut others = codes.iter().map(|code| self.face(code)).collect::<Result<Vec<_>, _>>()?;
        others.sort_unstable();
        others.dedup();
        let named = others.len();
        others.retain(|&face| face != kept);
        if others.is_empty() || others.len() == named {
            return Err(Reason::TooFewGrids.nowhere());
        }
        let edit = self.coverage.merge(&others, kept)?;
        self.finish(edit, others.into_iter().map(|face| (face, None)).collect())
    }

    fn create(
        &self,
        shape: &Shape,
        code: &str,
        attributes: Attributes,
        around: &dyn Surroundings,
    ) -> Result<Edit, Refusal> {
        self.free_codes(&[code.to_owned()], around)?;
        let shape = multi_polygon(shape);
        let place = inner_point(&shape);
        let new = FaceId::of_polygon(self.coverage.faces().len());
        let inside = |piece: &Piece| Choice {
            owner: if holds(&shape, piece.place) { new } else { piece.face },
            firm: true,
        };
        let made = self.coverage.recut(&[FaceId::OUTSIDE], &closed(&shape), new.0, inside);
        let no_gap = |refusal: edit::Refusal| match refusal.reason {
            edit::Reason::ChangesNothing => Refusal { place, ..edit::Reason::NoGap.nowhere().into() },
            _ => refusal.into(),
        };
        let grid = Grid {
            code: code.to_owned(),
            name: attributes.name,
            parent: attributes.parent,
            kind: attributes.kind,
            households: None,
            residents: None,
            starts: None,
            locked: false,
        };
        self.finish(made.map_err(no_gap)?, vec![(new, Some(grid))])
    }

    fn clip(&self, code: &str, around: &dyn Surroundings) -> Result<Edit, Refusal> {
        let face = self.face(code)?;
        let parent = self.grid(face).and_then(|grid| grid.parent.clone());
        let shape = parent.as_deref().and_then(|parent| around.community(parent));
        let shape = shape.ok_or_else(|| {
            Reason::UnknownCommunity { grid: code.to_owned(), community: parent.clone() }.nowhere()
        })?;
        let beyond = |piece: &Piece| {
            let off = piece.area_m2 >= LEAST_CLIPPED_M2 && !holds(&shape, piece.place);
            Choice { owner: if off { FaceId::OUTSIDE } else { piece.face }, firm: true }
        };
        let faces = self.coverage.faces().len() as u32;
        self.redrawn(self.coverage.recut(&[face], &closed(&shape), faces, beyond)?)
    }

    fn set(&self, code: &str, attributes: &Attributes, around: &dyn Surroundings) -> Result<Edit, Refusal> {
        let face = self.face(code)?;
        if let Some(new) = attributes.code.as_ref().filter(|new| *new != code) {
            self.free_codes(std::slice::from_ref(new), around)?;
        }
        self.say(vec![(face, |grid: &mut Grid| {
            let Attributes { code, name, parent, kind, starts } = attributes.clone();
            grid.code = code.unwrap_or_else(|| std::mem::take(&mut grid.code));
            grid.name = name.or_else(|| grid.name.take());
            grid.parent = parent.or_else(|| grid.parent.take());
            grid.kind = kind.or_else(|| grid.kind.take());
            grid.starts = starts.or(grid.starts);
        })])
    }

    fn lock(&self, codes: &[String], locked: bool) -> Result<Edit, Refusal> {
        let faces: BTreeSet<FaceId> = codes.iter().map(|code| self.face(code)).collect::<Result<_, _>>()?;
        self.say(faces.into_iter().map(|face| (face, |grid: &mut Grid| grid.locked = locked)).collect())
    }

    /// Changes what grids say, and no boundary.
    fn say(&self, words: Vec<(FaceId, impl Fn(&mut Grid))>) -> Result<Edit, Refusal> {
        let mut grids = Vec::new();
        for (face, say) in words {
            let before = self.grid(face).cloned();
            let mut after = before.clone();
            after.iter_mut().for_each(say);
            if before != after {
                grids.push((face, before, after));
            }
        }
        let faces = self.coverage.faces().len() as u32;
        let delta = edit::Delta { faces: (faces, faces), ..edit::Delta::default() };
        let touched = grids.iter().map(|(face, _, _)| *face).collect();
        let change = Change { delta, grids };
        if change.is_empty() {
            return Err(edit::Reason::ChangesNothing.nowhere().into());
        }
        Ok(Edit { plan: self.apply(&change).expect("a change of a plan applies to it"), change, touched })
    }

    /// An edit of boundaries that leaves every grid.
    fn redrawn(&self, edit: edit::Edit) -> Result<Edit, Refusal> {
        self.finish(edit, Vec::new())
    }

    /// An edit of boundaries, and the grids that come and go with it.
    fn finish(&self, edit: edit::Edit, grids: Vec<(FaceId, Option<Grid>)>) -> Result<Edit, Refusal> {
        let touched: Vec<FaceId> =
            edit.changed.iter().copied().filter(|&face| face != FaceId::OUTSIDE).collect();
        self.spares_locked(&edit)?;
        let named = |face: &FaceId| grids.iter().any(|(other, _)| other == face);
        let stale = touched.iter().filter(|face| !named(face)).filter_map(|&face| {
            let grid = self.grid(face)?;
            let redrawn = grid.redrawn();
            (*grid != redrawn).then_some((face, Some(redrawn)))
        });
        let mut after: Vec<(FaceId, Option<Grid>)> = stale.collect();
        after.extend(grids);
        after.sort_unstable_by_key(|(face, _)| *face);
        let words = after.into_iter().map(|(face, after)| (face, self.grid(face).cloned(), after));
        let change = Change { delta: edit.delta, grids: words.collect() };
        let plan = self.with(edit.coverage, &change);
        Ok(Edit { plan, change, touched })
    }

    /// A grid that is locked keeps its place: also a boundary that a line ends at is not bent to the line's end.
    fn spares_locked(&self, edit: &edit::Edit) -> Result<(), Refusal> {
        let arcs = edit.delta.removed.iter().chain(&edit.delta.added);
        let beside: BTreeSet<FaceId> = arcs.flat_map(|arc| [arc.left, arc.right]).collect();
        let differs = |face: &FaceId| {
            edit.changed.contains(face)
                || self.coverage.doubled_area(*face) != edit.coverage.doubled_area(*face)
        };
        for face in beside {
            if let Some(grid) = self.grid(face).filter(|grid| grid.locked && differs(&face)) {
                let place = self.coverage.inner_point(face);
                return Err(Refusal { reason: Reason::Locked(grid.code.clone()), place });
            }
        }
        Ok(())
    }

    /// The plan with a coverage already made and what its grids then say.
    fn with(&self, coverage: crate::coverage::Coverage, change: &Change) -> Self {
        let mut grids = self.grids.clone();
        grids.resize(coverage.faces().len(), None);
        for (face, _, after) in &change.grids {
            if let Some(grid) = face.polygon().and_then(|i| grids.get_mut(i)) {
                *grid = after.clone().map(Arc::new);
            }
        }
        Self { coverage: Arc::new(coverage), grids }
    }
}

/// The faces from one on, as the standard numbers them.
fn places_in_order(edit: &edit::Edit, first: usize) -> Vec<usize> {
    let made = (first..edit.coverage.faces().len()).map(FaceId::of_polygon);
    let place = |face: FaceId| {
        let shape = edit.coverage.polygon(face);
        let point = inner_point(&shape).unwrap_or_default();
        (shape.bounds().unwrap_or(Bounds { min: point, max: point }), point)
    };
    reading_order(&made.map(place).collect::<Vec<_>>())
}

/// The buildings that an operation names, itself or by compounds.
fn named_buildings(
    buildings: &[String],
    compounds: &[String],
    around: &dyn Surroundings,
) -> Result<BTreeSet<usize>, Refusal> {
    let mut named = BTreeSet::new();
    for id in buildings {
        named.insert(around.building(id).ok_or_else(|| Reason::UnknownBuilding(id.clone()).nowhere())?);
    }
    for id in compounds {
        named.extend(around.compound(id).ok_or_else(|| Reason::UnknownCompound(id.clone()).nowhere())?);
    }
    if named.is_empty() { Err(Reason::NoBuildings.nowhere()) } else { Ok(named) }
}

fn holds(shape: &MultiPolygon, place: LatticePoint) -> bool {
    shape.0.iter().any(|polygon| is_inside(polygon, place))
}

/// The rings of a shape as closed lines.
fn closed(shape: &MultiPolygon) -> Vec<Line> {
    shape.rings().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect()
}

fn multi_polygon(shape: &Shape) -> MultiPolygon {
    let ring = |positions: &Vec<Position>| -> Ring {
        let mut ring = operation::line(positions);
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    let polygon = |rings: &Vec<Vec<Position>>| {
        let mut rings = rings.iter().map(ring);
        Polygon { shell: rings.next().unwrap_or_default(), holes: rings.collect() }
    };
    match shape {
        Shape::Polygon(rings) => polygon(rings).into(),
        Shape::MultiPolygon(polygons) => MultiPolygon(polygons.iter().map(polygon).collect()),
    }
}
