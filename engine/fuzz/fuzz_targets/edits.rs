#![no_main]

mod edit_soup;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| edit_soup::check_edits(bytes));
