//! A plan's grids as vector tiles, in the schema of the layer `grids`.

use super::opened::Opened;
use onemap_engine::coord::TileId;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::AreaLevel;
use onemap_engine::tile::{AreaLayer, Tags, Tile};

/// The geometry of a plan's tiles.
pub(super) struct PlanLayer(AreaLayer);

impl PlanLayer {
    /// The layer of a plan. What did not change since `before`, the layer of an earlier revision, is taken from there.
    pub fn new(opened: &Opened, before: Option<&Self>) -> Self {
        let coverage = opened.plan.coverage();
        let labels: Vec<_> =
            coverage.faces().map(|face| opened.outline(face).and_then(|outline| outline.point)).collect();
        Self(match before {
            Some(Self(before)) => before.after(coverage, &labels),
            None => AreaLayer::new("grids", coverage, &labels),
        })
    }
}

impl Opened {
    /// One tile.
    #[must_use]
    pub fn tile(&self, id: TileId) -> Tile {
        let face = FaceId::of_polygon;
        self.layer().0.tile(
            id,
            |place, tags| self.describe(face(place), tags),
            |place, tags| self.describe_label(face(place), tags),
        )
    }

    fn describe(&self, face: FaceId, tags: &mut Tags) {
        self.describe_label(face, tags);
        let (Some(grid), Some(outline)) = (self.plan.grid(face), self.outline(face)) else { return };
        let scales = self.scales();
        if let Some(parent) = &outline.parent {
            tags.text("parent", parent);
            let communities = &self.city.snapshot.levels[AreaLevel::Community];
            let community = communities.find(parent).and_then(|number| communities.get(number));
            community.into_iter().for_each(|community| tags.text("community", &community.name));
        }
        let households = scales.households(face);
        scales.residents(face).into_iter().for_each(|residents| tags.number("residents", residents));
        tags.number("buildings", self.placement.members(face).tally.buildings as f64);
        households.into_iter().for_each(|households| tags.text("range", scales.range(households).word()));
        tags.flag("locked", grid.locked);
    }

    fn describe_label(&self, face: FaceId, tags: &mut Tags) {
        let Some(grid) = self.plan.grid(face) else { return };
        tags.id(face.0.into());
        tags.text("code", &grid.code);
        tags.text("name", grid.name.as_ref().unwrap_or(&grid.code));
        let households = self.scales().households(face);
        households.into_iter().for_each(|households| tags.number("households", households));
    }
}
