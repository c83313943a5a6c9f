//! Water as polygons: the lake, the river with its banks, ponds.

use super::dice::{Noise, mix};
use super::names::NameList;
use super::plane::{Xy, inside, ring_to_lattice};
use super::stock::Stock;
use super::terrain::{Spine, Terrain};
use crate::coord::{MultiPolygon, Polygon};
use crate::record::Water;

/// Half the width of the river, least and on top at its widest, metres. Buildings keep farther off.
const RIVER_M: (f64, f64) = (26.0, 12.0);

/// All water of the city and the lake before its shore.
pub(super) fn water(terrain: &Terrain, stock: &Stock, seed: u64) -> Vec<Water> {
    let list = NameList::of_places(mix(seed ^ 0xA));
    let rivers = terrain.spines.iter().filter(|(kind, ..)| *kind == Spine::River);
    let rivers = rivers.map(|(_, name, line)| (Some((*name).to_owned()), ribbon(terrain, line, seed)));
    let ponds = stock.ponds.iter().enumerate();
    let ponds = ponds.map(|(i, ring)| ((i % 3 == 0).then(|| list.get(i) + "塘"), ring.clone()));
    let lake = std::iter::once((Some("南湖".to_owned()), terrain.lake()));
    let record = |(i, (name, ring)): (usize, (Option<String>, Vec<Xy>))| Water {
        id: format!("W{:05}", i + 1),
        name,
        shape: MultiPolygon::from(Polygon { shell: ring_to_lattice(&ring), holes: Vec::new() }),
    };
    lake.chain(rivers).chain(ponds).enumerate().map(record).collect()
}

/// A line with its two banks, from the city's limit to the lake.
fn ribbon(terrain: &Terrain, line: &[Xy], seed: u64) -> Vec<Xy> {
    let within: Vec<bool> = line.iter().map(|&p| inside(p, &terrain.outline)).collect();
    let first = within.iter().position(|&w| w).unwrap_or(0).saturating_sub(1);
    let last = within.iter().rposition(|&w| w).map_or(line.len() - 1, |i| (i + 2).min(line.len() - 1));
    let line = &line[first..=last];
    let noise = Noise(mix(seed ^ 0xF));
    let bank = |side: f64| {
        (0..line.len()).map(move |i| {
            let along = line[(i + 1).min(line.len() - 1)] - line[i.saturating_sub(1)];
            let half = RIVER_M.0 + RIVER_M.1 * noise.at(line[i] * (1.0 / 600.0)).abs();
            line[i] + along.unit().left() * (side * half)
        })
    };
    let mut ring: Vec<Xy> = bank(-1.0).collect();
    ring.extend(bank(1.0).collect::<Vec<_>>().into_iter().rev());
    ring
}
