use super::oracle;
use super::plans::{Layout, Plan, plan, triangles};
use crate::coord::LatticePoint;
use crate::coverage::{Coverage, FaceId};
use crate::locate::GridIndex;
use crate::locate::tests::oracle::Piece;
use proptest::prelude::*;

fn p(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(x, y)
}

/// Compares single, batch and brute force.
fn agree(plan: &Plan, points: impl IntoIterator<Item = LatticePoint>) {
    let index = GridIndex::build(&plan.coverage);
    let points: Vec<_> = points.into_iter().collect();
    let (xs, ys): (Vec<_>, Vec<_>) = points.iter().map(|p| (p.x, p.y)).unzip();
    let mut batch = vec![u32::MAX; points.len()];
    index.locate_batch(&xs, &ys, &mut batch);
    for (&p, &in_batch) in points.iter().zip(&batch) {
        assert_eq!(index.locate(p).map_or(0, |face| face.0), in_batch, "single and batch at {p:?}");
        assert_eq!(in_batch, oracle::face(&plan.pieces, p), "{p:?}");
    }
}

/// The eight neighbours of a point and the point itself, on the lattice.
fn around(q: LatticePoint) -> impl Iterator<Item = LatticePoint> {
    (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| p(q.x.saturating_add(dx), q.y.saturating_add(dy))))
}

fn midpoints(plan: &Plan) -> impl Iterator<Item = LatticePoint> {
    let middle = |a: i32, b: i32| ((i64::from(a) + i64::from(b)) >> 1) as i32;
    plan.pieces.iter().flat_map(move |piece| {
        let ends = piece.ring.iter().zip(piece.ring.iter().cycle().skip(1));
        ends.map(move |(a, b)| p(middle(a.x, b.x), middle(a.y, b.y)))
    })
}

/// Corners of the index's cells, where an off-by-one would show.
fn cell_corners(plan: &Plan) -> Vec<LatticePoint> {
    let table = GridIndex::build(&plan.coverage).table;
    let step = |start: i32, index: u32| start.wrapping_add((index << table.shift) as i32);
    let corner = |column, row| p(step(table.origin.x, column), step(table.origin.y, row));
    (0..table.columns.min(40))
        .flat_map(|c| (0..table.rows.min(40)).map(move |r| (c, r)))
        .map(|(c, r)| corner(c, r))
        .collect()
}

fn layouts() -> impl Strategy<Value = Layout> {
    let small = (-50..50, -50..50, 4u32..40);
    let city = (1_172_000_000..1_173_000_000, 317_000_000..318_000_000, 1_000u32..60_000);
    let origins = prop_oneof![small, city];
    (origins, 0u32..=64, 1u32..7, 1u32..7).prop_map(|((x, y, step), stray, columns, rows)| Layout {
        origin: p(x, y),
        step,
        stray,
        columns,
        rows,
    })
}

fn plans() -> impl Strategy<Value = Plan> {
    (layouts(), any::<u32>(), 1u32..12).prop_map(|(layout, seed, faces)| {
        let mix = move |a: u32, b: u32| {
            (a.wrapping_mul(0x9E37_79B1) ^ b.wrapping_mul(0x85EB_CA6B) ^ seed).wrapping_mul(0xC2B2_AE35) >> 9
        };
        triangles(layout, |c, r| (mix(c, r), mix(r + 99, c)), |number| mix(number, 7) % faces)
    })
}

proptest! {
    #[test]
    fn agrees_with_brute_force_on_and_beside_every_edge(plan in plans()) {
        let near: Vec<_> = plan.vertices().chain(midpoints(&plan)).flat_map(around).collect();
        agree(&plan, near);
    }

    #[test]
    fn agrees_with_brute_force_at_cell_corners(plan in plans()) {
        let corners = cell_corners(&plan);
        agree(&plan, corners.into_iter().flat_map(around));
    }

    #[test]
    fn agrees_with_brute_force_anywhere(plan in plans(), places in prop::collection::vec((0.0..1.0, 0.0..1.0), 200)) {
        if let Some(bounds) = plan.coverage.bounds() {
            let along = |from: i32, to: i32, t: f64| (f64::from(from) + f64::from(to - from) * t).round() as i32;
            agree(&plan, places.iter().map(|&(s, t)| p(along(bounds.min.x, bounds.max.x, s), along(bounds.min.y, bounds.max.y, t))));
        }
    }
}

