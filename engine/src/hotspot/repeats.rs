//! Who calls again (一人多诉), and what many call about (多人一诉).

use super::dbscan::{Reach, clusters_of};
use crate::coord::LatticePoint;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What repeats look at in one complaint. `topic` is its category, or the same for all where any will do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    pub caller: Option<u64>,
    pub topic: u32,
    pub seconds: f64,
    pub place: Option<LatticePoint>,
}

/// Runs of at least `least` complaints of one caller about one topic within so many seconds: each complaint of a run is in such a
/// span, and spans that share a complaint are one run. Each run has its complaints in the order of time; runs are in the order of
/// their first, so that a run keeps its first complaint as it grows.
///
/// # Panics
/// When `least` is 0.
#[must_use]
pub fn one_caller(calls: &[Call], least: usize, seconds: f64) -> Vec<Vec<usize>> {
    assert!(least > 0, "a run has complaints");
    let mut by_caller: FxHashMap<(u64, u32), Vec<usize>> = FxHashMap::default();
    for (index, call) in calls.iter().enumerate() {
        if let Some(caller) = call.caller {
            by_caller.entry((caller, call.topic)).or_default().push(index);
        }
    }
    let groups: Vec<Vec<usize>> = by_caller.into_values().filter(|group| group.len() >= least).collect();
    let found = groups.into_par_iter().flat_map_iter(|group| runs(calls, group, least, seconds));
    in_order(calls, found.collect())
}

fn runs(calls: &[Call], mut group: Vec<usize>, least: usize, seconds: f64) -> Vec<Vec<usize>> {
    group.sort_by(|&a, &b| calls[a].seconds.total_cmp(&calls[b].seconds));
    let mut runs: Vec<Vec<usize>> = Vec::new();
    // Where the last run ends.
    let mut end = 0;
    for (start, span) in group.windows(least).enumerate() {
        if calls[span[least - 1]].seconds - calls[span[0]].seconds > seconds {
            continue;
        }
        match runs.last_mut().filter(|_| start < end) {
            Some(run) => run.extend(&group[end..start + least]),
            None => runs.push(span.to_vec()),
        }
        end = start + least;
    }
    runs
}

/// Complaints about one topic that lie close together in place and time and come from many callers: clusters as of
/// [`dbscan`](super::dbscan), where a complaint is a core when it and its neighbours have at least `least` *different* callers (the
/// generalised DBSCAN of Sander, Ester, Kriegel & Xu 1998), and a complaint in reach of two clusters is in both. Complaints without caller or place are left out. In the order of time, and of
/// the first complaint, as above.
///
/// # Panics
/// When the reach is below the least.
#[must_use]
pub fn many_callers(calls: &[Call], least: usize, reach: Reach) -> Vec<Vec<usize>> {
    let mut by_topic: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, call) in
        calls.iter().enumerate().filter(|(_, call)| call.caller.is_some() && call.place.is_some())
    {
        by_topic.entry(call.topic).or_default().push(index);
    }
    let topics: Vec<Vec<usize>> = by_topic.into_values().filter(|group| group.len() >= least).collect();
    let clusters = |group: Vec<usize>| crowded(calls, &group, least, reach, |call| call.caller);
    in_order(calls, topics.into_par_iter().flat_map_iter(clusters).collect())
}

/// Complaints that lie close together in place and time and are about many topics (一地多事): the same with at least `least` different topics.
/// Complaints without a place are left out.
///
/// # Panics
/// When the reach is below the least.
#[must_use]
pub fn many_topics(calls: &[Call], least: usize, reach: Reach) -> Vec<Vec<usize>> {
    let placed: Vec<usize> = (0..calls.len()).filter(|&index| calls[index].place.is_some()).collect();
    in_order(calls, crowded(calls, &placed, least, reach, |call| Some(call.topic.into())))
}

