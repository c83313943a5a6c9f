//! What an operation looks at beside the plan.

use crate::coord::{Bounds, Line, MultiPolygon};
use crate::record::Footprint;

/// The city around a plan: its buildings, roads, communities, and the codes given so far. Buildings go by number.
pub trait Surroundings {
    /// The building with an id.
    fn building(&self, id: &str) -> Option<usize>;

    /// The buildings of a compound by its id or name; `None` where there is no such compound.
    fn compound(&self, id: &str) -> Option<Vec<usize>>;

    /// The buildings that come near a box; more than those are fine.
    fn buildings_near(&self, bounds: &Bounds) -> Vec<usize>;

    fn footprint(&self, building: usize) -> Footprint;

    /// The lines of roads that come near a box; more than those are fine.
    fn roads_near(&self, bounds: &Bounds) -> Vec<Line>;

    /// Lines that part what lies on their two sides: roads, water, outlines of compounds. More than those near a box are fine.
    fn dividers_near(&self, bounds: &Bounds) -> Vec<Line>;

    /// The shape of a community by its code or name.
    fn community(&self, code: &str) -> Option<MultiPolygon>;

    /// Whether a grid has or had this code, in any plan.
    fn is_issued(&self, code: &str) -> bool;
}
