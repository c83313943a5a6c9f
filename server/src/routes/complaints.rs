//! Single complaints, newest first.

use super::Shared;
use super::accept;
use super::answer::{CSV, JSON, computed, csv};
use super::content::{Content, Keep};
use super::feature::{Collection, Feature, GEO_JSON};
use super::origin::origin;
use super::query::{Query, ScopeParams, bbox};
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Cursor, Snapshot};
use crate::store;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use onemap_engine::coord::{LatticePoint, WorldBounds, WorldPoint};
use onemap_engine::record::{AreaLevel, Complaint, LocalTime, LocationQuality};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DEFAULT_LIMIT: usize = 50;
const MOST: usize = 1000;

/// Columns of the CSV form, in the order of the item's fields.
const COLUMNS: [&str; 13] = [
    "id",
    "time",
    "category",
    "subcategory",
    "channel",
    "status",
    "title",
    "address",
    "lon",
    "lat",
    "grid",
    "grid_then",
    "quality",
];

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// West, south, east, north in degrees.
    #[param(example = "117.2,31.7,117.4,31.9")]
    bbox: Option<String>,
    /// How many, at most 1,000; 50 unless said.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of complaints.
#[derive(Serialize, ToSchema)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Item>,
    /// To be given as `after` for the page that follows; null on the last.
    pub next: Option<String>,
}

/// One complaint as lists show it.
#[derive(Serialize, ToSchema)]
#[schema(as = Complaint)]
pub struct Item {
    pub id: String,
    #[schema(value_type = String, example = "2025-12-31T22:41:07")]
    pub time: LocalTime,
    pub category: Option<String>,
    pub subcategory: Option<String>,
    pub channel: Option<String>,
    pub status: Option<String>,
    pub title: Option<String>,
    pub address: Option<String>,
    /// Null where no more than its area is known.
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// Code of the grid it counts for.
    pub grid: Option<String>,
    /// Code of the grid that it counted for on its day, by the plan in force then.
    pub grid_then: Option<String>,
    /// How its place is known: `coordinates`, `building`, `compound`, `area` or `none`.
    #[schema(value_type = String, example = "coordinates")]
    pub quality: LocationQuality,
}

/// Complaints of a window, newest first, page by page. As GeoJSON and CSV, the next page is the `Link` header's `next` alone.
#[utoipa::path(get, path = "/api/v1/complaints", tag = "records",
    params(SelectionParams, ScopeParams, PageParams),
    responses(
        (status = 200, description = "A page of complaints", headers(("link", description = "The page that follows, as `next`")),
            content((Page = "application/json"), (Collection<Item> = "application/geo+json"), (String = "text/csv"))),
        (status = 406, description = "Neither JSON nor GeoJSON nor CSV is wanted", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn complaints(
    State(app): Shared,
    uri: Uri,
    selection: SelectionParams,
    Query(scope): Query<ScopeParams>,
    Query(page): Query<PageParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, GEO_JSON, CSV])?;
    let job = move |snapshot: &Snapshot| {
        let page = page.of(snapshot, &selection, &scope)?;
        let next = page.next.clone();
        Ok((page.written(media)?, next))
    };
    let (body, next) = computed(&app, job).await?;
    let mut response = Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    if let Some(link) = next.and_then(|next| link_to(&headers, &uri, &next)) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// The `Link` to this address with another cursor; none for an address that a header cannot hold.
fn link_to(headers: &HeaderMap, uri: &Uri, after: &str) -> Option<HeaderValue> {
    let others = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.starts_with("after="));
    let query: String = others.filter(|pair| !pair.is_empty()).map(|pair| format!("{pair}&")).collect();
    let origin = origin(headers);
    HeaderValue::try_from(format!("<{origin}{}?{query}after={after}>; rel=\"next\"", uri.path())).ok()
}

impl Page {
    fn written(self, media: &str) -> Result<Vec<u8>, Problem> {
        match media {
            GEO_JSON => {
                let features = self.items.into_iter().map(Item::feature).collect();
                serde_json::to_vec(&Collection::new(features)).map_err(Problem::internal)
            }
            CSV => csv(&self.items, COLUMNS),
            _ => serde_json::to_vec(&self).map_err(Problem::internal),
        }
    }
}

impl Item {
    /// The complaint as a feature.
    pub fn feature(self) -> Feature<Self> {
        let place = self.lon.zip(self.lat).map(|(lon, lat)| geojson::Geometry::new_point([lon, lat]));
        Feature::new(self.id.clone(), place, self)
    }
}

impl PageParams {
    fn limit(&self) -> Result<usize, Problem> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            limit @ 1..=MOST => Ok(limit),
            other => Err(Problem::parameter("limit", format!("{other} is not between 1 and {MOST}"))),
        }
    }

    fn after(&self) -> Result<Option<Cursor>, Problem> {
        self.after.as_deref().map(parse_cursor).transpose()
    }

    fn of(
        &self,
        snapshot: &Snapshot,
        selection: &SelectionParams,
        scope: &ScopeParams,
    ) -> Result<Page, Problem> {
        let (_, filter) = selection.in_window(snapshot)?;
        let (level, face) = scope.find(snapshot)?;
        let mut selection = snapshot.complaints.select(level, face, &filter);
        if let Some(text) = &self.bbox {
            let bounds = bbox(text)?;
            let corners = [bounds.min, bounds.max].map(WorldPoint::of);
            selection = selection.inside(WorldBounds::around(corners).unwrap_or(WorldBounds::WORLD));
        }
        let (limit, after) = (self.limit()?, self.after()?);
        let (positions, next) = snapshot.complaints.newest(&selection, after, limit);
        Ok(Page { items: items(snapshot, &positions)?, next: next.map(|cursor| cursor.to_string()) })
    }
}

/// Where a page goes on.
///
/// # Errors
/// When no page ended there.
pub fn parse_cursor(text: &str) -> Result<Cursor, Problem> {
    text.parse().map_err(|_| Problem::parameter("after", format!("“{text}” is no `next` of a page")))
}

/// What the store says of the complaints at these positions. One that is gone since the snapshot was taken is left out.
///
/// # Errors
/// When the store cannot be read.
pub fn items(snapshot: &Snapshot, positions: &[usize]) -> Result<Vec<Item>, Problem> {
    let reader = snapshot.reader().map_err(Problem::internal)?;
    let mut items = Vec::with_capacity(positions.len());
    for &position in positions {
        let row = snapshot.complaints.columns.row(position);
        let stored = reader.complaint(snapshot.complaints.store_rows[row]).map_err(Problem::internal)?;
        let Some(complaint) = stored else { continue };
        items.push(item(snapshot, complaint, position).map_err(Problem::internal)?);
    }
    Ok(items)
}

fn item(snapshot: &Snapshot, complaint: Complaint, position: usize) -> store::Result<Item> {
    let point = complaint.point();
    let grid = snapshot.area(AreaLevel::Grid, snapshot.complaints.face(AreaLevel::Grid, position));
    let grid_then = snapshot.grid_then(&complaint, grid)?;
    Ok(Item {
        id: complaint.id,
        time: complaint.time,
        category: complaint.category,
        subcategory: complaint.subcategory,
        channel: complaint.channel,
        status: complaint.status,
        title: complaint.title,
        address: complaint.address,
        lon: point.map(LatticePoint::lon),
        lat: point.map(LatticePoint::lat),
        grid: grid.map(|grid| grid.code.clone()),
        grid_then: grid_then.map(|grid| grid.code.clone()),
        quality: complaint.quality,
    })
}
