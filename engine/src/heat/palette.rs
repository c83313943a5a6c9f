//! From densities to colours: ramps, legends, PNG.

use super::raster::Raster;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use std::str::FromStr;

/// Colour schemes that read from low to high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    #[default]
    Inferno,
    Magma,
    Plasma,
    Viridis,
    Cividis,
    Turbo,
    Heat,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown palette {0:?}; use inferno, magma, plasma, viridis, cividis, turbo or heat")]
pub struct UnknownPalette(pub String);

impl Palette {
    pub const ALL: [Self; 7] =
        [Self::Inferno, Self::Magma, Self::Plasma, Self::Viridis, Self::Cividis, Self::Turbo, Self::Heat];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inferno => "inferno",
            Self::Magma => "magma",
            Self::Plasma => "plasma",
            Self::Viridis => "viridis",
            Self::Cividis => "cividis",
            Self::Turbo => "turbo",
            Self::Heat => "heat",
        }
    }

    fn gradient(self) -> colorous::Gradient {
        match self {
            Self::Inferno => colorous::INFERNO,
            Self::Magma => colorous::MAGMA,
            Self::Plasma => colorous::PLASMA,
            Self::Viridis => colorous::VIRIDIS,
            Self::Cividis => colorous::CIVIDIS,
            Self::Turbo => colorous::TURBO,
            Self::Heat => colorous::YELLOW_ORANGE_RED,
        }
    }
}

impl FromStr for Palette {
    type Err = UnknownPalette;

    fn from_str(name: &str) -> Result<Self, UnknownPalette> {
        Self::ALL
            .into_iter()
            .find(|palette| palette.name() == name)
            .ok_or_else(|| UnknownPalette(name.to_owned()))
    }
}

/// How values climb the ramp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Curve {
    Linear,
    /// As the square root, which shows more of what is low.
    #[default]
    Sqrt,
}

/// One colour for each value from 0 to `max`: transparent at 0 and where there is no value (NaN), opaque from a quarter of the way on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    pub palette: Palette,
    pub curve: Curve,
    /// The value at the top. Larger ones look like it; where it is not above 0, all values are transparent.
    pub max: f64,
}

/// A line of the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    pub value: f64,
    /// Red, green, blue, alpha.
    pub color: [u8; 4],
}

/// The highest step of a ramp; step 0 is transparent.
const TOP: u8 = 255;

impl Ramp {
    /// The legend: `count` values from 0 to the top, evenly along the ramp.
    #[must_use]
    pub fn legend(&self, count: usize) -> Vec<Stop> {
        let last = count.saturating_sub(1).max(1) as f64;
        (0..count).map(|i| self.stop(i as f64 / last)).collect()
    }

    fn stop(&self, way: f64) -> Stop {
        let value = match self.curve {
            Curve::Linear => way * self.max,
            Curve::Sqrt => way * way * self.max,
        };
        Stop { value, color: self.color((way * f64::from(TOP)).round() as u8) }
    }

    fn color(&self, step: u8) -> [u8; 4] {
        let way = f64::from(step) / f64::from(TOP);
        let color = self.palette.gradient().eval_continuous(way);
        let alpha = (4.0 * way).min(1.0) * f64::from(u8::MAX);
        [color.r, color.g, color.b, alpha.round() as u8]
    }

    /// How far up the ramp a value is.
    fn step(&self, value: f32) -> u8 {
        let way = if self.max > 0.0 { (f64::from(value) / self.max).clamp(0.0, 1.0) } else { 0.0 };
        let way = match self.curve {
            Curve::Linear => way,
            Curve::Sqrt => way.sqrt(),
        };
        (way * f64::from(TOP)).round() as u8
    }

    /// The raster as a PNG with a palette.
    ///
    /// # Errors
    /// When the raster is empty.
    pub fn png(&self, raster: &Raster) -> Result<Vec<u8>, EncodingError> {
        let colors = (0..=TOP).map(|step| self.color(step));
        let (mut rgb, mut alpha) = (Vec::new(), Vec::new());
        for [r, g, b, a] in colors {
            rgb.extend([r, g, b]);
            alpha.push(a);
        }
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, raster.width() as u32, raster.height() as u32);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(rgb);
        encoder.set_trns(alpha);
        encoder.set_compression(Compression::Fast);
        let steps: Vec<u8> = raster.values().iter().map(|&value| self.step(value)).collect();
        encoder.write_header()?.write_image_data(&steps)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heat::raster::Window;

    const RAMP: Ramp = Ramp { palette: Palette::Viridis, curve: Curve::Sqrt, max: 100.0 };

    #[test]
    fn the_legend_runs_from_nothing_to_the_top() {
        let legend = RAMP.legend(5);
        assert_eq!(legend.iter().map(|stop| stop.value).collect::<Vec<_>>(), [0.0, 6.25, 25.0, 56.25, 100.0]);
        assert_eq!(legend[0].color[3], 0);
        // The ends of viridis as matplotlib publishes it: #440154 and #fde725.
        assert_eq!(legend[0].color[..3], [0x44, 0x01, 0x54]);
        assert_eq!(legend[4].color, [0xfd, 0xe7, 0x25, 0xff]);
    }

    #[test]
    fn a_png_shows_what_the_legend_says() {
        let window = Window { level: 8, min: [0, 0], size: [3, 1] };
        let raster = Raster { window, values: vec![0.0, 25.0, 1e9] };
        let bytes = RAMP.png(&raster).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; 12];
        reader.next_frame(&mut pixels).unwrap();
        let [zero, quarter, top] = [0, 1, 2].map(|i| &pixels[4 * i..4 * i + 4]);
        assert_eq!((zero[3], top), (0, &RAMP.legend(2)[1].color[..]));
        assert_eq!(quarter, RAMP.color(128));
    }

    #[test]
    fn no_density_at_all_is_transparent() {
        let ramp = Ramp { max: 0.0, ..RAMP };
        assert_eq!([0.0, 1.0].map(|value| ramp.step(value)), [0, 0]);
    }

    #[test]
    fn names_come_back() {
        assert!(Palette::ALL.iter().all(|palette| palette.name().parse() == Ok(*palette)));
        assert_eq!("rainbow".parse::<Palette>(), Err(UnknownPalette("rainbow".into())));
    }
}
