//! Which grid holds this point?
