//! Where complaints pile up.
