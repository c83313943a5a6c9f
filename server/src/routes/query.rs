//! What several requests have in common: query parameters, windows, places in an address.

use crate::error::{Kind, Problem};
use crate::snapshot::{Complaints, FaceNumber, Snapshot, Window, filter};
use crate::store::Names;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, LocalTime};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

/// The query of a request as `T`; a parameter that does not fit is a problem that names it.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let deserializer = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        serde_path_to_error::deserialize(deserializer).map(Query).map_err(|error| {
            match error.path().to_string().as_str() {
                "." => Problem::new(Kind::BadParameter, error.inner().to_string()),
                name => Problem::parameter(name, error.inner()),
            }
        })
    }
}

/// The parts of an address that its route names, in order, as text: handlers say what each must be.
pub struct Segments<const N: usize>(pub [String; N]);

impl<const N: usize, S: Send + Sync> FromRequestParts<S> for Segments<N> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|error| Problem::new(Kind::UnknownPath, error.to_string()))?;
        let segments: Vec<String> = params.iter().map(|(_, value)| value.to_owned()).collect();
        segments
            .try_into()
            .map(Self)
            .map_err(|_| Problem::internal("the route has another number of parameters"))
    }
}

/// A span of local time, [from, to).
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WindowParams {
    /// First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
    #[param(example = "2025-12-01")]
    from: Option<String>,
    /// First moment after the window. Left out: the midnight that follows now.
    #[param(example = "2025-12-31")]
    to: Option<String>,
}

impl WindowParams {
    /// The window asked for; what is left out comes from the default window.
    ///
    /// # Errors
    /// When a time is impossible, or the window is empty or turned round.
    pub fn or_default(&self, default: Window) -> Result<Window, Problem> {
        let to = time("to", self.to.as_deref())?.unwrap_or(default.to);
        let from = match time("from", self.from.as_deref())? {
            Some(from) => from,
            None => Window::days_before(to).ok_or_else(|| Problem::parameter("to", "is too early"))?.from,
        };
        Window::new(from, to)
            .ok_or_else(|| Problem::parameter("from", format!("{from} is not before to = {to}")))
    }

    /// The window asked for, or `None` where nothing is said: all of time.
    ///
    /// # Errors
    /// As [`Self::or_default`].
    pub fn or_all(&self, default: Window) -> Result<Option<Window>, Problem> {
        if self.from.is_none() && self.to.is_none() { Ok(None) } else { self.or_default(default).map(Some) }
    }
}

fn time(name: &str, given: Option<&str>) -> Result<Option<LocalTime>, Problem> {
    let Some(given) = given else { return Ok(None) };
    if has_offset(given) {
        let wrong = format!("“{given}” has an offset; times are the city's own, such as 2025-12-01T08:30:00");
        return Err(Problem::parameter(name, wrong));
    }
    let parsed = given.trim().parse().map_err(|_| {
        Problem::parameter(
            name,
            format!("“{given}” is not a local time, such as 2025-12-01 or 2025-12-01T08:30:00"),
        )
    });
    parsed.map(Some)
}

/// Whether a time says how far it is from UTC, or where.
pub fn has_offset(time: &str) -> bool {
    time.trim().chars().skip("2025-12-01".len()).any(|letter| matches!(letter, '+' | '-' | '[' | 'Z' | 'z'))
}

/// A place on the map.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PointParams {
    /// Longitude, degrees WGS 84.
    #[param(minimum = -180, maximum = 180, example = 117.3)]
    pub lon: f64,
    /// Latitude, degrees WGS 84.
    #[param(minimum = -90, maximum = 90, example = 31.8)]
    pub lat: f64,
}

impl PointParams {
    /// # Errors
    /// When the pair is no place on Earth.
    pub fn point(self) -> Result<LatticePoint, Problem> {
        LatticePoint::from_degrees(self.lon, self.lat).map_err(|error| Problem::parameter("lon, lat", error))
    }
}

