//! Which complaints a request is about.

use super::query::{FilterParams, Query, WindowParams};
use crate::error::Problem;
use crate::snapshot::{Snapshot, Window};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use onemap_engine::heat::Filter;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// A window and a filter, as most requests take them.
pub struct SelectionParams {
    window: WindowParams,
    filter: FilterParams,
}

impl SelectionParams {
    /// The complaints of the window asked for, or of the default one.
    ///
    /// # Errors
    /// When a time is impossible, the window is empty or turned round, or a name is unknown.
    pub fn in_window(&self, snapshot: &Snapshot) -> Result<(Window, Filter), Problem> {
        let window = self.window.or_default(snapshot.default_window())?;
        Ok((window, self.filter.over(Some(window), &snapshot.complaints)?))
    }

    /// The complaints of the window asked for, or of all time.
    ///
    /// # Errors
    /// As above.
    pub fn of_all_time(&self, snapshot: &Snapshot) -> Result<Filter, Problem> {
        let window = self.window.or_all(snapshot.default_window())?;
        self.filter.over(window, &snapshot.complaints)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SelectionParams {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(window) = Query::from_request_parts(parts, state).await?;
        let Query(filter) = Query::from_request_parts(parts, state).await?;
        Ok(Self { window, filter })
    }
}

impl IntoParams for SelectionParams {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut params = WindowParams::into_params(&place);
        params.extend(FilterParams::into_params(&place));
        params
    }
}
