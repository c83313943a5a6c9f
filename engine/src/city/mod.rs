//! The seeded generator of demo and benchmark cities, with planted truth.
