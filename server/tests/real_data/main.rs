//! The built program on real cities, read from `$ONEMAP_DATA`; `make check-data` runs it. Not part of `cargo test`, since
//! the data are not part of the project.

mod chicago;
mod china;
mod nyc;
mod run;
mod sf;
mod table;
