//! The grids of a plan with their figures.

use super::request::Id;
use super::{Shared, with_plan};
use crate::error::{Problem, ProblemBody};
use crate::plan::{Balance, Opened};
use crate::routes::accept;
use crate::routes::answer::{CSV, JSON, csv};
use crate::routes::content::{Content, Keep};
use crate::routes::feature::{Collection, Feature, GEO_JSON, polygons};
use crate::routes::query::{Query, bbox};
use crate::routes::selection::SelectionParams;
use crate::snapshot::{RangeClass, Window};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalTime;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GridParams {
    /// Codes separated by commas; left out: all grids.
    codes: Option<String>,
    /// West, south, east, north in degrees.
    #[param(example = "117.2,31.7,117.4,31.9")]
    bbox: Option<String>,
    /// Which complaints of the window count: `all`, as if the plan had always been in force, or `own`, those of the days it was.
    #[param(inline)]
    #[serde(default)]
    #[param(inline)]
    complaints: Attribution,
}

/// Whose complaints are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Attribution {
    #[default]
    All,
    Own,
}

/// The grids of a plan.
#[derive(Serialize, ToSchema)]
pub struct PlanGrids {
    pub revision: i64,
    /// The window that complaints are counted in.
    pub window: Window,
    pub items: Vec<GridRow>,
}

/// A grid with its figures and where it came from.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlanGridRow)]
pub struct GridRow {
    #[serde(flatten)]
    pub balance: Balance,
    /// Codes of the grids it came from, that with the largest part of its area first.
    pub origins: Vec<String>,
}

/// A row of the CSV form.
#[derive(Serialize)]
struct CsvRow<'a> {
    code: &'a str,
    name: Option<&'a str>,
    parent: Option<&'a str>,
    households: Option<f64>,
    residents: Option<f64>,
    buildings: u64,
    complaints: u64,
    area_m2: f64,
    polsby_popper: f64,
    reock: f64,
    locked: bool,
    range: Option<RangeClass>,
    pieces: usize,
    origins: String,
}

const COLUMNS: [&str; 14] = [
    "code",
    "name",
    "parent",
    "households",
    "residents",
    "buildings",
    "complaints",
    "area_m2",
    "polsby_popper",
    "reock",
    "locked",
    "range",
    "pieces",
    "origins",
];

/// The grids of a plan with what they carry, their shape and where they came from.
#[utoipa::path(get, path = "/api/v1/plans/{id}/grids", tag = "plans",
    params(("id" = i64, Path, description = "The plan"), GridParams, SelectionParams),
    responses(
        (status = 200, description = "The grids", content((PlanGrids = "application/json"), (Collection<GridRow> = "application/geo+json"), (String = "text/csv"))),
        (status = "4XX", description = "A parameter is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn grids(
    State(app): Shared,
    Id(id): Id,
    Query(params): Query<GridParams>,
    selection: SelectionParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, GEO_JSON, CSV])?;
    let body = with_plan(&app, id, move |opened| {
        let (window, filter) = selection.in_window(&opened.city.snapshot)?;
        let filter = params.complaints.narrow(filter, opened);
        let rows = rows(opened, &params, filter.as_ref())?;
        write(opened, media, window, rows)
    })
    .await?;
    let mut response = Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

impl Attribution {
    /// The filter over the days that the plan was in force; `None` where it never was within the window.
    fn narrow(self, filter: Filter, opened: &Opened) -> Option<Filter> {
        let row = &opened.row;
        let was = matches!(row.state, crate::store::PlanState::InForce | crate::store::PlanState::Replaced);
        match self {
            Self::All => Some(filter),
            Self::Own if !was => None,
            Self::Own => {
                let midnight =
                    |day: onemap_engine::record::LocalDate| day.to_datetime(jiff::civil::Time::midnight());
                let from = later(filter.from, row.starts.map(midnight));
                let to = earlier(filter.to, row.ends.map(midnight));
                let empty = from.zip(to).is_some_and(|(from, to)| from >= to);
                (!empty).then_some(Filter { from, to, ..filter })
            }
        }
    }
}

