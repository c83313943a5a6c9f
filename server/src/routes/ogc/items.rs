//! Features: page by page, and one by one.

use super::features::Records;
use super::{Links, Shared, layer};
use crate::error::Problem;
use crate::routes::answer::computed;
use crate::routes::complaints::{self, parse_cursor};
use crate::routes::content::{Content, Keep};
use crate::routes::feature::{Feature, GEO_JSON};
use crate::routes::query::{FilterParams, Query, Segments, bbox, has_offset};
use crate::snapshot::{Layer, Snapshot};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::SignedDuration;
use onemap_engine::coord::{Bounds, WorldBounds, WorldPoint};
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, LocalTime};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};

pub const DEFAULT_LIMIT: usize = 1000;
/// A larger limit is taken for this one, as the standard has it.
pub const MOST: usize = 10_000;

#[derive(Deserialize)]
pub struct ItemsParams {
    bbox: Option<String>,
    /// A moment or a day, or two with a slash between; `..` for an open end. Times are the city's own, also where a Z follows them.
    datetime: Option<String>,
    limit: Option<usize>,
    /// How many features to pass over; complaints go on at a cursor instead.
    #[serde(default)]
    offset: usize,
    after: Option<String>,
}

/// One page of features.
#[derive(Default)]
struct Page {
    features: Vec<Feature<Value>>,
    matched: usize,
    /// The parameter with which the next page is asked for.
    next: Option<String>,
}

pub async fn items(
    State(app): Shared,
    Segments([id]): Segments<1>,
    uri: Uri,
    Query(params): Query<ItemsParams>,
    Query(filter): Query<FilterParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let layer = layer(&id)?;
    known_parameters(layer, uri.query().unwrap_or_default())?;
    let at = Links::of(&headers);
    let job = move |snapshot: &Snapshot| {
        let page = match layer {
            Layer::Complaints => params.complaints(snapshot, &filter)?,
            _ => params.records(Records { snapshot, layer })?,
        };
        serde_json::to_vec(&page.document(&at, &uri)).map_err(Problem::internal)
    };
    Content::new(GEO_JSON, computed(&app, job).await?).answer(&app, &headers, Keep::Revalidate).await
}

/// Parameters of a page of features, and further ones of complaints.
const PARAMETERS: [&str; 4] = ["bbox", "datetime", "limit", "offset"];
const OF_COMPLAINTS: [&str; 5] = ["after", "category", "subcategory", "channel", "status"];

/// Refuses what is none, as the standard asks (`/req/core/query-param-unknown`): a filter that is passed over gives too much.
fn known_parameters(layer: Layer, query: &str) -> Result<(), Problem> {
    let is_known = |name: &str| {
        PARAMETERS.contains(&name) || (layer == Layer::Complaints && OF_COMPLAINTS.contains(&name))
    };
    let mut names =
        query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split('=').next().unwrap_or(pair));
    let known = || {
        if layer == Layer::Complaints {
            [&PARAMETERS[..], &OF_COMPLAINTS].concat()
        } else {
            PARAMETERS.to_vec()
        }
    };
    match names.find(|name| !is_known(name)) {
        Some(name) => Err(Problem::parameter(
            name,
            format!("is no parameter of this collection; there are {}", known().join(", ")),
        )),
        None => Ok(()),
    }
}

pub async fn item(
    State(app): Shared,
    Segments([id, feature]): Segments<2>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let layer = layer(&id)?;
    let at = Links::of(&headers);
    let job = move |snapshot: &Snapshot| {
        let found = match layer {
            Layer::Complaints => complaint(snapshot, &feature)?,
            _ => {
                let records = Records { snapshot, layer };
                records.find(&feature).and_then(|number| records.feature(number))
            }
        };
        let found = found.ok_or_else(|| Problem::unknown("feature", &feature))?;
        let mut document = serde_json::to_value(found).map_err(Problem::internal)?;
        let path = format!("/collections/{}", layer.id());
        let own = format!("{path}/items/{}", utf8_percent_encode(&feature, NON_ALPHANUMERIC));
        document["links"] = json!([at.link("self", &own, GEO_JSON), at.link("collection", &path, super::JSON)]);
        Ok(document.to_string())
    };
    Content::new(GEO_JSON, computed(&app, job).await?).answer(&app, &headers, Keep::Revalidate).await
}

fn complaint(snapshot: &Snapshot, id: &str) -> Result<Option<Feature<Value>>, Problem> {
    let complaints = &snapshot.complaints;
    let rows = 0..complaints.columns.len();
    let found = rows.into_iter().find(|&position| complaints.ids.get(complaints.columns.row(position)) == id);
    let positions: Vec<usize> = found.into_iter().collect();
    Ok(features_of(snapshot, &positions)?.pop())
}

fn features_of(snapshot: &Snapshot, positions: &[usize]) -> Result<Vec<Feature<Value>>, Problem> {
    let items = complaints::items(snapshot, positions)?;
    items
        .into_iter()
        .map(|item| item.feature().with_values())
        .collect::<Result<_, _>>()
        .map_err(Problem::internal)
}

impl ItemsParams {
    fn limit(&self) -> Result<usize, Problem> {
        match self.limit {
            Some(0) => Err(Problem::parameter("limit", "must be at least 1")),
            limit => Ok(limit.unwrap_or(DEFAULT_LIMIT).min(MOST)),
        }
    }

