//! What the city is made of, one checked value per row: areas, buildings, complaints and the rest; and how rows of
//! foreign files become them.

mod area;
mod building;
mod code;
mod complaint;
mod field;
mod footprints;
mod geometry;
mod personal_numbers;
mod place;
mod privacy;
mod reading;
mod reject;
mod row;
mod words;

pub use area::{Area, AreaLevel};
pub use building::{Building, Footprint};
pub(crate) use code::reading_order;
pub use code::{
    CodeError, CodesUsedUp, CommunityCode, StreetKind, UnitCellCode, is_scientific, issue_unit_cells,
    next_free_code,
};
pub use complaint::{CallerKey, Complaint, LocationQuality};
pub use field::{Field, UnknownField};
pub use footprints::{FootprintRef, Footprints, Part};
pub use geometry::{Position, RawGeometry};
pub use personal_numbers::without_personal_numbers;
pub use place::{Compound, Road, RoadClass, Staff, StaffRole, Water};
pub use privacy::{CallerSecret, masked_name};
pub use reading::{Accepted, BindError, Binding, FromRow, Kind, Mapping, Reader, Reading, advice, half_width};
pub use reject::{Oddity, Reason, Rejection, Warning};
pub use row::{Chunk, Columns, Row, Value};
pub use words::Words;

/// A date and time in the city's own clock, without zone.
pub type LocalTime = jiff::civil::DateTime;
/// A date in the city's own calendar.
pub type LocalDate = jiff::civil::Date;
