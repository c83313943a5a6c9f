//! The city written to a folder, under the names and with the columns that import knows.

use super::City;
use super::areas::CITY_NAME;
use super::areas::DISTRICT_NAME;
use super::complaints::{COLUMNS, Plan, Unlocated};
use super::layout::Kind;
use super::lot::Use;
use super::options::Options;
use super::sheet::Sheet;
use super::staff::{role_name, staff};
use super::truth::Truth;
use super::water::water;
use crate::coord::{MultiPolygon, Polygon};
use crate::format::write::{Column, ColumnType, GeometryType, RowWriter, Schema, Shape, create};
use crate::format::{Format, WriteError};
use crate::record::{Area, AreaLevel, RoadClass, Value};
use rayon::prelude::*;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    pub city: String,
    /// The options that make the same city again.
    pub options: Options,
    pub files: Vec<Written>,
}

/// One file and its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    pub file: String,
    pub rows: u64,
}

/// Days that are made side by side while those before them are written.
const DAYS_AT_ONCE: usize = 16;

use ColumnType::{Integer, Text};

impl City {
    /// Writes all files of the city into a folder, which is made if need be. Shapes go to `format`: GeoJSON or
    /// Parquet. `progress` hears how many complaints are written.
    ///
    /// # Errors
    /// When the folder or a file cannot be written.
    pub fn write(
        &self,
        folder: &Path,
        format: Format,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Manifest, WriteError> {
        fs::create_dir_all(folder).map_err(|source| WriteError::Create { path: folder.to_owned(), source })?;
        let mut out = Folder { path: folder, format, written: Vec::new() };
        self.write_areas(&mut out)?;
        self.write_compounds(&mut out)?;
        self.write_buildings(&mut out)?;
        self.write_roads(&mut out)?;
        self.write_water(&mut out)?;
        self.write_staff(&mut out)?;
        let plan = Plan::new(self);
        let unlocated = self.write_complaints(&plan, &mut out, progress)?;
        out.json("truth.json", &Truth::new(self, &plan, unlocated))?;
        let manifest = Manifest {
            city: format!("{CITY_NAME}{DISTRICT_NAME}（演示）"),
            options: self.options,
            files: out.written.clone(),
        };
        out.json("manifest.json", &manifest)?;
        Ok(manifest)
    }

    fn write_areas(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        let files = [
            (AreaLevel::City, "city", None),
            (AreaLevel::District, "districts", Some("city")),
            (AreaLevel::Street, "streets", Some("district")),
            (AreaLevel::Community, "communities", Some("street")),
            (AreaLevel::Grid, "grids", Some("community")),
        ];
        for (level, file, parent) in files {
            let grid: &[&str] = if level == AreaLevel::Grid { &["type", "starts"] } else { &[] };
            let columns: Vec<_> = ["code", "name"]
                .into_iter()
                .chain(parent)
                .chain(grid.iter().copied())
                .map(|name| (name, Text))
                .collect();
            let mut rows = out.shapes(file, &columns, GeometryType::Polygon)?;
            for area in self.areas.records(level) {
                write_area(&mut rows, &area, parent.is_some())?;
            }
            rows.finish(out)?;
        }
        Ok(())
    }

    fn write_compounds(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        let mut rows =
            out.shapes("compounds", &[("小区编号", Text), ("小区名称", Text)], GeometryType::Polygon)?;
        for (i, wall) in self.stock.walls.iter().enumerate() {
            let Some(wall) = wall else { continue };
            let shape = polygon(super::plane::ring_to_lattice(wall), Vec::new());
            let id = format!("XQ{:06}", i + 1);
            rows.write(
                &[Value::Text(&id), Value::Text(&self.directory.lots[i])],
                Some(Shape::Polygons(&shape)),
            )?;
        }
        rows.finish(out)
    }

    fn write_buildings(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        const COLUMNS: [(&str, ColumnType); 10] = [
            ("楼栋编号", Text),
            ("楼栋名称", Text),
            ("标准地址", Text),
            ("小区名称", Text),
            ("用途", Text),
            ("单元数", Integer),
            ("层数", Integer),
            ("户数", Integer),
            ("常住人口", Integer),
            ("建成年份", Integer),
        ];
        let mut rows = out.shapes("buildings", &COLUMNS, GeometryType::Polygon)?;
        for (i, (placed, facts)) in self.stock.buildings.iter().zip(&self.facts).enumerate() {
            let lot = placed.lot as usize;
            let id = self.directory.building_id(&self.stock, &self.areas, i);
            let name = self.directory.building_name(&self.stock, i);
            let mut address = String::new();
            self.directory.write_address(&self.stock, i, &mut address);
            let compound = self.stock.walls[lot].as_ref().filter(|_| placed.number > 0);
            let compound = compound.map_or(Value::Null, |_| Value::Text(&self.directory.lots[lot]));
            let people = |n: u16| if facts.unknown { Value::Null } else { Value::Integer(i64::from(n)) };
            let holes = if placed.plot.hole.is_empty() { Vec::new() } else { vec![placed.plot.hole.clone()] };
            let shape = polygon(placed.plot.shell.clone(), holes);
            let values = [
                Value::Text(&id),
                Value::Text(&name),
                Value::Text(&address),
                compound,
                Value::Text(usage(placed.plot.kind, self.stock.lots[lot].usage)),
                Value::Integer(i64::from(placed.plot.units)),
                Value::Integer(i64::from(facts.floors)),
                people(facts.households),
                people(facts.residents),
                Value::Integer(i64::from(facts.built)),
            ];
            rows.write(&values, Some(Shape::Polygons(&shape)))?;
        }
        rows.finish(out)
    }

    fn write_roads(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        let mut rows =
            out.shapes("roads", &[("id", Text), ("name", Text), ("class", Text)], GeometryType::Line)?;
        for road in self.network.roads(&self.ground) {
            let values =
                [Value::Text(&road.id), text(road.name.as_deref()), Value::Text(class_name(road.class))];
            rows.write(&values, Some(Shape::Lines(&road.lines)))?;
        }
        rows.finish(out)
    }

    fn write_water(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        let mut rows = out.shapes("water", &[("id", Text), ("name", Text)], GeometryType::Polygon)?;
        for water in water(&self.terrain, &self.stock, self.options.seed) {
            let values = [Value::Text(&water.id), text(water.name.as_deref())];
            rows.write(&values, Some(Shape::Polygons(&water.shape)))?;
        }
        rows.finish(out)
    }

    fn write_staff(&self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        let columns = ["人员编号", "姓名", "岗位", "网格编码", "联系电话", "启用日期"].map(|name| (name, Text));
        let mut rows = out.table("staff", &columns)?;
        for person in staff(&self.areas, &self.households_by_grid(), self.options.seed) {
            let starts = person.starts.map(|date| date.to_string());
            let values = [
                Value::Text(&person.id),
                Value::Text(&person.name),
                Value::Text(role_name(person.role)),
                Value::Text(&person.grid),
                text(person.phone.as_deref()),
                text(starts.as_deref()),
            ];
            rows.write(&values, None)?;
        }
        rows.finish(out)
    }

    /// Makes some days side by side while those before them are written, so that memory holds days and not years.
    fn write_complaints(
        &self,
        plan: &Plan,
        out: &mut Folder<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Unlocated, WriteError> {
        let mut rows = out.table("complaints", &COLUMNS.map(|name| (name, Text)))?;
        let mut unlocated = Unlocated::default();
        let make = |from: usize| -> Vec<(Sheet, Unlocated)> {
            let days = from..(from + DAYS_AT_ONCE).min(plan.days());
            days.into_par_iter().map(|day| plan.write_day(self, day)).collect()
        };
        let mut made = make(0);
        for from in (0..plan.days()).step_by(DAYS_AT_ONCE) {
            let (written, next) = rayon::join(|| write_sheets(&mut rows, &made), || make(from + DAYS_AT_ONCE));
            written?;
            made.iter().for_each(|(_, part)| unlocated.add(part));
            progress(rows.count);
            made = next;
        }
        rows.finish(out)?;
        Ok(unlocated)
    }
}

fn write_sheets(rows: &mut Rows, sheets: &[(Sheet, Unlocated)]) -> Result<(), WriteError> {
    for (sheet, _) in sheets {
        let mut values = [Value::Null; COLUMNS.len()];
        for row in 0..sheet.len() / COLUMNS.len() {
            sheet.values(row, &mut values);
            rows.write(&values, None)?;
        }
    }
    Ok(())
}

fn write_area(rows: &mut Rows, area: &Area, has_parent: bool) -> Result<(), WriteError> {
    let starts = area.starts.map(|date| date.to_string());
    let mut values = vec![Value::Text(&area.code), text(area.name.as_deref())];
    if has_parent {
        values.push(text(area.parent.as_deref()));
    }
    if area.level == AreaLevel::Grid {
        values.extend([text(area.kind.as_deref()), text(starts.as_deref())]);
    }
    rows.write(&values, Some(Shape::Polygons(&area.shape)))
}

/// The folder being filled.
struct Folder<'a> {
    path: &'a Path,
    format: Format,
    written: Vec<Written>,
}

/// One file being written.
struct Rows {
    writer: Box<dyn RowWriter>,
    name: String,
    count: u64,
}

impl Folder<'_> {
    fn shapes(
        &self,
        name: &str,
        columns: &[(&str, ColumnType)],
        geometry: GeometryType,
    ) -> Result<Rows, WriteError> {
        let ending = if self.format == Format::Parquet { "parquet" } else { "geojson" };
        self.rows(format!("{name}.{ending}"), self.format, columns, geometry)
    }

