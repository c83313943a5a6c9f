//! The address under which a client sees the server.

use axum::http::{HeaderMap, header};

/// Scheme, host and prefix for absolute addresses: what a proxy says in `X-Forwarded-*`, else `Host`. What cannot be part of
/// an address is not taken over.
#[must_use]
pub fn origin(headers: &HeaderMap) -> String {
    let first = |name: &str| headers.get(name)?.to_str().ok()?.split(',').next().map(str::trim);
    let scheme =
        first("x-forwarded-proto").filter(|scheme| ["http", "https"].contains(scheme)).unwrap_or("http");
    let host = first("x-forwarded-host").or_else(|| first(header::HOST.as_str())).filter(|host| is_host(host));
    let prefix = first("x-forwarded-prefix").filter(|prefix| is_path(prefix)).unwrap_or_default();
    format!("{scheme}://{}{}", host.unwrap_or("localhost"), prefix.trim_end_matches('/'))
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]_".contains(c))
}

fn is_path(text: &str) -> bool {
    text.starts_with('/') && text.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(headers: &[(&'static str, &str)]) -> String {
        let headers =
            headers.iter().map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap()));
        origin(&headers.collect())
    }

    #[test]
    fn a_proxy_is_believed_before_the_host() {
        assert_eq!(seen(&[("host", "127.0.0.1:8080")]), "http://127.0.0.1:8080");
        assert_eq!(
            seen(&[
                ("host", "inner"),
                ("x-forwarded-host", "map.example.cn, inner"),
                ("x-forwarded-proto", "https"),
                ("x-forwarded-prefix", "/onemap/"),
            ]),
            "https://map.example.cn/onemap"
        );
    }

    #[test]
    fn what_is_no_address_is_not_taken_over() {
        assert_eq!(seen(&[("host", "a\"><script>"), ("x-forwarded-proto", "javascript")]), "http://localhost");
        assert_eq!(seen(&[]), "http://localhost");
    }
}