/// A square around the whole lattice and a diamond in it, with every number of the full range in play.
#[test]
fn the_whole_lattice_is_not_too_wide() {
    let (low, high) = (i32::MIN, i32::MAX);
    let [sw, se, ne, nw] = [p(low, low), p(high, low), p(high, high), p(low, high)];
    let inner = [p(0, low + 1), p(high - 1, 0), p(0, high - 1), p(low + 1, 0)];
    let triangle = |a, b, c, face| Piece { ring: vec![a, b, c], face };
    let plan = plan(vec![
        triangle(sw, se, inner[0], 1),
        triangle(se, ne, inner[1], 2),
        triangle(ne, nw, inner[2], 3),
        triangle(nw, sw, inner[3], 4),
        triangle(sw, inner[0], inner[3], 5),
        triangle(se, inner[1], inner[0], 6),
        triangle(ne, inner[2], inner[1], 7),
        triangle(nw, inner[3], inner[2], 8),
        Piece { ring: inner.to_vec(), face: 9 },
    ]);
    let random = (0..2_000i64).map(|i| p((i * 0x9E37_79B9_7F4A) as i32, (i * 0x0008_5EBC_A6B1_2345) as i32));
    let near = plan.vertices().chain(midpoints(&plan)).flat_map(around);
    agree(&plan, near.chain(random).collect::<Vec<_>>());
}

/// Many vertices in one corner of a wide plan: the crowded cell is split, down to single lattice points.
#[test]
fn a_crowd_in_a_corner_is_split() {
    let crowd = Layout { origin: p(5, 7), step: 4, stray: 64, columns: 12, rows: 12 };
    let mut plan = triangles(crowd, |c, r| (c * 31 + r * 17, c * 13 + r * 29), |number| number % 7);
    let far = i32::MAX - 3;
    plan.pieces.push(Piece { ring: vec![p(far - 9, far - 9), p(far, far - 9), p(far, far)], face: 8 });
    let plan = super::plans::plan(plan.pieces);
    let inside = (-3..60).flat_map(|x| (-3..60).map(move |y| p(x, y)));
    let apart = plan.vertices().flat_map(around).collect::<Vec<_>>();
    agree(&plan, inside.chain(apart));
}

/// The outer boundary belongs to the inside; where two faces touch the outside in one point, to the first one
/// counter-clockwise from east.
#[test]
fn the_outer_boundary_belongs_to_the_first_inner_face() {
    let right_of_the_middle = plan(vec![
        Piece { ring: vec![p(0, 0), p(9, 4), p(9, 8)], face: 1 },
        Piece { ring: vec![p(0, 0), p(9, -8), p(9, -4)], face: 2 },
        Piece { ring: vec![p(0, 0), p(-9, 3), p(-9, -3)], face: 3 },
    ]);
    let index = GridIndex::build(&right_of_the_middle.coverage);
    assert_eq!(index.locate(p(0, 0)), Some(FaceId(1)));
    assert_eq!(index.locate(p(9, 8)), Some(FaceId(1)));
    assert_eq!(index.locate(p(-9, -3)), Some(FaceId(3)));
    assert_eq!(index.locate(p(1, 0)), None);
    agree(&right_of_the_middle, (-10..=10).flat_map(|x| (-10..=10).map(move |y| p(x, y))));
}

#[test]
fn nothing_is_found_where_there_is_nothing() {
    let index = GridIndex::build(&Coverage::default());
    assert_eq!(index.locate(p(0, 0)), None);
    let mut out = [7; 2];
    index.locate_batch(&[0, i32::MIN], &[0, i32::MAX], &mut out);
    assert_eq!(out, [0, 0]);
}

#[test]
fn any_number_of_threads_gives_the_same_answer() {
    let layout = Layout { origin: p(0, 0), step: 1_000, stray: 60, columns: 30, rows: 30 };
    let plan = triangles(layout, |c, r| (c * 7 + r * 3, c * 5 + r * 11), |number| number % 50);
    let (xs, ys): (Vec<i32>, Vec<i32>) =
        (0..300_000i64).map(|i| ((i * 7_919 % 31_000) as i32, (i * 104_729 % 31_000) as i32)).unzip();
    let on_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut out = vec![0; xs.len()];
        pool.install(|| GridIndex::build(&plan.coverage).locate_batch(&xs, &ys, &mut out));
        out
    };
    assert_eq!(on_threads(1), on_threads(3));
}
