//! Snap rounding: all lines of a tile are bent to its grid together, so that none crosses another afterwards.
//!
//! A pixel of the grid is *hot* when a vertex or a crossing lies in it, and every line through a hot pixel is led
//! through its middle (Hobby 1999). Lines that then coincide become one edge.

use super::grid::{BUFFER, EXTENT, Exact, TileGrid, Unit, in_frame};

/// A straight line with the faces at its sides, left and right as in a plane whose y axis points up: in a tile's own
/// axes, where y points down, left is what the eye sees on the right.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    pub from: Exact,
    pub to: Exact,
    pub left: u32,
    pub right: u32,
}

/// A line of the grid between two faces. `from < to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: Unit,
    pub to: Unit,
    pub left: u32,
    pub right: u32,
}

/// The edges within the tile and its buffer; those along the buffer's own border are left out.
pub fn snap(grid: &TileGrid, segments: &[Segment]) -> Vec<Edge> {
    let hot = hot_pixels(grid, segments);
    let mut edges = Vec::new();
    for segment in segments {
        let path = path(grid, &hot, segment);
        let steps = path.windows(2).map(|step| Edge { from: step[0], to: step[1], ..sides(segment) });
        edges.extend(steps.filter(|edge| !on_border(edge)).map(Edge::rising));
    }
    edges.sort_unstable();
    edges.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)).filter_map(merged).collect()
}

fn sides(segment: &Segment) -> Edge {
    Edge { from: [0; 2], to: [0; 2], left: segment.left, right: segment.right }
}

impl Edge {
    /// The same edge with its ends in order.
    fn rising(self) -> Self {
        if self.from < self.to {
            return self;
        }
        Self { from: self.to, to: self.from, left: self.right, right: self.left }
    }
}

/// Edges that coincide: the faces between them have collapsed, and only the outermost two are left.
fn merged(edges: &[Edge]) -> Option<Edge> {
    let mut lefts: Vec<u32> = edges.iter().map(|edge| edge.left).collect();
    let mut rights = Vec::new();
    for edge in edges {
        match lefts.iter().position(|&left| left == edge.right) {
            Some(i) => {
                lefts.swap_remove(i);
            }
            None => rights.push(edge.right),
        }
    }
    let (&left, &right) = (lefts.first()?, rights.first()?);
    Some(Edge { left, right, ..edges[0] })
}

/// The hot pixels a segment passes through, in its direction.
fn path(grid: &TileGrid, hot: &[Unit], segment: &Segment) -> Vec<Unit> {
    let ends = [grid.unit(segment.from), grid.unit(segment.to)];
    let low = [0, 1].map(|i| ends[0][i].min(ends[1][i]));
    let high = [0, 1].map(|i| ends[0][i].max(ends[1][i]));
    let mut path: Vec<Unit> = within(hot, low, high).filter(|&unit| passes(grid, segment, unit)).collect();
    let forward = [0, 1].map(|i| (segment.to[i] - segment.from[i]).signum() as i32);
    path.sort_unstable_by_key(|unit| [0, 1].map(|i| unit[i] * forward[i]));
    path
}

/// The pixels of a box; they are in order, column by column.
fn within(pixels: &[Unit], low: Unit, high: Unit) -> impl Iterator<Item = Unit> + '_ {
    let start = pixels.partition_point(|unit| unit[0] < low[0]);
    let columns = pixels[start..].iter().copied().take_while(move |unit| unit[0] <= high[0]);
    columns.filter(move |unit| (low[1]..=high[1]).contains(&unit[1]))
}

/// Whether a segment meets a pixel of its box.
fn passes(grid: &TileGrid, segment: &Segment, unit: Unit) -> bool {
    let ([x, y], half) = (grid.centre(unit), grid.half());
    let corners = [[x - half, y - half], [x + half, y - half], [x - half, y + half], [x + half, y + half]];
    let sides = corners.map(|corner| cross(segment.from, segment.to, corner).signum());
    let one_side = sides.iter().all(|&side| side == sides[0]);
    !one_side
        && (0..2).all(|i| {
            let (low, high) = (segment.from[i].min(segment.to[i]), segment.from[i].max(segment.to[i]));
            low <= [x, y][i] + half && [x, y][i] - half <= high
        })
}

