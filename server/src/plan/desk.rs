//! The server's open plans: a few are kept ready, an edit of one makes the next state of it, readers never wait.
//!
//! What is kept is only a copy: every request asks the store for the plan's revision, so that an edit by another process is seen
//! at once.

use super::action::Action;
use super::city::City;
use super::edit::carry_out;
use super::error::{PlanError, Result};
use super::head::{Head, replay};
use super::life::{self, By, Replayed};
use super::opened::{Opened, touched};
use crate::check::Policy;
use crate::snapshot::Snapshot;
use crate::store::{self, PlanId, PlanRow, Reader, Store, StoredCity, Writer};
use onemap_engine::coverage::FaceId;
use onemap_engine::plan::{Change, Operation};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Plans kept open.
const PLANS: usize = 8;

/// All open plans of a server.
pub struct Desk {
    store: Store,
    policy: Policy,
    /// Plans are written on this connection; `None` where the store is read-only.
    writer: Mutex<Option<Writer>>,
    readers: Mutex<Vec<Reader>>,
    /// The one used last stands first.
    plans: Mutex<Vec<Arc<Place>>>,
    city: Mutex<Option<Arc<City>>>,
    /// Whether this desk changed which grids are in force.
    changed_city: AtomicBool,
}

/// The place of one plan on the desk.
struct Place {
    id: PlanId,
    opened: RwLock<Option<Arc<Opened>>>,
    /// Held while the plan is read, so that it is read once.
    reading: Mutex<()>,
    /// Held by whoever edits.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// An edit as it was made, or would be.
pub struct Edited {
    pub before: Arc<Opened>,
    pub after: Arc<Opened>,
    /// Number in the log; `None` for a preview.
    pub seq: Option<i64>,
    /// The faces that changed, ascending.
    pub touched: Vec<FaceId>,
}

/// The right to edit a plan, one at a time.
pub type Turn = tokio::sync::OwnedMutexGuard<()>;

impl Desk {
    /// The desk of a store. Plans are checked by a policy.
    #[must_use]
    pub fn new(store: &Store, policy: Policy) -> Self {
        Self {
            policy,
            // One that cannot be written to can be looked at all the same.
            writer: Mutex::new(store.plan_writer().ok()),
            store: store.clone(),
            readers: Mutex::default(),
            plans: Mutex::default(),
            city: Mutex::default(),
            changed_city: AtomicBool::default(),
        }
    }

    /// What is asked of plans.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// A number that changes when another process has committed to the store, and not by what this desk commits. `None` for a
    /// store that is read-only.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn data_version(&self) -> store::Result<Option<i64>> {
        lock(&self.writer).as_ref().map(Writer::data_version).transpose()
    }

    /// Brings into force what is due, and tells whether the grids in force have changed since it was asked last.
    ///
    /// # Errors
    /// When the store cannot be read or written to.
    pub fn has_changed_city(&self) -> Result<bool> {
        let today = self.read(|reader| Ok(reader.today()?))?;
        if self.read(|reader| Ok(reader.is_plan_due(today)?))? {
            self.write(|writer| life::bring_into_force(writer, today))?;
            self.changed_city.store(true, Ordering::Release);
        }
        Ok(self.changed_city.swap(false, Ordering::AcqRel))
    }

    /// Notes that the grids in force are others now.
    pub fn note_changed_city(&self) {
        self.changed_city.store(true, Ordering::Release);
    }

    /// Reads from the store.
    ///
    /// # Errors
    /// Those of `read`, or when the store cannot be opened.
    pub fn read<T>(&self, read: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        let free = lock(&self.readers).pop();
        let reader = free.map_or_else(|| self.store.reader(), Ok)?;
        let result = read(&reader);
        lock(&self.readers).push(reader);
        result
    }

