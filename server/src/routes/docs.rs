//! The API as a page: plain HTML made from the document, without a script and without a network.

use crate::error::PROBLEMS;
use serde_json::Value;
use std::fmt::Write;
use utoipa::openapi::OpenApi;

pub const STYLE: &str = include_str!("docs.css");

/// The page for a document.
pub fn page(document: &OpenApi) -> String {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut out = String::from(HEAD);
    put(&mut out, format_args!("<h1>onemap</h1><p>{}</p>", text(&document["info"]["description"])));
    out.push_str("<p>For programs: <a href=\"openapi.json\">openapi.json</a></p>");
    for (path, item) in object(&document["paths"]) {
        for (method, operation) in object(item) {
            write_operation(&mut out, method, path, operation);
        }
    }
    write_problems(&mut out);
    out.push_str("</main></body></html>");
    out
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><title>onemap API</title>\
    <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"docs.css\"></head><body><main>";

fn write_operation(out: &mut String, method: &str, path: &str, operation: &Value) {
    let method = method.to_uppercase();
    put(out, format_args!("<section><h2><code>{method} {}</code></h2>", escape(path)));
    for words in ["summary", "description"] {
        put(out, format_args!("<p>{}</p>", text(&operation[words])));
    }
    write_parameters(out, operation["parameters"].as_array().map_or(&[], Vec::as_slice));
    out.push_str("<table><caption>Answers</caption>");
    for (status, answer) in object(&operation["responses"]) {
        let media: Vec<&str> = object(&answer["content"]).map(|(media, _)| media.as_str()).collect();
        let media = escape(&media.join(", "));
        put(out, format_args!("<tr><th>{status}<td>{}<td>{media}", text(&answer["description"])));
    }
    out.push_str("</table></section>");
}

fn write_parameters(out: &mut String, parameters: &[Value]) {
    if parameters.is_empty() {
        return;
    }
    out.push_str("<table><caption>Parameters</caption>");
    for parameter in parameters {
        let must = if parameter["required"] == true { "required" } else { "" };
        let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
        let meaning = text(&parameter["description"]);
        put(out, format_args!("<tr><th>{name}<td>{place} {must}<td>{meaning}"));
    }
    out.push_str("</table>");
}

fn write_problems(out: &mut String) {
    out.push_str("<section><h2>Problems</h2><dl>");
    for entry in &PROBLEMS {
        let (code, status) = (entry.code, entry.status.as_u16());
        put(
            out,
            format_args!("<dt id=\"{code}\">{status} {}<dd>{}", escape(entry.title), escape(entry.advice)),
        );
    }
    out.push_str("</dl></section>");
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    escape(value.as_str().unwrap_or_default())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_words_stays_words() {
        assert_eq!(escape("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
    }
}
