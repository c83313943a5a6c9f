//! What is shared out among grids: an area with its buildings, and the lines that divide it.

use crate::coord::{LatticePoint, Line, MultiPolygon};

/// One area, a community say.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    pub shape: MultiPolygon,
    pub buildings: Vec<Building>,
    /// Those that come near the area; more than those are fine.
    pub dividers: Vec<(Divider, Line)>,
}

/// One building of an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Building {
    /// A point inside it.
    pub place: LatticePoint,
    /// Without polygons where only the point is known.
    pub outline: MultiPolygon,
    pub households: f64,
    /// Complaints of some time, for grids to have alike.
    pub complaints: f64,
}

/// What a line is to the people on its two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Divider {
    /// Water, rail, motorways: nobody crosses them where another way is left.
    Barrier,
    /// A road: parts street blocks.
    Road,
    /// The outline of a compound: parts it from the rest of its block.
    Wall,
    /// The boundary of a grid in force. Where there are any, the grids that they part are what is begun with, and households
    /// that go to another are counted.
    Present,
}
