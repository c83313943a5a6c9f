//! Codes: unique, and built as the standard has it.

use super::super::finding::Finding;
use super::super::finding::OtherRule::{CodeFormat, CommunityCode as CommunityCodeRule, UniqueCode};
use super::super::{CodeStyle, Limits, Subject};
use super::of_area;
use onemap_engine::record::{Area, CommunityCode, UnitCellCode, is_scientific};
use rustc_hash::FxHashMap;

/// Codes given twice, codes of another build than the layer's style, and codes of communities out of range.
pub(in crate::check) fn codes(subject: &Subject<'_>, limits: &Limits) -> Vec<Finding> {
    let mut found = twice(&subject.grids);
    let misbuilt = subject.grids.iter().filter(|grid| !is_well_built(grid, limits.codes));
    found.extend(misbuilt.map(|grid| of_area(CodeFormat, grid)));
    let astray = subject.communities.iter().filter(|community| !is_community(&community.code, limits.codes));
    found.extend(astray.map(|community| of_area(CommunityCodeRule, community)));
    found
}

fn twice(grids: &[Area]) -> Vec<Finding> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for grid in grids {
        let times = seen.entry(&grid.code).or_default();
        *times += 1;
        if *times == 2 {
            found.push(of_area(UniqueCode, grid));
        }
    }
    found
}

/// Whether a grid's code is one of the layer's style, and of its own community where the grid names that by its code.
fn is_well_built(grid: &Area, style: CodeStyle) -> bool {
    match style {
        CodeStyle::Any => !is_scientific(&grid.code),
        CodeStyle::UnitCell => grid.code.parse::<UnitCellCode>().is_ok_and(|code| {
            let parent = grid.parent.as_deref().and_then(|parent| parent.parse::<CommunityCode>().ok());
            parent.is_none_or(|parent| parent == code.community())
        }),
    }
}

/// Codes of 12 digits are taken for what the standard means by them, in every layer.
fn is_community(code: &str, style: CodeStyle) -> bool {
    let looks_standard = code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit());
    match style {
        CodeStyle::Any if !looks_standard => !is_scientific(code),
        CodeStyle::Any | CodeStyle::UnitCell => code.parse::<CommunityCode>().is_ok(),
    }
}
