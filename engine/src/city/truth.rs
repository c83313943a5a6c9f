//! What was planted and where, so that detection can be scored.

use super::City;
use super::complaints::{Plan, Unlocated};
use super::errors::Fault;
use super::incidents::{Incident, Pattern, caller_bits};
use super::names::phone;
use super::plane::{distance_to_segment, from_lattice, inside, sides};
use super::sites::Of;
use serde::Serialize;
use std::collections::BTreeMap;

/// The contents of `truth.json`. Windows are [from, to) in local time; rows count from 1 after the header.
#[derive(Debug, Serialize)]
pub(super) struct Truth {
    totals: Totals,
    hotspots: Vec<Hotspot>,
    repeat_callers: Vec<RepeatCaller>,
    repeat_subjects: Vec<RepeatSubject>,
    wrong_rows: WrongRows,
    unlocated: Unlocated,
    straddling_buildings: Vec<Straddling>,
}

#[derive(Debug, Serialize)]
struct Totals {
    grids: usize,
    communities: usize,
    streets: usize,
    buildings: usize,
    households: u64,
    residents: u64,
    /// Buildings whose households the register leaves out, and how many there are.
    buildings_without_households: usize,
    households_left_out: u64,
    complaints: u64,
    planted: u64,
    unlocated: u64,
}

#[derive(Debug, Serialize)]
struct Hotspot {
    id: usize,
    category: &'static str,
    subcategory: String,
    center: [f64; 2],
    radius_m: f64,
    /// Codes of the grids that the circle touches.
    grids: Vec<String>,
    from: String,
    to: String,
    /// Complaints of the major category to be expected here and then without the hotspot.
    expected: f64,
    planted: u32,
}

#[derive(Debug, Serialize)]
struct RepeatCaller {
    phone: String,
    category: &'static str,
    place: [f64; 2],
    from: String,
    to: String,
    complaints: u32,
}

#[derive(Debug, Serialize)]
struct RepeatSubject {
    category: &'static str,
    subcategory: String,
    address: String,
    /// Id of the building, where it is one.
    building: Option<String>,
    grid: String,
    place: [f64; 2],
    from: String,
    to: String,
    complaints: u32,
    distinct_callers: u32,
}

#[derive(Debug, Serialize)]
struct WrongRows {
    counts: BTreeMap<Fault, u64>,
    rows: Vec<WrongRow>,
}

#[derive(Debug, Serialize)]
struct WrongRow {
    row: u64,
    kind: Fault,
}

#[derive(Debug, Serialize)]
struct Straddling {
    id: String,
    grids: [String; 2],
}

impl Truth {
    pub fn new(city: &City, plan: &Plan, unlocated: Unlocated) -> Self {
        let of = |pattern: Pattern| {
            plan.incidents.iter().enumerate().filter(move |(_, incident)| incident.pattern == pattern)
        };
        Self {
            totals: totals(city, plan, &unlocated),
            hotspots: of(Pattern::Hotspot).map(|(i, incident)| hotspot(city, plan, i, incident)).collect(),
            repeat_callers: of(Pattern::Caller).map(|(_, incident)| caller(city, plan, incident)).collect(),
            repeat_subjects: of(Pattern::Subject).map(|(_, incident)| subject(city, plan, incident)).collect(),
            wrong_rows: wrong_rows(plan),
            unlocated,
            straddling_buildings: straddling(city),
        }
    }
}

fn totals(city: &City, plan: &Plan, unlocated: &Unlocated) -> Totals {
    let unknown = || city.facts.iter().filter(|facts| facts.unknown);
    Totals {
        grids: city.areas.grids.len(),
        communities: city.areas.communities.len(),
        streets: city.areas.streets.len(),
        buildings: city.facts.len(),
        households: city.facts.iter().map(|facts| u64::from(facts.households)).sum(),
        residents: city.facts.iter().map(|facts| u64::from(facts.residents)).sum(),
        buildings_without_households: unknown().count(),
        households_left_out: unknown().map(|facts| u64::from(facts.households)).sum(),
        complaints: plan.complaints(),
        planted: plan.incidents.iter().map(|incident| u64::from(incident.count)).sum(),
        unlocated: unlocated.total(),
    }
}

