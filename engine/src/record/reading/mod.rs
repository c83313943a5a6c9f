//! From rows to records: columns recognised, values checked, coordinates brought onto the lattice, privacy applied.

mod advice;
mod alias;
mod area;
mod binding;
mod building;
mod column_name;
mod complaint;
mod estimate;
mod kind;
mod others;
mod place;
mod reader;
mod row_fields;
mod shape;
mod simple;
mod text;
mod time;

pub use advice::advice;
pub use binding::{BindError, Binding, Mapping};
pub use column_name::half_width;
pub use kind::Kind;
pub use reader::{Accepted, FromRow, Reader, Reading};
