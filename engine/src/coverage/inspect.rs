//! Finds what is to be reported.

use super::build::Subdivision;
use super::model::Coverage;
use super::report::Report;
use crate::coord::MultiPolygon;

pub(crate) fn inspect(_polygons: &[MultiPolygon], _subdivision: &Subdivision, _coverage: &Coverage) -> Report {
    Report::new(Vec::new())
}