fn place(incident: &Incident) -> [f64; 2] {
    [incident.centre.lon(), incident.centre.lat()]
}

fn hotspot(city: &City, plan: &Plan, id: usize, incident: &Incident) -> Hotspot {
    let major = &plan.majors[incident.major];
    Hotspot {
        id: id + 1,
        category: major.name,
        subcategory: incident.minor.map_or_else(String::new, |minor| major.minors[minor].clone()),
        center: place(incident),
        radius_m: incident.radius_m.round(),
        grids: grids_touched(city, incident),
        from: plan.day(incident.from).to_owned(),
        to: plan.day(incident.to).to_owned(),
        expected: (incident.expected * 100.0).round() / 100.0,
        planted: incident.count,
    }
}

fn grids_touched(city: &City, incident: &Incident) -> Vec<String> {
    let centre = from_lattice(incident.centre);
    let touched = city.areas.grids.iter().filter(|grid| {
        let ring: Vec<_> = grid.ring.iter().map(|&p| from_lattice(p)).collect();
        inside(centre, &ring) || sides(&ring).any(|side| distance_to_segment(centre, side) <= incident.radius_m)
    });
    let mut codes: Vec<String> = touched.map(|grid| grid.code.clone()).collect();
    codes.sort();
    codes
}

fn caller(city: &City, plan: &Plan, incident: &Incident) -> RepeatCaller {
    let bits = caller_bits(city.options.seed, incident.caller.unwrap_or_default());
    RepeatCaller {
        phone: phone(super::dice::mix(bits)).to_string(),
        category: plan.majors[incident.major].name,
        place: place(incident),
        from: plan.day(incident.from).to_owned(),
        to: plan.day(incident.to).to_owned(),
        complaints: incident.count,
    }
}

fn subject(city: &City, plan: &Plan, incident: &Incident) -> RepeatSubject {
    let major = &plan.majors[incident.major];
    let site = plan.sites.all[incident.sites[0] as usize];
    let (address, building) = match site.of {
        Of::Building(i) => {
            let mut address = String::new();
            city.directory.write_address(&city.stock, i as usize, &mut address);
            (address, Some(city.directory.building_id(&city.stock, &city.areas, i as usize)))
        }
        Of::Road(way) => (city.network.names[way as usize].clone(), None),
    };
    RepeatSubject {
        category: major.name,
        subcategory: incident.minor.map_or_else(String::new, |minor| major.minors[minor].clone()),
        address,
        building,
        grid: city.areas.grids[site.grid as usize].code.clone(),
        place: place(incident),
        from: plan.day(incident.from).to_owned(),
        to: plan.day(incident.to).to_owned(),
        complaints: incident.count,
        distinct_callers: incident.distinct_callers(),
    }
}

fn wrong_rows(plan: &Plan) -> WrongRows {
    let mut counts = BTreeMap::new();
    for (_, fault) in plan.faults.iter() {
        *counts.entry(fault).or_default() += 1;
    }
    let rows = plan.faults.iter().map(|(row, kind)| WrongRow { row: row + 1, kind }).collect();
    WrongRows { counts, rows }
}

fn straddling(city: &City) -> Vec<Straddling> {
    let buildings = city.stock.buildings.iter().enumerate();
    let code = |grid: u32| city.areas.grids[grid as usize].code.clone();
    buildings
        .filter_map(|(i, building)| {
            let grids = [city.stock.grid_of(building), building.other_grid?].map(code);
            Some(Straddling { id: city.directory.building_id(&city.stock, &city.areas, i), grids })
        })
        .collect()
}
