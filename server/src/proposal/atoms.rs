//! What proposals are made of, for whoever wants to share it out another way.

use super::grounds::Surroundings;
use super::{ProposalError, Request};
use crate::snapshot::Snapshot;
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::FaceId;
use onemap_engine::partition::{Part, atoms, mosaic};
use onemap_engine::record::AreaLevel;
use rayon::prelude::*;

/// A piece of a community that no grid shares with another.
pub struct Atom {
    /// Code of its community.
    pub community: String,
    pub households: f64,
    pub shape: MultiPolygon,
}

impl Request {
    /// The atoms of the communities asked about, which they cover; neighbours share their boundary vertex by vertex.
    ///
    /// # Errors
    /// When there is no such community.
    pub fn atoms(&self, snapshot: &Snapshot) -> Result<Vec<Atom>, ProposalError> {
        let communities = self.communities(snapshot)?;
        let surroundings = Surroundings::new(snapshot);
        let all: Vec<_> =
            communities.par_iter().map(|&community| atoms(&surroundings.ground(community).ground)).collect();
        let coverage = mosaic(&all);
        let code = |&face| snapshot.area(AreaLevel::Community, face).map_or("", |area| area.code.as_str());
        let owned = communities.iter().zip(&all);
        let owned =
            owned.flat_map(|(community, own)| own.parts.iter().map(move |part| (code(community), part)));
        let atom = |(i, (community, part)): (usize, (&str, &Part))| Atom {
            community: community.to_owned(),
            households: part.households,
            shape: coverage.polygon(FaceId::of_polygon(i)),
        };
        Ok(owned.enumerate().map(atom).collect())
    }
}
