//! The cell table against brute force over plain polygons.

mod oracle;
mod plans;
mod properties;
