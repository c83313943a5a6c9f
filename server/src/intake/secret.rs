//! The key that callers are hashed with: from the environment, else from a file beside the store.

use super::error::{IntakeError, Result};
use super::request::beside;
use onemap_engine::record::{CallerKey, CallerSecret};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

const KEY_BYTES: usize = 32;
/// The system's source of keys.
const RANDOM: &str = "/dev/urandom";

/// A key, and where it came from for messages.
pub(super) struct Secret {
    pub secret: CallerSecret,
    pub origin: String,
}

impl Secret {
    /// The key given, else that of `<store>.key`, made at random where it is missing and readable to its owner alone.
    pub(super) fn of(store: &Path, given: Option<&str>) -> Result<Self> {
        if let Some(key) = given {
            return Ok(Self {
                secret: CallerSecret::new(key.as_bytes()),
                origin: "ONEMAP_CALLER_KEY".to_owned(),
            });
        }
        let path = beside(store, ".key");
        let key = match File::open(&path) {
            Ok(file) => read_key(file, &path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => make_key(&path)?,
            Err(error) => return Err(IntakeError::File { file: path, error }),
        };
        Ok(Self { secret: CallerSecret::new(&key), origin: path.display().to_string() })
    }

    /// What the store keeps of a key, to know it again without being able to make it.
    pub(super) fn fingerprint(&self) -> String {
        let CallerKey(hash) = self.secret.key(Some("00000000000000000"), None).unwrap_or(CallerKey(0));
        format!("{hash:016x}")
    }
}

fn read_key(mut file: File, path: &Path) -> Result<Vec<u8>> {
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(IntakeError::file(path))?;
    from_hex(text.trim()).ok_or_else(|| IntakeError::BadKey(path.to_owned()))
}

/// Makes a key and reads back what the file then holds, which is another's key if two imports make one at a time.
fn make_key(path: &Path) -> Result<Vec<u8>> {
    let mut key = [0; KEY_BYTES];
    File::open(RANDOM)
        .and_then(|mut random| random.read_exact(&mut key))
        .map_err(IntakeError::file(RANDOM.as_ref()))?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    write_once(path, &text)
        .and_then(|()| File::open(path))
        .map_err(IntakeError::file(path))
        .and_then(|file| read_key(file, path))
}

/// Writes a line to a file that is there whole or not at all, readable to its owner alone; one that is there stays.
fn write_once(path: &Path, line: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut part = NamedTempFile::with_prefix_in(".onemap-key-", folder)?;
    writeln!(part, "{line}")?;
    part.as_file().sync_all()?;
    match part.persist_noclobber(path) {
        Err(taken) if taken.error.kind() != ErrorKind::AlreadyExists => Err(taken.error),
        _ => Ok(()),
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 2 * KEY_BYTES || !text.is_ascii() {
        return None;
    }
    (0..KEY_BYTES).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_for_its_owner_and_found_again() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = folder.path().join("city.gpkg");
        let first = Secret::of(&store, None).unwrap().fingerprint();
        assert_eq!(Secret::of(&store, None).unwrap().fingerprint(), first);
        let mode = std::fs::metadata(beside(&store, ".key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_ne!(Secret::of(&store, Some("another")).unwrap().fingerprint(), first);
        std::fs::write(beside(&store, ".key"), "nonsense").unwrap();
        assert!(matches!(Secret::of(&store, None), Err(IntakeError::BadKey(_))));
    }

    #[test]
    fn who_makes_a_key_at_the_same_time_gets_the_same_one() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = folder.path().join("city.gpkg");
        let made = || Secret::of(&store, None).unwrap().fingerprint();
        let all: Vec<_> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8).map(|_| scope.spawn(made)).collect();
            makers.into_iter().map(|maker| maker.join().unwrap()).collect()
        });
        assert_eq!(all, vec![made(); 8]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
