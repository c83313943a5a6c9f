//! Two plans side by side: who moves where, what becomes of the grids, how balance and compactness change.

use super::balance::{Balance, PlanTotals};
use super::opened::Opened;
use super::pairs::{Pair, pairs, unmoved};
use crate::snapshot::Window;
use crate::store::{PlanId, PlanState};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalDate;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A part of a grid smaller than this of the smaller of the two is a moved boundary, not a piece.
const PIECE: f64 = 0.05;
/// So much of a grid is all of it.
const WHOLE: f64 = 0.95;

/// The difference between two plans.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    pub from: Compared,
    pub to: Compared,
    /// The window that complaints are counted in.
    pub window: Window,
    /// Everything that counts for another grid than before; a grid that only has another code is the same.
    pub moved: Movement,
    /// From which grid to which, the most households first.
    pub moves: Vec<Moved>,
    /// How many grids had each fate.
    pub fates: BTreeMap<Fate, usize>,
    /// Every grid that is not unchanged.
    pub grids: Vec<GridChange>,
}

/// One of the two plans.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComparedPlan)]
pub struct Compared {
    pub id: PlanId,
    pub name: String,
    pub state: PlanState,
    pub revision: i64,
    #[schema(value_type = Option<String>)]
    pub starts: Option<LocalDate>,
    pub totals: PlanTotals,
}

/// What moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Movement {
    pub buildings: u64,
    pub households: f64,
    pub residents: f64,
    /// Complaints that count for another grid.
    pub complaints: u64,
    /// m² on the ellipsoid.
    pub area_m2: f64,
}

/// What moves from one grid to another.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Moved {
    /// Code in the first plan; null for what was in no grid.
    pub from: Option<String>,
    /// Code in the second plan; null for what is in no grid.
    pub to: Option<String>,
    #[serde(flatten)]
    pub what: Movement,
}

/// What becomes of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Unchanged,
    /// The same shape with another code or name.
    Renamed,
    /// Its boundary moved.
    Reshaped,
    /// It is a piece of a grid that was cut.
    Split,
    /// It took in all of another grid.
    Merged,
    /// It stands where no grid was.
    New,
    /// It is no more, and no one grid has all of it.
    Gone,
}

/// A grid that the plans do not have in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GridChange {
    pub fate: Fate,
    /// The grid in the first plan that it continues.
    pub before: Option<Balance>,
    pub after: Option<Balance>,
    /// Codes of the grids of the first plan that it has pieces of; for one that is gone, of those that have its pieces.
    pub others: Vec<String>,
}

impl Comparison {
    /// What changes from one plan to another, with the complaints of a window that pass a filter.
    #[must_use]
    pub fn new(from: &Opened, to: &Opened, window: Window, filter: &Filter) -> Self {
        let all = Laid::new(from, to, filter);
        let grids = all.grids(filter);
        let mut fates = BTreeMap::new();
        grids.iter().for_each(|grid| *fates.entry(grid.fate).or_insert(0) += 1);
        let moves = all.moves();
        Self {
            from: Compared::new(from),
            to: Compared::new(to),
            window,
            moved: moves.iter().fold(Movement::default(), |sum, moved| sum.and(moved.what)),
            moves,
            fates,
            grids: grids.into_iter().filter(|grid| grid.fate != Fate::Unchanged).collect(),
        }
    }
}

impl Compared {
    fn new(opened: &Opened) -> Self {
        let row = &opened.row;
        let (id, name, state, revision, starts) =
            (row.id, row.name.clone(), row.state, row.revision, row.starts);
        Self { id, name, state, revision, starts, totals: opened.totals() }
    }
}

impl Movement {
    fn of(pair: &Pair) -> Self {
        Self {
            buildings: pair.tally.buildings,
            households: pair.tally.households(),
            residents: pair.tally.residents(),
            complaints: pair.complaints,
            area_m2: pair.area_m2,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            buildings: self.buildings + other.buildings,
            households: self.households + other.households,
            residents: self.residents + other.residents,
            complaints: self.complaints + other.complaints,
            area_m2: self.area_m2 + other.area_m2,
        }
    }
}

/// One plan laid over the other.
struct Laid<'a> {
    from: &'a Opened,
    to: &'a Opened,
    pairs: BTreeMap<(FaceId, FaceId), Pair>,
    /// Grids with the very same shape.
    same_shape: FxHashMap<FaceId, FaceId>,
    /// The grid of the second plan that each of the first goes on as.
    goes_on_as: FxHashMap<FaceId, FaceId>,
}

impl<'a> Laid<'a> {
    fn new(from: &'a Opened, to: &'a Opened, filter: &Filter) -> Self {
        let same_shape = unmoved(&from.plan, &to.plan);
        let codes: FxHashMap<&str, FaceId> =
            to.plan.grids().map(|(face, grid)| (grid.code.as_str(), face)).collect();
        let successor = |(face, grid): (FaceId, &onemap_engine::plan::Grid)| {
            let found = codes.get(grid.code.as_str()).or_else(|| same_shape.get(&face))?;
            Some((face, *found))
        };
        let goes_on_as = from.plan.grids().filter_map(successor).collect();
        let pairs = pairs(from.side(), to.side(), &to.city, filter);
        Self { from, to, pairs, same_shape, goes_on_as }
    }