/// The box that `west,south,east,north` in degrees names.
///
/// # Errors
/// When it does not, or the box is turned round.
pub fn bbox(text: &str) -> Result<Bounds, Problem> {
    let wrong = || Problem::parameter("bbox", format!("“{text}” is not west,south,east,north in degrees"));
    let sides: Result<Vec<f64>, _> = text.split(',').map(|side| side.trim().parse()).collect();
    let [west, south, east, north] = sides.ok().and_then(|sides| sides.try_into().ok()).ok_or_else(wrong)?;
    let corner =
        |lon, lat| LatticePoint::from_degrees(lon, lat).map_err(|error| Problem::parameter("bbox", error));
    let bounds = Bounds { min: corner(west, south)?, max: corner(east, north)? };
    let turned = bounds.min.x > bounds.max.x || bounds.min.y > bounds.max.y;
    if turned { Err(wrong()) } else { Ok(bounds) }
}

/// Which complaints count. Each may be repeated, or hold several names separated by commas.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FilterParams {
    /// Major categories (大类) by name.
    #[serde(default)]
    category: Vec<String>,
    /// Minor categories (小类) by name.
    #[serde(default)]
    subcategory: Vec<String>,
    /// Channels by name.
    #[serde(default)]
    channel: Vec<String>,
    /// Statuses by name.
    #[serde(default)]
    status: Vec<String>,
}

impl FilterParams {
    /// The filter over a window, or over all of time.
    ///
    /// # Errors
    /// When a name is unknown to the city.
    pub fn over(&self, window: Option<Window>, complaints: &Complaints) -> Result<Filter, Problem> {
        let names = complaints;
        Ok(Filter {
            from: window.map(|window| window.from),
            to: window.map(|window| window.to),
            categories: numbers("category", &self.category, &names.category_names)?,
            subcategories: numbers("subcategory", &self.subcategory, &names.subcategory_names)?,
            channels: numbers("channel", &self.channel, &names.channel_names)?,
            statuses: numbers("status", &self.status, &names.status_names)?,
        })
    }
}

fn numbers<T: TryFrom<u32> + Ord>(
    parameter: &str,
    given: &[String],
    names: &Names,
) -> Result<Option<Vec<T>>, Problem> {
    filter::numbers(given, names).map_err(|unknown| {
        let known = names.all().iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let rest = if names.all().len() > NAMED { ", …" } else { "" };
        Problem::parameter(parameter, format!("“{unknown}” is unknown; known are {known}{rest}"))
    })
}

/// Names told to someone who gave an unknown one.
const NAMED: usize = 20;

/// The level that a plural in an address means.
///
/// # Errors
/// When it is no level.
pub fn level(plural: &str) -> Result<AreaLevel, Problem> {
    let found = PLURALS.iter().find(|(_, word)| *word == plural);
    let wrong = || {
        Problem::parameter(
            "level",
            format!("“{plural}” is none of city, districts, streets, communities, grids"),
        )
    };
    found.map(|(level, _)| *level).ok_or_else(wrong)
}

/// What levels are called in addresses.
const PLURALS: [(AreaLevel, &str); 5] = [
    (AreaLevel::City, "city"),
    (AreaLevel::District, "districts"),
    (AreaLevel::Street, "streets"),
    (AreaLevel::Community, "communities"),
    (AreaLevel::Grid, "grids"),
];

/// The whole city, or one area of it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScopeParams {
    /// Level of the area: `city`, `districts`, `streets`, `communities` or `grids`. Left out: the whole city.
    level: Option<String>,
    /// Code of the area.
    code: Option<String>,
}

impl ScopeParams {
    /// # Errors
    /// When only one of the two is given, or there is no such area.
    pub fn find(&self, snapshot: &Snapshot) -> Result<(AreaLevel, FaceNumber), Problem> {
        let (plural, code) = match (&self.level, &self.code) {
            (None, None) => return Ok((AreaLevel::City, Snapshot::CITY)),
            (Some(plural), Some(code)) => (plural, code),
            _ => return Err(Problem::parameter("level, code", "give both, or neither for the whole city")),
        };
        let level = level(plural)?;
        let (face, _) = snapshot.find(level, code).ok_or_else(|| Problem::unknown("area", code))?;
        Ok((level, face))
    }
}
