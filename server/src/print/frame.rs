//! Maps on paper, in millimetres: where a place is on the sheet, the scale and the arrow to the north.

use super::Page;
use onemap_engine::coord::{Bounds, LatticePoint, LocalPlane};
use std::fmt::Write;

/// Width of a map, and how high it may become so that a table begins on the same page.
pub(crate) const WIDTH_MM: f64 = 186.0;
const HEIGHT_MM: f64 = 150.0;
const MARGIN_MM: f64 = 4.0;
const SCALE_BAR_MM: f64 = 40.0;

/// Places on the ground as places on paper: the whole box, in the middle, with a margin around it.
pub(crate) struct Frame {
    plane: LocalPlane,
    middle_m: (f64, f64),
    pub mm_per_m: f64,
    height_mm: f64,
    bounds: Bounds,
}

impl Frame {
    pub fn new(bounds: Bounds) -> Self {
        let middle = |a: i32, b: i32| i32::midpoint(a, b);
        let centre = LatticePoint::new(middle(bounds.min.x, bounds.max.x), middle(bounds.min.y, bounds.max.y));
        let plane = LocalPlane::at(centre);
        let ((west, south), (east, north)) = (plane.to_metres(bounds.min), plane.to_metres(bounds.max));
        let (width, height) = ((east - west).max(1.0), (north - south).max(1.0));
        let room = |mm: f64| mm - 2.0 * MARGIN_MM;
        let mm_per_m = (room(WIDTH_MM) / width).min(room(HEIGHT_MM) / height);
        let middle_m = (f64::midpoint(west, east), f64::midpoint(south, north));
        let mut frame =
            Self { plane, middle_m, mm_per_m, height_mm: height * mm_per_m + 2.0 * MARGIN_MM, bounds };
        let corner = |x, y| frame.place(x, y);
        frame.bounds = bounds.with(corner(0.0, 0.0)).with(corner(WIDTH_MM, frame.height_mm));
        frame
    }

    pub fn at(&self, point: LatticePoint) -> (f64, f64) {
        let (x, y) = self.plane.to_metres(point);
        let ((mx, my), k) = (self.middle_m, self.mm_per_m);
        (WIDTH_MM / 2.0 + (x - mx) * k, self.height_mm / 2.0 + (my - y) * k)
    }

    /// Begins the picture with the ground.
    pub fn open(&self, page: &mut Page) {
        page.raw(format_args!("<svg viewBox=\"0 0 {WIDTH_MM:.1} {:.1}\" role=\"img\">", self.height_mm));
        page.raw(format_args!(
            "<rect class=\"land\" width=\"{WIDTH_MM:.1}\" height=\"{:.1}\"/>",
            self.height_mm
        ));
    }

    /// Ends the picture with its scale and where north is.
    pub fn close(&self, page: &mut Page) {
        scale_bar(page, self);
        north(page);
        page.raw(format_args!("</svg>"));
    }

    fn place(&self, x: f64, y: f64) -> LatticePoint {
        let ((mx, my), k) = (self.middle_m, self.mm_per_m);
        self.plane.from_metres(mx + (x - WIDTH_MM / 2.0) / k, my + (self.height_mm / 2.0 - y) / k)
    }

    /// Whether any of a box may be seen on the paper.
    pub fn shows(&self, bounds: Option<Bounds>) -> bool {
        bounds.is_some_and(|bounds| bounds.meets(&self.bounds))
    }

    pub fn draw(&self, line: &[LatticePoint], path: &mut String) {
        for (i, &point) in line.iter().enumerate() {
            let ((x, y), command) = (self.at(point), if i == 0 { 'M' } else { 'L' });
            write!(path, "{command}{x:.2} {y:.2}").expect("writing to a string never fails");
        }
    }

    pub fn path<'a>(&self, rings: impl Iterator<Item = &'a Vec<LatticePoint>>) -> String {
        let mut path = String::new();
        for ring in rings {
            self.draw(ring, &mut path);
            path.push('Z');
        }
        path
    }
}

fn scale_bar(page: &mut Page, frame: &Frame) {
    let lengths = [1.0, 2.0, 5.0].map(|step| (0..5).map(move |power| step * 10_f64.powi(power)));
    let fitting = lengths.into_iter().flatten().filter(|metres| metres * frame.mm_per_m <= SCALE_BAR_MM);
    let metres = fitting.fold(1.0, f64::max);
    let (x, y) = (6.0, frame.height_mm - 5.0);
    let end = x + metres * frame.mm_per_m;
    page.raw(format_args!(
        "<path class=\"scale\" d=\"M{x:.2} {:.2}V{y:.2}H{end:.2}V{:.2}\"/>",
        y - 1.5,
        y - 1.5
    ));
    let (length, unit) = if metres < 1000.0 { (metres, "m") } else { (metres / 1000.0, "km") };
    page.raw(format_args!(
        "<text x=\"{:.2}\" y=\"{:.2}\">{length} {unit}</text>",
        f64::midpoint(x, end),
        y - 2.5
    ));
}

fn north(page: &mut Page) {
    let (x, name) = (WIDTH_MM - 8.0, page.language.of("北", "N"));
    page.raw(format_args!("<path class=\"north\" d=\"M{x:.1} 4l2.4 8l-2.4 -1.8l-2.4 1.8Z\"/>"));
    page.raw(format_args!("<text x=\"{x:.1}\" y=\"15.5\">{name}</text>"));
}
