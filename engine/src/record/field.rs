//! The fields a record can have, under the names a user gives them in `--map field=column`.

use std::fmt;
use std::str::FromStr;

/// A field of some record. Which fields a record has is said by its alias table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The row as a whole, for what concerns no single field.
    Row,
    Id,
    Code,
    Name,
    Parent,
    Kind,
    Households,
    Residents,
    Starts,
    Ends,
    Address,
    Compound,
    Building,
    Grid,
    Community,
    Street,
    District,
    Usage,
    Units,
    Floors,
    Built,
    /// Floor area of all storeys, m².
    FloorArea,
    /// Area of the outline, m².
    FootprintArea,
    Time,
    Channel,
    Category,
    Subcategory,
    Title,
    Text,
    Caller,
    Phone,
    Unit,
    Status,
    Dispatched,
    Deadline,
    Closed,
    Lon,
    Lat,
    Class,
    Role,
    Geometry,
}

/// A field name nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no field `{name}`; the fields are {known}", name = .0, known = list())]
pub struct UnknownField(pub String);

const NAMES: [(Field, &str); 42] = [
    (Field::Row, "row"),
    (Field::Id, "id"),
    (Field::Code, "code"),
    (Field::Name, "name"),
    (Field::Parent, "parent"),
    (Field::Kind, "kind"),
    (Field::Households, "households"),
    (Field::Residents, "residents"),
    (Field::Starts, "starts"),
    (Field::Ends, "ends"),
    (Field::Address, "address"),
    (Field::Compound, "compound"),
    (Field::Building, "building"),
    (Field::Grid, "grid"),
    (Field::Community, "community"),
    (Field::Street, "street"),
    (Field::District, "district"),
    (Field::Usage, "usage"),
    (Field::Units, "units"),
    (Field::Floors, "floors"),
    (Field::Built, "built"),
    (Field::FloorArea, "floor_area"),
    (Field::FootprintArea, "footprint_area"),
    (Field::Time, "time"),
    (Field::Channel, "channel"),
    (Field::Category, "category"),
    (Field::Subcategory, "subcategory"),
    (Field::Title, "title"),
    (Field::Text, "text"),
    (Field::Caller, "caller"),
    (Field::Phone, "phone"),
    (Field::Unit, "unit"),
    (Field::Status, "status"),
    (Field::Dispatched, "dispatched"),
    (Field::Deadline, "deadline"),
    (Field::Closed, "closed"),
    (Field::Lon, "lon"),
    (Field::Lat, "lat"),
    (Field::Class, "class"),
    (Field::Role, "role"),
    (Field::Geometry, "geometry"),
    (Field::Geometry, "wkt"),
];

impl Field {
    pub(super) const COUNT: usize = Self::Geometry as usize + 1;

    /// The name used in mappings and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, UnknownField> {
        let found = NAMES.iter().skip(1).find(|(_, known)| known.eq_ignore_ascii_case(name.trim()));
        found.map(|(field, _)| *field).ok_or_else(|| UnknownField(name.to_owned()))
    }
}

fn list() -> String {
    NAMES[1..Field::COUNT].iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_the_fields() {
        for (i, (field, name)) in NAMES[..Field::COUNT].iter().enumerate() {
            assert_eq!(*field as usize, i, "{name}");
            assert_eq!(field.name(), *name);
        }
        assert_eq!("Floor_Area".parse(), Ok(Field::FloorArea));
        assert!("colour".parse::<Field>().unwrap_err().to_string().contains("code, name"));
    }
}
