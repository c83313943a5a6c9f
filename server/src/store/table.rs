//! The tables of a store: name, geometry, columns. Order of columns is the order in which records are bound and read.

use onemap_engine::record::AreaLevel;

/// What a table's `geom` column holds, in the words of `gpkg_geometry_columns`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Point,
    Lines,
    Polygons,
    /// Points and polygons mixed.
    Any,
    /// No geometry: an attributes table.
    None,
}

impl Shape {
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Point => Some("POINT"),
            Self::Lines => Some("MULTILINESTRING"),
            Self::Polygons => Some("MULTIPOLYGON"),
            Self::Any => Some("GEOMETRY"),
            Self::None => None,
        }
    }
}

/// One table of records. Every table has `fid INTEGER PRIMARY KEY`, then `geom` where it has a shape, then its columns.
#[derive(Debug)]
pub(super) struct Table {
    pub name: &'static str,
    /// For people who open the store in a GIS.
    pub title: &'static str,
    pub shape: Shape,
    /// Whether it has an R-tree from the start.
    pub indexed: bool,
    /// Columns that together name one record.
    pub key: &'static [&'static str],
    /// Columns that say where a record is when its file gives no coordinates.
    pub located_by: &'static [&'static str],
    /// Name and SQL type.
    pub columns: &'static [(&'static str, &'static str)],
}

impl Table {
    /// `geom` and the columns, in the order of binding.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        let geometry = self.shape.name().map(|_| "geom");
        geometry.into_iter().chain(self.columns.iter().map(|(name, _)| *name)).collect()
    }

    /// `INSERT`, or `UPDATE` where the key is there and anything differs.
    pub(super) fn upsert_sql(&self) -> String {
        let fields = self.fields();
        let list = |each: &dyn Fn(&str) -> String| {
            fields.iter().map(|field| each(field)).collect::<Vec<_>>().join(", ")
        };
        format!(
            "INSERT INTO {table} ({fields}) VALUES ({places}) ON CONFLICT ({key}) DO UPDATE SET {changes}
             WHERE ({current}) IS NOT ({incoming})",
            table = self.name,
            fields = fields.join(", "),
            places = vec!["?"; fields.len()].join(", "),
            key = self.key.join(", "),
            changes = list(&|field| format!("{field} = {}", self.incoming(field))),
            current = list(&|field| format!("{}.{field}", self.name)),
            incoming = list(&|field| self.incoming(field)),
        )
    }

    /// The value a field gets from an update. A place found from an address outlives an update that says the same about
    /// where it is.
    fn incoming(&self, field: &str) -> String {
        if self.located_by.is_empty() || !["geom", "quality"].contains(&field) {
            return format!("excluded.{field}");
        }
        let of =
            |row: &str| self.located_by.iter().map(|by| format!("{row}.{by}")).collect::<Vec<_>>().join(", ");
        format!(
            "CASE WHEN excluded.geom IS NULL AND ({}) IS ({}) THEN {}.{field} ELSE excluded.{field} END",
            of(self.name),
            of("excluded"),
            self.name,
        )
    }

    /// `SELECT` of all fields in the order of binding; `rest` is what follows `FROM`.
    pub(super) fn select_sql(&self, rest: &str) -> String {
        format!("SELECT {} FROM {} {rest}", self.fields().join(", "), self.name)
    }
}

macro_rules! area_columns {
    ($($first:expr),*) => {
        &[
            $($first,)*
            ("code", "TEXT NOT NULL"),
            ("name", "TEXT"),
            ("parent", "TEXT"),
            ("kind", "TEXT"),
            ("households", "DOUBLE"),
            ("residents", "DOUBLE"),
            ("starts", "DATE"),
            ("ends", "DATE"),
        ]
    };
}

const fn areas(name: &'static str, title: &'static str) -> Table {
    Table {
        name,
        title,
        shape: Shape::Polygons,
        indexed: true,
        key: &["code"],
        located_by: &[],
        columns: area_columns!(),
    }
}

pub(super) static CITY: Table = areas("city", "City outline");
pub(super) static DISTRICTS: Table = areas("districts", "Districts");
pub(super) static STREETS: Table = areas("streets", "Streets and towns");
pub(super) static COMMUNITIES: Table = areas("communities", "Communities");

