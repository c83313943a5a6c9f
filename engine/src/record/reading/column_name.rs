//! Column names made comparable: what people write around a name does not matter.

/// The name in lower case and half width, without spaces, underscores, and bracketed units.
pub(super) fn normalise(name: &str) -> String {
    let half_width: String = name.chars().map(half_width).collect();
    let bare = letters(&without_brackets(&half_width));
    if bare.is_empty() { letters(&half_width) } else { bare }
}

/// A normalised name without the year or survey of its figures: `population_acs2014` → `population`.
pub(super) fn without_year(normalised: &str) -> &str {
    let stem = normalised.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &normalised[stem.len()..];
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    if !is_year || stem.is_empty() {
        return normalised;
    }
    ["acs", "census", "est"].iter().find_map(|survey| stem.strip_suffix(survey)).unwrap_or(stem)
}

/// A full-width form as its ASCII counterpart; any other letter as it is.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' | '{' | '【' | '〔' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_name_does_not_matter() {
        for (written, expected) in [
            (" 户数（户） ", "户数"),
            ("建筑 面积[㎡]", "建筑面积"),
            ("Ｘ坐标", "x坐标"),
            ("Created_Date", "createddate"),
            ("event-src", "eventsrc"),
            ("(id)", "id"),
            ("\u{feff}id", "id"),
        ] {
            assert_eq!(normalise(written), expected, "{written}");
        }
    }

    #[test]
    fn years_are_no_part_of_a_name() {
        for (name, expected) in
            [("populationacs2014", "population"), ("nta2020", "nta"), ("geoid20", "geoid20"), ("2020", "2020")]
        {
            assert_eq!(without_year(name), expected);
        }
    }
}