    fn moves(&self) -> Vec<Moved> {
        let code = |opened: &Opened, face| opened.plan.grid(face).map(|grid| grid.code.clone());
        let moved = |(&(from, to), pair): (&(FaceId, FaceId), &Pair)| {
            let stays =
                if from == FaceId::OUTSIDE { to == from } else { self.goes_on_as.get(&from) == Some(&to) };
            (!stays).then(|| Moved {
                from: code(self.from, from),
                to: code(self.to, to),
                what: Movement::of(pair),
            })
        };
        let mut moves: Vec<Moved> = self.pairs.iter().filter_map(moved).collect();
        moves.sort_by(|a, b| {
            b.what
                .households
                .total_cmp(&a.what.households)
                .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
        });
        moves
    }

    fn grids(&self, filter: &Filter) -> Vec<GridChange> {
        let comes_from: FxHashMap<FaceId, FaceId> =
            self.goes_on_as.iter().map(|(&from, &to)| (to, from)).collect();
        let after = self.to.plan.grids().map(|(face, _)| {
            let before = comes_from.get(&face).copied();
            self.change(self.fate(face, before), before, Some(face), self.origins(face), filter)
        });
        let gone = self.from.plan.grids().filter(|(face, _)| self.is_gone(*face)).map(|(face, _)| {
            let heirs = self.pieces(|&(from, to)| (from == face).then_some(to));
            let others = heirs
                .iter()
                .filter_map(|&heir| self.to.plan.grid(heir))
                .map(|grid| grid.code.clone())
                .collect();
            self.change(Fate::Gone, Some(face), None, others, filter)
        });
        after.chain(gone).collect()
    }

    fn change(
        &self,
        fate: Fate,
        before: Option<FaceId>,
        after: Option<FaceId>,
        others: Vec<String>,
        filter: &Filter,
    ) -> GridChange {
        GridChange {
            fate,
            before: before.and_then(|face| self.from.balance(face, filter)),
            after: after.and_then(|face| self.to.balance(face, filter)),
            others,
        }
    }

    fn fate(&self, face: FaceId, before: Option<FaceId>) -> Fate {
        if let Some(twin) = before.filter(|before| self.same_shape.get(before) == Some(&face)) {
            let (old, new) = (self.from.plan.grid(twin), self.to.plan.grid(face));
            let names = |grid: Option<&onemap_engine::plan::Grid>| {
                grid.map(|grid| (grid.code.clone(), grid.name.clone()))
            };
            return if names(old) == names(new) { Fate::Unchanged } else { Fate::Renamed };
        }
        let origins = self.pieces(|&(from, to)| (to == face).then_some(from));
        let ended = |&origin: &FaceId| !self.goes_on_as.contains_key(&origin) && self.has_all(origin, face);
        match before {
            _ if origins.is_empty() => Fate::New,
            _ if origins.iter().any(ended) => Fate::Merged,
            Some(before) if self.was_cut(before) => Fate::Split,
            Some(_) => Fate::Reshaped,
            None => Fate::Split,
        }
    }

    /// Whether pieces of a grid are grids of their own now.
    fn was_cut(&self, face: FaceId) -> bool {
        let heirs = self.pieces(|&(from, to)| (from == face).then_some(to));
        let is_new = |heir: &FaceId| !self.goes_on_as.values().any(|known| known == heir);
        heirs.iter().any(|heir| is_new(heir) && self.is_all_of(*heir, face))
    }

    fn is_gone(&self, face: FaceId) -> bool {
        !self.goes_on_as.contains_key(&face) && !self.to.plan.grids().any(|(heir, _)| self.has_all(face, heir))
    }

    /// Whether a grid of the second plan has all of one of the first.
    fn has_all(&self, from: FaceId, to: FaceId) -> bool {
        self.shared(from, to) >= WHOLE * self.area(self.from, from)
    }

    /// Whether a grid of the second plan has nothing but of one of the first.
    fn is_all_of(&self, to: FaceId, from: FaceId) -> bool {
        self.shared(from, to) >= WHOLE * self.area(self.to, to)
    }

    fn shared(&self, from: FaceId, to: FaceId) -> f64 {
        self.pairs.get(&(from, to)).map_or(0.0, |pair| pair.area_m2)
    }

    fn area(&self, opened: &Opened, face: FaceId) -> f64 {
        opened.outline(face).map_or(0.0, |outline| outline.area_m2)
    }

    /// The faces that `other` picks of the pairs that share a piece worth naming.
    fn pieces(&self, other: impl Fn(&(FaceId, FaceId)) -> Option<FaceId>) -> Vec<FaceId> {
        let is_piece = |pair: &(FaceId, FaceId)| {
            let smaller = self.area(self.from, pair.0).min(self.area(self.to, pair.1));
            pair.0 != FaceId::OUTSIDE
                && pair.1 != FaceId::OUTSIDE
                && self.shared(pair.0, pair.1) >= PIECE * smaller
        };
        self.pairs.keys().filter_map(|pair| other(pair).filter(|_| is_piece(pair))).collect()
    }

    /// Codes of the grids that a grid has pieces of, besides the one it goes on from.
    fn origins(&self, face: FaceId) -> Vec<String> {
        let goes_on = |origin: &FaceId| self.goes_on_as.get(origin) == Some(&face);
        let origins = self
            .pieces(|&(from, to)| (to == face).then_some(from))
            .into_iter()
            .filter(|origin| !goes_on(origin));
        origins.filter_map(|origin| Some(self.from.plan.grid(origin)?.code.clone())).collect()
    }
}
