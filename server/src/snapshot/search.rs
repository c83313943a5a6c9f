//! Finding areas, compounds, roads and buildings by name, code or address.

use super::{Buildings, LEVELS, Snapshot};
use onemap_engine::assign::inner_point;
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::record::{AreaLevel, Compound, Road};
use regex::{Regex, RegexBuilder};
use serde::Serialize;
use utoipa::ToSchema;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FoundKind {
    City,
    District,
    Street,
    Community,
    Grid,
    Compound,
    Road,
    Building,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub kind: FoundKind,
    pub code: String,
    pub name: String,
    /// Where it is, in words: the area above, or the address.
    pub context: Option<String>,
    pub point: Option<LatticePoint>,
    pub bounds: Option<Bounds>,
}

/// How well a text fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Whole,
    Start,
    Part,
}

impl Snapshot {
    /// What bears the words in its code, name or address, whatever their case: the best fit first, of equal fits the
    /// larger area.
    #[must_use]
    pub fn search(&self, words: &str, limit: usize) -> Vec<Found> {
        self.fitting(words, limit).into_iter().map(|(_, found)| found).collect()
    }

    /// As [`Self::search`], each with how well it fits.
    pub(super) fn fitting(&self, words: &str, limit: usize) -> Vec<(Fit, Found)> {
        let words = words.trim();
        let pattern = RegexBuilder::new(&regex::escape(words)).case_insensitive(true).build();
        // What is escaped is a pattern; one too long to be compiled is in no name.
        let (Ok(pattern), false) = (pattern, words.is_empty()) else { return Vec::new() };
        let mut found = Vec::new();
        self.search_areas(&pattern, &mut found);
        self.search_compounds(&pattern, &mut found);
        self.search_roads(&pattern, &mut found);
        self.search_buildings(&pattern, limit, &mut found);
        found.sort_by(|(a, x), (b, y)| (a, x.kind, &x.code).cmp(&(b, y.kind, &y.code)));
        found.truncate(limit);
        found
    }

    fn search_areas(&self, pattern: &Regex, found: &mut Vec<(Fit, Found)>) {
        for level in LEVELS {
            for (_, area) in self.levels[level].iter() {
                let Some(fit) = best_fit(pattern, [area.code.as_str(), &area.name]) else { continue };
                let parent = area.parent.and_then(|(level, face)| self.area(level, face));
                found.push((
                    fit,
                    Found {
                        kind: FoundKind::of(level),
                        code: area.code.clone(),
                        name: area.name.clone(),
                        context: parent.map(|parent| parent.name.clone()),
                        point: area.point,
                        bounds: area.bounds,
                    },
                ));
            }
        }
    }

    fn search_compounds(&self, pattern: &Regex, found: &mut Vec<(Fit, Found)>) {
        for compound in &self.compounds {
            if let Some(fit) =
                best_fit(pattern, [Some(compound.id.as_str()), compound.name.as_deref()].into_iter().flatten())
            {
                found.push((fit, self.found_compound(compound)));
            }
        }
    }

    pub(super) fn found_compound(&self, compound: &Compound) -> Found {
        let point = inner_point(&compound.shape);
        Found {
            kind: FoundKind::Compound,
            code: compound.id.clone(),
            name: compound.name.clone().unwrap_or_else(|| compound.id.clone()),
            context: point.and_then(|point| self.place_name(point)),
            point,
            bounds: compound.shape.bounds(),
        }
    }

    fn search_roads(&self, pattern: &Regex, found: &mut Vec<(Fit, Found)>) {
        let mut names = std::collections::BTreeSet::new();
        for road in &self.roads {
            let Some(name) = &road.name else { continue };
            if let Some(fit) = best_fit(pattern, [name.as_str()]).filter(|_| names.insert(name)) {
                found.push((fit, self.found_road(road, name)));
            }
        }
    }

    fn found_road(&self, road: &Road, name: &str) -> Found {
        let longest = road.lines.iter().max_by_key(|line| line.len());
        let point = longest.and_then(|line| line.get(line.len() / 2)).copied();
        Found {
            kind: FoundKind::Road,
            code: road.id.clone(),
            name: name.to_owned(),
            context: point.and_then(|point| self.place_name(point)),
            point,
            bounds: Bounds::around(road.lines.iter().flatten().copied()),
        }
    }

    /// Looks through all buildings, and keeps the best fits alone.
    fn search_buildings(&self, pattern: &Regex, limit: usize, found: &mut Vec<(Fit, Found)>) {
        let mut numbers: Vec<(Fit, usize)> = self.buildings.fitting(pattern);
        numbers.sort_unstable();
        numbers.truncate(limit);
        found.extend(numbers.into_iter().map(|(fit, number)| (fit, self.found_building(number))));
    }

    pub(super) fn found_building(&self, number: usize) -> Found {
        let (building, point) = (self.buildings.records.get(number), self.buildings.points[number]);
        Found {
            kind: FoundKind::Building,
            code: building.id.to_owned(),
            name: building.name.or(building.address).unwrap_or(building.id).to_owned(),
            context: building.address.map(str::to_owned).or_else(|| self.place_name(point?)),
            point,
            bounds: building.footprint.bounds(),
        }
    }

    /// The smallest named area above the grids that holds a point.
    fn place_name(&self, point: LatticePoint) -> Option<String> {
        let levels = [AreaLevel::Community, AreaLevel::Street, AreaLevel::District];
        levels
            .into_iter()
            .find_map(|level| self.area(level, self.levels[level].face_at(point)))
            .map(|area| area.name.clone())
    }
}

impl Buildings {
    /// The buildings that the pattern fits, with how well.
    fn fitting(&self, pattern: &Regex) -> Vec<(Fit, usize)> {
        use rayon::prelude::*;
        let fit = |number: usize| {
            let building = self.records.get(number);
            let texts = [Some(building.id), building.name, building.address];
            Some((best_fit(pattern, texts.into_iter().flatten())?, number))
        };
        (0..self.records.len()).into_par_iter().with_min_len(4096).filter_map(fit).collect()
    }
}

fn best_fit<'a>(pattern: &Regex, texts: impl IntoIterator<Item = &'a str>) -> Option<Fit> {
    texts.into_iter().filter_map(|text| fit(pattern, text)).min()
}

fn fit(pattern: &Regex, text: &str) -> Option<Fit> {
    let found = pattern.find(text)?;
    Some(match (found.start(), found.end() == text.len()) {
        (0, true) => Fit::Whole,
        (0, false) => Fit::Start,
        _ => Fit::Part,
    })
}

impl FoundKind {
    fn of(level: AreaLevel) -> Self {
        match level {
            AreaLevel::City => Self::City,
            AreaLevel::District => Self::District,
            AreaLevel::Street => Self::Street,
            AreaLevel::Community => Self::Community,
            AreaLevel::Grid => Self::Grid,
        }
    }
}