fn later(a: Option<LocalTime>, b: Option<LocalTime>) -> Option<LocalTime> {
    a.max(b)
}

fn earlier(a: Option<LocalTime>, b: Option<LocalTime>) -> Option<LocalTime> {
    [a, b].into_iter().flatten().min()
}

fn rows(
    opened: &Opened,
    params: &GridParams,
    filter: Option<&Filter>,
) -> Result<Vec<(FaceId, GridRow)>, Problem> {
    let faces = chosen(opened, params)?;
    let mut origins: FxHashMap<&str, Vec<(f64, &str)>> = FxHashMap::default();
    let lineage = opened.lineage();
    for row in &lineage {
        let origin = row.origin.as_deref();
        origins.entry(&row.grid).or_default().extend(origin.map(|origin| (row.area_m2, origin)));
    }
    origins.values_mut().for_each(|list| list.sort_by(|a, b| b.0.total_cmp(&a.0)));
    let row = |face: FaceId| {
        let mut balance = opened.balance(face, filter.unwrap_or(&Filter::default()))?;
        balance.complaints = if filter.is_some() { balance.complaints } else { 0 };
        let origins = origins.get(balance.code.as_str()).map_or(&[][..], Vec::as_slice);
        let origins = origins.iter().map(|(_, origin)| (*origin).to_owned()).collect();
        Some((face, GridRow { balance, origins }))
    };
    Ok(faces.into_iter().filter_map(row).collect())
}

/// The grids that the parameters name.
fn chosen(opened: &Opened, params: &GridParams) -> Result<Vec<FaceId>, Problem> {
    let faces: Vec<FaceId> = match &params.codes {
        Some(codes) => named(opened, codes)?,
        None => opened.plan.grids().map(|(face, _)| face).collect(),
    };
    let Some(inside) = params.bbox.as_deref().map(bbox).transpose()? else { return Ok(faces) };
    let meets = |bounds: Option<Bounds>| bounds.is_some_and(|bounds| bounds.meets(&inside));
    Ok(faces.into_iter().filter(|&face| meets(opened.outline(face).and_then(|it| it.bounds))).collect())
}

/// The faces of grids listed by code, separated by commas.
///
/// # Errors
/// When the plan has no such grid.
pub fn named(opened: &Opened, codes: &str) -> Result<Vec<FaceId>, Problem> {
    let codes = codes.split(',').map(str::trim).filter(|code| !code.is_empty());
    codes.map(|code| opened.plan.find(code).ok_or_else(|| Problem::unknown("grid", code))).collect()
}

fn write(
    opened: &Opened,
    media: &str,
    window: Window,
    rows: Vec<(FaceId, GridRow)>,
) -> Result<Vec<u8>, Problem> {
    if media == CSV {
        return csv(&rows.iter().map(|(_, row)| CsvRow::from(row)).collect::<Vec<_>>(), COLUMNS);
    }
    if media == GEO_JSON {
        let feature = |(face, row): (FaceId, GridRow)| {
            Feature::new(row.balance.code.clone(), polygons(&opened.plan.coverage().polygon(face)), row)
        };
        let collection = Collection::new(rows.into_iter().map(feature).collect());
        return serde_json::to_vec(&collection).map_err(Problem::internal);
    }
    let items = rows.into_iter().map(|(_, row)| row).collect();
    serde_json::to_vec(&PlanGrids { revision: opened.row.revision, window, items }).map_err(Problem::internal)
}

impl<'a> From<&'a GridRow> for CsvRow<'a> {
    fn from(GridRow { balance, origins }: &'a GridRow) -> Self {
        Self {
            code: &balance.code,
            name: balance.name.as_deref(),
            parent: balance.parent.as_deref(),
            households: balance.households,
            residents: balance.residents,
            buildings: balance.buildings,
            complaints: balance.complaints,
            area_m2: balance.area_m2,
            polsby_popper: balance.polsby_popper,
            reock: balance.reock,
            locked: balance.locked,
            range: balance.range,
            pieces: balance.pieces,
            origins: origins.join(" "),
        }
    }
}
