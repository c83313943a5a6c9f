//! What a file can hold.

use crate::record::{AreaLevel, Field};

/// The kinds of record, each with its own fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Area(AreaLevel),
    Building,
    Compound,
    Complaint,
    Road,
    Water,
    Staff,
}

impl Kind {
    /// The kind's name in messages and reports.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Area(AreaLevel::City) => "cities",
            Self::Area(AreaLevel::District) => "districts",
            Self::Area(AreaLevel::Street) => "streets",
            Self::Area(AreaLevel::Community) => "communities",
            Self::Area(AreaLevel::Grid) => "grids",
            Self::Building => "buildings",
            Self::Compound => "compounds",
            Self::Complaint => "complaints",
            Self::Road => "roads",
            Self::Water => "water",
            Self::Staff => "staff",
        }
    }

    /// The level, of areas.
    pub(super) fn level(self) -> Option<AreaLevel> {
        match self {
            Self::Area(level) => Some(level),
            _ => None,
        }
    }

    /// The field that identifies a record.
    pub(super) fn key(self) -> Field {
        if matches!(self, Self::Area(_)) { Field::Code } else { Field::Id }
    }

    /// Whether the only column that ends like a code can be trusted to be it. Among the columns of work orders it cannot.
    pub(super) fn is_place(self) -> bool {
        matches!(self, Self::Area(_) | Self::Building)
    }

    /// Whether a record without a code or id is identified by its name.
    pub(super) fn name_identifies(self) -> bool {
        match self {
            Self::Area(level) => level != AreaLevel::Grid,
            Self::Compound => true,
            _ => false,
        }
    }

    /// What a file must have: of each group at least one. `Lon` stands for longitude and latitude.
    pub(super) fn required(self) -> &'static [&'static [Field]] {
        match self {
            Self::Area(_) => &[&[Field::Geometry], &[Field::Code]],
            Self::Building => &[&[Field::Geometry, Field::Lon], &[Field::Id]],
            Self::Compound => &[&[Field::Geometry], &[Field::Id]],
            Self::Complaint => &[&[Field::Id], &[Field::Time], PLACE],
            Self::Road | Self::Water => &[&[Field::Geometry]],
            Self::Staff => &[&[Field::Grid], &[Field::Name]],
        }
    }
}

/// What can say where a complaint is, best first.
pub(super) const PLACE: &[Field] = &[
    Field::Geometry,
    Field::Lon,
    Field::Building,
    Field::Address,
    Field::Compound,
    Field::Grid,
    Field::Community,
    Field::Street,
];