    /// A table without shapes: CSV.
    fn table(&self, name: &str, columns: &[(&str, ColumnType)]) -> Result<Rows, WriteError> {
        self.rows(format!("{name}.csv"), Format::Csv, columns, GeometryType::None)
    }

    fn rows(
        &self,
        name: String,
        format: Format,
        columns: &[(&str, ColumnType)],
        geometry: GeometryType,
    ) -> Result<Rows, WriteError> {
        let columns = columns.iter().map(|&(name, kind)| Column::new(name, kind)).collect();
        let writer = create(&self.path.join(&name), Some(format), &Schema { columns, geometry })?;
        Ok(Rows { writer, name, count: 0 })
    }

    fn json(&self, name: &str, value: &impl Serialize) -> Result<(), WriteError> {
        let path: PathBuf = self.path.join(name);
        let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
        fs::write(&path, text + "\n").map_err(|source| WriteError::Create { path, source })
    }
}

impl Rows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        self.count += 1;
        self.writer.write(values, shape)
    }

    fn finish(self, out: &mut Folder<'_>) -> Result<(), WriteError> {
        self.writer.finish()?;
        out.written.push(Written { file: self.name, rows: self.count });
        Ok(())
    }
}

pub(super) fn polygon(shell: crate::coord::Ring, holes: Vec<crate::coord::Ring>) -> MultiPolygon {
    MultiPolygon::from(Polygon { shell, holes })
}

fn text(value: Option<&str>) -> Value<'_> {
    value.map_or(Value::Null, Value::Text)
}

const fn usage(kind: Kind, lot: Use) -> &'static str {
    match kind {
        Kind::Slab | Kind::Tower | Kind::Villa | Kind::House => "住宅",
        Kind::School => "学校",
        Kind::Hospital => "医院",
        Kind::Mall => "商业",
        Kind::Office => "办公",
        Kind::Hall => "工业",
        Kind::Public if matches!(lot, Use::Park) => "公园设施",
        Kind::Public => "公共服务",
    }
}

const fn class_name(class: RoadClass) -> &'static str {
    match class {
        RoadClass::Rail => "rail",
        RoadClass::Motorway => "motorway",
        RoadClass::Primary => "primary",
        RoadClass::Secondary => "secondary",
        RoadClass::Residential => "residential",
        RoadClass::Other => "other",
    }
}
