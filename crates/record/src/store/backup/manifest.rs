//! What a backup says about itself.

use super::{CHECKPOINTS, RECORD, Watch, new_file, refused};
use crate::store::open::failed;
use crate::{RecordError, seal_hex};
use care::OrganizationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read as _, Write as _};
use std::path::Path;

pub(super) const MANIFEST: &str = "manifest.json";
/// Version of the layout of a backup.
pub(super) const FORMAT: u32 = 1;
/// What the last line begins with; the SHA-256 of everything before it follows.
const SEAL: &str = "sha256 ";
const SHA256_HEX_CHARS: usize = 64;
/// The largest manifest there is reason to read, in bytes: thousands of organizations.
const MANIFEST_BYTES_MAX: u64 = 4 << 20;
/// Bytes hashed at once.
const CHUNK_BYTES: usize = 1 << 16;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the layout.
    pub format: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// Schema version of the database.
    pub schema_version: i64,
    /// How far each journal had come.
    pub heads: Vec<Head>,
    /// The files.
    pub files: Vec<Content>,
}

/// How far the journal of one organization had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Whose journal.
    pub organization: OrganizationId,
    /// Its last entry.
    pub seq: i64,
    /// The hash of that entry, in hex.
    pub hash: String,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its name in the folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

impl Content {
    /// Reads a file of a backup from the disk.
    pub(super) fn of(
        folder: &Path,
        name: &str,
        watch: &mut Watch<'_>,
    ) -> Result<Self, RecordError> {
        let path = folder.join(name);
        let mut read = || -> std::io::Result<(u64, Sha256)> {
            let mut file = reading::file::open(&path)?;
            let total = file.metadata()?.len();
            let (mut bytes, mut hasher) = (0, Sha256::new());
            let mut chunk = vec![0; CHUNK_BYTES];
            loop {
                let length = file.read(&mut chunk)?;
                if length == 0 {
                    return Ok((bytes, hasher));
                }
                bytes += length as u64;
                hasher.update(&chunk[..length]);
                watch("Reading every bit back", bytes, total);
            }
        };
        let (bytes, hasher) = read().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => refused(folder, &format!("{name} is not in it")),
            _ => failed(&path)(error),
        })?;
        Ok(Self {
            name: name.to_owned(),
            bytes,
            sha256: seal_hex(&hasher.finalize()),
        })
    }
}

impl Manifest {
    /// The text of the file: JSON, then a line with the SHA-256 of all of it.
    fn text(&self) -> Result<String, RecordError> {
        let json = serde_json::to_string_pretty(self).map_err(|error| {
            RecordError::Refused(format!("a manifest cannot be written: {error}"))
        })?;
        let text = format!("{json}\n");
        let seal = seal_hex(&Sha256::digest(text.as_bytes()));
        Ok(format!("{text}{SEAL}{seal}\n"))
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), RecordError> {
        let text = self.text()?;
        let mut file = new_file(path)?;
        let write = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_all());
        write.map_err(failed(path))
    }

    pub(super) fn read(path: &Path) -> Result<Self, RecordError> {
        let folder = path.parent().unwrap_or(path);
        let no_manifest = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound if folder.exists() => {
                refused(folder, "it has no manifest")
            }
            std::io::ErrorKind::NotFound => {
                RecordError::Unopened(format!("{}: there is no such backup", folder.display()))
            }
            _ => failed(path)(error),
        };
        let bytes = reading::file::bytes(path, MANIFEST_BYTES_MAX).map_err(no_manifest)?;
        Self::parse(&bytes).map_err(|why| refused(folder, why))
    }

    fn parse(bytes: &[u8]) -> Result<Self, &'static str> {
        let end = SEAL.len() + SHA256_HEX_CHARS + 1;
        let (text, last) = bytes
            .split_at_checked(bytes.len().saturating_sub(end))
            .ok_or("its manifest is cut off")?;
        let expected = format!("{SEAL}{}\n", seal_hex(&Sha256::digest(text)));
        if last != expected.as_bytes() {
            return Err("its manifest was changed or cut off");
        }
        let manifest: Self =
            serde_json::from_slice(text).map_err(|_| "its manifest says something unknown")?;
        if manifest.format != FORMAT {
            return Err("its layout is of another version");
        }
        let mut names = manifest.files.iter().map(|file| file.name.as_str());
        // Names that were never in a backup could lead anywhere.
        match (names.next(), names.next(), names.next()) {
            (Some(RECORD), None | Some(CHECKPOINTS), None) => Ok(manifest),
            _ => Err("its manifest names files that do not belong in a backup"),
        }
    }
}
