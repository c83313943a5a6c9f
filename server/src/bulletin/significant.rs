//! Units with significantly more complaints in and around them than others.

use super::Subject;
use super::subject::during;
use crate::hotspots::{Method, Neighbourhood, Question, Refusal, Setting, UnitKind};
use crate::snapshot::LEVELS;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// A significant hotspot.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = BulletinHotspot)]
pub struct Hot {
    pub code: String,
    pub name: String,
    pub count: u64,
    /// Complaints of the unit and its neighbours, and of as many units on average.
    pub observed: f64,
    pub expected: f64,
    pub z: f64,
    /// Two-sided.
    pub p: f64,
    /// Its number within its level.
    #[serde(skip)]
    pub(super) face: FaceId,
}

/// The share of false ones accepted.
const ALPHA: f64 = 0.05;

/// The innermost level, how many areas it has, and the hotspots of the whole city that lie in the area.
pub(super) fn hotspots(subject: &Subject<'_>) -> Result<(AreaLevel, usize, Vec<Hot>), Refusal> {
    let snapshot = subject.snapshot;
    let level =
        LEVELS.into_iter().rfind(|&level| !snapshot.levels[level].is_empty()).unwrap_or(AreaLevel::City);
    if level == AreaLevel::City {
        return Ok((level, 1, Vec::new()));
    }
    let setting = Setting {
        units: UnitKind::Areas(level),
        most_units: usize::MAX,
        neighbours: Neighbourhood::Queen,
        row_standardised: false,
        per: None,
        filter: during(subject.window),
    };
    let question = Question { method: Method::GiStar, setting, permutations: None, seed: 0, alpha: ALPHA };
    let rows = question.answer(snapshot)?.rows;
    let mut hot: Vec<Hot> = snapshot.levels[level]
        .iter()
        .zip(&rows)
        .filter(|((face, _), row)| {
            row.significant && row.z.is_some_and(|z| z > 0.0) && subject.holds(level, *face)
        })
        .map(|((face, area), row)| Hot {
            code: area.code.clone(),
            name: area.name.clone(),
            count: row.value as u64,
            observed: row.observed.unwrap_or_default(),
            expected: row.expected.unwrap_or_default(),
            z: row.z.unwrap_or_default(),
            p: row.p.unwrap_or_default(),
            face: FaceId(face),
        })
        .collect();
    hot.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.code.cmp(&b.code)));
    Ok((level, rows.len(), hot))
}
