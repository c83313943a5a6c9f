//! The 20 major and 828 minor categories of complaints, with where, when and to whom they come.

use super::calendar::{Rhythm, Season};

/// A minor category is one subject with one problem.
pub(super) struct Major {
    pub name: &'static str,
    /// Whether its complaints lie on roads rather than at homes.
    pub on_roads: bool,
    pub weight: f64,
    pub season: Season,
    pub rhythm: Rhythm,
    /// The unit that handles it (承办单位).
    pub unit: &'static str,
    pub minors: Vec<String>,
}

const TABLE: &str = include_str!("taxonomy.txt");

/// All majors, in the order of the table.
pub(super) fn majors() -> Vec<Major> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(major).collect()
}

fn major(line: &'static str) -> Option<Major> {
    let mut fields = line.split('|');
    let mut field = || fields.next();
    Some(Major {
        name: field()?,
        on_roads: field()? == "road",
        weight: field()?.parse().ok()?,
        season: Season::named(field()?),
        rhythm: Rhythm::named(field()?),
        unit: field()?,
        minors: minors(field()?, field()?),
    })
}

fn minors(subjects: &str, problems: &str) -> Vec<String> {
    subjects.split(' ').flat_map(|s| problems.split(' ').map(move |p| format!("{s}{p}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_20_majors_and_828_distinct_minors() {
        let majors = majors();
        assert_eq!(majors.len(), 20);
        let minors: BTreeSet<&String> = majors.iter().flat_map(|major| &major.minors).collect();
        assert_eq!(minors.len(), 828);
        assert_eq!(majors.iter().map(|major| major.minors.len()).sum::<usize>(), 828);
    }
}
