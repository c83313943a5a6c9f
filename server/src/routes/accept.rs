//! Which of several representations a client wants (RFC 9110, 12.5.1).

use crate::error::{Kind, Problem};
use axum::http::{HeaderMap, header};

/// The media type of those offered that `Accept` weighs most; of equals, the one offered first.
///
/// # Errors
/// `NotAcceptable` where the client takes none of them.
pub fn choose(headers: &HeaderMap, offered: &[&'static str]) -> Result<&'static str, Problem> {
    let ranges = ranges(headers);
    let weight = |media: &&&'static str| weight(media, &ranges);
    let best = offered.iter().rev().max_by_key(weight).filter(|best| weight(best) > 0);
    let none = || Problem::new(Kind::NotAcceptable, format!("there is {}", offered.join(", ")));
    best.copied().ok_or_else(none)
}

/// Whether `Accept` lets an answer of a media type pass. Who takes JSON takes all that is written as such.
pub fn takes(headers: &HeaderMap, media: &str) -> bool {
    let ranges = ranges(headers);
    let essence = media.split(';').next().unwrap_or(media);
    weight(media, &ranges) > 0 || (essence.ends_with("+json") && weight("application/json", &ranges) > 0)
}

/// All entries of the header.
fn ranges(headers: &HeaderMap) -> Vec<Range<'_>> {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|list| list.split(',')).filter_map(Range::parse).collect()
}

/// One entry of the header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    weight: u32,
}

impl<'a> Range<'a> {
    fn parse(entry: &'a str) -> Option<Self> {
        let mut parts = entry.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        Some(Self { kind, subtype, weight: parts.find_map(thousandths).unwrap_or(1000) })
    }

    /// How exactly the range names a media type, `None` where it does not hold it.
    fn exactness(&self, media: &str) -> Option<u8> {
        let (kind, subtype) = media.split(';').next()?.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (range, "*") if range.eq_ignore_ascii_case(kind) => Some(1),
            (range, sub) if range.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

/// The weight that a parameter gives; one that is no number is no weight at all.
fn thousandths(parameter: &str) -> Option<u32> {
    let q = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q="))?;
    Some((q.trim().parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0) * 1000.0) as u32)
}

/// The weight of the most exact range that holds a media type; without any range, everything is welcome.
fn weight(media: &str, ranges: &[Range<'_>]) -> u32 {
    if ranges.is_empty() {
        return 1000;
    }
    let holding = ranges.iter().filter_map(|range| Some((range.exactness(media)?, range.weight)));
    holding.max().map_or(0, |(_, weight)| weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accept: &'static str) -> Option<&'static str> {
        let headers: HeaderMap = [(header::ACCEPT, accept.parse().unwrap())].into_iter().collect();
        choose(&headers, &["application/json", "application/geo+json", "text/csv; charset=utf-8"]).ok()
    }

    #[test]
    fn the_heaviest_wins_and_the_first_among_equals() {
        assert_eq!(chosen("*/*"), Some("application/json"));
        assert_eq!(chosen("text/csv"), Some("text/csv; charset=utf-8"));
        assert_eq!(chosen("Text/*;q=0.5, application/geo+json"), Some("application/geo+json"));
        assert_eq!(chosen("text/csv;q=0.9, application/json;q=0.2"), Some("text/csv; charset=utf-8"));
        assert_eq!(chosen("application/json;q=0, */*;q=0.1"), Some("application/geo+json"));
        assert_eq!(chosen("text/csv; charset=utf-8; q=0.3"), Some("text/csv; charset=utf-8"));
        assert_eq!(choose(&HeaderMap::new(), &["text/csv"]), Ok("text/csv"));
    }

    #[test]
    fn json_is_json_by_any_name() {
        let headers = |accept: &'static str| [(header::ACCEPT, accept.parse().unwrap())].into_iter().collect();
        assert!(takes(&HeaderMap::new(), "image/png") && takes(&headers("image/*"), "image/png"));
        assert!(takes(&headers("application/json"), "application/geo+json"));
        assert!(!takes(&headers("application/xml"), "application/json"));
        assert!(!takes(&headers("application/json"), "image/png"));
    }

    #[test]
    fn what_is_not_offered_is_refused_with_what_is() {
        assert_eq!(chosen("text/html"), None);
        assert_eq!(chosen("text/csv;q=0"), None);
        assert_eq!(chosen("text/csv;q=much"), None);
        let headers: HeaderMap = [(header::ACCEPT, "image/png".parse().unwrap())].into_iter().collect();
        let refused = choose(&headers, &["text/csv"]).unwrap_err();
        assert_eq!((refused.kind, refused.detail.as_str()), (Kind::NotAcceptable, "there is text/csv"));
    }
}
