//! The team of each grid, 1+1+2+N: a head, an instructor, two workers, and helpers by the size of the grid.

use super::areas::Areas;
use super::dice::{Part, stream};
use super::names::{People, phone};
use crate::record::{LocalDate, Staff, StaffRole};
use rand::RngExt;

/// Households that call for one more helper.
const HOUSEHOLDS_PER_HELPER: u32 = 350;

/// Everybody on duty, by code of grid.
pub(super) fn staff(areas: &Areas, households: &[u32], seed: u64) -> Vec<Staff> {
    let people = People::new();
    let mut order: Vec<usize> = (0..areas.grids.len()).collect();
    order.sort_by(|&a, &b| areas.grids[a].code.cmp(&areas.grids[b].code));
    let mut all = Vec::new();
    for grid in order {
        let mut rng = stream(seed, Part::Staff, grid as u64);
        let helpers = households[grid] / HOUSEHOLDS_PER_HELPER;
        for role in roles(helpers) {
            let mut name = String::new();
            people.write_name(rng.random(), &mut name);
            all.push(Staff {
                id: format!("WG{:06}", all.len() + 1),
                name,
                role,
                grid: areas.grids[grid].code.clone(),
                phone: Some(phone(rng.random()).to_string()),
                starts: Some(LocalDate::constant(2023, 7, 1)),
            });
        }
    }
    all
}

fn roles(helpers: u32) -> impl Iterator<Item = StaffRole> {
    let team = [StaffRole::Head, StaffRole::Instructor, StaffRole::Worker, StaffRole::Worker];
    team.into_iter().chain(std::iter::repeat_n(StaffRole::Assistant, helpers as usize))
}

/// The role as the sheets call it.
pub(super) const fn role_name(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Head => "网格长",
        StaffRole::Instructor => "指导员",
        StaffRole::Worker => "网格员",
        StaffRole::Assistant => "辅助人员",
        StaffRole::Other => "志愿者",
    }
}
