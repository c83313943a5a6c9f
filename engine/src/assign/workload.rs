//! What each grid has to carry.

use crate::coverage::FaceId;
use std::ops::AddAssign;

/// Buildings, people and complaints added up.
///
/// Households and residents may be fractions; they are added in units of 2⁻³², so that the sum is the same in any order
/// and parts add up to the whole exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub buildings: u64,
    pub complaints: u64,
    households: i128,
    residents: i128,
}

const UNIT: f64 = 4_294_967_296.0;

impl Tally {
    /// Nothing at all.
    pub const ZERO: Self = Self { buildings: 0, complaints: 0, households: 0, residents: 0 };

    #[must_use]
    pub fn households(&self) -> f64 {
        self.households as f64 / UNIT
    }

    #[must_use]
    pub fn residents(&self) -> f64 {
        self.residents as f64 / UNIT
    }

    /// One building with the people in it.
    #[must_use]
    pub fn of_building(households: Option<f64>, residents: Option<f64>) -> Self {
        let units = |amount: Option<f64>| (amount.unwrap_or(0.0) * UNIT).round() as i128;
        Self { buildings: 1, complaints: 0, households: units(households), residents: units(residents) }
    }

    /// The people of one of so many equal parts, counted from 0. All parts together have what the whole has; what is counted is the
    /// first part's.
    #[must_use]
    pub fn part(&self, number: u32, of: u32) -> Self {
        let part = |amount: i128| {
            let before = |number: u32| amount * i128::from(number) / i128::from(of.max(1));
            before(number + 1) - before(number)
        };
        let (households, residents) = (part(self.households), part(self.residents));
        let (buildings, complaints) = if number == 0 { (self.buildings, self.complaints) } else { (0, 0) };
        Self { buildings, complaints, households, residents }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.buildings += other.buildings;
        self.complaints += other.complaints;
        self.households += other.households;
        self.residents += other.residents;
    }
}

/// One tally per grid, and one for what is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    grids: Vec<Tally>,
    unassigned: Tally,
}

impl Workload {
    /// Adds up buildings and complaints by the faces they were given, for a coverage of so many faces.
    ///
    /// # Panics
    /// When a building has no face, or a face is not of the coverage.
    #[must_use]
    pub fn of(
        faces: usize,
        buildings: impl ExactSizeIterator<Item = Tally>,
        building_faces: &[FaceId],
        complaint_faces: &[FaceId],
    ) -> Self {
        assert_eq!(buildings.len(), building_faces.len(), "one face per building");
        let mut workload = Self { grids: vec![Tally::default(); faces], unassigned: Tally::default() };
        for (building, &face) in buildings.zip(building_faces) {
            *workload.tally_mut(face) += building;
        }
        for &face in complaint_faces {
            workload.tally_mut(face).complaints += 1;
        }
        workload
    }

    fn tally_mut(&mut self, face: FaceId) -> &mut Tally {
        match face.polygon() {
            Some(grid) => &mut self.grids[grid],
            None => &mut self.unassigned,
        }
    }

    /// What is in a grid, by the place of its polygon in the input.
    #[must_use]
    pub fn grids(&self) -> &[Tally] {
        &self.grids
    }

    /// What is in no grid.
    #[must_use]
    pub fn unassigned(&self) -> Tally {
        self.unassigned
    }

    /// What is in all grids together.
    #[must_use]
    pub fn assigned(&self) -> Tally {
        self.grids.iter().fold(Tally::default(), |mut sum, tally| {
            sum += *tally;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_make_up_the_whole(households in 0.0..2000.0f64, residents in 0.0..5000.0f64, of in 1u32..40) {
            let whole = Tally::of_building(Some(households), Some(residents));
            let mut sum = Tally::ZERO;
            for number in 0..of {
                let part = whole.part(number, of);
                prop_assert!((part.households() - households / f64::from(of)).abs() < 1e-6);
                sum += part;
            }
            prop_assert_eq!(sum, whole);
        }
    }
}
