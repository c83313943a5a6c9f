//! The same cubes as PySAL, and the same categories as an implementation of its own (`fixtures/scripts/emerging.py`).

use super::*;
use onemap_fixtures::{EMERGING, EMERGING_PATTERNS};
use std::collections::{BTreeMap, BTreeSet};

const NONE: &str = "no pattern detected";

fn words(pattern: Option<Pattern>) -> String {
    pattern.map_or_else(|| NONE.to_owned(), Pattern::words)
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

#[track_caller]
fn agree(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn cubes_are_those_of_pysal() {
    let mut cases: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for line in EMERGING.lines().skip(1) {
        let row: Vec<&str> = line.split(',').collect();
        cases.entry(row[0]).or_default().push(row);
    }
    assert_eq!(cases.len(), 4);
    for rows in cases.into_values() {
        let earlier: usize = rows[0][1].parse().unwrap();
        let neighbours =
            |row: &Vec<&str>| row[2].split_whitespace().map(|unit| unit.parse().unwrap()).collect();
        let weights = Weights::binary(rows.iter().map(neighbours).collect());
        let values: Vec<f64> = rows.iter().flat_map(|row| numbers(row[3])).collect();
        let steps = values.len() / rows.len();
        let cube = space_time_g(&values, steps, &weights, earlier);
        let found = emerging(&values, steps, &weights, earlier, 0.05);
        for (unit, (row, found)) in rows.iter().zip(found).enumerate() {
            let z = numbers(row[4]);
            cube[unit * steps..][..steps].iter().zip(&z).for_each(|(bin, &z)| agree(bin.z.unwrap(), z));
            found.z.iter().zip(&z).for_each(|(found, &z)| agree(found.unwrap(), z));
            let trend = found.trend.unwrap();
            agree(trend.z, row[5].parse().unwrap());
            agree(trend.p, row[6].parse().unwrap());
            assert_eq!(found.bins.iter().map(|bin| bin.sign()).collect::<String>(), row[7]);
            assert_eq!(words(found.pattern), row[8], "{row:?}");
        }
    }
}

#[test]
fn categories_are_those_published() {
    let mut seen = BTreeSet::new();
    for line in EMERGING_PATTERNS.lines().skip(1) {
        let [signs, trend, expected] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let bin =
            |sign| [Bin::Hot, Bin::Cold, Bin::Neither].into_iter().find(|bin| bin.sign() == sign).unwrap();
        let bins: Vec<Bin> = signs.chars().map(bin).collect();
        let rises = match trend {
            "up" => Some(true),
            "down" => Some(false),
            _ => None,
        };
        assert_eq!(words(Pattern::of(&bins, rises)), expected, "{line}");
        seen.insert(expected);
    }
    assert_eq!(seen.len(), 17, "{seen:?}");
}

#[test]
fn where_nothing_varies_there_is_no_pattern() {
    let weights = Weights::binary(vec![vec![1], vec![0], vec![]]);
    for value in [0.0, 3.0] {
        let found = emerging(&[value; 36], 12, &weights, 1, 0.05);
        assert!(found.iter().all(|it| it.pattern.is_none() && it.trend.is_none() && it.last.z.is_none()));
    }
    assert!(emerging(&[], 12, &Weights::binary(Vec::new()), 1, 0.05).is_empty());
}