    /// Writes to the store.
    ///
    /// # Errors
    /// Those of `write`, or when the store is read-only.
    pub fn write<T>(&self, write: impl FnOnce(&mut Writer) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        if writer.is_none() {
            *writer = Some(self.store.plan_writer()?);
        }
        write(writer.as_mut().expect("it was opened just now"))
    }

    /// Waits for one's turn to edit a plan.
    pub async fn turn(&self, id: PlanId) -> Turn {
        let turn = Arc::clone(&self.place(id).turn);
        turn.lock_owned().await
    }

    /// The plan as it is now. Read from the store where it has changed there, or the city has.
    ///
    /// # Errors
    /// When there is no such plan, or the store cannot be read.
    pub fn opened(&self, id: PlanId, snapshot: &Arc<Snapshot>) -> Result<Arc<Opened>> {
        let place = self.place(id);
        let revision = self.read(|reader| reader.plan_revision(id)?.ok_or(PlanError::Unknown(id)));
        let revision = revision.inspect_err(|_| self.forget(id))?;
        if let Some(current) = place.current(revision, snapshot) {
            return Ok(current);
        }
        let _reading = lock(&place.reading);
        if let Some(current) = place.current(revision, snapshot) {
            return Ok(current);
        }
        let head = self.read(|reader| Head::read(reader, id))?;
        let opened = Arc::new(Opened::new(head, self.city(snapshot)));
        place.put(&opened);
        Ok(opened)
    }

    /// What operations would do.
    ///
    /// # Errors
    /// When the plan is no draft, or an operation is refused.
    pub fn preview(&self, id: PlanId, snapshot: &Arc<Snapshot>, operations: &[Operation]) -> Result<Edited> {
        let before = self.opened(id, snapshot)?;
        self.drafted(before, operations).map(|(edited, _)| edited)
    }

    /// Edits a draft: it is on disk when this returns.
    ///
    /// # Errors
    /// When the plan is no draft, has changed meanwhile, or an operation is refused.
    pub fn edit(
        &self,
        id: PlanId,
        snapshot: &Arc<Snapshot>,
        operations: &[Operation],
        by: By<'_>,
        _turn: &Turn,
    ) -> Result<Edited> {
        let before = self.expected(id, snapshot, by.revision)?;
        let (mut edited, changes) = self.drafted(before, operations)?;
        let json = serde_json::to_string(operations).expect("operations are plain data");
        let by = By { revision: Some(edited.before.row.revision), ..by };
        let (seq, _) = self.write(|writer| life::append(writer, id, &json, &changes, by))?;
        edited.seq = Some(seq);
        self.place(id).put(&edited.after);
        Ok(edited)
    }

    /// The plan, where it is still at a revision.
    fn expected(&self, id: PlanId, snapshot: &Arc<Snapshot>, revision: Option<i64>) -> Result<Arc<Opened>> {
        let current = self.opened(id, snapshot)?;
        match revision {
            Some(seen) if seen != current.row.revision => {
                let edits = self.read(|reader| Ok(reader.plan_edits(id, Some(seen))?))?;
                Err(PlanError::Stale { plan: id, revision: current.row.revision, edits })
            }
            _ => Ok(current),
        }
    }

    fn drafted(&self, before: Arc<Opened>, operations: &[Operation]) -> Result<(Edited, Vec<Change>)> {
        life::permitted(&before.row, Action::Edit)?;
        let drafted = self.read(|reader| {
            let around = StoredCity::new(reader, before.row.id);
            let drafted = carry_out(&before.plan, operations, &around);
            around.finish()?;
            drafted
        })?;
        let mut row = before.row.clone();
        row.revision += 1;
        row.grids = drafted.plan.grids().count() as i64;
        let after = Arc::new(before.after(drafted.plan, &drafted.changes, row, [true, false]));
        let touched = touched(&before.plan, &after.plan, &drafted.changes);
        Ok((Edited { before, after, seq: None, touched }, drafted.changes))
    }

