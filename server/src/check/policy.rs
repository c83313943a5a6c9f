//! What a city asks of its grid layers: parameters and severities, from a TOML file.
//!
//! ```toml
//! [defaults]
//! households = [300, 500]
//! [defaults.severity]
//! building_cut = "violation"
//! start_date = "off"
//!
//! [layers."unit cells"]
//! codes = "unit-cell"
//! cell_area_m2 = 10000
//! merged_grids = ["340111001001007"]
//! ```

use super::Limits;
use super::finding::{Level, Rule};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How codes of a layer are built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum CodeStyle {
    /// Any text; 12-digit codes of communities are still checked.
    #[default]
    Any,
    /// 15 digits: county, street, community, sequence.
    UnitCell,
}

/// Parameters and severities; what is not said is as it was.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demands {
    /// The least and the greatest number of households of a grid.
    pub households: Option<[f64; 2]>,
    pub tolerance_m: Option<f64>,
    pub codes: Option<CodeStyle>,
    /// What a unit cell should measure.
    pub cell_area_m2: Option<f64>,
    /// Grids that may lie in several communities.
    pub merged_grids: Option<Vec<String>>,
    pub severity: BTreeMap<Rule, Level>,
}

/// The demands on all layers, and those on single ones beyond them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    defaults: Demands,
    /// By the name of the layer.
    layers: BTreeMap<String, Demands>,
}

/// A file that is no policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("{}: {error}", path.display())]
    Open { path: PathBuf, error: std::io::Error },
    #[error("{}: {error}", path.display())]
    Read { path: PathBuf, error: Box<toml::de::Error> },
    #[error("{}: households should be the least and the greatest number, not [{}, {}]", path.display(), range[0], range[1])]
    Households { path: PathBuf, range: [f64; 2] },
    #[error("{}: {name} should be a number above 0, a tolerance one of at most {MOST_M} m, not {value}", path.display())]
    Number { path: PathBuf, name: &'static str, value: f64 },
}

/// A wider tolerance would take neighbours for one.
const MOST_M: f64 = 100.0;

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// When the file cannot be read, says something unknown, or a range is empty.
    pub fn open(path: &Path) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| PolicyError::Open { path: path.to_owned(), error })?;
        let policy: Self = toml::from_str(&text)
            .map_err(|error| PolicyError::Read { path: path.to_owned(), error: Box::new(error) })?;
        let ranges =
            std::iter::once(&policy.defaults).chain(policy.layers.values()).filter_map(|d| d.households);
        if let Some(range) = ranges.into_iter().find(|[min, max]| min > max || min.is_nan() || max.is_nan()) {
            return Err(PolicyError::Households { path: path.to_owned(), range });
        }
        let all = || std::iter::once(&policy.defaults).chain(policy.layers.values());
        let wrong = |name, value| PolicyError::Number { path: path.to_owned(), name, value };
        if let Some(metres) =
            all().filter_map(|it| it.tolerance_m).find(|metres| !(0.0..=MOST_M).contains(metres))
        {
            return Err(wrong("tolerance_m", metres));
        }
        if let Some(area) =
            all().filter_map(|it| it.cell_area_m2).find(|area| !(*area > 0.0 && area.is_finite()))
        {
            return Err(wrong("cell_area_m2", area));
        }
        Ok(policy)
    }

    /// The limits of a layer; of any where it has no name.
    #[must_use]
    pub fn limits(&self, layer: Option<&str>) -> Limits {
        let own = layer.and_then(|layer| self.layers.get(layer));
        let mut limits = Limits::default();
        std::iter::once(&self.defaults).chain(own).for_each(|demands| limits.apply(demands));
        limits
    }
}

impl Limits {
    /// Takes over what is demanded.
    pub fn apply(&mut self, demands: &Demands) {
        if let Some([min, max]) = demands.households {
            self.households = min..=max;
        }
        self.tolerance_m = demands.tolerance_m.unwrap_or(self.tolerance_m);
        self.codes = demands.codes.unwrap_or(self.codes);
        self.cell_area_m2 = demands.cell_area_m2.or(self.cell_area_m2);
        if let Some(merged) = &demands.merged_grids {
            self.merged_grids.clone_from(merged);
        }
        self.severity.extend(&demands.severity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::finding::OtherRule;
    use onemap_engine::coverage::IssueKind;

    fn policy(text: &str) -> Result<Policy, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn numbers_that_mean_nothing_are_refused_by_name() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("rules.toml");
        for (text, named) in [
            ("[defaults]\ntolerance_m = nan", "tolerance_m"),
            ("[layers.duty]\ntolerance_m = 1e3", "tolerance_m"),
            ("[defaults]\ncell_area_m2 = -5", "cell_area_m2"),
            ("[defaults]\nhouseholds = [400, 300]", "households"),
        ] {
            std::fs::write(&path, text).unwrap();
            let refused = Policy::open(&path).unwrap_err().to_string();
            assert!(refused.contains(named), "{refused}");
        }
    }

    #[test]
    fn a_layer_adds_to_the_defaults() {
        let policy = policy(
            "[defaults]\nhouseholds = [300, 500]\n[defaults.severity]\nbuilding_cut = 'violation'\ngap = 'warning'\n\
             [layers.'单元网格']\ncodes = 'unit-cell'\nhouseholds = [1, 50]\n[layers.'单元网格'.severity]\ngap = 'off'\n",
        )
        .unwrap();
        let (any, cells) = (policy.limits(None), policy.limits(Some("单元网格")));
        assert_eq!((any.households.clone(), any.codes), (300.0..=500.0, CodeStyle::Any));
        assert_eq!((cells.households.clone(), cells.codes), (1.0..=50.0, CodeStyle::UnitCell));
        assert_eq!(cells.severity[&Rule::Other(OtherRule::BuildingCut)], Level::Violation);
        let gap = Rule::Coverage(IssueKind::Gap);
        assert_eq!((any.severity[&gap], cells.severity[&gap]), (Level::Warning, Level::Off));
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert!(policy("[defaults]\nhousehold = [1, 2]").unwrap_err().to_string().contains("household"));
        assert!(policy("[defaults.severity]\nbuilding = 'off'").is_err());
        assert!(policy("[defaults.severity]\nbuilding_cut = 'fatal'").is_err());
    }
}
