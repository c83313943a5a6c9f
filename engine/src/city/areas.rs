//! Codes, names and records of the areas, from the district down to the grid.

use super::growth::{Ground, Level};
use super::lot::{Lot, Use};
use super::names::NameList;
use super::plane::{Xy, area, centroid, corners, from_lattice};
use super::terrain::Terrain;
use crate::coord::{MultiPolygon, Polygon, Ring};
use crate::record::{Area, AreaLevel, LocalDate};

/// County code (GB/T 2260) of Baohe, and the names above the streets.
pub const DISTRICT_CODE: &str = "340111";
pub const DISTRICT_NAME: &str = "包河区";
pub const CITY_CODE: &str = "340100";
pub const CITY_NAME: &str = "合肥市";

/// One part of a level.
pub(super) struct Part {
    pub code: String,
    pub name: String,
    /// Number of the part above; 0 for streets.
    pub parent: u32,
    pub ring: Ring,
    /// Centre of mass, metres of the plane.
    pub centre: Xy,
}

/// All parts of all levels; numbers are those of the ground plan.
pub(super) struct Areas {
    pub outline: Ring,
    pub streets: Vec<Part>,
    pub communities: Vec<Part>,
    pub grids: Vec<Part>,
    /// For each grid its type (网格类型).
    pub kinds: Vec<&'static str>,
}

/// Places with less than this density are country, relative to the city's mean.
const COUNTRY_DENSITY: f64 = 0.55;

impl Areas {
    pub fn new(ground: &Ground, terrain: &Terrain, lots: &[Lot], seed: u64) -> Self {
        let list = NameList::of_places(seed);
        let parents = parents(ground);
        let country = |p: Xy| terrain.density(p) < COUNTRY_DENSITY;
        let mut streets = parts(ground, Level::Street, &vec![0; ground.counts[0] as usize]);
        number(
            &mut streets,
            |street, rank, towns| match country(street.centre) {
                true => (format!("{DISTRICT_CODE}{:03}", 100 + towns), format!("{}镇", list.get(rank))),
                false => (format!("{DISTRICT_CODE}{:03}", rank + 1 - towns), format!("{}街道", list.get(rank))),
            },
            |street| country(street.centre),
        );
        let names_used = streets.len();
        let mut communities = parts(ground, Level::Community, &parents.0);
        number_within(&streets, &mut communities, |community, street, rank, total| {
            let name = list.get(names_used + total);
            match country(community.centre) {
                true => (format!("{}{:03}", street.code, 200 + rank), format!("{name}村")),
                false => (format!("{}{:03}", street.code, 1 + rank), format!("{name}社区")),
            }
        });
        let mut grids = parts(ground, Level::Grid, &parents.1);
        number_within(&communities, &mut grids, |_, community, rank, _| {
            (format!("{}{:03}", community.code, rank + 1), format!("{}第{}网格", community.name, rank + 1))
        });
        let kinds = kinds(grids.len(), lots);
        let outline = ground.outlines(None).swap_remove(0);
        Self { outline, streets, communities, grids, kinds }
    }

    /// The community of a grid.
    pub fn community_of(&self, grid: u32) -> &Part {
        &self.communities[self.grids[grid as usize].parent as usize]
    }

    /// The street of a grid.
    pub fn street_of(&self, grid: u32) -> &Part {
        &self.streets[self.community_of(grid).parent as usize]
    }

    /// The records of a level, by code.
    pub fn records(&self, level: AreaLevel) -> Vec<Area> {
        let mut records = match level {
            AreaLevel::City => vec![record(level, CITY_CODE, CITY_NAME, None, &self.outline)],
            AreaLevel::District => {
                vec![record(level, DISTRICT_CODE, DISTRICT_NAME, Some(CITY_CODE), &self.outline)]
            }
            AreaLevel::Street => self.level(level, &self.streets, |_| DISTRICT_CODE),
            AreaLevel::Community => {
                self.level(level, &self.communities, |p| &self.streets[p.parent as usize].code)
            }
            AreaLevel::Grid => self.level(level, &self.grids, |p| &self.communities[p.parent as usize].code),
        };
        records.sort_by(|a, b| a.code.cmp(&b.code));
        records
    }

    fn level<'a>(
        &'a self,
        level: AreaLevel,
        parts: &'a [Part],
        parent: impl Fn(&'a Part) -> &'a str,
    ) -> Vec<Area> {
        let area = |(i, part): (usize, &'a Part)| Area {
            kind: (level == AreaLevel::Grid).then(|| self.kinds[i].to_owned()),
            starts: (level == AreaLevel::Grid).then(|| LocalDate::constant(2023, 7, 1)),
            ..record(level, &part.code, &part.name, Some(parent(part)), &part.ring)
        };
        parts.iter().enumerate().map(area).collect()
    }
}