/// The pixels of vertices, of crossings, and of crossings with the border, each once.
fn hot_pixels(grid: &TileGrid, segments: &[Segment]) -> Vec<Unit> {
    let mut hot: Vec<Unit> = segments.iter().flat_map(|s| [grid.unit(s.from), grid.unit(s.to)]).collect();
    hot.extend(crossings(grid, segments));
    hot.extend(segments.iter().flat_map(|segment| border_crossings(grid, segment)));
    hot.retain(|&unit| in_frame(unit));
    hot.sort_unstable();
    hot.dedup();
    hot
}

/// Where segments cross each other. A coverage has none but those that the curving of its straight lines in the
/// mercator plane brings about.
fn crossings(grid: &TileGrid, segments: &[Segment]) -> Vec<Unit> {
    let mut order: Vec<&Segment> = segments.iter().collect();
    order.sort_by_key(|segment| segment.from[0].min(segment.to[0]));
    let mut open: Vec<&Segment> = Vec::new();
    let mut found = Vec::new();
    for segment in order {
        let start = segment.from[0].min(segment.to[0]);
        open.retain(|other| other.from[0].max(other.to[0]) >= start);
        found.extend(open.iter().filter_map(|other| crossing(grid, segment, other)));
        open.push(segment);
    }
    found
}

/// The pixel where two segments cross; `None` where one only touches the other.
fn crossing(grid: &TileGrid, s: &Segment, t: &Segment) -> Option<Unit> {
    let apart = |i: usize| {
        s.from[i].max(s.to[i]) < t.from[i].min(t.to[i]) || t.from[i].max(t.to[i]) < s.from[i].min(s.to[i])
    };
    if apart(1) {
        return None;
    }
    let (before, after) = (cross(t.from, t.to, s.from), cross(t.from, t.to, s.to));
    let (start, end) = (cross(s.from, s.to, t.from), cross(s.from, s.to, t.to));
    if before.signum() * after.signum() != -1 || start.signum() * end.signum() != -1 {
        return None;
    }
    let (part, whole) = (before.abs(), before.abs() + after.abs());
    Some([0, 1].map(|i| between(grid, s.from[i], s.to[i], part, whole)))
}

/// The unit nearest to the point a part of the way from one coordinate to another.
fn between(grid: &TileGrid, from: i64, to: i64, part: i128, whole: i128) -> i32 {
    grid.round(i128::from(from) * whole + i128::from(to - from) * part, whole)
}

/// Where a segment crosses the four lines the buffer ends at.
fn border_crossings(grid: &TileGrid, segment: &Segment) -> impl Iterator<Item = Unit> {
    let (grid, segment) = (*grid, *segment);
    let lines = BORDERS.into_iter().flat_map(|border| [(0, border), (1, border)]);
    lines.filter_map(move |(axis, border)| {
        let (from, to) = (segment.from[axis], segment.to[axis]);
        let at = 2 * grid.half() * i64::from(border);
        let other = 1 - axis;
        let (part, whole) = (i128::from((at - from).abs()), i128::from((to - from).abs()));
        let place = || between(&grid, segment.from[other], segment.to[other], part, whole);
        ((from < at) != (to < at)).then(|| if axis == 0 { [border, place()] } else { [place(), border] })
    })
}

/// The coordinates at which the buffer ends.
const BORDERS: [i32; 2] = [-BUFFER, EXTENT + BUFFER];

fn on_border(edge: &Edge) -> bool {
    (0..2).any(|i| edge.from[i] == edge.to[i] && BORDERS.contains(&edge.from[i]))
}

/// Twice the area of a triangle, positive when it turns left.
fn cross(a: Exact, b: Exact, c: Exact) -> i128 {
    let [bx, by] = [0, 1].map(|i| i128::from(b[i] - a[i]));
    let [cx, cy] = [0, 1].map(|i| i128::from(c[i] - a[i]));
    bx * cy - by * cx
}
