//! Coordinate reference systems as well-known text (OGC 01-009, WKT 1), in the dialect of Shapefiles (`.prj`) too.

use std::fmt::Write as _;

/// Deeper nesting is no definition of a coordinate reference system.
const DEEPEST: usize = 16;

/// What a definition comes down to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Definition {
    /// It names its EPSG code itself.
    Epsg(u16),
    /// Longitude and latitude that count as WGS 84.
    Degrees,
    /// A definition for PROJ, without a shift between datums.
    Proj(String),
}

/// One `KEYWORD[…]`.
#[derive(Debug, Default)]
struct Node<'a> {
    keyword: &'a str,
    texts: Vec<&'a str>,
    numbers: Vec<f64>,
    nodes: Vec<Node<'a>>,
}

/// The definition and its name; `None` for what is no such text, or a projection or datum not known here.
pub(super) fn read(text: &str) -> Option<(String, Definition)> {
    let (root, rest) = Node::read(text.trim_start_matches('\u{feff}').trim(), 0)?;
    let name = (*root.texts.first()?).to_owned();
    let definition = rest.trim().is_empty().then(|| root.definition())??;
    Some((name, definition))
}

impl<'a> Node<'a> {
    fn read(text: &'a str, depth: usize) -> Option<(Self, &'a str)> {
        let open = text.find(['[', '('])?;
        let mut node = Self { keyword: text[..open].trim(), ..Self::default() };
        let mut rest = &text[open + 1..];
        loop {
            rest = node.argument(rest.trim_start(), depth)?.trim_start();
            let (end, after) = (rest.as_bytes().first()?, &rest[1..]);
            match end {
                b',' => rest = after,
                b']' | b')' => return Some((node, after)),
                _ => return None,
            }
        }
    }

    /// Takes one quoted text, number, word or node, and gives what follows it.
    fn argument(&mut self, text: &'a str, depth: usize) -> Option<&'a str> {
        if let Some(quoted) = text.strip_prefix('"') {
            let (content, rest) = quoted.split_once('"')?;
            self.texts.push(content);
            return Some(rest);
        }
        let end = text.find([',', '[', '(', ']', ')'])?;
        if matches!(text.as_bytes()[end], b'[' | b'(') {
            let (node, rest) = if depth < DEEPEST { Self::read(text, depth + 1)? } else { return None };
            self.nodes.push(node);
            return Some(rest);
        }
        match text[..end].trim().parse() {
            Ok(number) => self.numbers.push(number),
            Err(_) => self.texts.push(text[..end].trim()),
        }
        Some(&text[end..])
    }

    fn node(&self, keyword: &str) -> Option<&Self> {
        self.nodes.iter().find(|node| node.keyword.eq_ignore_ascii_case(keyword))
    }

    fn definition(&self) -> Option<Definition> {
        if let Some(code) = self.epsg() {
            return Some(Definition::Epsg(code));
        }
        match self.keyword.to_ascii_uppercase().as_str() {
            "GEOGCS" => self.is_wgs84_like().then_some(Definition::Degrees),
            "PROJCS" => self.projected().map(Definition::Proj),
            _ => None,
        }
    }

    fn epsg(&self) -> Option<u16> {
        let authority = self.node("AUTHORITY").filter(|node| node.texts.first() == Some(&"EPSG"))?;
        let number = || authority.numbers.first().map(|number| *number as u16);
        authority.texts.get(1).and_then(|code| code.parse().ok()).or_else(number)
    }

    /// Whether a geographic system differs from WGS 84 by no more than the metre that is lost in practice.
    fn is_wgs84_like(&self) -> bool {
        const ALIKE: [&str; 10] = [
            "wgs1984",
            "wgs84",
            "chinageodeticcoordinatesystem2000",
            "china2000",
            "chinageodetic2000",
            "cgcs2000",
            "northamerican1983",
            "northamericandatum1983",
            "etrs1989",
            "europeanterrestrialreferencesystem1989",
        ];
        let Some(datum) = self.node("DATUM").and_then(|datum| datum.texts.first()) else { return false };
        let plain: String =
            datum.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let plain = plain.strip_prefix('d').filter(|rest| ALIKE.contains(rest)).unwrap_or(&plain);
        ALIKE.contains(&plain)
    }

    fn projected(&self) -> Option<String> {
        let geographic = self.node("GEOGCS").filter(|node| node.is_wgs84_like())?;
        let spheroid = geographic.node("DATUM")?.node("SPHEROID")?;
        let &[a, inverse_flattening, ..] = &spheroid.numbers[..] else { return None };
        let metres = *self.node("UNIT")?.numbers.first()?;
        let projection = self.node("PROJECTION")?.texts.first()?.to_ascii_lowercase();
        let mut text = String::from("+proj=");
        text.push_str(match projection.as_str() {
            "transverse_mercator" | "gauss_kruger" => "tmerc",
            "lambert_conformal_conic" | "lambert_conformal_conic_2sp" | "lambert_conformal_conic_1sp" => "lcc",
            "mercator_auxiliary_sphere" => return (self.no_offset()).then(|| sphere(a)),
            "albers" | "albers_conic_equal_area" => "aea",
            _ => return None,
        });
        self.parameters(&mut text, metres)?;
        write!(text, " +a={a} +rf={inverse_flattening} +to_meter={metres} +no_defs").ok()?;
        Some(text)
    }

    fn parameters(&self, text: &mut String, metres: f64) -> Option<()> {
        let given = self.nodes.iter().filter(|node| node.keyword.eq_ignore_ascii_case("PARAMETER"));
        for parameter in given {
            let (name, value) = (parameter.texts.first()?.to_ascii_lowercase(), *parameter.numbers.first()?);
            // Offsets are in the unit of the system; PROJ wants metres.
            match name.as_str() {
                "false_easting" => write!(text, " +x_0={}", value * metres),
                "false_northing" => write!(text, " +y_0={}", value * metres),
                "central_meridian" | "longitude_of_center" => write!(text, " +lon_0={value}"),
                "latitude_of_origin" | "latitude_of_center" => write!(text, " +lat_0={value}"),
                "scale_factor" => write!(text, " +k_0={value}"),
                "standard_parallel_1" => write!(text, " +lat_1={value}"),
                "standard_parallel_2" => write!(text, " +lat_2={value}"),
                _ => return None,
            }
            .ok()?;
        }
        Some(())
    }

    fn no_offset(&self) -> bool {
        let parameters = self.nodes.iter().filter(|node| node.keyword.eq_ignore_ascii_case("PARAMETER"));
        parameters.flat_map(|parameter| &parameter.numbers).all(|&number| number == 0.0)
    }
}

/// Web mercator: the sphere of the equator.
fn sphere(a: f64) -> String {
    format!("+proj=merc +a={a} +b={a} +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs")
}

#[cfg(test)]
mod tests {
    use super::super::Crs;
    use super::*;