fn record(level: AreaLevel, code: &str, name: &str, parent: Option<&str>, ring: &Ring) -> Area {
    Area {
        level,
        code: code.to_owned(),
        name: Some(name.to_owned()),
        parent: parent.map(str::to_owned),
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape: MultiPolygon::from(Polygon { shell: ring.clone(), holes: Vec::new() }),
    }
}

/// For each community its street, for each grid its community.
fn parents(ground: &Ground) -> (Vec<u32>, Vec<u32>) {
    let mut streets = vec![0; ground.counts[1] as usize];
    let mut communities = vec![0; ground.counts[2] as usize];
    for face in ground.mesh.inner_faces() {
        let [street, community, grid] =
            [Level::Street, Level::Community, Level::Grid].map(|level| ground.owner(face, level));
        streets[community as usize] = street;
        communities[grid as usize] = community;
    }
    (streets, communities)
}

fn parts(ground: &Ground, level: Level, parents: &[u32]) -> Vec<Part> {
    let rings = ground.outlines(Some(level)).into_iter();
    rings
        .zip(parents)
        .map(|(ring, &parent)| {
            let plane: Vec<Xy> = ring.iter().map(|&p| from_lattice(p)).collect();
            Part { code: String::new(), name: String::new(), parent, ring, centre: centroid(&plane) }
        })
        .collect()
}

/// Gives codes and names in reading order. `name` gets the part, its rank, and how many of those before it (itself
/// included) are apart, numbered in a range of their own.
fn number(
    parts: &mut [Part],
    name: impl Fn(&Part, usize, usize) -> (String, String),
    apart: impl Fn(&Part) -> bool,
) {
    let centres: Vec<Xy> = parts.iter().map(|part| part.centre).collect();
    let mut set_apart = 0;
    for (rank, i) in reading_order(&centres).into_iter().enumerate() {
        let special = apart(&parts[i]);
        let named = name(&parts[i], rank, set_apart);
        set_apart += usize::from(special);
        (parts[i].code, parts[i].name) = named;
    }
}

/// Numbers the parts of each parent from the start. `name` gets the part, its parent, its rank there and in all.
fn number_within(
    parents: &[Part],
    parts: &mut [Part],
    name: impl Fn(&Part, &Part, usize, usize) -> (String, String),
) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (i, part) in parts.iter().enumerate() {
        children[part.parent as usize].push(i);
    }
    let mut total = 0;
    for (parent, children) in parents.iter().zip(children) {
        let centres: Vec<Xy> = children.iter().map(|&i| parts[i].centre).collect();
        for (rank, k) in reading_order(&centres).into_iter().enumerate() {
            let part = &mut parts[children[k]];
            (part.code, part.name) = name(part, parent, rank, total);
            total += 1;
        }
    }
}

/// West to east, then north to south (GB/T 30428.1): rows of about equal height, each read from the west.
fn reading_order(centres: &[Xy]) -> Vec<usize> {
    let (low, high) = corners(centres);
    let rows = (centres.len() as f64).sqrt().round().max(1.0);
    let row = |p: Xy| ((high.y - p.y) / ((high.y - low.y) / rows).max(1.0)).min(rows - 1.0) as u32;
    let mut order: Vec<usize> = (0..centres.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (centres[a], centres[b]);
        row(a).cmp(&row(b)).then(a.x.total_cmp(&b.x))
    });
    order
}

/// What takes most of a grid's ground decides its type.
fn kinds(grids: usize, lots: &[Lot]) -> Vec<&'static str> {
    const KINDS: [&str; 4] = ["居民网格", "农村网格", "商务网格", "园区网格"];
    let mut shares = vec![[0.0_f64; 4]; grids];
    for lot in lots {
        let kind = match lot.usage {
            Use::Village if lot.density < COUNTRY_DENSITY => 1,
            Use::Slabs | Use::Towers | Use::Villas | Use::Village => 0,
            Use::Field => 1,
            Use::Factory => 3,
            Use::Mall | Use::Office | Use::School | Use::Hospital | Use::Public | Use::Park => 2,
        };
        shares[lot.grid as usize][kind] += area(&lot.ring);
    }
    let largest = |shares: &[f64; 4]| (0..4).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)));
    shares.iter().map(|shares| KINDS[largest(shares).unwrap_or(0)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::plane::xy;

    #[test]
    fn parts_are_read_like_a_page() {
        let centres = [xy(9.0, 0.0), xy(0.0, 9.5), xy(1.0, 1.0), xy(10.0, 10.0)];
        assert_eq!(reading_order(&centres), [1, 3, 2, 0]);
    }
}
