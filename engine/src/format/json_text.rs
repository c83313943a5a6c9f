//! Complete JSON values cut out of a stream, without holding more than one of them.

use std::io::{self, BufRead};

/// The longest value that is held, bytes. A feature beyond it is a mistake, or an attack.
const LONGEST: usize = 256 << 20;

/// Why no value could be cut out.
#[derive(Debug)]
pub(super) enum Cut {
    Io(io::Error),
    /// The text ended within the value.
    Early,
    /// Something else stood where the value, or a comma or bracket, should be.
    Unexpected(u8),
    TooLong,
}

/// A JSON text taken apart from its beginning.
pub(super) struct JsonText<R> {
    input: R,
    /// Bytes taken so far.
    pub offset: u64,
}

impl<R: BufRead> JsonText<R> {
    pub fn new(input: R) -> Self {
        Self { input, offset: 0 }
    }

    /// The next byte that is not white space, left in place; `None` at the end.
    pub fn peek(&mut self) -> Result<Option<u8>, Cut> {
        loop {
            let buffer = self.input.fill_buf().map_err(Cut::Io)?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blank = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let next = buffer.get(blank).copied();
            self.take(blank);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Takes one byte, which must be this.
    pub fn expect(&mut self, wanted: u8) -> Result<(), Cut> {
        match self.peek()? {
            Some(found) if found == wanted => {
                self.take(1);
                Ok(())
            }
            Some(found) => Err(Cut::Unexpected(found)),
            None => Err(Cut::Early),
        }
    }

    /// Takes a comma and says that another member follows, or takes the closing bracket and says that none does.
    pub fn another(&mut self, close: u8) -> Result<bool, Cut> {
        let next = self.peek()?.ok_or(Cut::Early)?;
        self.expect(if next == close { close } else { b',' })?;
        Ok(next != close)
    }

    /// Takes a complete value and appends it.
    pub fn value(&mut self, out: &mut Vec<u8>) -> Result<(), Cut> {
        let first = self.peek()?.ok_or(Cut::Early)?;
        let start = out.len();
        let mut nesting = Nesting::default();
        loop {
            let buffer = self.input.fill_buf().map_err(Cut::Io)?;
            if buffer.is_empty() {
                return if nesting.is_scalar(first) { Ok(()) } else { Err(Cut::Early) };
            }
            let (taken, ended) = nesting.follow(buffer, first);
            out.extend_from_slice(&buffer[..taken]);
            self.take(taken);
            if ended {
                return if out.len() == start { Err(Cut::Unexpected(first)) } else { Ok(()) };
            }
            if out.len() - start > LONGEST {
                return Err(Cut::TooLong);
            }
        }
    }

    /// Takes everything up to a separator and the separator itself; `false` at the end.
    pub fn until(&mut self, separator: u8, out: &mut Vec<u8>) -> io::Result<bool> {
        let n = self.input.read_until(separator, out)?;
        self.offset += n as u64;
        if out.last() == Some(&separator) {
            out.pop();
        }
        Ok(n > 0)
    }

    fn take(&mut self, n: usize) {
        self.input.consume(n);
        self.offset += n as u64;
    }
}

/// Where in a value the text stands.
#[derive(Default)]
struct Nesting {
    depth: u32,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// How many bytes of a piece belong to the value that began with `first`, and whether it ends there.
    fn follow(&mut self, piece: &[u8], first: u8) -> (usize, bool) {
        for (i, &b) in piece.iter().enumerate() {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                } else if b == b'\\' {
                    self.escaped = true;
                } else if b == b'"' {
                    self.in_string = false;
                    if self.depth == 0 {
                        return (i + 1, true);
                    }
                }
                continue;
            }
            match b {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (i + 1, true);
                    }
                }
                b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' if self.is_scalar(first) => return (i, true),
                _ => {}
            }
        }
        (piece.len(), false)
    }

    /// Whether the value is a number or a word, which ends where something else begins.
    fn is_scalar(&self, first: u8) -> bool {
        self.depth == 0 && !matches!(first, b'{' | b'[' | b'"')
    }
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Early => f.write_str("the file ends early; it is truncated"),
            Self::Unexpected(byte) => write!(f, "`{}` where no JSON continues", byte.escape_ascii()),
            Self::TooLong => f.write_str("one feature is longer than 256 MiB"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn values_are_cut_where_they_end_whatever_the_buffer() {
        for value in [r#"{"a":"}\"]","b":[1,{"c":2}]}"#, r#""x\\""#, "12.5", "null", "[]", "[[1,2],[3]]"] {
            for capacity in 1..8 {
                let text = format!(" {value} ,");
                let mut json = JsonText::new(BufReader::with_capacity(capacity, text.as_bytes()));
                let mut out = Vec::new();
                json.value(&mut out).unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), value);
                json.expect(b',').unwrap();
                assert_eq!(json.offset, text.len() as u64);
            }
        }
    }

    #[test]
    fn an_early_end_is_named() {
        let mut json = JsonText::new(&b"{\"a\": [1, 2"[..]);
        assert!(matches!(json.value(&mut Vec::new()), Err(Cut::Early)));
        assert!(matches!(JsonText::new(&b"]"[..]).value(&mut Vec::new()), Err(Cut::Unexpected(b']'))));
    }
}
