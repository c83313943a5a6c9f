//! Buildings column by column: a million of them, without an allocation for each.

use super::error::Result;
use super::names::Names;
use super::reader::Reader;
use super::row::Columns;
use super::table::BUILDINGS;
use super::text_column::TextColumn;
use onemap_engine::coord::Bounds;
use onemap_engine::record::{Building, FootprintRef, Footprints};
use rayon::prelude::*;
use rusqlite::Row;

/// Columns of equal length, one entry per building, in the order of the rows. What a file says about grid and community is
/// left in the store.
#[derive(Clone, Debug, Default)]
pub struct BuildingColumns {
    pub footprints: Footprints,
    pub ids: TextColumn,
    pub names: TextColumn,
    addresses: TextColumn,
    pub compounds: TextColumn,
    usages: Vec<u32>,
    usage_names: Names,
    pub units: Vec<Option<u32>>,
    pub floors: Vec<Option<u32>>,
    built: Vec<Option<i16>>,
    pub households: Vec<Option<f64>>,
    pub households_estimated: Vec<bool>,
    pub residents: Vec<Option<f64>>,
}

/// One building of the columns; fields as those of a [`Building`](onemap_engine::record::Building).
#[derive(Clone, Copy, Debug)]
pub struct BuildingRef<'a> {
    pub footprint: FootprintRef<'a>,
    pub id: &'a str,
    pub name: Option<&'a str>,
    pub address: Option<&'a str>,
    pub compound: Option<&'a str>,
    pub usage: Option<&'a str>,
    pub units: Option<u32>,
    pub floors: Option<u32>,
    pub built: Option<i16>,
    pub households: Option<f64>,
    pub households_estimated: bool,
    pub residents: Option<f64>,
}

impl BuildingColumns {
    #[must_use]
    pub fn len(&self) -> usize {
        self.footprints.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.footprints.is_empty()
    }

    /// # Panics
    /// When there is no building with this number.
    #[must_use]
    pub fn get(&self, number: usize) -> BuildingRef<'_> {
        BuildingRef {
            footprint: self.footprints.get(number),
            id: self.ids.get(number),
            name: self.names.known(number),
            address: self.addresses.known(number),
            compound: self.compounds.known(number),
            usage: self.usage(number),
            units: self.units[number],
            floors: self.floors[number],
            built: self.built[number],
            households: self.households[number],
            households_estimated: self.households_estimated[number],
            residents: self.residents[number],
        }
    }

    /// What a building is used for.
    ///
    /// # Panics
    /// When there is no building with this number.
    #[must_use]
    pub fn usage(&self, number: usize) -> Option<&str> {
        self.usage_names.name(self.usages[number])
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = BuildingRef<'_>> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The box around all of them.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.footprints.par_iter().filter_map(FootprintRef::bounds).reduce_with(Bounds::union)
    }

    fn push(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let mut columns = Columns::new(row, 0);
        columns.footprint(&mut self.footprints)?;
        self.ids.push(columns.text()?.unwrap_or_default());
        self.names.push(columns.text()?.unwrap_or_default());
        self.addresses.push(columns.text()?.unwrap_or_default());
        self.compounds.push(columns.text()?.unwrap_or_default());
        self.usages.push(self.usage_names.intern(columns.text()?));
        self.units.push(columns.take()?);
        self.floors.push(columns.take()?);
        self.built.push(columns.take()?);
        self.households.push(columns.take()?);
        self.households_estimated.push(columns.take()?);
        self.residents.push(columns.take()?);
        Ok(())
    }

    fn push_record(&mut self, building: &Building) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        self.footprints.push(&building.footprint);
        self.ids.push(&building.id);
        self.names.push(&text(&building.name));
        self.addresses.push(&text(&building.address));
        self.compounds.push(&text(&building.compound));
        self.usages.push(self.usage_names.intern(building.usage.as_deref()));
        self.units.push(building.units);
        self.floors.push(building.floors);
        self.built.push(building.built);
        self.households.push(building.households);
        self.households_estimated.push(building.households_estimated);
        self.residents.push(building.residents);
    }

    /// Takes over the rows of another.
    fn append(&mut self, other: &mut Self) {
        self.footprints.append(&other.footprints);
        self.ids.append(&other.ids);
        self.names.append(&other.names);
        self.addresses.append(&other.addresses);
        self.compounds.append(&other.compounds);
        self.usage_names.take_over(&other.usage_names, &mut self.usages, &other.usages);
        self.units.append(&mut other.units);
        self.floors.append(&mut other.floors);
        self.built.append(&mut other.built);
        self.households.append(&mut other.households);
        self.households_estimated.append(&mut other.households_estimated);
        self.residents.append(&mut other.residents);
    }
}

impl<'a> FromIterator<&'a Building> for BuildingColumns {
    fn from_iter<I: IntoIterator<Item = &'a Building>>(buildings: I) -> Self {
        let mut columns = Self::default();
        buildings.into_iter().for_each(|building| columns.push_record(building));
        columns
    }
}

impl Reader {
    /// Every building's columns, in two halves that are read at the same time, as those of complaints are.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn building_columns(&self) -> Result<BuildingColumns> {
        let sql = "SELECT geom, id, name, address, compound, usage, units, floors, built, households, households_estimated, residents
            FROM buildings WHERE fid > ?1 AND fid <= ?2 ORDER BY fid";
        let (mut columns, mut rest) = self.in_halves(&BUILDINGS, |reader, rows| {
            let mut columns = BuildingColumns::default();
            reader.scan(sql, rows.limits(), |row| columns.push(row))?;
            Ok(columns)
        })?;
        columns.append(&mut rest);
        Ok(columns)
    }
}
