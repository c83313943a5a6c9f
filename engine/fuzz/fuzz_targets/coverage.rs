#![no_main]

mod soup;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| soup::check_build(&soup::polygons(bytes)));
