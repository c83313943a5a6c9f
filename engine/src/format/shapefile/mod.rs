//! ESRI Shapefiles in: `.shp` with its `.dbf`, `.cpg` and `.prj` beside it, or all of them in one `.zip`.
//!
//! Read here and not by a crate, because offices' files want it: bytes that are cut off are named by record and offset,
//! attributes are GBK as often as UTF-8, and no length a file claims is believed before the bytes are there.
//! ESRI Shapefile Technical Description, 1998; dBASE III table layout.

mod dbf;
mod parts;
mod polygons;
mod rows;
mod shp;

pub(super) use parts::{Parts, is_zip};
pub(super) use rows::ShapefileRows;
