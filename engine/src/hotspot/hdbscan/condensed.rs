//! Single linkage, condensed to clusters of a least size, of which those with the greatest excess of mass are chosen (Campello, Moulavi &
//! Sander 2013, sections 3 and 4).

use super::spanning::Edge;

/// Less than a step of the lattice apart is at one place.
const LEAST_METRES: f64 = 0.01;

/// Two branches joined at a distance.
struct Joint {
    branches: [usize; 2],
    size: usize,
    /// One over the distance.
    density: f64,
}

/// A cluster on its way from where it parts from another to where nothing is left of it.
struct Cluster {
    parent: usize,
    /// The density at which it begins.
    birth: f64,
    /// Excess of mass: for each point the density at which it leaves, less that of the birth.
    mass: f64,
}

/// The cluster of each of `n` points, `None` for noise. Edges are those of a spanning tree, the shortest first.
pub(super) fn clusters(n: usize, edges: &[Edge], least_size: usize) -> Vec<Option<u32>> {
    let joints = joints(n, edges);
    let mut condensing =
        Condensing { n, joints: &joints, least_size, clusters: Vec::new(), cluster_of: vec![0; n] };
    condensing.run();
    let chosen = chosen(&mut condensing.clusters);
    condensing.cluster_of.iter().map(|&cluster| chosen[cluster]).collect()
}

/// Branches below `n` are points, others joints.
fn joints(n: usize, edges: &[Edge]) -> Vec<Joint> {
    let mut above: Vec<usize> = (0..2 * n).collect();
    let mut joints: Vec<Joint> = Vec::with_capacity(edges.len());
    for edge in edges {
        let branches = edge.ends.map(|end| top(&mut above, end as usize));
        let joint = n + joints.len();
        branches.iter().for_each(|&branch| above[branch] = joint);
        let size = branches.iter().map(|&branch| size(n, &joints, branch)).sum();
        joints.push(Joint { branches, size, density: 1.0 / edge.distance2.sqrt().max(LEAST_METRES) });
    }
    joints
}

fn top(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}

fn size(n: usize, joints: &[Joint], branch: usize) -> usize {
    branch.checked_sub(n).map_or(1, |joint| joints[joint].size)
}

struct Condensing<'a> {
    n: usize,
    joints: &'a [Joint],
    least_size: usize,
    /// That of all points first, parents before their children.
    clusters: Vec<Cluster>,
    /// By point: the last cluster that it is in.
    cluster_of: Vec<usize>,
}

impl Condensing<'_> {
    /// Follows clusters from all points together down to where they fall apart.
    fn run(&mut self) {
        self.clusters.push(Cluster { parent: 0, birth: 0.0, mass: 0.0 });
        let mut open = vec![(self.n + self.joints.len() - 1, 0)];
        while let Some((branch, cluster)) = open.pop() {
            let Joint { branches, density, .. } = self.joints[branch - self.n];
            let sizes = branches.map(|branch| size(self.n, self.joints, branch));
            let parts = sizes.iter().all(|&size| size >= self.least_size);
            for (branch, size) in branches.into_iter().zip(sizes) {
                let stays = !parts && size >= self.least_size;
                if !stays {
                    self.clusters[cluster].mass += (density - self.clusters[cluster].birth) * size as f64;
                }
                if parts {
                    open.push((branch, self.clusters.len()));
                    self.clusters.push(Cluster { parent: cluster, birth: density, mass: 0.0 });
                } else if stays {
                    open.push((branch, cluster));
                } else {
                    self.leave(branch, cluster);
                }
            }
        }
    }

    /// The points of a branch leave a cluster.
    fn leave(&mut self, branch: usize, cluster: usize) {
        let mut open = vec![branch];
        while let Some(branch) = open.pop() {
            match branch.checked_sub(self.n) {
                Some(joint) => open.extend(self.joints[joint].branches),
                None => self.cluster_of[branch] = cluster,
            }
        }
    }
}

/// By cluster: the chosen one that it is in. One is chosen where it has at least the mass of those chosen below it; all points together never are.
fn chosen(clusters: &mut [Cluster]) -> Vec<Option<u32>> {
    let mut below = vec![0.0; clusters.len()];
    let mut is_chosen = vec![false; clusters.len()];
    for number in (1..clusters.len()).rev() {
        let cluster = &mut clusters[number];
        is_chosen[number] = below[number] <= cluster.mass;
        cluster.mass = cluster.mass.max(below[number]);
        below[cluster.parent] += cluster.mass;
    }
    let mut within: Vec<Option<u32>> = vec![None; clusters.len()];
    for number in 1..clusters.len() {
        within[number] = within[clusters[number].parent].or(is_chosen[number].then_some(number as u32));
    }
    within
}