    /// The box asked for; two of them where it crosses the antimeridian.
    fn boxes(&self) -> Result<Option<Vec<Bounds>>, Problem> {
        let Some(text) = self.bbox.as_deref() else { return Ok(None) };
        let sides: Vec<&str> = text.split(',').map(str::trim).collect();
        // Heights are of no account.
        let flat = match sides[..] {
            [west, south, _, east, north, _] => [west, south, east, north],
            [west, south, east, north] => [west, south, east, north],
            _ => return bbox(text).map(|bounds| Some(vec![bounds])),
        };
        let [west, south, east, north] = flat;
        let is_turned =
            west.parse::<f64>().ok().zip(east.parse::<f64>().ok()).is_some_and(|(west, east)| west > east);
        let halves = if is_turned {
            vec![[west, south, "180", north], ["-180", south, east, north]]
        } else {
            vec![flat]
        };
        halves.into_iter().map(|half| bbox(&half.join(","))).collect::<Result<_, _>>().map(Some)
    }

    /// Features whose boxes meet the one asked for.
    fn records(&self, records: Records<'_>) -> Result<Page, Problem> {
        let (limit, boxes) = (self.limit()?, self.boxes()?);
        let meets = |number: &usize| {
            let meets = |other: Bounds| boxes.iter().flatten().any(|bounds| bounds.meets(&other));
            boxes.is_none() || records.bounds(*number).is_some_and(meets)
        };
        let matching: Vec<usize> = (0..records.len()).filter(meets).collect();
        let rest = matching.get(self.offset..).unwrap_or_default();
        let features = rest.iter().take(limit).filter_map(|&number| records.feature(number)).collect();
        let next = (rest.len() > limit).then(|| format!("offset={}", self.offset + limit));
        Ok(Page { features, matched: matching.len(), next })
    }

    fn complaints(&self, snapshot: &Snapshot, filter: &FilterParams) -> Result<Page, Problem> {
        let complaints = &snapshot.complaints;
        let (from, to) = self.datetime.as_deref().map(interval).transpose()?.unwrap_or_default();
        let filter = Filter { from, to, ..filter.over(None, complaints)? };
        let mut selection = complaints.select(AreaLevel::City, Snapshot::CITY, &filter);
        if let Some(boxes) = self.boxes()? {
            let all = snapshot.bounds_of(Layer::Complaints);
            let near: Vec<&Bounds> =
                boxes.iter().filter(|half| all.is_some_and(|all| all.meets(half))).collect();
            let [bounds] = near[..] else {
                return if near.is_empty() { Ok(Page::default()) } else { Err(both_sides()) };
            };
            let corners = [bounds.min, bounds.max].map(WorldPoint::of);
            selection = selection.inside(WorldBounds::around(corners).unwrap_or(WorldBounds::WORLD));
        }
        let after = self.after.as_deref().map(parse_cursor).transpose()?;
        let (positions, next) = complaints.newest(&selection, after, self.limit()?);
        Ok(Page {
            features: features_of(snapshot, &positions)?,
            matched: selection.count() as usize,
            next: next.map(|cursor| format!("after={cursor}")),
        })
    }
}

/// A city with complaints on either side of the antimeridian is asked about one side at a time.
fn both_sides() -> Problem {
    Problem::parameter(
        "bbox",
        "crosses the antimeridian, with complaints on both sides of it; ask for either side",
    )
}

/// From the first moment to the one after the last. A day is all of it.
fn interval(text: &str) -> Result<(Option<LocalTime>, Option<LocalTime>), Problem> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let (from, to) = (moment(first)?, moment(last)?);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Problem::parameter("datetime", format!("{from} is after {to}")));
    }
    let is_day = last.len() == "2025-12-31".len();
    let length = if is_day { SignedDuration::from_hours(24) } else { SignedDuration::from_secs(1) };
    Ok((from, to.map(|to| to.saturating_add(length))))
}

fn moment(text: &str) -> Result<Option<LocalTime>, Problem> {
    if text.is_empty() || text == ".." {
        return Ok(None);
    }
    let wrong = |why| Problem::parameter("datetime", format!("“{text}” {why}"));
    let local = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    if has_offset(local) {
        return Err(wrong("has an offset; times are the city's own, with Z or without"));
    }
    let wrong = |_| wrong("is no moment such as 2025-12-31T08:00:00Z");
    // Fractions of a second are of no account.
    local.split('.').next().unwrap_or(local).parse().map(Some).map_err(wrong)
}

impl Page {
    fn document(self, at: &Links, uri: &Uri) -> Value {
        let here = uri.path().strip_prefix("/ogc").unwrap_or_default();
        let query = uri.query().unwrap_or_default();
        let mut links = vec![at.link("self", &format!("{here}?{query}"), GEO_JSON)];
        if let Some(next) = &self.next {
            let others =
                query.split('&').filter(|pair| !pair.starts_with("offset=") && !pair.starts_with("after="));
            let kept: String = others.filter(|pair| !pair.is_empty()).map(|pair| format!("{pair}&")).collect();
            links.push(at.link("next", &format!("{here}?{kept}{next}"), GEO_JSON));
        }
        json!({
            "type": "FeatureCollection",
            "numberMatched": self.matched,
            "numberReturned": self.features.len(),
            "features": self.features,
            "links": links,
        })
    }
}
