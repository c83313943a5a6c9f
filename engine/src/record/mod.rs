//! What the city is made of, one checked value per row: areas, buildings, complaints and the rest.

mod area;
mod building;
mod complaint;
mod place;

pub use area::{Area, AreaLevel};
pub use building::{Building, Footprint};
pub use complaint::{CallerKey, Complaint, LocationQuality};
pub use place::{Compound, Road, RoadClass, Staff, StaffRole, Water};

/// A date and time in the city's own clock, without zone.
pub type LocalTime = jiff::civil::DateTime;
/// A date in the city's own calendar.
pub type LocalDate = jiff::civil::Date;
