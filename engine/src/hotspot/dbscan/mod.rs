//! Clusters of points by density: DBSCAN (Ester, Kriegel, Sander & Xu 1996) and ST-DBSCAN (Birant & Kut 2007), exact.

mod cells;
mod forest;
#[cfg(test)]
mod peers;

use crate::coord::{Bounds, LatticePoint, LocalPlane};
use cells::{Cells, Site};
use forest::Forest;
use rayon::prelude::*;

/// How near points must be to be neighbours; at most so far counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// In the plane that touches the ellipsoid amid all points; at least [`LEAST_METRES`](Self::LEAST_METRES).
    pub metres: f64,
    /// At least 1; `None` where time does not matter.
    pub seconds: Option<f64>,
}

impl Reach {
    /// Below, the world has more cells than can be numbered.
    pub const LEAST_METRES: f64 = 0.1;
}

/// The cluster of each point, `None` for noise. Clusters are numbered from 0 in the order of their first core point; a core point has
/// at least `min_points` neighbours, itself included. A point that is none goes to the first cluster with a core point in reach. So
/// labels are those of scikit-learn, whatever the number of threads.
///
/// `times` are in seconds, one for each place, and not read where the reach has none.
///
/// Space is cut into squares, and time into spans, so small that all points of one cell are neighbours (Gunawan 2013; Wang, Gu & Shun
/// 2020): a cell with `min_points` points holds core points alone, and cells are joined where any two of theirs are neighbours.
///
/// # Panics
/// When times are read and there are not as many as places, or the reach is below the least.
#[must_use]
pub fn dbscan(places: &[LatticePoint], times: &[f64], reach: Reach, min_points: usize) -> Vec<Option<u32>> {
    let cells = cells(places, times, reach);
    let is_core = |point: usize| {
        cells.points(cells.of_point(point)).len() >= min_points || cells.has_neighbours(point, min_points)
    };
    Clustering::new(&cells, is_core).labels()
}

/// The same with other core points: those of which `is_core` says so when it sees the places of all neighbours, its own among them.
/// By cluster, the places of its points; a point that is no core is in every cluster that reaches it.
pub(super) fn clusters_of(
    places: &[LatticePoint],
    times: &[f64],
    reach: Reach,
    is_core: impl Fn(&mut dyn Iterator<Item = usize>) -> bool + Sync,
) -> Vec<Vec<usize>> {
    let cells = cells(places, times, reach);
    let place = |point: usize| cells.order[point] as usize;
    Clustering::new(&cells, |point| is_core(&mut cells.neighbours(point).map(place))).members()
}

/// Points that are linked, or linked with points that are, and so on: only neighbours can be, and are where `are_linked` says so of their places.
/// Of each group the places of its points, ascending.
pub(super) fn linked(
    places: &[LatticePoint],
    times: &[f64],
    reach: Reach,
    are_linked: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Vec<usize>> {
    let cells = cells(places, times, reach);
    let place = |point: usize| cells.order[point] as usize;
    let forest = Forest::new(places.len());
    (0..places.len()).into_par_iter().with_min_len(256).for_each(|point| {
        for other in cells.neighbours(point).filter(|&other| other > point) {
            if forest.root(point) != forest.root(other) && are_linked(place(point), place(other)) {
                forest.join(point, other);
            }
        }
    });
    let mut members: Vec<(usize, usize)> =
        (0..places.len()).map(|point| (forest.root(point), place(point))).collect();
    members.sort_unstable();
    members.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|it| it.1).collect()).collect()
}

fn cells(places: &[LatticePoint], times: &[f64], reach: Reach) -> Cells {
    let Reach { metres, seconds } = reach;
    assert!(metres >= Reach::LEAST_METRES && seconds.is_none_or(|seconds| seconds >= 1.0), "{reach:?}");
    assert!(reach.seconds.is_none() || times.len() == places.len(), "one time for each place");
    let middle = Bounds::around(places.iter().copied()).map_or_else(LatticePoint::default, Bounds::middle);
    let plane = LocalPlane::at(middle);
    let site = |index: usize| {
        let (east, north) = plane.to_metres(places[index]);
        Site { east, north, seconds: if reach.seconds.is_some() { times[index] } else { 0.0 } }
    };
    let sites: Vec<Site> = (0..places.len()).into_par_iter().map(site).collect();
    Cells::new(&sites, reach)
}

/// Work in the order of the cells.
struct Clustering<'a> {
    cells: &'a Cells,
    /// By point.
    is_core: Vec<bool>,
    /// Trees of cells; each tree with core points is a cluster.
    forest: Forest,
}

/// Cells handled by one task at least.
const TASK_CELLS: usize = 64;

impl<'a> Clustering<'a> {
    fn new(cells: &'a Cells, is_core: impl Fn(usize) -> bool + Send + Sync) -> Self {
        let is_core: Vec<bool> =
            (0..cells.sites.len()).into_par_iter().with_min_len(1024).map(is_core).collect();
        let clustering = Self { cells, is_core, forest: Forest::new(cells.len()) };
        let cores: Vec<Option<Cores>> = (0..cells.len())
            .into_par_iter()
            .with_min_len(TASK_CELLS)
            .map(|cell| clustering.cores(cell))
            .collect();
        // Cells that touch first: most of the others are then in one tree already, and their points need not be looked at.
        for beside in [true, false] {
            (0..cells.len())
                .into_par_iter()
                .with_min_len(TASK_CELLS)
                .for_each(|cell| clustering.join(cell, &cores, beside));
        }
        clustering
    }

