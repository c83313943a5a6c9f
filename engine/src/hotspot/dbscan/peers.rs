//! The same clusters as scikit-learn (`fixtures/scripts/clusters.py`), and on any number of threads.

use super::{Reach, dbscan};
use crate::coord::LatticePoint;
use onemap_fixtures::CLUSTERS;
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Case {
    reach: Reach,
    min_points: usize,
    places: Vec<LatticePoint>,
    times: Vec<f64>,
    labels: Vec<Option<u32>>,
}

fn cases() -> BTreeMap<&'static str, Case> {
    let mut cases = BTreeMap::new();
    for line in CLUSTERS.lines().skip(1) {
        let [name, metres, hours, min_points, x, y, hour, label] = line.split(',').collect::<Vec<_>>()[..]
        else {
            panic!("eight columns: {line}")
        };
        let seconds = hours.parse().ok().map(|hours: f64| hours * 3600.0);
        let case = cases.entry(name).or_insert_with(|| Case {
            reach: Reach { metres: metres.parse().unwrap(), seconds },
            min_points: min_points.parse().unwrap(),
            places: Vec::new(),
            times: Vec::new(),
            labels: Vec::new(),
        });
        let [x, y]: [i32; 2] = [x, y].map(|it| it.parse().unwrap());
        case.places.push(LatticePoint::new(1_173_000_000 + x, 318_000_000 + y));
        case.times.push(hour.parse::<f64>().unwrap() * 3600.0);
        case.labels.push(label.parse().ok());
    }
    cases
}

#[test]
fn labels_are_those_of_scikit_learn() {
    let cases = cases();
    assert_eq!(cases.len(), 10);
    for (name, case) in cases {
        assert_eq!(dbscan(&case.places, &case.times, case.reach, case.min_points), case.labels, "{name}");
    }
}

#[test]
fn no_points_and_too_few_points_are_no_cluster() {
    let reach = Reach { metres: 100.0, seconds: None };
    assert_eq!(dbscan(&[], &[], reach, 3), []);
    assert_eq!(dbscan(&[LatticePoint::default(); 2], &[], reach, 3), [None; 2]);
    assert_eq!(dbscan(&[LatticePoint::default(); 3], &[], reach, 3), [Some(0); 3]);
}

proptest! {
    /// By the definition: core points that are neighbours share a cluster, points in reach of one are in some cluster, and no others are.
    #[test]
    fn clusters_are_what_the_definition_says(
        points in prop::collection::vec((0..4000i32, 0..4000i32, 0..5u32), 1..60),
        metres in 1.0..15.0f64,
        min_points in 1..6usize,
        timed: bool,
    ) {
        let places: Vec<_> = points.iter().map(|&(x, y, _)| LatticePoint::new(x, y)).collect();
        let times: Vec<_> = points.iter().map(|&(.., t)| f64::from(t)).collect();
        let reach = Reach { metres, seconds: timed.then_some(1.0) };
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let labels = one.install(|| dbscan(&places, &times, reach, min_points));
        let many = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        prop_assert_eq!(&labels, &many.install(|| dbscan(&places, &times, reach, min_points)));
        // At the equator, amid fewer than 4000 steps, a step east measures what it does anywhere there.
        let plane = crate::coord::LocalPlane::at(LatticePoint::default());
        let are_near = |a: usize, b: usize| {
            let (p, q) = (plane.to_metres(places[a]), plane.to_metres(places[b]));
            (p.0 - q.0).hypot(p.1 - q.1) <= metres && (!timed || (times[a] - times[b]).abs() <= 1.0)
        };
        let all = 0..points.len();
        let cores: Vec<usize> =
            all.clone().filter(|&a| all.clone().filter(|&b| are_near(a, b)).count() >= min_points).collect();
        for a in all {
            let near: Vec<usize> = cores.iter().copied().filter(|&core| are_near(a, core)).collect();
            prop_assert_eq!(labels[a].is_some(), !near.is_empty());
            if cores.contains(&a) {
                prop_assert!(near.iter().all(|&core| labels[core] == labels[a]));
            }
        }
    }
}