/// The table of a level's areas.
pub(super) fn area_table(level: AreaLevel) -> &'static Table {
    match level {
        AreaLevel::City => &CITY,
        AreaLevel::District => &DISTRICTS,
        AreaLevel::Street => &STREETS,
        AreaLevel::Community => &COMMUNITIES,
        AreaLevel::Grid => &GRIDS,
    }
}

/// Grids of every layer and plan version. What the grids of a layer are is said by the view `versions_in_force`.
pub(super) static GRIDS: Table = Table {
    name: "grids",
    title: "Grids of every plan version",
    shape: Shape::Polygons,
    indexed: true,
    key: &["version", "code"],
    located_by: &[],
    columns: area_columns!(("version", "INTEGER NOT NULL REFERENCES plan_versions (id)")),
};

pub(super) static COMPOUNDS: Table = Table {
    name: "compounds",
    title: "Compounds (housing estates)",
    shape: Shape::Polygons,
    indexed: true,
    key: &["id"],
    located_by: &[],
    columns: &[("id", "TEXT NOT NULL"), ("name", "TEXT")],
};

pub(super) static BUILDINGS: Table = Table {
    name: "buildings",
    title: "Buildings",
    shape: Shape::Any,
    indexed: true,
    key: &["id"],
    located_by: &[],
    columns: &[
        ("id", "TEXT NOT NULL"),
        ("name", "TEXT"),
        ("address", "TEXT"),
        ("compound", "TEXT"),
        ("grid", "TEXT"),
        ("community", "TEXT"),
        ("usage", "TEXT"),
        ("units", "INTEGER"),
        ("floors", "INTEGER"),
        ("built", "INTEGER"),
        ("households", "DOUBLE"),
        ("households_estimated", "BOOLEAN NOT NULL"),
        ("residents", "DOUBLE"),
    ],
};

pub(super) static ROADS: Table = Table {
    name: "roads",
    title: "Roads and railways",
    shape: Shape::Lines,
    indexed: true,
    key: &["id"],
    located_by: &[],
    columns: &[("id", "TEXT NOT NULL"), ("name", "TEXT"), ("class", "TEXT NOT NULL")],
};

pub(super) static WATER: Table = Table {
    name: "water",
    title: "Water",
    shape: Shape::Polygons,
    indexed: true,
    key: &["id"],
    located_by: &[],
    columns: &[("id", "TEXT NOT NULL"), ("name", "TEXT")],
};

pub(super) static STAFF: Table = Table {
    name: "staff",
    title: "Grid staff",
    shape: Shape::None,
    indexed: false,
    key: &["id"],
    located_by: &[],
    columns: &[
        ("id", "TEXT NOT NULL"),
        ("name", "TEXT NOT NULL"),
        ("role", "TEXT NOT NULL"),
        ("grid", "TEXT NOT NULL"),
        ("phone", "TEXT"),
        ("starts", "DATE"),
    ],
};

/// Complaints. What every scan needs comes first and the free text last, so that scans do not touch overflow pages.
/// Times are text in the city's own clock: a GeoPackage `DATETIME` would claim to be UTC.
pub(super) static COMPLAINTS: Table = Table {
    name: "complaints",
    title: "Complaints",
    shape: Shape::Point,
    indexed: false,
    key: &["id"],
    located_by: &["building", "address", "compound", "grid", "community"],
    columns: &[
        ("id", "TEXT NOT NULL"),
        ("time", "TEXT NOT NULL"),
        ("quality", "TEXT NOT NULL"),
        ("channel", "TEXT"),
        ("category", "TEXT"),
        ("subcategory", "TEXT"),
        ("status", "TEXT"),
        ("caller", "INTEGER"),
        ("caller_name", "TEXT"),
        ("unit", "TEXT"),
        ("street", "TEXT"),
        ("community", "TEXT"),
        ("grid", "TEXT"),
        ("compound", "TEXT"),
        ("building", "TEXT"),
        ("dispatched", "TEXT"),
        ("deadline", "TEXT"),
        ("closed", "TEXT"),
        ("address", "TEXT"),
        ("title", "TEXT"),
        ("text", "TEXT"),
    ],
};

pub(super) static ALL: [&Table; 11] = [
    &CITY,
    &DISTRICTS,
    &STREETS,
    &COMMUNITIES,
    &GRIDS,
    &COMPOUNDS,
    &BUILDINGS,
    &ROADS,
    &WATER,
    &STAFF,
    &COMPLAINTS,
];