    fn cores(&self, cell: usize) -> Option<Cores> {
        let points = self.cells.points(cell).filter(|&point| self.is_core[point]);
        Cores::around(points.map(|point| self.cells.sites[point]))
    }

    /// Joins a cell with those after it that have a core point near one of its own: those that touch it, or all others.
    fn join(&self, cell: usize, cores: &[Option<Cores>], beside: bool) {
        let Some(own) = &cores[cell] else { return };
        let later = |&other: &usize| other > cell && self.cells.are_beside(cell, other) == beside;
        for other in self.cells.around(cell).flatten().filter(later) {
            let Some(others) = &cores[other] else { continue };
            if self.forest.root(cell) != self.forest.root(other)
                && own.may_reach(others, self.cells.reach)
                && self.touch(cell, own, other, others)
            {
                self.forest.join(cell, other);
            }
        }
    }

    fn touch(&self, a: usize, cores_a: &Cores, b: usize, cores_b: &Cores) -> bool {
        let reach = self.cells.reach;
        let near = |cell: usize, others: &Cores| {
            let others = *others;
            let points = self.cells.points(cell).filter(move |&point| self.is_core[point]);
            points
                .map(|point| self.cells.sites[point])
                .filter(move |&site| Cores::of(site).may_reach(&others, reach))
        };
        let near_a: Vec<Site> = near(b, cores_a).collect();
        near(a, cores_b).any(|site| near_a.iter().any(|other| self.cells.are_neighbours(site, *other)))
    }

    fn labels(&self) -> Vec<Option<u32>> {
        let clusters = self.numbered();
        let points = 0..self.is_core.len();
        let label = |point: usize| self.reaching(point).map(|root| clusters[root]).min();
        let by_point: Vec<Option<u32>> = points.into_par_iter().with_min_len(1024).map(label).collect();
        let mut labels = vec![None; by_point.len()];
        for (label, &index) in by_point.into_iter().zip(&self.cells.order) {
            labels[index as usize] = label;
        }
        labels
    }

    /// By cluster: the places of its points in the input, ascending.
    fn members(&self) -> Vec<Vec<usize>> {
        let clusters = self.numbered();
        let mut members: Vec<(u32, usize)> = Vec::new();
        for point in 0..self.is_core.len() {
            let place = self.cells.order[point] as usize;
            members.extend(self.reaching(point).map(|root| (clusters[root], place)));
        }
        members.sort_unstable();
        members.dedup();
        members.chunk_by(|a, b| a.0 == b.0).map(|cluster| cluster.iter().map(|it| it.1).collect()).collect()
    }

    /// The roots of the cells with a core point in reach of a point; of a core point, of its own cell.
    fn reaching(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.is_core[point].then_some(point);
        let others = || self.cells.neighbours_among(point, |other| self.is_core[other]);
        let others = (!self.is_core[point]).then(others).into_iter().flatten();
        let cores = own.into_iter().chain(others);
        cores.map(|core| self.forest.root(self.cells.of_point(core)))
    }

    /// By root: the number of its cluster.
    fn numbered(&self) -> Vec<u32> {
        let mut first = vec![u32::MAX; self.cells.len()];
        for cell in 0..self.cells.len() {
            let cores = self.cells.points(cell).filter(|&point| self.is_core[point]);
            if let Some(earliest) = cores.map(|point| self.cells.order[point]).min() {
                let root = self.forest.root(cell);
                first[root] = first[root].min(earliest);
            }
        }
        let mut roots: Vec<usize> = (0..first.len()).filter(|&root| first[root] != u32::MAX).collect();
        roots.sort_unstable_by_key(|&root| first[root]);
        let mut numbers = vec![u32::MAX; first.len()];
        roots.into_iter().zip(0..).for_each(|(root, number)| numbers[root] = number);
        numbers
    }
}

/// The box around the core points of a cell.
#[derive(Clone, Copy)]
struct Cores {
    min: Site,
    max: Site,
}

impl Cores {
    fn of(site: Site) -> Self {
        Self { min: site, max: site }
    }

    fn around(sites: impl Iterator<Item = Site>) -> Option<Self> {
        sites.map(Self::of).reduce(|a, b| Self { min: a.min.least(b.min), max: a.max.most(b.max) })
    }

    fn may_reach(&self, other: &Self, reach: Reach) -> bool {
        let gap = |a: [f64; 2], b: [f64; 2]| (b[0] - a[1]).max(a[0] - b[1]).max(0.0);
        let east = gap([self.min.east, self.max.east], [other.min.east, other.max.east]);
        let north = gap([self.min.north, self.max.north], [other.min.north, other.max.north]);
        let seconds = gap([self.min.seconds, self.max.seconds], [other.min.seconds, other.max.seconds]);
        east * east + north * north <= reach.metres * reach.metres && seconds <= reach.seconds.unwrap_or(0.0)
    }
}
