//! The fuzz targets' invariants on random bytes, so that they hold in every test run.

#[path = "../fuzz/fuzz_targets/edit_soup.rs"]
mod edit_soup;
#[path = "../fuzz/fuzz_targets/soup.rs"]
mod soup;

use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_build_a_coverage(bytes in vec(any::<u8>(), 0..300)) {
        soup::check_build(&soup::polygons(&bytes));
    }

    #[test]
    fn any_bytes_are_repaired(bytes in vec(any::<u8>(), 0..300)) {
        soup::check_repair(&soup::polygons(&bytes));
    }

    #[test]
    fn any_bytes_are_edits_that_keep_the_coverage(bytes in vec(any::<u8>(), 0..200)) {
        edit_soup::check_edits(&bytes);
    }
}
