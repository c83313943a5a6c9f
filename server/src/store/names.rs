//! The distinct values of a text column, numbered.

use rustc_hash::FxHashMap;

/// The distinct values of a text column; a value's id is its place.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<String>,
    ids: FxHashMap<String, u32>,
}

impl Names {
    /// The id of no name.
    pub const NONE: u32 = u32::MAX;

    /// All names, by id.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.names
    }

    #[must_use]
    pub fn name(&self, id: u32) -> Option<&str> {
        self.names.get(id as usize).map(String::as_str)
    }

    #[must_use]
    pub fn id(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    pub(super) fn intern(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return Self::NONE };
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }

    /// Appends ids into other names to ids into these.
    pub(super) fn take_over(&mut self, other: &Self, ids: &mut Vec<u32>, others: &[u32]) {
        let here: Vec<u32> = other.names.iter().map(|name| self.intern(Some(name))).collect();
        ids.extend(others.iter().map(|&id| here.get(id as usize).copied().unwrap_or(Self::NONE)));
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut known = Self::default();
        for name in names {
            known.intern(Some(name));
        }
        known
    }
}
