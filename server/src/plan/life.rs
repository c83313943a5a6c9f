//! Changes of plans in the store: each is one transaction that looks at the plan first, so that whoever comes second learns what
//! the first did.

use super::action::Action;
use super::error::{PlanError, Result};
use super::head::{Head, inverse};
use crate::store::{Change, Lineage, NewPlan, PlanId, PlanRow, PlanState, PlanUpdate, Target, Writer};
use onemap_engine::plan::{self, Plan};
use onemap_engine::record::LocalDate;

/// Who changes a plan, and the revision it must still be at; any where it is `None`.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub actor: &'a str,
    pub revision: Option<i64>,
}

/// A draft to be made.
#[derive(Clone, Debug, Default)]
pub struct Draft<'a> {
    pub name: &'a str,
    /// The plan it is branched from, as that is now; else the plan in force of the layer.
    pub from: Option<PlanId>,
    /// Else the default layer.
    pub layer: Option<&'a str>,
    pub note: Option<&'a str>,
    pub target: Option<Target>,
}

/// Makes a draft.
///
/// # Errors
/// When there is nothing to branch from.
pub fn branch(writer: &mut Writer, draft: &Draft<'_>, actor: &str) -> Result<PlanRow> {
    let name = named(draft.name)?;
    check_target(draft.target)?;
    let mut change = writer.begin()?;
    let parent = match draft.from {
        Some(id) => Head::within(&change.reader(), id)?,
        None => in_force(&change, draft.layer)?,
    };
    let plan = NewPlan {
        layer: draft.layer.unwrap_or(&parent.row.layer),
        name,
        parent: Some(parent.row.id),
        note: draft.note,
        target: draft.target.or(parent.row.target),
        actor,
    };
    let id = change.add_plan(&plan, &parent.plan.areas())?;
    finish(change, id)
}

fn in_force(change: &Change<'_>, layer: Option<&str>) -> Result<Head> {
    let reader = change.reader();
    let known = |layer: &str| Ok::<_, PlanError>(reader.grid_layers()?.iter().any(|known| known.id == layer));
    if let Some(layer) = layer
        && !known(layer)?
    {
        return Err(PlanError::UnknownLayer(layer.to_owned()));
    }
    let row = reader.plan_in_force(layer)?.ok_or(PlanError::NothingInForce)?;
    Head::within(&reader, row.id)
}

/// Makes a draft of grids that come from elsewhere, a file say.
///
/// # Errors
/// When the name is empty or the layer unknown.
pub fn import(writer: &mut Writer, draft: &Draft<'_>, plan: &Plan, actor: &str) -> Result<PlanRow> {
    let name = named(draft.name)?;
    let mut change = writer.begin()?;
    let default = change.reader().default_layer()?;
    let layer = draft.layer.or(default.as_deref()).ok_or(PlanError::NothingInForce)?;
    let parent = change.reader().plan_in_force(Some(layer))?.map(|row| row.id);
    let new = NewPlan { layer, name, parent, note: draft.note, target: draft.target, actor };
    let id = change.add_plan(&new, &plan.areas())?;
    finish(change, id)
}

/// Gives a plan another name, note or target.
///
/// # Errors
/// When it has changed meanwhile.
pub fn update(writer: &mut Writer, id: PlanId, update: &PlanUpdate, by: By<'_>) -> Result<PlanRow> {
    update.name.as_deref().map(named).transpose()?;
    check_target(update.target)?;
    let mut change = writer.begin()?;
    expect(&change, id, by.revision)?;
    change.update_plan(id, update, by.actor)?;
    finish(change, id)
}

/// Deletes a draft.
///
/// # Errors
/// When it is no draft, or has changed meanwhile.
pub fn delete(writer: &mut Writer, id: PlanId, revision: Option<i64>) -> Result<()> {
    let mut change = writer.begin()?;
    permitted(&expect(&change, id, revision)?, Action::Delete)?;
    change.delete_plan(id)?;
    Ok(change.commit()?)
}

/// Appends what operations changed to a draft's log. It is on disk when this returns: the edit's number, the plan's revision.
///
/// # Errors
/// When it is no draft, or has changed meanwhile.
pub fn append(
    writer: &mut Writer,
    id: PlanId,
    operations: &str,
    changes: &[plan::Change],
    by: By<'_>,
) -> Result<(i64, i64)> {
    let mut change = writer.begin()?;
    permitted(&expect(&change, id, by.revision)?, Action::Edit)?;
    let appended = change.add_edit(id, by.actor, operations, changes)?;
    change.commit()?;
    Ok(appended)
}

/// An edit taken back or done again.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// Number of the edit.
    pub seq: i64,
    /// What leads from the plan before to the one after.
    pub changes: Vec<plan::Change>,
    /// The plan's revision now.
    pub revision: i64,
}

/// Takes the last edit of a draft back.
///
/// # Errors
/// When there is none, it is no draft, or has changed meanwhile.
pub fn undo(writer: &mut Writer, id: PlanId, by: By<'_>) -> Result<Replayed> {
    let mut change = writer.begin()?;
    permitted(&expect(&change, id, by.revision)?, Action::Edit)?;
    let (seq, changes) = change.reader().undoable(id)?.ok_or(PlanError::NothingToUndo(id))?;
    let revision = change.mark_edit(id, (seq, &changes), false, by.actor)?;
    change.commit()?;
    Ok(Replayed { seq, changes: inverse(&changes), revision })
}

