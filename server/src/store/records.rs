//! How each kind of record lies in its table.

use super::row::{Bind, Columns, Fields, Read, malformed};
use super::wkb::Geometry;
use super::words;
use onemap_engine::record::{
    Area, AreaLevel, Building, CallerKey, Complaint, Compound, Footprint, LocalDate, LocationQuality, Road,
    RoadClass, Staff, StaffRole, Water,
};
use rusqlite::Result;
use rusqlite::types::FromSqlError;

/// An area as a row of a table that holds one level.
impl Bind for Area {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.polygons(&self.shape)?;
        bind_area(self, fields)
    }
}

/// A grid as a row of one plan version.
pub(super) struct VersionedGrid<'a> {
    pub version: i64,
    pub grid: &'a Area,
}

impl Bind for VersionedGrid<'_> {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.polygons(&self.grid.shape)?;
        fields.put(self.version)?;
        bind_area(self.grid, fields)
    }
}

fn bind_area(area: &Area, fields: &mut Fields<'_, '_>) -> Result<()> {
    fields.put(&area.code)?;
    fields.put(&area.name)?;
    fields.put(&area.parent)?;
    fields.put(&area.kind)?;
    fields.put(area.households)?;
    fields.put(area.residents)?;
    fields.put(area.starts.map(|date| date.to_string()))?;
    fields.put(area.ends.map(|date| date.to_string()))
}

/// Reads an area from its geometry and the columns from `code` on.
pub(super) fn read_area(level: AreaLevel, columns: &mut Columns<'_>) -> Result<Area> {
    Ok(Area {
        level,
        shape: columns.polygons()?,
        code: columns.take()?,
        name: columns.take()?,
        parent: columns.take()?,
        kind: columns.take()?,
        households: columns.take()?,
        residents: columns.take()?,
        starts: columns.parse(date)?,
        ends: columns.parse(date)?,
    })
}

impl Bind for Compound {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.polygons(&self.shape)?;
        fields.put(&self.id)?;
        fields.put(&self.name)
    }
}

impl Read for Compound {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        Ok(Self { shape: columns.polygons()?, id: columns.take()?, name: columns.take()? })
    }
}

impl Bind for Water {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.polygons(&self.shape)?;
        fields.put(&self.id)?;
        fields.put(&self.name)
    }
}

impl Read for Water {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        Ok(Self { shape: columns.polygons()?, id: columns.take()?, name: columns.take()? })
    }
}

impl Bind for Road {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.lines(&self.lines)?;
        fields.put(&self.id)?;
        fields.put(&self.name)?;
        fields.put(words::road_class(self.class))
    }
}

impl Read for Road {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        let lines = match columns.geometry()? {
            Some(Geometry::Lines(lines)) => lines,
            None => Vec::new(),
            Some(_) => return Err(malformed(0, FromSqlError::InvalidType)),
        };
        Ok(Self {
            lines,
            id: columns.take()?,
            name: columns.take()?,
            class: columns.parse(words::to_road_class)?.unwrap_or(RoadClass::Other),
        })
    }
}

impl Bind for Staff {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.put(&self.id)?;
        fields.put(&self.name)?;
        fields.put(words::staff_role(self.role))?;
        fields.put(&self.grid)?;
        fields.put(&self.phone)?;
        fields.put(self.starts.map(|date| date.to_string()))
    }
}

impl Read for Staff {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        Ok(Self {
            id: columns.take()?,
            name: columns.take()?,
            role: columns.parse(words::to_staff_role)?.unwrap_or(StaffRole::Other),
            grid: columns.take()?,
            phone: columns.take()?,
            starts: columns.parse(date)?,
        })
    }
}

impl Bind for Building {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        match &self.footprint {
            Footprint::Outline(shape) => fields.polygons(shape)?,
            Footprint::Point(point) => fields.point(Some(*point))?,
        }
        fields.put(&self.id)?;
        fields.put(&self.name)?;
        fields.put(&self.address)?;
        fields.put(&self.compound)?;
        fields.put(&self.grid)?;
        fields.put(&self.community)?;
        fields.put(&self.usage)?;
        fields.put(self.units)?;
        fields.put(self.floors)?;
        fields.put(self.built)?;
        fields.put(self.households)?;
        fields.put(self.households_estimated)?;
        fields.put(self.residents)
    }
}

impl Read for Building {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        let footprint = match columns.geometry()? {
            Some(Geometry::Point(point)) => Footprint::Point(point),
            Some(Geometry::Polygons(shape)) => Footprint::Outline(shape),
            None => Footprint::Outline(onemap_engine::coord::MultiPolygon::default()),
            Some(Geometry::Lines(_)) => return Err(malformed(0, FromSqlError::InvalidType)),
        };
        Ok(Self {
            footprint,
            id: columns.take()?,
            name: columns.take()?,
            address: columns.take()?,
            compound: columns.take()?,
            grid: columns.take()?,
            community: columns.take()?,
            usage: columns.take()?,
            units: columns.take()?,
            floors: columns.take()?,
            built: columns.take()?,
            households: columns.take()?,
            households_estimated: columns.take()?,
            residents: columns.take()?,
        })
    }
}

impl Bind for Complaint {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()> {
        fields.point(self.place)?;
        fields.put(&self.id)?;
        fields.put(&*words::time(self.time))?;
        fields.put(words::quality(self.quality))?;
        fields.put(&self.channel)?;
        fields.put(&self.category)?;
        fields.put(&self.subcategory)?;
        fields.put(&self.status)?;
        fields.put(self.caller.map(|key| key.0.cast_signed()))?;
        fields.put(&self.caller_name)?;
        fields.put(&self.unit)?;
        fields.put(&self.street)?;
        fields.put(&self.community)?;
        fields.put(&self.grid)?;
        fields.put(&self.compound)?;
        fields.put(&self.building)?;
        for time in [self.dispatched, self.deadline, self.closed] {
            fields.put(time.map(words::time).as_deref())?;
        }
        fields.put(&self.address)?;
        fields.put(&self.title)?;
        fields.put(&self.text)
    }
}

impl Read for Complaint {
    fn read(columns: &mut Columns<'_>) -> Result<Self> {
        Ok(Self {
            place: point(columns.geometry()?)?,
            id: columns.take()?,
            time: columns.parse(words::to_time)?.ok_or_else(|| malformed(2, FromSqlError::InvalidType))?,
            quality: columns.parse(words::to_quality)?.unwrap_or(LocationQuality::None),
            channel: columns.take()?,
            category: columns.take()?,
            subcategory: columns.take()?,
            status: columns.take()?,
            caller: columns.take::<Option<i64>>()?.map(|key| CallerKey(key.cast_unsigned())),
            caller_name: columns.take()?,
            unit: columns.take()?,
            street: columns.take()?,
            community: columns.take()?,
            grid: columns.take()?,
            compound: columns.take()?,
            building: columns.take()?,
            dispatched: columns.parse(words::to_time)?,
            deadline: columns.parse(words::to_time)?,
            closed: columns.parse(words::to_time)?,
            address: columns.take()?,
            title: columns.take()?,
            text: columns.take()?,
        })
    }
}

pub(super) fn point(geometry: Option<Geometry>) -> Result<Option<onemap_engine::coord::LatticePoint>> {
    match geometry {
        None => Ok(None),
        Some(Geometry::Point(point)) => Ok(Some(point)),
        Some(_) => Err(malformed(0, FromSqlError::InvalidType)),
    }
}

fn date(text: &str) -> Option<LocalDate> {
    text.parse().ok()
}
