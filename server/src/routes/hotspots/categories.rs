//! High-frequency problems: categories by volume, growth, spread and repeats, compared with the expected share.

use super::{MOST_UNITS, parsed};
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{By, CategoryQuestion, CategoryRow, RankedCategories, UnitKind};
use crate::routes::answer::{CSV, JSON, computed, csv};
use crate::routes::content::{Content, Keep};
use crate::routes::query::{Query, ScopeParams};
use crate::routes::selection::SelectionParams;
use crate::routes::{Shared, accept};
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use onemap_engine::coord::h3::Resolution;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DEFAULT_UNITS: UnitKind = UnitKind::H3(Resolution::Nine);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RankingParams {
    /// Rank major categories (大类) instead of minor ones (小类).
    #[serde(default)]
    major: bool,
    /// What they are ranked by, the greatest first; `volume` unless said.
    #[param(inline)]
    by: Option<By>,
    /// What spread is measured in: `grids`, `communities`, `streets`, `districts`, `h3:` and a resolution, or `square:` and metres; `h3:9`
    /// unless said.
    #[param(example = "grids")]
    units: Option<String>,
}

/// Categories of an area, ranked.
#[derive(Serialize, ToSchema)]
pub struct CategoryRanking {
    pub window: Window,
    /// All complaints of the area that count, of which each category has a share.
    pub count: u64,
    /// Units that have their place in the area.
    pub units: u64,
    /// What whoever reads this should know: complaints in no unit, how far back the city goes.
    pub notes: Vec<String>,
    /// Those with a complaint in the window or in the one before; the greatest first.
    pub items: Vec<Item>,
}

/// One category.
#[derive(Serialize, ToSchema)]
#[schema(as = RankedCategory)]
pub struct Item {
    #[schema(example = "噪声扰民")]
    pub category: Option<String>,
    /// `null` where major ones are ranked.
    pub subcategory: Option<String>,
    pub count: u64,
    /// In the window of the same length before.
    pub before: u64,
    /// Count ÷ count before − 1; `null` where there was nothing before.
    pub change: Option<f64>,
    /// The change's 95 % interval (Wilson, of the later share of both counts).
    pub change_low: Option<f64>,
    /// `null` where there was nothing before: it has no upper end.
    pub change_high: Option<f64>,
    /// Of all complaints of the area, 0 to 1.
    pub share: f64,
    /// What it has in the whole city; of the city itself, what it had in the window before. `null` where there is nothing to compare with.
    pub expected_share: Option<f64>,
    /// Share ÷ expected share.
    pub ratio: Option<f64>,
    /// Units of the area that have one.
    pub units: u64,
    /// Their share of all units of the area, 0 to 1.
    pub spread: f64,
    /// How evenly the complaints lie on those units (Pielou): 0 in one alone, 1 in all alike. `null` with fewer than two units.
    pub evenness: Option<f64>,
    /// Complaints that are in an alert of one caller or of many callers, as `repeat-callers` and `repeat-subjects` are unless told otherwise.
    pub repeats: u64,
    /// Their share of the category's complaints; `null` where it has none in the window.
    pub repeat_share: Option<f64>,
}

/// High-frequency problems: categories by volume, growth, spread or repeats, and how each one's share differs from what is expected. Those of
/// an area are compared with the whole city, those of the city with the window before.
#[utoipa::path(get, path = "/api/v1/hotspots/categories", tag = "hotspots",
    params(SelectionParams, ScopeParams, RankingParams),
    responses(
        (status = 200, description = "The categories, the greatest first",
            content((CategoryRanking = "application/json"), (String = "text/csv"))),
        (status = 404, description = "There is no such area", body = ProblemBody, content_type = "application/problem+json"),
        (status = 406, description = "Neither JSON nor CSV is wanted", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn ranked_categories(
    State(app): Shared,
    selection: SelectionParams,
    Query(scope): Query<ScopeParams>,
    Query(params): Query<RankingParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, CSV])?;
    let job = move |snapshot: &Snapshot| {
        let question = params.question(&selection, &scope, snapshot)?;
        let said = question.read(snapshot).map_err(Problem::internal)?;
        CategoryRanking::new(question.window, question.answer(snapshot, &said)?).written(media)
    };
    let body = computed(&app, job).await?;
    let mut response = Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

impl RankingParams {
    fn question(
        &self,
        selection: &SelectionParams,
        scope: &ScopeParams,
        snapshot: &Snapshot,
    ) -> Result<CategoryQuestion, Problem> {
        let (window, filter) = selection.in_window(snapshot)?;
        Ok(CategoryQuestion {
            window,
            filter,
            minor: !self.major,
            area: scope.find(snapshot)?,
            units: parsed("units", self.units.as_deref())?.unwrap_or(DEFAULT_UNITS),
            most_units: MOST_UNITS,
            by: self.by.unwrap_or_default(),
        })
    }
}

impl CategoryRanking {
    fn new(window: Window, ranked: RankedCategories) -> Self {
        let RankedCategories { rows, count, units, notes } = ranked;
        Self { window, count, units, notes, items: rows.into_iter().map(Item::from).collect() }
    }

    fn written(self, media: &str) -> Result<Vec<u8>, Problem> {
        if media == CSV {
            csv(&self.items, CategoryRow::COLUMNS)
        } else {
            serde_json::to_vec(&self).map_err(Problem::internal)
        }
    }
}

impl From<CategoryRow> for Item {
    fn from(row: CategoryRow) -> Self {
        let (ratio, repeat_share, change) = (row.ratio(), row.repeat_share(), row.change);
        Self {
            category: row.category,
            subcategory: row.subcategory,
            count: row.count,
            before: row.before,
            change: change.and_then(|it| it.change),
            change_low: change.map(|it| it.low),
            change_high: change.and_then(|it| it.high),
            share: row.share,
            expected_share: row.expected_share,
            ratio,
            units: row.units,
            spread: row.spread,
            evenness: row.evenness,
            repeats: row.repeats,
            repeat_share,
        }
    }
}
