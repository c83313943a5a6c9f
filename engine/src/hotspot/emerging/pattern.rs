//! The categories of emerging hot spots, as Esri publishes them for ArcGIS Pro 3 (“How Emerging Hot Spot Analysis works”).

use crate::hotspot::LocalG;

/// What one unit is in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bin {
    Hot,
    Cold,
    /// Nothing that is significant.
    Neither,
}

impl Bin {
    /// Of a statistic that is significant where its p is below the threshold.
    pub(super) fn of(bin: &LocalG, threshold: f64) -> Self {
        match bin.z {
            Some(z) if bin.p.is_some_and(|p| p < threshold) => {
                if z > 0.0 {
                    Self::Hot
                } else {
                    Self::Cold
                }
            }
            _ => Self::Neither,
        }
    }

    /// `+` hot, `-` cold, `.` neither.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Hot => '+',
            Self::Cold => '-',
            Self::Neither => '.',
        }
    }
}

/// How a unit became what it is. The words are for hot spots, and mean the same of cold ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatternKind {
    /// Hot in the last step, and never before.
    New,
    /// Hot in the last two or more steps, and never before; in less than 90 % of all.
    Consecutive,
    /// Hot in at least 90 % of the steps and in the last one, and z rises.
    Intensifying,
    /// Hot in at least 90 % of the steps and in the last one, and z neither rises nor falls.
    Persistent,
    /// Hot in at least 90 % of the steps and in the last one, and z falls.
    Diminishing,
    /// Hot in the last step and on and off before, never cold; in less than 90 % of the steps.
    Sporadic,
    /// The same, and cold at some time.
    Oscillating,
    /// Hot in at least 90 % of the steps, but not in the last one.
    Historical,
}

impl PatternKind {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Consecutive => "consecutive",
            Self::Intensifying => "intensifying",
            Self::Persistent => "persistent",
            Self::Diminishing => "diminishing",
            Self::Sporadic => "sporadic",
            Self::Oscillating => "oscillating",
            Self::Historical => "historical",
        }
    }
}

/// A category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Else it is one of cold spots.
    pub is_hot: bool,
    pub kind: PatternKind,
}

impl Pattern {
    /// Whose words the categories are: other versions differ in what is consecutive and what is sporadic.
    pub const DEFINITION: &str = "ArcGIS Pro 3";

    /// The category of a unit with these bins, the earliest first; `None` for no pattern. `rises` says whether z rises or falls
    /// significantly. Where the published words let two categories apply, the first one listed is meant; what was hot nearly always and is not
    /// now is historical, with or without a trend.
    pub(super) fn of(bins: &[Bin], rises: Option<bool>) -> Option<Self> {
        let hot = kind(bins, Bin::Hot, rises).map(|kind| Self { is_hot: true, kind });
        let cold = || kind(bins, Bin::Cold, rises.map(|rises| !rises)).map(|kind| Self { is_hot: false, kind });
        hot.or_else(cold)
    }

    /// Such as “new hot spot”.
    #[must_use]
    pub fn words(self) -> String {
        format!("{} {} spot", self.kind.name(), if self.is_hot { "hot" } else { "cold" })
    }
}

/// `grows` says whether what is looked for grows or shrinks.
fn kind(bins: &[Bin], wanted: Bin, grows: Option<bool>) -> Option<PatternKind> {
    let count = bins.iter().filter(|&&bin| bin == wanted).count();
    let last_run = bins.iter().rev().take_while(|&&bin| bin == wanted).count();
    let nearly_always = 10 * count >= 9 * bins.len() && count > 0;
    let opposite = bins.iter().any(|&bin| bin != wanted && bin != Bin::Neither);
    match (last_run, nearly_always) {
        (0, true) => Some(PatternKind::Historical),
        (0, false) => None,
        (1, _) if count == 1 => Some(PatternKind::New),
        (_, true) => Some(match grows {
            Some(true) => PatternKind::Intensifying,
            Some(false) => PatternKind::Diminishing,
            None => PatternKind::Persistent,
        }),
        (run, false) if run == count => Some(PatternKind::Consecutive),
        (_, false) if opposite => Some(PatternKind::Oscillating),
        (_, false) => Some(PatternKind::Sporadic),
    }
}
