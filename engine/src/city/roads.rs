//! Roads and railways as lines: pieces that run straight on into each other share a name.

use super::growth::{Class, Ground, Way};
use super::mesh::{HalfId, twin};
use super::names::NameList;
use super::plane::Xy;
use crate::coord::{LatticePoint, Line};
use crate::record::{Road, RoadClass};

/// The names of ways, and for each the line it follows.
pub(super) struct Network {
    /// For each way its name.
    pub names: Vec<String>,
    /// For each way its vertices from end to end.
    pub lines: Vec<Vec<HalfId>>,
}

/// Two pieces are one road when it turns by less than this cosine.
const STRAIGHT_ON: f64 = 0.86;

impl Network {
    pub fn new(ground: &Ground, seed: u64) -> Self {
        let lines: Vec<Vec<HalfId>> = (0..ground.ways.len() as u32).map(|way| follow(ground, way)).collect();
        let stroke = strokes(ground, &lines);
        let list = NameList::of_roads(seed);
        let mut names: Vec<Option<String>> = vec![None; lines.len()];
        let mut used = 0;
        for way in 0..lines.len() {
            let of = stroke[way];
            if names[of].is_none() {
                names[of] = Some(name(ground, &lines[of], of, || list.get(used)));
                used += 1;
            }
            names[way] = names[of].clone();
        }
        Self { names: names.into_iter().flatten().collect(), lines }
    }

    /// Everything that is a road or a railway, one record for each way.
    pub fn roads(&self, ground: &Ground) -> Vec<Road> {
        let road = |way: usize| {
            Some(Road {
                id: format!("R{way:06}"),
                name: (!self.names[way].is_empty()).then(|| self.names[way].clone()),
                class: road_class(ground.ways[way].class)?,
                lines: vec![self.line(ground, way)],
            })
        };
        (0..self.lines.len()).filter_map(road).collect()
    }

    fn line(&self, ground: &Ground, way: usize) -> Line {
        let halves = &self.lines[way];
        let last = halves.last().map(|&h| ground.mesh.lattice(twin(h)));
        halves.iter().map(|&h| ground.mesh.lattice(h)).chain(last).collect::<Vec<LatticePoint>>()
    }
}

fn road_class(class: Class) -> Option<RoadClass> {
    Some(match class {
        Class::Rail => RoadClass::Rail,
        Class::Motorway => RoadClass::Motorway,
        Class::Primary => RoadClass::Primary,
        Class::Secondary => RoadClass::Secondary,
        Class::Residential => RoadClass::Residential,
        Class::Lane => RoadClass::Other,
        Class::Limit | Class::Shore | Class::River | Class::Wall => return None,
    })
}

/// The half-edges of a way from its first to its last; cuts made later have put vertices on it.
fn follow(ground: &Ground, way: u32) -> Vec<HalfId> {
    let first = ground.ways[way as usize].first;
    if ground.mesh.way(first) != way {
        return Vec::new();
    }
    std::iter::successors(Some(first), |&half| onward(ground, half).filter(|&next| next != first)).collect()
}

/// The next half-edge of the same way, turning about the vertex at the end of this one.
fn onward(ground: &Ground, half: HalfId) -> Option<HalfId> {
    let way = ground.mesh.way(half);
    let mut next = ground.mesh.next(half);
    while next != twin(half) {
        if ground.mesh.way(next) == way {
            return Some(next);
        }
        next = ground.mesh.next(twin(next));
    }
    None
}

/// For each way the first way of the road that it is part of.
fn strokes(ground: &Ground, lines: &[Vec<HalfId>]) -> Vec<usize> {
    let mut stroke: Vec<usize> = (0..lines.len()).collect();
    for way in 0..lines.len() {
        let ends = lines[way].first().copied().into_iter().chain(lines[way].last().map(|&h| twin(h)));
        let before = ends.filter_map(|end| straight_on(ground, end)).map(|other| stroke[other as usize]).min();
        stroke[way] = before.unwrap_or(way).min(way);
    }
    stroke
}

/// The way of the same class laid earlier that goes straight on, backwards, from where a half-edge begins.
fn straight_on(ground: &Ground, half: HalfId) -> Option<u32> {
    let direction = |h: HalfId| -> Xy { (ground.mesh.target(h) - ground.mesh.origin(h)).unit() };
    let mut other = ground.mesh.next(twin(half));
    while other != half {
        let way = ground.mesh.way(other);
        let same = ground.class(other) == ground.class(half) && way < ground.mesh.way(half);
        if same && direction(half).dot(direction(other)) < -STRAIGHT_ON {
            return Some(way);
        }
        other = ground.mesh.next(twin(other));
    }
    None
}

/// A name by class and by the compass: main roads that run north are 大道, others 路.
fn name(ground: &Ground, line: &[HalfId], way: usize, fresh: impl Fn() -> String) -> String {
    let Way { class, name, .. } = ground.ways[way];
    if let Some(name) = name {
        return name.to_owned();
    }
    let run = line.first().zip(line.last()).map(|(&a, &b)| ground.mesh.target(b) - ground.mesh.origin(a));
    let northward = run.is_some_and(|run| run.y.abs() > run.x.abs());
    match class {
        Class::Primary if northward => fresh() + "大道",
        Class::Primary | Class::Secondary => fresh() + "路",
        Class::Residential if northward => fresh() + "街",
        Class::Residential => fresh() + "路",
        Class::Lane => fresh() + "巷",
        Class::Shore => "环湖大道".to_owned(),
        _ => String::new(),
    }
}
