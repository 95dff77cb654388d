//! The checkpoint file outside the database, held against what the database knows about it.
//!
//! A file that is gone proves nothing, and neither does one that was begun anew. So the database counts what was
//! written to it: a file that is missing, shorter than that, or about an organization that is not here is a finding.
//!
//! The file is known by where it is. One that was moved, with the whole folder of the database perhaps, is taken for
//! the one that is no longer where it was when it has the same name and holds something of the same journal; it is then
//! held against what was written there, and known by its new place from the next checkpoint on.

use super::{Checkpoint, head};
use crate::people::organization;
use crate::{Across, Read, ReadAcross, RecordError, Tx};
use care::OrganizationId;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

statements! {
    KNOWN: Known = "SELECT {} FROM checkpoint_file ORDER BY organization_id, file";
    KNOWN_OF: Known = "SELECT {} FROM checkpoint_file WHERE organization_id = $1 ORDER BY file";
    ADVANCE = "UPDATE checkpoint_file SET lines = lines + 1, seq = $3 WHERE organization_id = $1 AND file = $2";
    MOVED = "UPDATE checkpoint_file SET file = $3 WHERE organization_id = $1 AND file = $2";
    INSERT = "INSERT INTO checkpoint_file (organization_id, file, lines, seq) VALUES ($1, $2, $3, $4)";
}

row! {
    /// What the database remembers of one file and one organization.
    struct Known of _ {
        organization: OrganizationId = organization_id,
        file: String,
        lines: i64,
        seq: i64,
    }
}

/// A checkpoint file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Where it is, or should be.
    pub file: PathBuf,
    /// Whether it is there.
    pub is_there: bool,
    /// What it holds.
    pub checkpoints: Vec<Checkpoint>,
}

/// Something about the checkpoint file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whose journal it is about; nobody's where it is about the file.
    pub organization: Option<OrganizationId>,
    /// What, in a sentence.
    pub what: String,
}

/// Remembers that a checkpoint was written to a file. Comes after the writing: what is remembered is then never more
/// than what was there.
pub fn remember(tx: &mut Tx<'_>, checkpoint: &Checkpoint, file: &Path) -> Result<(), RecordError> {
    let seq = checkpoint.seq;
    let name = remembered_as(file);
    if tx.run(ADVANCE, args![&name, seq])? > 0 {
        return Ok(());
    }
    let outside = Outside::read(file)?;
    let known = known_of(tx)?;
    if let Some(before) = outside.remembered(known).into_iter().next() {
        tx.run(MOVED, args![&before.file, &name])?;
        return tx.run(ADVANCE, args![&name, seq]).map(drop);
    }
    let lines = outside.lines_of(tx.organization());
    tx.run(INSERT, args![&name, lines, seq]).map(drop)
}

/// A file's name wherever the program is started and however its folder is written: through a link or by way of another
/// folder it is the same file. The file itself need not be there.
fn remembered_as(file: &Path) -> String {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let whole = absolute.canonicalize().or_else(|_| {
        let folder = absolute.parent().unwrap_or(&absolute).canonicalize()?;
        Ok::<_, std::io::Error>(folder.join(absolute.file_name().unwrap_or_default()))
    });
    whole.unwrap_or(absolute).to_string_lossy().into_owned()
}

fn known(across: &mut impl ReadAcross) -> Result<Vec<Known>, RecordError> {
    across.rows(KNOWN, &[])
}

fn known_of(read: &mut impl Read) -> Result<Vec<Known>, RecordError> {
    read.all(KNOWN_OF, args![])
}

