//! The master key: where it comes from, and what it wraps.

use super::{Bound, Key};
use crate::RecordError;
use care::Dice;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use std::fmt::Write as _;
use std::path::Path;

const HEADER: &str = "stepwell-master-key 1";
const ID_BYTES: usize = 8;
/// The largest key file, in bytes: hundreds of keys.
pub const KEY_FILE_BYTES_MAX: u64 = 64 * 1024;

/// One master key with the id that wrapped keys refer to it by.
#[derive(Clone)]
pub struct MasterKey {
    id: [u8; ID_BYTES],
    key: Key,
}

impl MasterKey {
    /// A new master key.
    pub fn random(dice: &dyn Dice) -> Self {
        let mut id = [0; ID_BYTES];
        dice.fill(&mut id);
        Self {
            id,
            key: Key::random(dice),
        }
    }

    /// The id, which is no secret.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// The key; for checking that a forgotten person stays forgotten even from whoever holds it.
    pub fn key(&self) -> &Key {
        &self.key
    }
}

/// The master keys of an installation: the first wraps, all unwrap. There is more than one only while
/// a rotation is under way.
#[derive(Clone)]
pub struct Masters(Vec<MasterKey>);

impl Masters {
    /// One key.
    pub fn single(key: MasterKey) -> Self {
        Self(vec![key])
    }

    /// No key at all: nothing opens.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// These keys with `newer` in front.
    #[must_use]
    pub fn with_newer(&self, newer: MasterKey) -> Self {
        let mut keys = vec![newer];
        keys.extend(self.0.iter().cloned());
        Self(keys)
    }

    /// Only the newest key.
    pub fn newest(&self) -> &MasterKey {
        &self.0[0]
    }

    /// Reads the text form: a header line, then a line per key, newest first.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let refused =
            |what: &str| RecordError::Key(format!("The master key cannot be read: {what}."));
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next() != Some(HEADER) {
            return Err(refused("its first line should be “stepwell-master-key 1”"));
        }
        let keys = lines
            .map(|line| {
                let (id, key) = line
                    .split_once(' ')
                    .ok_or_else(|| refused("a line should hold an id and a key"))?;
                let id = unhex::<ID_BYTES>(id)
                    .ok_or_else(|| refused("an id should have 16 hex digits"))?;
                let key = unhex::<32>(key.trim())
                    .ok_or_else(|| refused("a key should have 64 hex digits"))?;
                Ok(MasterKey {
                    id,
                    key: Key::from_bytes(key),
                })
            })
            .collect::<Result<Vec<_>, RecordError>>()?;
        if keys.is_empty() {
            Err(refused("it holds no key"))
        } else {
            Ok(Self(keys))
        }
    }

    /// The text form.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for MasterKey { id, key } in &self.0 {
            let _ = writeln!(text, "{} {}", hex(id), hex(key.bytes()));
        }
        text
    }

    /// Reads a key file that only its owner can read.
    pub fn load(path: &Path) -> Result<Self, RecordError> {
        use std::os::unix::fs::PermissionsExt as _;
        let failed = |error: std::io::Error| {
            RecordError::Key(format!(
                "The master key file {} cannot be read: {error}.",
                path.display()
            ))
        };
        let mode = std::fs::metadata(path)
            .map_err(failed)?
            .permissions()
            .mode()
            & 0o777;
        if mode & 0o077 != 0 {
            return Err(RecordError::Key(format!(
                "The master key file {0} can be read by others (mode {mode:o}). Run: chmod 600 {0}",
                path.display()
            )));
        }
        Self::parse(&reading::file::text(path, KEY_FILE_BYTES_MAX).map_err(failed)?)
    }

    /// Writes the key file with mode 0600, in one step: either the old one or the new one is there.
    pub fn store(&self, path: &Path) -> Result<(), RecordError> {
        use std::io::Write as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        let write = || -> std::io::Result<()> {
            let fresh = path.with_extension("new");
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&fresh)?;
            file.write_all(self.text().as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&fresh, path)?;
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            std::fs::File::open(folder)?.sync_all()
        };
        write().map_err(|error| {
            RecordError::Key(format!(
                "The master key file {} cannot be written: {error}.",
                path.display()
            ))
        })
    }

    pub(crate) fn wrap(
        &self,
        dice: &dyn Dice,
        bound: &Bound<'_>,
        key: &Key,
    ) -> Result<(Vec<u8>, Vec<u8>), RecordError> {
        let master = self.newest();
        Ok((
            master.key.seal(dice, bound, key.bytes())?,
            master.id.to_vec(),
        ))
    }

    pub(crate) fn unwrap(
        &self,
        bound: &Bound<'_>,
        wrapped: &[u8],
        master_id: &[u8],
    ) -> Result<Key, RecordError> {
        let master = self.0.iter().find(|master| master.id == master_id).ok_or_else(|| {
            RecordError::WrongKey(format!(
                "This database was written under master key {}, which is not among the keys given. Give Stepwell the key file that belongs to this database.",
                hex(master_id)
            ))
        })?;
        let bytes = master.key.open(bound, wrapped)?;
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| RecordError::damaged("a key has the wrong length"))?;
        Ok(Key::from_bytes(bytes))
    }
}

impl std::fmt::Debug for Masters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// Bytes as hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Hex digits as `N` bytes.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}