/// Does the edit taken back last again.
///
/// # Errors
/// As [`undo`].
pub fn redo(writer: &mut Writer, id: PlanId, by: By<'_>) -> Result<Replayed> {
    let mut change = writer.begin()?;
    permitted(&expect(&change, id, by.revision)?, Action::Edit)?;
    let (seq, changes) = change.reader().redoable(id)?.ok_or(PlanError::NothingToRedo(id))?;
    let revision = change.mark_edit(id, (seq, &changes), true, by.actor)?;
    change.commit()?;
    Ok(Replayed { seq, changes, revision })
}

/// Moves a plan on: submitted, approved, rejected or withdrawn.
///
/// # Errors
/// When its state does not allow it, or it has changed meanwhile.
pub fn advance(
    writer: &mut Writer,
    id: PlanId,
    action: Action,
    note: Option<&str>,
    by: By<'_>,
) -> Result<PlanRow> {
    let mut change = writer.begin()?;
    let row = expect(&change, id, by.revision)?;
    let state = permitted(&row, action)?;
    if row.starts.is_some() {
        change.drop_published_version(id)?;
    }
    change.set_plan_state(id, state, None, note, by.actor)?;
    finish(change, id)
}

/// When and how a plan is published.
#[derive(Clone, Copy, Debug)]
pub struct Publication<'a> {
    /// Its first day.
    pub starts: LocalDate,
    pub today: LocalDate,
    pub note: Option<&'a str>,
    /// Where its grids came from.
    pub lineage: &'a [Lineage],
}

/// Gives an approved plan its first day. Where that has come, it is in force at once, and the plan before it replaced.
///
/// # Errors
/// When it is not approved, has changed meanwhile, or the day does not follow the plan in force.
pub fn publish(writer: &mut Writer, id: PlanId, publication: &Publication<'_>, by: By<'_>) -> Result<PlanRow> {
    let mut change = writer.begin()?;
    let row = expect(&change, id, by.revision)?;
    let state = permitted(&row, Action::Publish)?;
    check_day(&change, &row, publication.starts)?;
    if row.starts.is_some() {
        change.drop_published_version(id)?;
    }
    let head = Head::within(&change.reader(), id)?;
    let seq = change.reader().undoable(id)?.map_or(0, |(seq, _)| seq);
    let mut grids = head.plan.areas();
    let is_new = |code: &str| head.base.find(code).is_none();
    let unborn = grids.iter_mut().filter(|grid| grid.starts.is_none() && is_new(&grid.code));
    unborn.for_each(|grid| grid.starts = Some(publication.starts));
    change.add_version(id, seq, &grids)?;
    change.set_lineage(id, publication.lineage)?;
    change.set_plan_state(id, state, Some(publication.starts), publication.note, by.actor)?;
    change.bring_into_force(publication.today)?;
    finish(change, id)
}

/// Brings into force what is due. Gives how many plans.
///
/// # Errors
/// When the store cannot be written to.
pub fn bring_into_force(writer: &mut Writer, today: LocalDate) -> Result<usize> {
    let mut change = writer.begin()?;
    let brought = change.bring_into_force(today)?;
    change.commit()?;
    Ok(brought)
}

/// When a plan came into force, or is to. One that was imported without a day has been in force since the last of its grids began.
fn begin(change: &Change<'_>, plan: &PlanRow) -> Result<Option<LocalDate>> {
    if plan.starts.is_some() || plan.state != PlanState::InForce {
        return Ok(plan.starts);
    }
    let head = Head::within(&change.reader(), plan.id)?;
    Ok(head.plan.grids().filter_map(|(_, grid)| grid.starts).max())
}

/// The days of a layer's plans follow one another.
fn check_day(change: &Change<'_>, row: &PlanRow, starts: LocalDate) -> Result<()> {
    for other in change.reader().plans(Some(&row.layer))?.iter().filter(|other| other.id != row.id) {
        match (other.state, begin(change, other)?) {
            (PlanState::InForce | PlanState::Replaced, Some(begun)) if starts <= begun => {
                return Err(PlanError::TooEarly { starts, begun });
            }
            (PlanState::Approved, Some(begun)) if starts == begun => {
                return Err(PlanError::DayTaken { starts, other: other.id });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The plan, where it is still at a revision.
fn expect(change: &Change<'_>, id: PlanId, revision: Option<i64>) -> Result<PlanRow> {
    let reader = change.reader();
    let row = reader.plan(id)?.ok_or(PlanError::Unknown(id))?;
    match revision {
        Some(seen) if seen != row.revision => {
            let edits = reader.plan_edits(id, Some(seen))?;
            Err(PlanError::Stale { plan: id, revision: row.revision, edits })
        }
        _ => Ok(row),
    }
}

pub(super) fn permitted(row: &PlanRow, action: Action) -> Result<PlanState> {
    action.from(row.state).ok_or(PlanError::WrongState { plan: row.id, state: row.state, action })
}

fn finish(change: Change<'_>, id: PlanId) -> Result<PlanRow> {
    let row = change.reader().plan(id)?.ok_or(PlanError::Unknown(id))?;
    change.commit()?;
    Ok(row)
}

fn named(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() { Err(PlanError::NoName) } else { Ok(name) }
}

fn check_target(target: Option<Target>) -> Result<()> {
    match target {
        Some(Target { min, max }) if !(min >= 0.0 && min <= max && max.is_finite()) => {
            Err(PlanError::BadTarget { min, max })
        }
        _ => Ok(()),
    }
}
