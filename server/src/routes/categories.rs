//! The categories of a window with their complaints.

use super::Shared;
use super::answer::json;
use super::query::{Query, ScopeParams};
use super::reference::Count;
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::Complaints;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::Selection;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// All categories, the most frequent first.
#[derive(Serialize, ToSchema)]
pub struct Categories {
    pub items: Vec<Category>,
}

/// A category and the subcategories filed under it.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Category {
    pub name: String,
    pub count: u64,
    pub subcategories: Vec<Count>,
}

/// Every category and subcategory of the city, with its complaints in a window.
#[utoipa::path(get, path = "/api/v1/categories", tag = "city",
    params(SelectionParams, ScopeParams),
    responses(
        (status = 200, description = "All categories, those without complaints in the window included", body = Categories),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn categories(
    State(app): Shared,
    selection: SelectionParams,
    Query(scope): Query<ScopeParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| {
        let (_, filter) = selection.in_window(snapshot)?;
        let (level, face) = scope.find(snapshot)?;
        let counts = count(&snapshot.complaints, &snapshot.complaints.select(level, face, &filter));
        Ok(Categories { items: tree(&snapshot.complaints, &counts) })
    })
    .await
}

/// Complaints by category and subcategory, as numbers.
type Counts = BTreeMap<(u16, u16), u64>;

/// Counts of the selected complaints under every pair that the city has, zero included.
fn count(complaints: &Complaints, selection: &Selection<'_>) -> Counts {
    let mut counts: Counts = complaints.pairs().iter().map(|&pair| (pair, 0)).collect();
    selection.for_each(|position| {
        let pair = complaints.pair(complaints.columns.row(position));
        *counts.entry(pair).or_default() += 1;
    });
    counts
}

fn tree(complaints: &Complaints, counts: &Counts) -> Vec<Category> {
    let mut items: Vec<Category> = Vec::new();
    let mut last = None;
    for (&(category, subcategory), &count) in counts {
        let Some(name) = complaints.category_names.name(category.into()) else { continue };
        if last != Some(category) {
            items.push(Category { name: name.to_owned(), count: 0, subcategories: Vec::new() });
            last = Some(category);
        }
        let item = items.last_mut().expect("one was pushed for the first pair of its category");
        item.count += count;
        if let Some(name) = complaints.subcategory_names.name(subcategory.into()) {
            item.subcategories.push(Count { name: name.to_owned(), count });
        }
    }
    items.iter_mut().for_each(|item| {
        item.subcategories.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)))
    });
    items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    items
}
