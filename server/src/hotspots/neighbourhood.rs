//! Which units are neighbours.

use super::Refusal;
use super::units::{Layout, Units};
use onemap_engine::hotspot::Weights;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Neighbourhood {
    /// A boundary or a corner in common.
    Queen,
    /// A boundary in common.
    Rook,
    /// At most so many metres apart.
    Band(f64),
    /// So many nearest ones.
    Nearest(usize),
    /// Within so many rings of H3 cells.
    Rings(u32),
}

/// Rings of more cells than any city has.
const MOST_RINGS: u32 = 1_000;

impl FromStr for Neighbourhood {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const WRONG: &str = "give queen, rook, band: and metres above 0 as band:500, knn: and a number from 1 as knn:8, or for H3 cells \
            ring: and a number from 1 as ring:1";
        let metres =
            |number: &str| number.parse().ok().filter(|metres: &f64| metres.is_finite() && *metres > 0.0);
        let neighbourhood = match text.split_once(':') {
            Some(("band", number)) => metres(number).map(Self::Band),
            Some(("knn", number)) => number.parse().ok().filter(|&k| k > 0).map(Self::Nearest),
            Some(("ring", number)) => {
                number.parse().ok().filter(|k| (1..=MOST_RINGS).contains(k)).map(Self::Rings)
            }
            _ => match text {
                "queen" => Some(Self::Queen),
                "rook" => Some(Self::Rook),
                _ => None,
            },
        };
        neighbourhood.ok_or_else(|| WRONG.to_owned())
    }
}

/// More pairs of neighbours than memory should hold.
const MOST_PAIRS: usize = 50_000_000;

fn too_many() -> Refusal {
    Refusal::new(
        "weights",
        format!("more than {MOST_PAIRS} pairs of neighbours; give fewer units or nearer neighbours"),
    )
}

impl Neighbourhood {
    /// Of one unit, where that is known beforehand.
    fn most_neighbours(self) -> usize {
        match self {
            Self::Queen | Self::Rook | Self::Band(_) => 0,
            Self::Nearest(k) => k,
            Self::Rings(rings) => 3 * rings as usize * (rings as usize + 1),
        }
    }

    /// Binary weights. Of H3 cells, which meet along sides alone, queen and rook are the first ring.
    ///
    /// # Errors
    /// When there are no such neighbours: as many nearest ones as there are units, rings of something else than cells.
    pub fn weights(self, units: &Units<'_>) -> Result<Weights, Refusal> {
        if self.most_neighbours().saturating_mul(units.len()) > MOST_PAIRS {
            return Err(too_many());
        }
        match (self, &units.layout) {
            (Self::Queen, Layout::Areas(set)) => Ok(Weights::queen(&set.coverage)),
            (Self::Rook, Layout::Areas(set)) => Ok(Weights::rook(&set.coverage)),
            (Self::Queen | Self::Rook, Layout::Cells(cells)) => Ok(Weights::rings(&cells.all, 1)),
            (Self::Queen | Self::Rook, Layout::Squares(squares)) => {
                Ok(Weights::squares(&squares.all, self == Self::Queen))
            }
            (Self::Rings(rings), Layout::Cells(cells)) => Ok(Weights::rings(&cells.all, rings)),
            (Self::Rings(_), _) => {
                Err(Refusal::new("weights", "only H3 cells have rings; give queen, rook, band or knn"))
            }
            (Self::Band(metres), _) => Weights::band(&units.places, metres, MOST_PAIRS).ok_or_else(too_many),
            (Self::Nearest(k), _) if k >= units.len() => Err(Refusal::new(
                "weights",
                format!(
                    "{k} nearest others of {} units there are not; give knn:{} or less",
                    units.len(),
                    units.len().saturating_sub(1)
                ),
            )),
            (Self::Nearest(k), _) => Ok(Weights::nearest(&units.places, k)),
        }
    }
}
