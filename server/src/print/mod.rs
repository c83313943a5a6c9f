//! Pages to be printed: plain HTML in Chinese or English, without a script.

mod frame;
mod pdf;

pub(crate) use frame::{Frame, WIDTH_MM};
pub use pdf::pdf;

use std::fmt::{self, Display, Write};

/// What printed pages look like; served beside them, or in them where they stand alone.
pub const STYLE: &str = include_str!("print.css");

/// Language of a printed page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, utoipa::ToSchema)]
pub enum Language {
    #[default]
    #[value(name = "zh")]
    #[serde(rename = "zh")]
    Chinese,
    #[value(name = "en")]
    #[serde(rename = "en")]
    English,
}

/// Where a page finds its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// At an address.
    Linked(&'static str),
    /// In the page.
    Within,
}

impl Language {
    /// The words of this language.
    #[must_use]
    pub fn of<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

/// A page in the making.
pub(crate) struct Page {
    pub language: Language,
    html: String,
}

impl Page {
    pub fn new(language: Language, style: Style, title: &str) -> Self {
        let mut page = Self { language, html: String::new() };
        let lang = language.of("zh", "en");
        page.raw(format_args!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{}</title>",
            Text(title)
        ));
        match style {
            Style::Linked(address) => page.raw(format_args!(
                "<link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"{address}\">"
            )),
            Style::Within => page.raw(format_args!("<style>{STYLE}</style>")),
        }
        page.raw(format_args!("</head><body><h1>{}</h1>", Text(title)));
        page
    }

    pub fn raw(&mut self, html: fmt::Arguments<'_>) {
        self.html.write_fmt(html).expect("writing to a string never fails");
    }

    pub fn text(&mut self, text: &str) {
        self.raw(format_args!("{}", Text(text)));
    }

    pub fn list(&mut self, items: &[String]) {
        self.raw(format_args!("<ul class=\"findings\">"));
        items.iter().for_each(|item| self.raw(format_args!("<li>{}", Text(item))));
        self.raw(format_args!("</ul>"));
    }

    pub fn heading(&mut self, text: &str) {
        self.raw(format_args!("<h2>{}</h2>", Text(text)));
    }

    pub fn paragraph(&mut self, text: &str) {
        self.raw(format_args!("<p>{}</p>", Text(text)));
    }

    /// A table with a head; cells that hold figures, and the heads over them, stand to the right.
    pub fn table<const N: usize>(&mut self, head: [&str; N], rows: impl IntoIterator<Item = [Cell; N]>) {
        let mut rows = rows.into_iter().peekable();
        self.raw(format_args!("<table><thead><tr>"));
        for (i, name) in head.iter().enumerate() {
            let is_figure = rows.peek().is_some_and(|row| !matches!(row[i], Cell::Text(_)));
            self.raw(format_args!("<th{}>{}", if is_figure { " class=\"figure\"" } else { "" }, Text(name)));
        }
        self.raw(format_args!("</thead><tbody>"));
        for row in rows {
            self.raw(format_args!("<tr>"));
            row.iter().for_each(|cell| self.raw(format_args!("{cell}")));
        }
        self.raw(format_args!("</tbody></table>"));
    }

    pub fn finish(mut self) -> String {
        self.html.push_str("</body></html>");
        self.html
    }
}

/// One cell of a table.
pub(crate) enum Cell {
    Text(String),
    /// A figure with so many decimals.
    Figure(Option<f64>, usize),
    /// A figure that is written already.
    Written(Option<String>),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(count: u64) -> Self {
        Self::Figure(Some(count as f64), 0)
    }

    pub fn right(text: Option<String>) -> Self {
        Self::Written(text)
    }

    /// Something that is not always there.
    pub fn maybe(text: Option<&str>) -> Self {
        Self::Text(text.unwrap_or("–").to_owned())
    }
}

impl Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "<td>{}", Text(text)),
            Self::Figure(Some(value), decimals) => {
                write!(f, "<td class=\"figure\">{}", grouped(&format!("{value:.decimals$}")))
            }
            Self::Written(Some(text)) => write!(f, "<td class=\"figure\">{}", Text(text)),
            Self::Figure(None, _) | Self::Written(None) => f.write_str("<td class=\"figure\">–"),
        }
    }
}

/// A number with its whole part in groups of three.
pub(crate) fn grouped(number: &str) -> String {
    let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.trim_start_matches('-').len();
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if c.is_ascii_digit() && left < digits && left % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped + fraction
}

/// Text as HTML.
pub(crate) struct Text<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_by_thousands() {
        for (number, text) in
            [("0", "0"), ("-12", "-12"), ("999", "999"), ("1000.5", "1,000.5"), ("-1234567", "-1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn names_are_text_and_never_markup() {
        let mut page = Page::new(Language::English, Style::Within, "<script>alert(1)</script>");
        page.table(["a\"b"], [[Cell::text("<b>&")]]);
        let html = page.finish();
        assert!(html.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>"));
        assert!(html.contains("<th>a&quot;b") && html.contains("<td>&lt;b&gt;&amp;"));
    }
}
