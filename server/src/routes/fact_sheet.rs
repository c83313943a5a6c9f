//! Everything about one area: people, complaints over time and by kind, who is on duty, what is around and below.

use super::Shared;
use super::answer::json;
use super::areas::AreaSummary;
use super::query::{Segments, level};
use super::reference::{Count, Parent, Person, ranked};
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{AreaEntry, Day, FaceNumber, Snapshot, Window, daily};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::{Filter, Selection};
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// Subcategories named, the most frequent ones.
const TOP: usize = 10;

/// One area in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactSheet {
    #[serde(flatten)]
    pub summary: AreaSummary,
    pub window: Window,
    /// The areas above, the nearest first.
    pub parents: Vec<Parent>,
    /// Buildings whose households were estimated.
    pub households_estimated: u32,
    /// Complaints of all time that pass the filter.
    pub complaints_total: u64,
    /// Complaints in the window per 1,000 households.
    pub per_1000_households: Option<f64>,
    /// Growth against the window before, as a fraction; null where there was nothing before.
    pub change: Option<f64>,
    pub series: Vec<Day>,
    pub categories: Vec<Compared>,
    /// The ten most frequent.
    pub subcategories: Vec<ComparedSubcategory>,
    pub channels: Vec<Count>,
    pub staff: Vec<Person>,
    /// The level below and how many of its areas are in this one.
    pub children: Option<Children>,
    /// Codes of the areas that share a boundary line with this one.
    pub neighbours: Vec<String>,
}

/// A category's complaints in the window and in the one before.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Compared {
    pub name: String,
    pub count: u64,
    pub before: u64,
}

/// A subcategory's complaints in the window and in the one before.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedSubcategory {
    /// The category it is most often filed under.
    pub category: Option<String>,
    pub name: String,
    pub count: u64,
    pub before: u64,
}

#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Children {
    #[schema(value_type = String, example = "grid")]
    pub level: AreaLevel,
    pub count: usize,
}

/// One area in full.
#[utoipa::path(get, path = "/api/v1/areas/{level}/{code}", tag = "areas",
    params(
        ("level" = String, Path, description = "`city`, `districts`, `streets`, `communities` or `grids`"),
        ("code" = String, Path, description = "Code of the area"),
        SelectionParams,
    ),
    responses(
        (status = 200, description = "The area", body = FactSheet),
        (status = "4XX", description = "A parameter is not valid, or there is no such area", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn fact_sheet(
    State(app): Shared,
    Segments(path): Segments<2>,
    selection: SelectionParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let [plural, code] = path;
    json(&app, &headers, move |snapshot| {
        let level = level(&plural)?;
        let (face, area) = snapshot.find(level, &code).ok_or_else(|| Problem::unknown("area", &code))?;
        let (window, filter) = selection.in_window(snapshot)?;
        Ok(Subject { snapshot, level, face, area, window, filter }.sheet())
    })
    .await
}

/// The area a sheet is about, and the window and filter it is seen through.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    level: AreaLevel,
    face: FaceNumber,
    area: &'a AreaEntry,
    window: Window,
    filter: Filter,
}

impl Subject<'_> {
    fn sheet(&self) -> FactSheet {
        let [complaints, before] = self.both(|selection| selection.count());
        let summary = AreaSummary::new(self.snapshot, self.level, self.area, [complaints, before]);
        let households = summary.households.filter(|&households| households > 0.0);
        FactSheet {
            window: self.window,
            parents: self.parents(),
            households_estimated: self.area.estimated,
            complaints_total: self.select(&Filter { from: None, to: None, ..self.filter.clone() }).count(),
            per_1000_households: households.map(|households| complaints as f64 / households * 1000.0),
            change: (before > 0).then(|| complaints as f64 / before as f64 - 1.0),
            series: self.series(),
            categories: self.categories(),
            subcategories: self.subcategories(),
            channels: self.channels(),
            staff: self.staff(),
            children: self.children(),
            neighbours: self.neighbours(),
            summary,
        }
    }

    fn select(&self, filter: &Filter) -> Selection<'_> {
        self.snapshot.complaints.select(self.level, self.face, filter)
    }

    /// A figure of the window and of the one before.
    fn both<'s, T>(&'s self, figure: impl Fn(Selection<'s>) -> T) -> [T; 2] {
        let before = self.window.before();
        [figure(self.select(&self.filter)), figure(self.select(&self.filter.during(before.from, before.to)))]
    }

    fn parents(&self) -> Vec<Parent> {
        let above = self.snapshot.ancestors(self.level, self.face);
        above.map(|(level, area)| Parent { level, code: area.code.clone(), name: area.name.clone() }).collect()
    }

    fn series(&self) -> Vec<Day> {
        let [now, before] = self.both(|selection| selection);
        daily(self.window, &now, &before)
    }

    fn categories(&self) -> Vec<Compared> {
        let names = self.snapshot.complaints.category_names.all();
        let [now, before] = self.both(|selection| selection.counts_by_category(names.len()));
        let rows = names.iter().zip(now.into_iter().zip(before)).filter(|(_, (now, before))| now + before > 0);
        let mut rows: Vec<_> =
            rows.map(|(name, (count, before))| Compared { name: name.clone(), count, before }).collect();
        rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        rows
    }

    fn subcategories(&self) -> Vec<ComparedSubcategory> {
        let complaints = &self.snapshot.complaints;
        let names = complaints.subcategory_names.all();
        let [now, before] = self.both(|selection| selection.counts_by_subcategory(names.len()));
        let mut order: Vec<usize> = (0..names.len()).filter(|&id| now[id] > 0).collect();
        order.sort_by(|&a, &b| now[b].cmp(&now[a]).then_with(|| names[a].cmp(&names[b])));
        let row = |&id: &usize| ComparedSubcategory {
            category: complaints.category_of(id).map(str::to_owned),
            name: names[id].clone(),
            count: now[id],
            before: before[id],
        };
        order.iter().take(TOP).map(row).collect()
    }

    fn channels(&self) -> Vec<Count> {
        let names = self.snapshot.complaints.channel_names.all();
        ranked(names, &self.select(&self.filter).counts_by_channel(names.len()))
    }

    fn staff(&self) -> Vec<Person> {
        if self.level == AreaLevel::Grid { Person::of_grid(self.snapshot, &self.area.code) } else { Vec::new() }
    }

    fn children(&self) -> Option<Children> {
        let below = self.snapshot.level_below(self.level)?;
        let is_child = |area: &AreaEntry| area.parent == Some((self.level, self.face));
        Some(Children {
            level: below,
            count: self.snapshot.levels[below].iter().filter(|(_, area)| is_child(area)).count(),
        })
    }

    fn neighbours(&self) -> Vec<String> {
        let set = &self.snapshot.levels[self.level];
        set.neighbours(self.face)
            .into_iter()
            .filter_map(|face| set.get(face))
            .map(|area| area.code.clone())
            .collect()
    }
}
