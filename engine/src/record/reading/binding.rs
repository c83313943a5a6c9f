//! Which column carries which field: as the user says, else by alias.

use super::Kind;
use super::alias::aliases;
use super::column_name::{normalise, without_year};
use crate::record::{Columns, Field};

/// The user's own assignments, field to column.
pub type Mapping = Vec<(Field, String)>;

/// The column of each field, for the columns of one file.
#[derive(Clone, Debug)]
pub struct Binding {
    columns: [Option<usize>; Field::COUNT],
}

/// A file that cannot be read as what it is said to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    #[error("there is no column `{column}` for `{field}`; the file has {}", listed(has))]
    NoSuchColumn { field: Field, column: String, has: Vec<String> },
    #[error("{kind} need {needs}; the file has {}. {would_do}", listed(has))]
    MissingField { kind: &'static str, needs: String, would_do: String, has: Vec<String> },
}

impl Binding {
    /// Finds the column of every field of a kind of record.
    ///
    /// # Errors
    /// When the mapping names a column that is not there, or a required field has no column.
    pub fn new(kind: Kind, columns: &Columns, mapping: &Mapping) -> Result<Self, BindError> {
        let binding = Self::unchecked(kind, columns, mapping)?;
        binding.check(kind, columns)?;
        Ok(binding)
    }

    /// The columns of longitude and latitude, in a file of points of which nothing else need be known.
    ///
    /// # Errors
    /// When the mapping names a column that is not there, or one of the two has no column.
    pub fn point_columns(columns: &Columns, mapping: &Mapping) -> Result<(usize, usize), BindError> {
        let binding = Self::unchecked(Kind::Complaint, columns, mapping)?;
        binding.column(Field::Lon).zip(binding.column(Field::Lat)).ok_or_else(|| BindError::MissingField {
            kind: "points",
            needs: "longitude and latitude".to_owned(),
            would_do: "Columns called lon and lat would do, or say which they are with --lon and --lat"
                .to_owned(),
            has: columns.names.clone(),
        })
    }

    fn unchecked(kind: Kind, columns: &Columns, mapping: &Mapping) -> Result<Self, BindError> {
        let mut binding = Self { columns: [None; Field::COUNT] };
        for (field, column) in mapping.iter().filter(|(field, _)| *field != Field::Geometry) {
            binding.columns[*field as usize] = Some(mapped(columns, *field, column)?);
        }
        let names: Vec<String> = columns.names.iter().map(|name| normalise(name)).collect();
        for (field, aliases) in aliases(kind) {
            binding.bind(field, &names, &aliases);
        }
        binding.fall_back(kind, &columns.names);
        Ok(binding)
    }

    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns[field as usize]
    }

    fn bind(&mut self, field: Field, names: &[String], aliases: &[String]) {
        if self.columns[field as usize].is_none() {
            let exact = |alias: &String| self.free_column(names, |name| name == alias);
            let undated = |alias: &String| self.free_column(names, |name| without_year(name) == alias);
            self.columns[field as usize] =
                aliases.iter().find_map(exact).or_else(|| aliases.iter().find_map(undated));
        }
    }

    fn free_column(&self, names: &[String], matches: impl Fn(&str) -> bool) -> Option<usize> {
        let taken = |i: usize| self.columns.contains(&Some(i));
        (0..names.len()).find(|&i| matches(&names[i]) && !taken(i))
    }

    /// Where no alias fits, a name identifies what is not a grid; else the only column that ends like a code is the code.
    fn fall_back(&mut self, kind: Kind, names: &[String]) {
        let key = kind.key();
        if self.column(key).is_none() && kind.name_identifies() {
            self.columns[key as usize] = self.columns[Field::Name as usize];
        }
        if self.column(key).is_none() && kind.is_place() {
            self.columns[key as usize] = self.only_code(names);
        }
    }

    fn only_code(&self, names: &[String]) -> Option<usize> {
        let free = |i: &usize| !self.columns.contains(&Some(*i));
        let mut codes = (0..names.len()).filter(|&i| ends_like_code(&names[i])).filter(free);
        codes.next().filter(|_| codes.next().is_none())
    }

    fn check(&self, kind: Kind, columns: &Columns) -> Result<(), BindError> {
        for any_of in kind.required() {
            if !any_of.iter().any(|&field| self.carries(field, columns)) {
                return Err(missing(kind, any_of, columns));
            }
        }
        Ok(())
    }

    fn carries(&self, field: Field, columns: &Columns) -> bool {
        match field {
            Field::Geometry => columns.geometry,
            Field::Lon => self.column(Field::Lon).is_some() && self.column(Field::Lat).is_some(),
            _ => self.column(field).is_some(),
        }
    }
}

fn mapped(columns: &Columns, field: Field, column: &str) -> Result<usize, BindError> {
    let wanted = normalise(column);
    let alike = || columns.names.iter().position(|name| normalise(name) == wanted);
    columns.position(column).or_else(alike).ok_or_else(|| BindError::NoSuchColumn {
        field,
        column: column.to_owned(),
        has: columns.names.clone(),
    })
}

fn ends_like_code(name: &str) -> bool {
    ["_id", "Id", "ID", "_code", "Code", "CODE", "编码", "编号", "代码"].iter().any(|end| name.ends_with(end))
}

fn missing(kind: Kind, any_of: &[Field], columns: &Columns) -> BindError {
    let needs = any_of.iter().map(|field| field.name()).collect::<Vec<_>>().join(" or ");
    BindError::MissingField {
        kind: kind.plural(),
        needs,
        would_do: advice(kind, any_of),
        has: columns.names.clone(),
    }
}

fn advice(kind: Kind, any_of: &[Field]) -> String {
    if any_of == [Field::Geometry] {
        return "GeoJSON or GeoParquet carry a geometry; in CSV a column of WKT would do".to_owned();
    }
    let first = *any_of.iter().find(|&&field| field != Field::Geometry).unwrap_or(&any_of[0]);
    let known = aliases(kind).into_iter().find(|(field, _)| *field == first).map(|(_, names)| names);
    let some = known.unwrap_or_default().into_iter().take(5).collect::<Vec<_>>().join(", ");
    format!("A column called {some} would do, or say which it is with --map {first}=COLUMN")
}

fn listed(columns: &[String]) -> String {
    if columns.is_empty() { "no columns".to_owned() } else { format!("the columns {}", columns.join(", ")) }
}
