//! Kernels and their bandwidth.

use std::str::FromStr;

/// How far a complaint's weight is spread, in ground metres: the standard deviation of a Gaussian, the radius of a
/// quartic kernel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bandwidth(f64);

#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("bandwidth {metres} is not a number of metres from {min} to {max}", min = Bandwidth::MIN_M, max = Bandwidth::MAX_M)]
pub struct BandwidthError {
    pub metres: f64,
}

impl Bandwidth {
    pub const MIN_M: f64 = 1.0;
    pub const MAX_M: f64 = 100_000.0;

    /// # Errors
    /// When the bandwidth is not between [`MIN_M`](Self::MIN_M) and [`MAX_M`](Self::MAX_M).
    pub fn from_metres(metres: f64) -> Result<Self, BandwidthError> {
        if (Self::MIN_M..=Self::MAX_M).contains(&metres) {
            Ok(Self(metres))
        } else {
            Err(BandwidthError { metres })
        }
    }

    #[must_use]
    pub const fn metres(self) -> f64 {
        self.0
    }
}

/// The shape a complaint's weight takes. Silverman 1986, section 4.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// exp(−r²/2σ²), cut off at 3.5 σ along each axis and scaled back to a mass of 1.
    #[default]
    Gaussian,
    /// (1 − r²/h²)² within the radius h, also known as biweight.
    Quartic,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown kernel {0:?}; use gaussian or quartic")]
pub struct UnknownKernel(pub String);

impl FromStr for Kernel {
    type Err = UnknownKernel;

    fn from_str(name: &str) -> Result<Self, UnknownKernel> {
        match name {
            "gaussian" => Ok(Self::Gaussian),
            "quartic" => Ok(Self::Quartic),
            _ => Err(UnknownKernel(name.to_owned())),
        }
    }
}

impl Kernel {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Quartic => "quartic",
        }
    }

    /// The finest pixels worth computing: more pixels to a bandwidth are interpolated.
    pub(super) const fn max_bandwidth_px(self) -> f64 {
        match self {
            Self::Gaussian => 8.0,
            Self::Quartic => 16.0,
        }
    }

    /// Pixels on each side that a weight may reach.
    pub(super) fn reach_px(self, bandwidth_px: f64) -> usize {
        match self {
            Self::Gaussian => (3.5 * bandwidth_px).ceil() as usize,
            Self::Quartic => bandwidth_px.floor() as usize,
        }
    }

    /// The weights, of sum 1, such that they and the raster's own blur together are the kernel. `blur` is a variance along
    /// one axis in pixels².
    pub(super) fn taps(self, bandwidth_px: f64, blur: f64) -> Taps {
        let reach = self.reach_px(bandwidth_px);
        match self {
            Self::Gaussian => Taps::Separable(gaussian(reach, bandwidth_px, blur)),
            Self::Quartic => Taps::Radial(quartic(reach, bandwidth_px, blur)),
        }
    }
}

/// Weights by offset in pixels, from −reach to reach.
pub(super) enum Taps {
    /// The same along both axes.
    Separable(Vec<f32>),
    /// Row by row.
    Radial(Vec<Vec<f32>>),
}

impl Taps {
    pub(super) fn reach(&self) -> usize {
        match self {
            Self::Separable(taps) => taps.len() / 2,
            Self::Radial(rows) => rows.len() / 2,
        }
    }
}

/// Variances add up under convolution: a narrower Gaussian.
fn gaussian(reach: usize, sigma: f64, blur: f64) -> Vec<f32> {
    let sigma = (sigma.powi(2) - blur).max(0.0).sqrt();
    let weight = |offset: f64| weight_or_spike(offset == 0.0, (-0.5 * (offset / sigma).powi(2)).exp());
    let weights: Vec<f64> = offsets(reach).map(weight).collect();
    normalised(&weights, weights.iter().sum())
}

/// A blur of variance b turns K into K + b/2 ∇²K + …, so what it turns into K is K − b/2 ∇²K. With s = r²/h², K is (1 − s)²
/// and ∇²K is 8/h² (2s − 1). A narrower quartic of the right variance would be 4b/h² too high at its top instead. At the rim,
/// where ∇²K ends, the weight is held at 0.
fn quartic(reach: usize, radius: f64, blur: f64) -> Vec<Vec<f32>> {
    let raised = 4.0 * blur / (radius * radius);
    let weight = |x: f64, y: f64| {
        let s = (x * x + y * y) / (radius * radius);
        let inside = ((1.0 - s).powi(2) + raised * (1.0 - 2.0 * s)) / (1.0 + raised);
        weight_or_spike(x == 0.0 && y == 0.0, if s < 1.0 { inside.max(0.0) } else { 0.0 })
    };
    let rows: Vec<Vec<f64>> = offsets(reach).map(|y| offsets(reach).map(|x| weight(x, y)).collect()).collect();
    let sum = rows.iter().flatten().sum();
    rows.iter().map(|row| normalised(row, sum)).collect()
}

/// A kernel narrower than its pixel leaves everything where it is, be its bandwidth 0.
fn weight_or_spike(at_centre: bool, weight: f64) -> f64 {
    if at_centre { 1.0 } else { weight }
}

fn offsets(reach: usize) -> impl Iterator<Item = f64> {
    let reach = reach as i64;
    (-reach..=reach).map(|offset| offset as f64)
}

fn normalised(weights: &[f64], sum: f64) -> Vec<f32> {
    weights.iter().map(|weight| (weight / sum) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bandwidth_is_a_sensible_number_of_metres() {
        assert_eq!(Bandwidth::from_metres(300.0).unwrap().metres(), 300.0);
        for metres in [0.0, -1.0, 1e9, f64::INFINITY, f64::NAN] {
            assert!(Bandwidth::from_metres(metres).is_err(), "{metres}");
        }
    }

    #[test]
    fn weights_sum_to_one_however_narrow_the_kernel() {
        for bandwidth in [0.0, 1e-3, 0.3, 0.9, 1.0, 2.5, 7.9, 15.9] {
            let Taps::Separable(line) = Kernel::Gaussian.taps(bandwidth, 1.0 / 6.0) else { panic!() };
            assert!((line.iter().map(|&w| f64::from(w)).sum::<f64>() - 1.0).abs() < 1e-6, "{bandwidth}");
            let Taps::Radial(rows) = Kernel::Quartic.taps(bandwidth, 1.0 / 6.0) else { panic!() };
            assert!(
                (rows.iter().flatten().map(|&w| f64::from(w)).sum::<f64>() - 1.0).abs() < 1e-6,
                "{bandwidth}"
            );
        }
    }
}