/// The files that checkpoints were ever written to.
pub fn known_files(across: &mut impl ReadAcross) -> Result<Vec<PathBuf>, RecordError> {
    let mut files: Vec<PathBuf> = known(across)?
        .into_iter()
        .map(|known| PathBuf::from(known.file))
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

impl Outside {
    /// Reads a checkpoint file, which need not be there.
    pub fn read(file: &Path) -> Result<Self, RecordError> {
        Ok(Self {
            file: file.to_owned(),
            is_there: file.exists(),
            checkpoints: Checkpoint::read_file(file)?,
        })
    }

    /// Whether the database knows that it wrote here about the organization.
    pub fn is_known(&self, read: &mut impl Read) -> Result<bool, RecordError> {
        Ok(!self.remembered(known_of(read)?).is_empty())
    }

    /// What the database knows of this file, for each organization: under where it is, or under where it was.
    fn remembered(&self, known: Vec<Known>) -> Vec<Known> {
        let name = remembered_as(&self.file);
        let (mut remembered, others): (Vec<Known>, Vec<Known>) =
            known.into_iter().partition(|known| known.file == name);
        for other in others {
            let is_known = |known: &Known| known.organization == other.organization;
            if !remembered.iter().any(is_known) && self.was_moved_from(&other) {
                remembered.push(other);
            }
        }
        remembered
    }

    fn was_moved_from(&self, known: &Known) -> bool {
        let before = Path::new(&known.file);
        before.file_name() == self.file.file_name()
            && self.lines_of(known.organization) > 0
            && !before.exists()
    }

    fn lines_of(&self, organization: OrganizationId) -> i64 {
        let about = |checkpoint: &&Checkpoint| checkpoint.organization == organization;
        i64::try_from(self.checkpoints.iter().filter(about).count()).unwrap_or(i64::MAX)
    }

    /// The last entry of each journal that a checkpoint in the file knows.
    fn last_entries(&self) -> BTreeMap<OrganizationId, &Checkpoint> {
        let mut last: BTreeMap<OrganizationId, &Checkpoint> = BTreeMap::new();
        for checkpoint in &self.checkpoints {
            let known = last.entry(checkpoint.organization).or_insert(checkpoint);
            if known.seq < checkpoint.seq {
                *known = checkpoint;
            }
        }
        last
    }

    /// Everything about the file that is not as the database knows it. The chain itself is not read.
    pub fn findings(&self, across: &mut Across<'_>) -> Result<Vec<Finding>, RecordError> {
        let organizations = organization::all(across)?;
        let mut findings = Vec::new();
        let file = self.file.display();
        let remembered = self.remembered(known(across)?);
        if !self.is_there {
            return self.missing(across, &remembered);
        }
        for known in &remembered {
            let found = self.lines_of(known.organization);
            if found < known.lines {
                findings.push(Finding {
                    organization: Some(known.organization),
                    what: format!(
                        "the checkpoint file {file} holds {found} of the {} checkpoints that were written to it: it was cut or begun anew. Look for the whole file in your backups",
                        known.lines
                    ),
                });
            }
        }
        for (id, checkpoint) in self.last_entries() {
            let here = organizations.iter().any(|(known, _)| *known == id);
            let what = if here {
                let (last, _) = head(&mut across.within(id))?;
                if last >= checkpoint.seq {
                    continue;
                }
                format!(
                    "the checkpoint file {file} knows entry {} of {:.0}, and the journal ends with entry {last}: its end was cut off",
                    checkpoint.seq, checkpoint.at
                )
            } else {
                format!(
                    "the checkpoint file {file} knows the journal of an organization ({}) up to entry {} of {:.0}, and this database has no such organization: it was deleted with its journal, or the file belongs to another database",
                    id.uuid(),
                    checkpoint.seq,
                    checkpoint.at
                )
            };
            findings.push(Finding {
                organization: Some(id),
                what,
            });
        }
        Ok(findings)
    }

    fn missing(
        &self,
        across: &mut Across<'_>,
        remembered: &[Known],
    ) -> Result<Vec<Finding>, RecordError> {
        let file = self.file.display();
        let written: i64 = remembered.iter().map(|known| known.lines).sum();
        if written > 0 {
            let last = remembered.iter().map(|known| known.seq).max().unwrap_or(0);
            return Ok(vec![Finding {
                organization: None,
                what: format!(
                    "the checkpoint file {file} is not there, though {written} checkpoints up to entry {last} were written to it: it was moved or deleted. Look for it in your backups"
                ),
            }]);
        }
        for (id, _) in organization::all(across)? {
            if head(&mut across.within(id))?.0 > 0 {
                return Ok(vec![Finding {
                    organization: None,
                    what: format!(
                        "the checkpoint file {file} is not there. When it was configured just now, the next start of `stepwell serve` begins it; otherwise it was moved or deleted"
                    ),
                }]);
            }
        }
        Ok(Vec::new())
    }
}
