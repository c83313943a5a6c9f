//! What keeps callers out of the store: they become keyed hashes, and their names are masked.

use super::CallerKey;
use super::reading::half_width;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key of the caller hashes. Two imports with the same key know the same caller again.
#[derive(Clone)]
pub struct CallerSecret(Hmac<Sha256>);

impl Default for CallerSecret {
    /// The empty key: fit for tests and for output that is thrown away.
    fn default() -> Self {
        Self::new(&[])
    }
}

impl CallerSecret {
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    /// The key of a caller: of the phone where there is one, else of the name. `None` where both are empty or say that
    /// the caller is unknown.
    #[must_use]
    pub fn key(&self, phone: Option<&str>, name: Option<&str>) -> Option<CallerKey> {
        let phone = phone.map(normalised_phone).filter(|phone| phone.len() >= SHORTEST_PHONE);
        match (phone, name.filter(|name| !is_anonymous(name))) {
            (Some(phone), name) if phone.contains('*') => {
                Some(self.hash(&["masked", &phone, name.unwrap_or_default()]))
            }
            (Some(phone), _) => Some(self.hash(&["phone", &phone])),
            (None, Some(name)) => Some(self.hash(&["name", name.trim()])),
            (None, None) => None,
        }
    }

    fn hash(&self, parts: &[&str]) -> CallerKey {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        let digest = mac.finalize().into_bytes();
        let (first, _) = digest.split_first_chunk().expect("SHA-256 gives 32 bytes");
        CallerKey(u64::from_be_bytes(*first))
    }
}

/// Local numbers have seven digits; anything much shorter is an extension or a placeholder.
const SHORTEST_PHONE: usize = 5;

/// A name as it may be shown: its first letter, the rest masked.
#[must_use]
pub fn masked_name(name: &str) -> Option<String> {
    let first = name.trim().chars().next().filter(|_| !is_anonymous(name))?;
    Some(format!("{first}**"))
}

/// Digits alone (and the stars of numbers that came masked), without the country code of a Chinese number.
fn normalised_phone(phone: &str) -> String {
    let digits: String = phone.chars().map(half_width).filter(|c| c.is_ascii_digit() || *c == '*').collect();
    let local = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
    match local {
        Some(local) if local.len() == 11 && local.starts_with('1') => local.to_owned(),
        _ => digits,
    }
}

fn is_anonymous(name: &str) -> bool {
    const NOBODY: [&str; 10] =
        ["匿名", "无", "未知", "不详", "保密", "无名氏", "anonymous", "unknown", "none", "n/a"];
    let name = name.trim();
    !name.chars().any(char::is_alphanumeric) || NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HMAC-SHA256 of `phone\0` + number + `\0` under `key`, by Python's hmac module.
    #[test]
    fn a_caller_is_known_again_by_phone_however_it_is_written() {
        let secret = CallerSecret::new(b"key");
        let key = secret.key(Some("138 1234 5678"), Some("张三"));
        assert_eq!(key, Some(CallerKey(0xfe45_97ab_4d56_61cb)));
        assert_eq!(secret.key(Some("+86-13812345678"), None), key);
        assert_eq!(secret.key(Some("１３８１２３４５６７８"), None), key);
        assert_ne!(secret.key(Some("13812345679"), None), key);
        assert_ne!(CallerSecret::new(b"other").key(Some("13812345678"), None), key);
    }

    #[test]
    fn without_a_phone_the_name_decides_and_nobody_is_nobody() {
        let secret = CallerSecret::default();
        assert_eq!(secret.key(Some("-"), Some("张三")), secret.key(None, Some("张三")));
        assert!(secret.key(None, Some("张三")).is_some());
        assert_eq!(secret.key(None, Some("匿名")), None);
        assert_eq!(secret.key(Some("0"), Some("Anonymous")), None);
        assert_ne!(
            secret.key(Some("138****5678"), Some("张三")),
            secret.key(Some("138****5678"), Some("李四"))
        );
    }

    #[test]
    fn names_keep_their_first_letter() {
        assert_eq!(masked_name("张三丰").as_deref(), Some("张**"));
        assert_eq!(masked_name(" Smith ").as_deref(), Some("S**"));
        assert_eq!(masked_name("匿名"), None);
    }
}
