//! One layer of any GeoPackage as rows: files of others read, files for others written. Our own store is read elsewhere.

mod read;
mod write;

pub use read::open_layer;
pub use write::create_layer;
