//! What the features of each tile layer say.

use super::layers::Layer;
use super::{AreaEntry, Snapshot};
use crate::store::BuildingRef;
use onemap_engine::coord::TileId;
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, RoadClass};
use onemap_engine::tile::{PointTile, Tags, Tile};

impl Snapshot {
    /// One tile of a layer. The filter is for complaints and their cells; the other layers show everything.
    #[must_use]
    pub fn tile(&self, layer: Layer, id: TileId, filter: &Filter) -> Tile {
        let layers = self.layers();
        match layer {
            Layer::Areas(level) => layers.areas[level].tile(
                id,
                |place, tags| self.describe_area(level, place, tags),
                |place, tags| self.describe_label(level, place, tags),
            ),
            Layer::Compounds => layers.compounds.tile(id, |number, tags| {
                tags.own_text("id", &self.compounds[number].id);
                text(tags, "name", self.compounds[number].name.as_deref());
            }),
            Layer::Buildings => layers.buildings.tile(
                id,
                |number, tags| self.describe_building(number, tags),
                |numbers, tags| self.describe_buildings(numbers, tags),
            ),
            Layer::Complaints => self.complaint_tile(id, filter),
            Layer::H3 => self.complaints.cell_tile(id, filter),
            Layer::Roads => layers.roads.tile(id, |number, tags| self.describe_road(number, tags)),
            Layer::Water => {
                layers.water.tile(id, |number, tags| text(tags, "name", self.water[number].name.as_deref()))
            }
        }
    }

    fn at_place(&self, level: AreaLevel, place: usize) -> Option<&AreaEntry> {
        self.area(level, FaceId::of_polygon(place).0)
    }

    fn describe_area(&self, level: AreaLevel, place: usize, tags: &mut Tags) {
        let Some(area) = self.at_place(level, place) else { return };
        tags.id(place as u64 + 1);
        tags.text("code", &area.code);
        tags.text("name", &area.name);
        let parent = area.parent.and_then(|(level, face)| self.area(level, face).map(|parent| (level, parent)));
        if let Some((_, parent)) = parent {
            tags.text("parent", &parent.code);
        }
        if let Some((AreaLevel::Community, community)) = parent {
            tags.text("community", &community.name);
        }
        number(tags, "households", self.households(area));
        number(tags, "residents", self.residents(area));
        tags.number("buildings", area.tally.buildings as f64);
        if let (AreaLevel::Grid, Some(households)) = (level, self.households(area)) {
            tags.text("range", self.household_range.class(households).word());
        }
    }

    fn describe_label(&self, level: AreaLevel, place: usize, tags: &mut Tags) {
        let Some(area) = self.at_place(level, place) else { return };
        tags.id(place as u64 + 1);
        tags.text("code", &area.code);
        tags.text("name", &area.name);
    }

    fn describe_building(&self, number_of: usize, tags: &mut Tags) {
        // Column by column: a tile has thousands of buildings, and what it does not say is not read.
        let of = &self.buildings.records;
        tags.id(number_of as u64 + 1);
        tags.own_text("id", of.ids.get(number_of));
        text(tags, "name", of.names.known(number_of));
        text(tags, "usage", of.usage(number_of));
        text(tags, "compound", of.compounds.known(number_of));
        number(tags, "households", of.households[number_of]);
        number(tags, "residents", of.residents[number_of]);
        number(tags, "floors", of.floors[number_of].map(f64::from));
        let grid = self.area(AreaLevel::Grid, self.buildings.faces[AreaLevel::Grid][number_of].0);
        text(tags, "grid", grid.map(|grid| grid.code.as_str()));
    }

    fn describe_buildings(&self, numbers: &[usize], tags: &mut Tags) {
        let sum = |of: fn(BuildingRef<'_>) -> Option<f64>| -> f64 {
            numbers.iter().filter_map(|&number| of(self.buildings.records.get(number))).sum()
        };
        tags.number("households", sum(|building| building.households));
        tags.number("residents", sum(|building| building.residents));
    }

    fn complaint_tile(&self, id: TileId, filter: &Filter) -> Tile {
        let complaints = &self.complaints;
        let mut tile = PointTile::new(id);
        let selection = complaints.columns.select(filter).inside(id.bounds());
        selection.for_each_point(|point, position| tile.add(point, position));
        tile.finish(Layer::Complaints.id(), |position, tags| {
            self.describe_complaint(complaints.columns.row(position), tags)
        })
    }

    fn describe_complaint(&self, row: usize, tags: &mut Tags) {
        tags.own_text("id", self.complaints.ids.get(row));
        tags.text("time", &self.complaints.time(row).to_string());
        text(tags, "category", self.complaints.category(row));
        text(tags, "subcategory", self.complaints.subcategory(row));
    }

    fn describe_road(&self, number: usize, tags: &mut Tags) {
        let road = &self.roads[number];
        text(tags, "name", road.name.as_deref());
        tags.text("class", class(road.class));
    }
}

fn text(tags: &mut Tags, key: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        tags.text(key, value);
    }
}

fn number(tags: &mut Tags, key: &'static str, value: Option<f64>) {
    if let Some(value) = value {
        tags.number(key, value);
    }
}

fn class(class: RoadClass) -> &'static str {
    match class {
        RoadClass::Rail => "rail",
        RoadClass::Motorway => "motorway",
        RoadClass::Primary => "primary",
        RoadClass::Secondary => "secondary",
        RoadClass::Residential => "residential",
        RoadClass::Other => "other",
    }
}