/// Clusters of those in a group, all with a place, whose cores have at least `least` different ones of something near.
fn crowded(
    calls: &[Call],
    group: &[usize],
    least: usize,
    reach: Reach,
    something: impl Fn(&Call) -> Option<u64> + Sync,
) -> Vec<Vec<usize>> {
    let places: Vec<LatticePoint> = group.iter().filter_map(|&index| calls[index].place).collect();
    let times: Vec<f64> = group.iter().map(|&index| calls[index].seconds).collect();
    let is_core = |near: &mut dyn Iterator<Item = usize>| {
        let mut different: Vec<u64> = near.filter_map(|place| something(&calls[group[place]])).collect();
        different.sort_unstable();
        different.dedup();
        different.len() >= least
    };
    let found = clusters_of(&places, &times, reach, is_core).into_iter();
    found.map(|places| places.into_iter().map(|place| group[place]).collect()).collect()
}

pub(super) fn in_order(calls: &[Call], mut groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let earlier = |&a: &usize, &b: &usize| calls[a].seconds.total_cmp(&calls[b].seconds).then(a.cmp(&b));
    groups.iter_mut().for_each(|group| group.sort_by(earlier));
    groups.sort_by(|a, b| earlier(&a[0], &b[0]));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 86_400.0;

    fn call(caller: u64, day: f64, metres: i32) -> Call {
        let place = LatticePoint::new(1_173_000_000, 318_000_000 + metres * 90);
        Call { caller: Some(caller), topic: 0, seconds: day * DAY, place: Some(place) }
    }

    #[test]
    fn a_caller_who_calls_often_is_found_and_grows_from_the_same_first_complaint() {
        let days = [0.0, 40.0, 41.0, 45.0, 52.0, 90.0, 91.0, 200.0];
        let mut calls: Vec<Call> = days.iter().map(|&day| call(7, day, 0)).collect();
        calls.push(call(8, 41.5, 0));
        assert_eq!(one_caller(&calls, 3, 10.0 * DAY), [[1, 2, 3]]);
        assert_eq!(one_caller(&calls, 3, 11.0 * DAY), [[1, 2, 3, 4]], "spans that share a complaint are one");
        calls.push(call(7, 53.0, 0));
        assert_eq!(one_caller(&calls, 3, 11.0 * DAY), [[1, 2, 3, 4, 9]]);
        calls[2].topic = 1;
        assert_eq!(one_caller(&calls, 3, 10.0 * DAY), [[3, 4, 9]], "one topic at a time");
        assert!(one_caller(&[Call { caller: None, ..calls[0] }; 5], 3, DAY).is_empty());
    }

    #[test]
    fn different_topics_count_where_the_place_matters_and_the_caller_does_not() {
        let reach = Reach { metres: 50.0, seconds: Some(7.0 * DAY) };
        let of = |topic: u32, day: f64, metres: i32| Call { topic, caller: None, ..call(0, day, metres) };
        let many: Vec<Call> = (0..4).map(|i| of(i, f64::from(i), 3 * i as i32)).collect();
        assert_eq!(many_topics(&many, 4, reach), [[0, 1, 2, 3]]);
        assert!(many_topics(&many, 5, reach).is_empty());
        let same: Vec<Call> = (0..9).map(|i| of(i % 3, 0.0, 0)).collect();
        assert!(many_topics(&same, 4, reach).is_empty());
        let far: Vec<Call> = (0..4).map(|i| of(i, 0.0, 60 * i as i32)).collect();
        assert!(many_topics(&far, 2, reach).is_empty());
    }

    #[test]
    fn different_callers_count_and_not_their_complaints() {
        let reach = Reach { metres: 50.0, seconds: Some(7.0 * DAY) };
        let again: Vec<Call> = (0..9).map(|i| call(i % 4, f64::from(i as u32), 5)).collect();
        assert!(many_callers(&again, 5, reach).is_empty());
        let many: Vec<Call> = (0..5).rev().map(|i| call(i, i as f64, i as i32)).collect();
        assert_eq!(many_callers(&many, 5, reach), [[4, 3, 2, 1, 0]]);
        let far: Vec<Call> = (0..5).map(|i| call(i, 0.0, 30 * i as i32)).collect();
        assert!(many_callers(&far, 5, reach).is_empty());
        let late: Vec<Call> = (0..5).map(|i| call(i, 6.0 * i as f64, 0)).collect();
        assert!(many_callers(&late, 5, reach).is_empty());
        let other = many.iter().map(|it| Call { topic: it.caller.unwrap() as u32 % 2, ..*it });
        assert!(many_callers(&other.collect::<Vec<_>>(), 5, reach).is_empty());
    }
}
