//! Bytes of a file: decompressed, counted, and looked at before they are read.

use super::ReadError;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far into the file reading has come. Shared with the reader.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    read: Arc<AtomicU64>,
    size: u64,
}

impl Progress {
    pub fn of(path: &Path) -> Result<Self, ReadError> {
        let open = |source| ReadError::Open { path: path.to_owned(), source };
        let metadata = std::fs::metadata(path).map_err(open)?;
        if metadata.is_dir() {
            let what = "this is a directory, not a file".to_owned();
            return Err(ReadError::Unsupported { path: path.to_owned(), what });
        }
        if metadata.is_file() && metadata.len() == 0 {
            return Err(ReadError::Empty { path: path.to_owned() });
        }
        Ok(Self { read: Arc::default(), size: metadata.len() })
    }

    pub fn of_size(size: u64) -> Self {
        Self { read: Arc::default(), size }
    }

    pub fn bytes(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed).min(self.size), self.size)
    }

    pub fn advance(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// The decompressed bytes of a file, its beginning put back after it was looked at.
pub(super) type Bytes = Chain<Cursor<Vec<u8>>, Box<dyn BufRead + Send>>;

/// How many decompressed bytes are looked at to tell what a file is.
const HEAD: u64 = 64 << 10;
const BUFFER: usize = 1 << 18;

/// The beginning of a file, and all of its bytes.
pub(super) fn bytes(path: &Path, progress: &Progress) -> Result<(Vec<u8>, Bytes), ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut stream = decompressed(path, progress).map_err(open)?;
    let mut head = Vec::new();
    stream.by_ref().take(HEAD).read_to_end(&mut head).map_err(open)?;
    let all = Cursor::new(head.clone()).chain(stream);
    Ok((head, all))
}

/// By magic number, not by ending.
fn decompressed(path: &Path, progress: &Progress) -> io::Result<Box<dyn BufRead + Send>> {
    let counted = Counted { inner: File::open(path)?, progress: progress.clone() };
    let mut raw = BufReader::with_capacity(BUFFER, counted);
    let magic = raw.fill_buf()?;
    if magic.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(raw))));
    }
    if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, zstd::Decoder::with_buffer(raw)?)));
    }
    Ok(Box::new(raw))
}

struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.progress.advance(n as u64);
        Ok(n)
    }
}
