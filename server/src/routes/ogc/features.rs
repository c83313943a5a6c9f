//! Records as features, by number.

use crate::routes::feature::{self, Feature};
use crate::snapshot::{Layer, Snapshot};
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{AreaLevel, Footprint, Words};
use serde_json::{Value, json};

/// The records of a layer other than that of complaints, which are read from the store.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    pub snapshot: &'a Snapshot,
    pub layer: Layer,
}

impl Records<'_> {
    pub fn len(self) -> usize {
        match self.layer {
            Layer::Areas(level) => self.snapshot.levels[level].len(),
            Layer::Compounds => self.snapshot.compounds.len(),
            Layer::Buildings => self.snapshot.buildings.records.len(),
            Layer::Roads => self.snapshot.roads.len(),
            Layer::Water => self.snapshot.water.len(),
            Layer::Complaints | Layer::H3 => 0,
        }
    }

    /// The box around a record; `None` for one without a shape.
    pub fn bounds(self, number: usize) -> Option<Bounds> {
        match self.layer {
            Layer::Areas(level) => {
                self.snapshot.area(level, FaceId::of_polygon(number).0).and_then(|area| area.bounds)
            }
            Layer::Compounds => self.snapshot.compounds[number].shape.bounds(),
            Layer::Buildings => self.snapshot.buildings.records.footprints.get(number).bounds(),
            Layer::Roads => Bounds::around(self.snapshot.roads[number].lines.iter().flatten().copied()),
            Layer::Water => self.snapshot.water[number].shape.bounds(),
            Layer::Complaints | Layer::H3 => None,
        }
    }

    /// The number of the record with this id.
    pub fn find(self, id: &str) -> Option<usize> {
        match self.layer {
            Layer::Areas(level) => FaceId(self.snapshot.levels[level].find(id)?).polygon(),
            Layer::Compounds => self.snapshot.compounds.iter().position(|compound| compound.id == id),
            Layer::Buildings => self.snapshot.buildings.find(id),
            Layer::Roads => self.snapshot.roads.iter().position(|road| road.id == id),
            Layer::Water => self.snapshot.water.iter().position(|water| water.id == id),
            Layer::Complaints | Layer::H3 => None,
        }
    }

    pub fn feature(self, number: usize) -> Option<Feature<Value>> {
        match self.layer {
            Layer::Areas(level) => self.area(level, number),
            Layer::Compounds => Some(self.compound(number)),
            Layer::Buildings => Some(self.building(number)),
            Layer::Roads => Some(self.road(number)),
            Layer::Water => Some(self.water(number)),
            Layer::Complaints | Layer::H3 => None,
        }
    }

    fn area(self, level: AreaLevel, number: usize) -> Option<Feature<Value>> {
        let (set, face) = (&self.snapshot.levels[level], FaceId::of_polygon(number));
        let area = set.get(face.0)?;
        let parent = area.parent.and_then(|(level, face)| self.snapshot.area(level, face));
        let properties = json!({
            "code": area.code,
            "name": area.name,
            "parent": parent.map(|parent| &parent.code),
            "area_m2": area.area_m2,
            "households": self.snapshot.households(area),
            "residents": self.snapshot.residents(area),
            "buildings": area.tally.buildings,
        });
        let geometry = feature::polygons(&set.coverage.polygon(face));
        Some(Feature::new(area.code.clone(), geometry, properties))
    }

    fn compound(self, number: usize) -> Feature<Value> {
        let compound = &self.snapshot.compounds[number];
        let properties = json!({"id": compound.id, "name": compound.name});
        Feature::new(compound.id.clone(), feature::polygons(&compound.shape), properties)
    }

    fn building(self, number: usize) -> Feature<Value> {
        let buildings = &self.snapshot.buildings;
        let building = buildings.records.get(number);
        let grid = self.snapshot.area(AreaLevel::Grid, buildings.faces[AreaLevel::Grid][number].0);
        let geometry = match building.footprint.to_footprint() {
            Footprint::Outline(shape) => feature::polygons(&shape),
            Footprint::Point(point) => Some(feature::point(point)),
        };
        let properties = json!({
            "id": building.id,
            "name": building.name,
            "address": building.address,
            "compound": building.compound,
            "usage": building.usage,
            "units": building.units,
            "floors": building.floors,
            "built": building.built,
            "households": building.households,
            "residents": building.residents,
            "grid": grid.map(|grid| &grid.code),
        });
        Feature::new(building.id.to_owned(), geometry, properties)
    }

    fn road(self, number: usize) -> Feature<Value> {
        let road = &self.snapshot.roads[number];
        let properties = json!({"id": road.id, "name": road.name, "class": road.class.word()});
        Feature::new(road.id.clone(), Some(feature::lines(&road.lines)), properties)
    }

    fn water(self, number: usize) -> Feature<Value> {
        let water = &self.snapshot.water[number];
        let properties = json!({"id": water.id, "name": water.name});
        Feature::new(water.id.clone(), feature::polygons(&water.shape), properties)
    }
}
