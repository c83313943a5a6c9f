//! Well-known text (OGC 06-103r4, 7.2): geometry as people can read it. Z and M are dropped; an `SRID=…;` before it is skipped.

use crate::record::{Position, RawGeometry, Reason};

/// Whether a text begins like WKT.
pub(super) fn looks_like(text: &str) -> bool {
    const WORDS: [&str; 4] = ["point", "linestring", "polygon", "geometrycollection"];
    let text = without_srid(text);
    let word: String =
        text.chars().take_while(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let single = word.strip_prefix("multi").unwrap_or(&word);
    let single = single.trim_end_matches(['z', 'm']);
    WORDS.contains(&single) && !word.is_empty()
}

/// Reads one geometry.
///
/// # Errors
/// [`Reason::TruncatedWkt`] where the text ends early, [`Reason::UnreadableGeometry`] where it is no WKT,
/// [`Reason::WrongGeometry`] for collections.
pub(super) fn read(text: &str) -> Result<RawGeometry, Reason> {
    let mut scanner = Scanner { rest: without_srid(text.trim()) };
    let kind = scanner.word().to_ascii_lowercase();
    let mut dimension = scanner.word();
    if matches!(dimension.to_ascii_lowercase().as_str(), "z" | "m" | "zm") {
        dimension = scanner.word();
    }
    if dimension.eq_ignore_ascii_case("empty") {
        return Ok(RawGeometry::Points(Vec::new()));
    }
    let geometry = scanner.geometry(kind.trim_end_matches(['z', 'm']))?;
    if scanner.rest.trim().is_empty() { Ok(geometry) } else { Err(Reason::UnreadableGeometry) }
}

fn without_srid(text: &str) -> &str {
    match text.split_once(';') {
        Some((srid, geometry)) if srid.len() >= 5 && srid.as_bytes()[..5].eq_ignore_ascii_case(b"SRID=") => {
            geometry
        }
        _ => text,
    }
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn geometry(&mut self, kind: &str) -> Result<RawGeometry, Reason> {
        match kind {
            "point" | "linestring" => {
                let points = self.positions()?;
                Ok(if kind == "point" { RawGeometry::Points(points) } else { RawGeometry::Lines(vec![points]) })
            }
            "multipoint" => self.list(Self::member_point).map(RawGeometry::Points),
            "multilinestring" => self.list(Self::positions).map(RawGeometry::Lines),
            "polygon" => Ok(RawGeometry::Polygons(vec![self.rings()?])),
            "multipolygon" => self.list(Self::rings).map(RawGeometry::Polygons),
            "geometrycollection" => Err(Reason::WrongGeometry),
            _ => Err(Reason::UnreadableGeometry),
        }
    }

    fn rings(&mut self) -> Result<Vec<Vec<Position>>, Reason> {
        self.list(Self::positions)
    }

    fn positions(&mut self) -> Result<Vec<Position>, Reason> {
        self.list(Self::position)
    }

    /// The points of a multipoint may stand in brackets of their own.
    fn member_point(&mut self) -> Result<Position, Reason> {
        if !self.at('(') {
            return self.position();
        }
        let points = self.positions()?;
        points.first().copied().ok_or(Reason::UnreadableGeometry)
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, Reason>) -> Result<Vec<T>, Reason> {
        if self.word().eq_ignore_ascii_case("empty") {
            return Ok(Vec::new());
        }
        self.expect('(')?;
        let mut items = vec![item(self)?];
        while self.at(',') {
            self.expect(',')?;
            items.push(item(self)?);
        }
        self.expect(')')?;
        Ok(items)
    }

    fn position(&mut self) -> Result<Position, Reason> {
        let position = (self.number()?, self.number()?);
        while !self.at(',') && !self.at(')') {
            self.number()?;
        }
        Ok(position)
    }

    fn number(&mut self) -> Result<f64, Reason> {
        self.rest = self.rest.trim_start();
        let end =
            self.rest.bytes().position(|b| matches!(b, b' ' | b',' | b')' | b'(' | b'\t' | b'\n' | b'\r'));
        let Some(end) = end else { return Err(Reason::TruncatedWkt) };
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().map_err(|_| Reason::UnreadableGeometry)
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn at(&mut self, c: char) -> bool {
        self.rest = self.rest.trim_start();
        self.rest.starts_with(c)
    }

    fn expect(&mut self, c: char) -> Result<(), Reason> {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(c) {
            Some(rest) => self.rest = rest,
            None if self.rest.is_empty() => return Err(Reason::TruncatedWkt),
            None => return Err(Reason::UnreadableGeometry),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of OGC 06-103r4, table 6, and its common variants.
    #[test]
    fn every_type_is_read() {
        let square = vec![(10.0, 10.0), (10.0, 20.0), (20.0, 20.0), (20.0, 15.0), (10.0, 10.0)];
        for (text, expected) in [
            ("Point (10 15)", RawGeometry::Points(vec![(10.0, 15.0)])),
            ("POINT Z (10 15 7)", RawGeometry::Points(vec![(10.0, 15.0)])),
            ("POINTZM(10 15 7 1)", RawGeometry::Points(vec![(10.0, 15.0)])),
            ("MultiPoint ((0 0), (20 20))", RawGeometry::Points(vec![(0.0, 0.0), (20.0, 20.0)])),
            ("MULTIPOINT (0 0, 20 20)", RawGeometry::Points(vec![(0.0, 0.0), (20.0, 20.0)])),
            ("LineString ( 10 10, 20 20)", RawGeometry::Lines(vec![vec![(10.0, 10.0), (20.0, 20.0)]])),
            (
                "SRID=4490;Polygon((10 10, 10 20, 20 20, 20 15, 10 10))",
                RawGeometry::Polygons(vec![vec![square.clone()]]),
            ),
            ("MULTIPOLYGON(((10 10,10 20,20 20,20 15,10 10)))", RawGeometry::Polygons(vec![vec![square]])),
            ("POLYGON EMPTY", RawGeometry::Points(vec![])),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
            assert!(looks_like(text), "{text}");
        }
    }

    #[test]
    fn text_cut_anywhere_is_named_as_cut() {
        let whole = "MULTIPOLYGON (((117.25 31.75, 117.5 31.75, 117.5 32.0, 117.25 31.75)))";
        assert!(read(whole).is_ok());
        for end in "MULTIPOLYGON".len()..whole.len() {
            assert_eq!(read(&whole[..end]), Err(Reason::TruncatedWkt), "{}", &whole[..end]);
        }
    }

    #[test]
    fn what_is_no_wkt_is_refused() {
        for text in ["CIRCLE (0 0)", "POINT (a b)", "POINT (1 2) 3", "POINT (1)"] {
            assert_eq!(read(text), Err(Reason::UnreadableGeometry), "{text}");
        }
        assert_eq!(read("GEOMETRYCOLLECTION (POINT (1 2))"), Err(Reason::WrongGeometry));
        assert!(!looks_like("rectangular") && !looks_like("") && !looks_like("POINTER"));
    }
}
