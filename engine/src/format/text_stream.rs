//! Text of any encoding as UTF-8 bytes, decided and decoded on the way.

use super::Encoding;
use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8};
use std::io::{self, BufRead, Read};

/// What stands in the output for bytes that are not text in the encoding. Never part of UTF-8, so that the row it falls
/// in is known to be bad.
const BAD: u8 = 0xff;
const BLOCK: usize = 1 << 18;

/// UTF-8 (or what claims to be) out of bytes of another encoding. Byte order marks are dropped.
pub(super) struct TextStream<R> {
    inner: R,
    decoding: Decoding,
    raw: Vec<u8>,
    /// Text not yet taken is `text[at..]`.
    text: Vec<u8>,
    at: usize,
    started: bool,
    ended: bool,
}

enum Decoding {
    /// Nothing but ASCII so far.
    Undecided,
    Utf8,
    Other(Decoder),
}

impl<R: Read> TextStream<R> {
    pub fn new(inner: R, encoding: Option<Encoding>) -> Self {
        let decoding = encoding.map_or(Decoding::Undecided, |Encoding(encoding)| Decoding::of(encoding));
        Self { inner, decoding, raw: Vec::new(), text: Vec::new(), at: 0, started: false, ended: false }
    }

    /// Replaces the text by that of the next block.
    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.text.clear();
        while self.text.is_empty() && !self.ended {
            self.raw.clear();
            self.ended = self.inner.by_ref().take(BLOCK as u64).read_to_end(&mut self.raw)? < BLOCK;
            self.start();
            self.decide();
            self.decode();
        }
        Ok(())
    }

    /// A byte order mark says what follows, unless the user did.
    fn start(&mut self) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        if let Some((encoding, width)) = encoding_rs::Encoding::for_bom(&self.raw) {
            self.raw.drain(..width);
            if matches!(self.decoding, Decoding::Undecided) {
                self.decoding = Decoding::of(encoding);
            }
        }
    }

    fn decide(&mut self) {
        if matches!(self.decoding, Decoding::Undecided) && !self.raw.is_ascii() {
            self.decoding = if mostly_utf8(&self.raw) { Decoding::Utf8 } else { Decoding::of(GB18030) };
        }
    }

    fn decode(&mut self) {
        match &mut self.decoding {
            Decoding::Undecided | Decoding::Utf8 => std::mem::swap(&mut self.raw, &mut self.text),
            Decoding::Other(decoder) => decode(decoder, &self.raw, self.ended, &mut self.text),
        }
    }
}

impl Decoding {
    fn of(encoding: &'static encoding_rs::Encoding) -> Self {
        if encoding == UTF_8 { Self::Utf8 } else { Self::Other(encoding.new_decoder_without_bom_handling()) }
    }
}

impl<R: Read> Read for TextStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for TextStream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.text.len() {
            self.refill()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
    }
}

/// Whether the lines that are not plain ASCII are rather UTF-8 than not. One bad line does not make a file another's.
fn mostly_utf8(block: &[u8]) -> bool {
    let telling = block.split(|&b| b == b'\n').filter(|line| !line.is_ascii());
    let (good, bad): (Vec<_>, Vec<_>) = telling.partition(|line| match std::str::from_utf8(line) {
        Ok(_) => true,
        // A character cut by the end of the block.
        Err(error) => error.error_len().is_none(),
    });
    good.len() >= bad.len()
}

fn decode(decoder: &mut Decoder, mut raw: &[u8], last: bool, text: &mut Vec<u8>) {
    loop {
        let start = text.len();
        text.resize(start + raw.len() * 3 / 2 + 64, 0);
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, &mut text[start..], last);
        text.truncate(start + written);
        raw = &raw[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => text.push(BAD),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Option<&str>) -> Vec<u8> {
        let encoding = encoding.map(|name| name.parse().unwrap());
        let mut text = Vec::new();
        TextStream::new(bytes, encoding).read_to_end(&mut text).unwrap();
        text
    }

    /// GB 18030: 网 = CDF8, 格 = B8F1; 𠮷 = 95 34 B2 35 (by Python’s codec).
    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(read(b"\xef\xbb\xbfid,\xe7\xbd\x91", None), "id,网".as_bytes());
        assert_eq!(read(b"id\n\xcd\xf8\xb8\xf1\n", None), "id\n网格\n".as_bytes());
        assert_eq!(read(b"\x95\x34\xb2\x35", Some("gb18030")), "𠮷".as_bytes());
        assert_eq!(read(b"\xff\xfeQ\x7f", None), "网".as_bytes());
        assert_eq!(read(b"plain", None), b"plain");
    }

    #[test]
    fn one_bad_line_does_not_change_the_encoding() {
        let text = read(b"\xe7\xbd\x91\n\xe7\xbd\x91\n\xcd\n", None);
        assert_eq!(text, b"\xe7\xbd\x91\n\xe7\xbd\x91\n\xcd\n");
        assert!(std::str::from_utf8(&read(b"a\xff\xff", Some("gb18030"))).is_err());
    }

    #[test]
    fn the_encoding_may_show_late_and_across_blocks() {
        let mut bytes = vec![b'a'; BLOCK - 1];
        bytes.extend_from_slice(b"\n\xcd\xf8\xb8\xf1");
        let mut expected = vec![b'a'; BLOCK - 1];
        expected.extend_from_slice("\n网格".as_bytes());
        assert_eq!(read(&bytes, None), expected);
    }
}
