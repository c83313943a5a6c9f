//! A plan as a planar subdivision: arcs that know both their faces, and faces that tile the whole.

mod model;

pub use model::{Arc, Coverage, FaceId};
