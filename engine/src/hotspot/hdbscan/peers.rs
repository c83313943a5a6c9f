//! The same clusters as hdbscan (`fixtures/scripts/hdbscan_clusters.py`), and on any number of threads.

use super::*;
use onemap_fixtures::HDBSCAN;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

struct Case {
    sizes: [usize; 2],
    places: Vec<LatticePoint>,
    /// `None` where there are several right answers.
    labels: Vec<Option<i32>>,
}

fn cases() -> BTreeMap<&'static str, Case> {
    let mut cases = BTreeMap::new();
    for line in HDBSCAN.lines().skip(1) {
        let [name, size, points, x, y, label] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let sizes = [size, points].map(|it| it.parse().unwrap());
        let case = cases.entry(name).or_insert_with(|| Case { sizes, places: Vec::new(), labels: Vec::new() });
        let [x, y]: [i32; 2] = [x, y].map(|it| it.parse().unwrap());
        case.places.push(LatticePoint::new(1_173_000_000 + x, 318_000_000 + y));
        case.labels.push(label.parse().ok());
    }
    cases
}

fn found(places: &[LatticePoint], [size, points]: [usize; 2]) -> Vec<Option<u32>> {
    hdbscan(places, size, NonZeroUsize::new(points).unwrap())
}

#[test]
fn labels_are_those_of_hdbscan() {
    let cases = cases();
    assert_eq!(cases.len(), 7);
    for (name, case) in cases {
        let labels = found(&case.places, case.sizes);
        let mut names: HashMap<i32, Option<u32>> = HashMap::from([(-1, None)]);
        let certain =
            labels.iter().zip(&case.labels).filter_map(|(label, expected)| Some((label, (*expected)?)));
        for (place, (label, expected)) in certain.enumerate() {
            let own = *names.entry(expected).or_insert(*label);
            assert_eq!(*label, own, "{name}: {place} of cluster {expected}");
        }
        let mut others: Vec<_> = names.values().collect();
        others.sort_unstable();
        others.dedup();
        assert_eq!(others.len(), names.len(), "{name}: different clusters are different");
        let uncertain = case.labels.iter().filter(|label| label.is_none()).count();
        assert!(uncertain * 15 <= labels.len(), "{name}: {uncertain} of {} are not compared", labels.len());
    }
}

#[test]
fn too_few_points_are_noise_and_many_at_one_place_are_one_cluster() {
    assert_eq!(found(&[], [5, 5]), []);
    assert_eq!(found(&[LatticePoint::default(); 4], [5, 1]), [None; 4]);
    assert_eq!(found(&[LatticePoint::default(); 4], [2, 5]), [None; 4], "no core distance");
    assert_eq!(found(&[LatticePoint::default(); 40], [5, 5]), [None; 40], "all together are no cluster");
    let two = |i: i32| LatticePoint::new(if i < 40 { 0 } else { 90_000 }, 0);
    let labels = found(&(0..80).map(two).collect::<Vec<_>>(), [5, 5]);
    assert!((0..80).all(|i| labels[i] == Some(u32::from(i >= 40))), "{labels:?}");
}

proptest! {
    /// The edges of a spanning tree are as long together as those that Prim's algorithm finds among all pairs.
    #[test]
    fn trees_are_minimal_and_threads_change_nothing(
        points in prop::collection::vec((0..400i32, 0..400i32), 2..120),
        neighbours in 1..6usize,
    ) {
        let sites: Vec<[f64; 2]> = points.iter().map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
        let neighbours = neighbours.min(sites.len());
        let edges = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| spanning::minimum(&Tree::new(&sites, neighbours)))
        };
        let found = edges(1);
        prop_assert_eq!(&found, &edges(4));
        let apart = |a: usize, b: usize| (sites[a][0] - sites[b][0]).hypot(sites[a][1] - sites[b][1]);
        let core = |a: usize| {
            let mut near: Vec<f64> = (0..sites.len()).map(|b| apart(a, b)).collect();
            near.sort_unstable_by(f64::total_cmp);
            near[neighbours - 1]
        };
        let mut to_tree: Vec<f64> = vec![f64::INFINITY; sites.len()];
        let (mut next, mut length) = (0, 0.0);
        let mut open: Vec<usize> = (1..sites.len()).collect();
        while !open.is_empty() {
            open.iter().for_each(|&a| to_tree[a] = to_tree[a].min(apart(a, next).max(core(a)).max(core(next))));
            let nearest = (0..open.len()).min_by(|&a, &b| to_tree[open[a]].total_cmp(&to_tree[open[b]])).unwrap();
            next = open.swap_remove(nearest);
            length += to_tree[next];
        }
        let ours: f64 = found.iter().map(|edge| edge.distance2.sqrt()).sum();
        prop_assert_eq!(found.len(), sites.len() - 1);
        prop_assert!((ours - length).abs() <= 1e-9 * length.max(1.0), "{} {}", ours, length);
    }
}
