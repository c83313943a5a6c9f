//! Complaints that lie close together.

use crate::error::{Problem, ProblemBody};
use crate::hotspots::{
    ClusterMethod, ClusterQuestion, ClusterSummary, Clustered, DBSCAN_METRES, DBSCAN_POINTS,
};
use crate::routes::Shared;
use crate::routes::answer::{json, lon_lat};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::hotspot::Reach;
use onemap_engine::record::LocalTime;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use utoipa::{IntoParams, ToSchema};

const DEFAULT_SIZE: NonZeroUsize = NonZeroUsize::new(20).unwrap();

/// The most clusters of an answer.
const MOST: usize = 20_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReachParams {
    /// Metres within which complaints are neighbours; 100 unless said.
    #[param(minimum = 0.1, maximum = 100_000)]
    eps: Option<f64>,
    /// Neighbours that make a complaint the core of a cluster, itself included; 10 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    min_points: Option<NonZeroUsize>,
    /// Hours within which they must be neighbours too. Left out: time does not matter.
    #[param(example = 72)]
    hours: Option<f64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DensityParams {
    /// The fewest complaints of a cluster; 20 unless said.
    #[param(value_type = Option<u32>, minimum = 2)]
    min_cluster_size: Option<NonZeroUsize>,
    /// The distance to this neighbour, a complaint itself being the first, says how dense it is around it; as `min_cluster_size` unless said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10_000)]
    min_points: Option<NonZeroUsize>,
}

/// Clusters of complaints by density.
#[derive(Serialize, ToSchema)]
pub struct Clusters {
    pub window: Window,
    /// Complaints with a place that are in no cluster.
    pub noise: u64,
    /// What whoever reads this should know: complaints without a place.
    pub notes: Vec<String>,
    /// In the order of their first core complaint, of HDBSCAN in that of their first complaint.
    pub items: Vec<Item>,
}

/// One cluster.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterItem)]
pub struct Item {
    pub cluster: u32,
    pub count: u64,
    /// Id of the complaint amid it: the sum of the distances to all others is least.
    pub complaint: String,
    /// Its place: longitude, latitude.
    pub point: [f64; 2],
    /// Of the nearest building, where one is near.
    pub address: Option<String>,
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
pub async fn dbscan(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<ReachParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let reach = Reach {
        metres: params.eps.unwrap_or(DBSCAN_METRES),
        seconds: params.hours.map(|hours| hours * 3600.0),
    };
    let method = ClusterMethod::Dbscan { reach, min_points: params.min_points.unwrap_or(DBSCAN_POINTS) };
    json(&app, &headers, move |snapshot| Clusters::of(method, &selection, snapshot)).await
}

/// HDBSCAN of the complaints of a window: no distance need be given.
#[utoipa::path(get, path = "/api/v1/hotspots/hdbscan", tag = "hotspots",
    params(SelectionParams, DensityParams),
    responses(
        (status = 200, description = "The clusters", body = Clusters),
        (status = "4XX", description = "A parameter is not valid, or there are too many clusters", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn hdbscan(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<DensityParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let size = params.min_cluster_size.unwrap_or(DEFAULT_SIZE);
    let min_points = params.min_points.unwrap_or(size);
    let method = ClusterMethod::Hdbscan { min_cluster_size: size.get(), min_points };
    json(&app, &headers, move |snapshot| Clusters::of(method, &selection, snapshot)).await
}

impl Clusters {
    fn of(method: ClusterMethod, selection: &SelectionParams, snapshot: &Snapshot) -> Result<Self, Problem> {
        let (window, filter) = selection.in_window(snapshot)?;
        let clustered: Clustered = ClusterQuestion { method, filter }.answer(snapshot)?;
        if clustered.clusters() > MOST {
            let wrong = format!("{} clusters are more than {MOST}; ask for larger ones", clustered.clusters());
            return Err(Problem::parameter("min_points", wrong));
        }
        let item = |(number, cluster)| Item::new(number, cluster, snapshot);
        Ok(Self {
            window,
            noise: clustered.noise(),
            items: (0..).zip(clustered.summaries(snapshot)).map(item).collect(),
            notes: clustered.notes,
        })
    }
}

impl Item {
    fn new(number: u32, cluster: ClusterSummary, snapshot: &Snapshot) -> Self {
        Self {
            cluster: number,
            count: cluster.count,
            complaint: snapshot.complaints.ids.get(cluster.row).to_owned(),
            point: lon_lat(cluster.place),
            address: cluster.address,
            hull: cluster.hull.into_iter().map(lon_lat).collect(),
            first: cluster.first,
            last: cluster.last,
        }
    }
}