    /// ESRI's text of EPSG:2263, as New York City's layers carry it.
    const LONG_ISLAND: &str = r#"PROJCS["NAD_1983_StatePlane_New_York_Long_Island_FIPS_3104_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",984250.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-74.0],PARAMETER["Standard_Parallel_1",40.66666666666666],PARAMETER["Standard_Parallel_2",41.03333333333333],PARAMETER["Latitude_Of_Origin",40.16666666666666],UNIT["Foot_US",0.3048006096012192]]"#;
    const GAUSS_KRUGER_117: &str = r#"PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

    fn same_place(wkt: &str, epsg: &str, (x, y): (f64, f64)) {
        let [a, b] = [wkt, epsg].map(|crs| crs.parse::<Crs>().unwrap().to_degrees(x, y).unwrap());
        assert!((a.0 - b.0).abs() < 1e-8 && (a.1 - b.1).abs() < 1e-8, "{a:?} {b:?}");
    }

    #[test]
    fn a_definition_means_what_its_epsg_code_means() {
        same_place(LONG_ISLAND, "EPSG:2263", (987_000.0, 200_000.0));
        same_place(GAUSS_KRUGER_117, "EPSG:4548", (527_000.0, 3_520_000.0));
        let mercator = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]"#;
        same_place(mercator, "EPSG:3857", (13_050_000.0, 3_740_000.0));
        assert_eq!(
            LONG_ISLAND.parse::<Crs>().unwrap().name(),
            "NAD_1983_StatePlane_New_York_Long_Island_FIPS_3104_Feet"
        );
    }

    #[test]
    fn geographic_systems_and_codes_are_known() {
        let of = |text: &str| read(text).map(|(_, definition)| definition);
        let wgs84 = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]"#;
        assert_eq!(of(wgs84), Some(Definition::Degrees));
        assert_eq!(of(r#"PROJCS["x",AUTHORITY["EPSG","2263"]]"#), Some(Definition::Epsg(2263)));
        let beijing =
            r#"GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]]]"#;
        assert_eq!(of(beijing), None, "its datum is some hundred metres off");
    }

    #[test]
    fn what_is_no_definition_is_refused() {
        for text in ["", "[", "PROJCS", "PROJCS[", "GEOGCS[\"x\"", "PROJCS[\"x\"]y", "A[[[[", "GEOGCS[\"é\",é]"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"A[".repeat(100_000)), None);
    }
}