    /// Takes the last edit of a draft back.
    ///
    /// # Errors
    /// When there is none, it is no draft, or has changed meanwhile.
    pub fn undo(&self, id: PlanId, snapshot: &Arc<Snapshot>, by: By<'_>, turn: &Turn) -> Result<Edited> {
        self.replayed(id, snapshot, by, turn, life::undo)
    }

    /// Does the edit taken back last again.
    ///
    /// # Errors
    /// As [`Self::undo`].
    pub fn redo(&self, id: PlanId, snapshot: &Arc<Snapshot>, by: By<'_>, turn: &Turn) -> Result<Edited> {
        self.replayed(id, snapshot, by, turn, life::redo)
    }

    fn replayed(
        &self,
        id: PlanId,
        snapshot: &Arc<Snapshot>,
        by: By<'_>,
        _turn: &Turn,
        step: fn(&mut Writer, PlanId, By<'_>) -> Result<Replayed>,
    ) -> Result<Edited> {
        let before = self.expected(id, snapshot, by.revision)?;
        let by = By { revision: Some(before.row.revision), ..by };
        let Replayed { seq, changes, .. } = self.write(|writer| step(writer, id, by))?;
        let plan = replay(&before.plan, &changes).map_err(|_| PlanError::BrokenLog { plan: id, seq })?;
        let (row, steps) = self.read(|reader| {
            let row = reader.plan(id)?.ok_or(PlanError::Unknown(id))?;
            Ok((row, [reader.undoable(id)?.is_some(), reader.redoable(id)?.is_some()]))
        })?;
        let after = Arc::new(before.after(plan, &changes, row, steps));
        self.place(id).put(&after);
        let touched = touched(&before.plan, &after.plan, &changes);
        Ok(Edited { before, after, seq: Some(seq), touched })
    }

    /// Keeps an open plan open where a step of its life is all that has changed.
    pub fn moved_on(&self, row: &PlanRow) {
        let place = self.place(row.id);
        let opened = place.opened.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(before) =
            opened.filter(|it| it.row.revision + 1 == row.revision && it.row.starts == row.starts)
        {
            place.put(&Arc::new(before.with_row(row.clone())));
        }
    }

    /// The city of a snapshot, made ready for plans once.
    fn city(&self, snapshot: &Arc<Snapshot>) -> Arc<City> {
        let mut city = lock(&self.city);
        match &*city {
            Some(known) if known.snapshot.version == snapshot.version => Arc::clone(known),
            _ => Arc::clone(city.insert(Arc::new(City::new(Arc::clone(snapshot))))),
        }
    }

    /// The place of a plan; the one not used for longest is cleared for it.
    fn place(&self, id: PlanId) -> Arc<Place> {
        let mut plans = lock(&self.plans);
        let place = match plans.iter().position(|place| place.id == id) {
            Some(at) => plans.remove(at),
            None => Arc::new(Place::new(id)),
        };
        plans.insert(0, Arc::clone(&place));
        plans.truncate(PLANS);
        place
    }

    /// Takes a plan off the desk.
    pub fn forget(&self, id: PlanId) {
        lock(&self.plans).retain(|place| place.id != id);
    }
}

impl Place {
    fn new(id: PlanId) -> Self {
        Self { id, opened: RwLock::default(), reading: Mutex::default(), turn: Arc::default() }
    }

    /// What is open, where it is not older than a revision and of the same reading of the city.
    fn current(&self, revision: i64, snapshot: &Snapshot) -> Option<Arc<Opened>> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner).clone();
        opened.filter(|it| it.row.revision >= revision && it.city.snapshot.version == snapshot.version)
    }

    /// Puts a state in its place, unless a newer one is there already.
    fn put(&self, opened: &Arc<Opened>) {
        let age = |it: &Opened| (it.city.snapshot.version, it.row.revision);
        let mut current = self.opened.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_none_or(|current| age(current) <= age(opened)) {
            *current = Some(Arc::clone(opened));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
