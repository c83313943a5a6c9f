//! Complaints that lie close together.

use super::Shared;
use super::answer::{json, lon_lat};
use super::query::Query;
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{ClusterQuestion, Clustered};
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{LatticePoint, convex_hull};
use onemap_engine::hotspot::Reach;
use onemap_engine::record::LocalTime;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use utoipa::{IntoParams, ToSchema};

const DEFAULT_METRES: f64 = 100.0;
const DEFAULT_MIN_POINTS: NonZeroUsize = NonZeroUsize::new(20).unwrap();

/// The most clusters of an answer.
const MOST: usize = 20_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReachParams {
    /// Metres within which complaints are neighbours; 100 unless said.
    #[param(minimum = 0.1, maximum = 100_000)]
    eps: Option<f64>,
    /// Neighbours that make a complaint the core of a cluster, itself included; 20 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    min_points: Option<NonZeroUsize>,
    /// Hours within which they must be neighbours too. Left out: time does not matter.
    #[param(example = 72)]
    hours: Option<f64>,
}

/// Clusters of complaints by density.
#[derive(Serialize, ToSchema)]
pub struct Clusters {
    pub window: Window,
    /// Complaints with a place that are in no cluster.
    pub noise: u64,
    /// What whoever reads this should know: complaints without a place.
    pub notes: Vec<String>,
    /// In the order of their first core complaint.
    pub items: Vec<Item>,
}

/// One cluster.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterItem)]
pub struct Item {
    pub cluster: u32,
    pub count: u64,
    /// The mean of its complaints' places: longitude, latitude.
    pub point: [f64; 2],
    /// Its convex hull, open and counter-clockwise; one or two places where all lie there or on a line.
    pub hull: Vec<[f64; 2]>,
    #[schema(value_type = String, example = "2025-12-01T08:00:00")]
    pub first: LocalTime,
    #[schema(value_type = String, example = "2025-12-30T18:00:00")]
    pub last: LocalTime,
}

/// DBSCAN of the complaints of a window, or ST-DBSCAN where hours are given.
#[utoipa::path(get, path = "/api/v1/hotspots/dbscan", tag = "hotspots",
    params(SelectionParams, ReachParams),
    responses(
        (status = 200, description = "The clusters", body = Clusters),
        (status = "4XX", description = "A parameter is not valid, or there are too many clusters", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn clusters(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<ReachParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| {
        let (window, filter) = selection.in_window(snapshot)?;
        let question = ClusterQuestion {
            reach: Reach {
                metres: params.eps.unwrap_or(DEFAULT_METRES),
                seconds: params.hours.map(|hours| hours * 3600.0),
            },
            min_points: params.min_points.unwrap_or(DEFAULT_MIN_POINTS),
            filter,
        };
        Clusters::new(window, snapshot, question.answer(snapshot)?)
    })
    .await
}

impl Clusters {
    fn new(window: Window, snapshot: &Snapshot, clustered: Clustered) -> Result<Self, Problem> {
        let members = members(&clustered.labels);
        if members.len() > MOST {
            let wrong = format!("{} clusters are more than {MOST}; ask for larger ones", members.len());
            return Err(Problem::parameter("min_points", wrong));
        }
        let noise = clustered.labels.iter().filter(|label| label.is_none()).count() as u64;
        let item = |(members, cluster): (Vec<usize>, u32)| Item::new(cluster, &members, &clustered, snapshot);
        Ok(Self {
            window,
            noise,
            items: members.into_iter().zip(0..).map(item).collect(),
            notes: clustered.notes,
        })
    }
}

/// By cluster: which of the complaints are in it, the oldest first.
fn members(labels: &[Option<u32>]) -> Vec<Vec<usize>> {
    let clusters = labels.iter().flatten().max().map_or(0, |&last| last as usize + 1);
    let mut members = vec![Vec::new(); clusters];
    for (place, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            members[*label as usize].push(place);
        }
    }
    members
}

impl Item {
    /// Of a cluster, which is never empty.
    fn new(cluster: u32, members: &[usize], clustered: &Clustered, snapshot: &Snapshot) -> Self {
        let places: Vec<LatticePoint> = members.iter().map(|&place| clustered.places[place]).collect();
        let time = |place: usize| snapshot.complaints.time(clustered.rows[place]);
        Self {
            cluster,
            count: places.len() as u64,
            point: lon_lat(mean(&places)),
            first: time(members[0]),
            last: time(members[members.len() - 1]),
            hull: convex_hull(places).into_iter().map(lon_lat).collect(),
        }
    }
}

fn mean(places: &[LatticePoint]) -> LatticePoint {
    let mean = |axis: fn(&LatticePoint) -> i32| {
        let sum: i64 = places.iter().map(|place| i64::from(axis(place))).sum();
        (sum / places.len() as i64) as i32
    };
    LatticePoint::new(mean(|place| place.x), mean(|place| place.y))
}
