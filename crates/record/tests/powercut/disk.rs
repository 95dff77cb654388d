//! A disk that keeps what was synced, and of the rest what it likes.

use super::trace::Event;
use care::SeededDice;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a disk writes in one piece, in bytes.
const SECTOR_BYTES: usize = 512;

/// What happens to writes that were not synced.
#[derive(Clone, Copy, Debug)]
pub enum Damage {
    /// All are lost.
    Dropped,
    /// Those up to some moment are kept.
    Prefix,
    /// Any may be lost.
    Holes,
    /// Any sector of any may be lost.
    Torn,
    /// Any may be lost, and those that were kept came in any order.
    Reordered,
}

impl Damage {
    pub fn of(seed: u64) -> Self {
        let all = [
            Self::Dropped,
            Self::Prefix,
            Self::Holes,
            Self::Torn,
            Self::Reordered,
        ];
        all[usize::try_from(seed % 5).unwrap()]
    }
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn make(&self, content: &mut Vec<u8>) {
        match self {
            Self::Length(length) => content.resize(*length, 0),
            Self::Write(offset, bytes) => {
                let end = offset + bytes.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                content[*offset..end].copy_from_slice(bytes);
            }
        }
    }
}

#[derive(Default)]
struct Node {
    synced: Vec<u8>,
    pending: Vec<Change>,
    /// Length as the process sees it, for writes at the end.
    length: usize,
}

/// Files by name, each name pointing to a node, as the process sees them and as the disk has them.
#[derive(Default)]
pub struct Disk {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<(PathBuf, Option<usize>)>,
}

impl Disk {
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Created(name) => {
                self.nodes.push(Node::default());
                let node = self.nodes.len() - 1;
                self.names.insert(name.clone(), node);
                self.pending_names.push((name.clone(), Some(node)));
            }
            Event::Removed(name) => {
                self.names.remove(name);
                self.pending_names.push((name.clone(), None));
            }
            Event::Written {
                file,
                offset,
                bytes,
            } => {
                if let Some(node) = self.node(file) {
                    let offset = offset.unwrap_or(node.length);
                    node.length = node.length.max(offset + bytes.len());
                    node.pending.push(Change::Write(offset, bytes.clone()));
                }
            }
            Event::Truncated { file, length } => {
                if let Some(node) = self.node(file) {
                    node.length = *length;
                    node.pending.push(Change::Length(*length));
                }
            }
            Event::Synced(name) => {
                if let Some(node) = self.node(name) {
                    for change in std::mem::take(&mut node.pending) {
                        change.make(&mut node.synced);
                    }
                } else if self.names.keys().any(|file| file.parent() == Some(name)) {
                    self.synced_names.clone_from(&self.names);
                    self.pending_names.clear();
                }
            }
            Event::Answered(_) => {}
        }
    }

    fn node(&mut self, name: &PathBuf) -> Option<&mut Node> {
        self.names.get(name).map(|node| &mut self.nodes[*node])
    }

    /// The files as if nothing were ever lost.
    pub fn as_the_process_sees_it(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let content = |(name, node): (&PathBuf, &usize)| {
            let node = &self.nodes[*node];
            let mut content = node.synced.clone();
            node.pending
                .iter()
                .for_each(|change| change.make(&mut content));
            (name.clone(), content)
        };
        self.names.iter().map(content).collect()
    }

    /// The files as they are found when the power is back.
    pub fn after_power_cut(&self, damage: Damage, dice: &SeededDice) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut names = self.synced_names.clone();
        // File systems keep changes of names in order, but how far they got is anybody's guess.
        let kept = dice.below(self.pending_names.len() as u64 + 1);
        for (name, node) in self
            .pending_names
            .iter()
            .take(usize::try_from(kept).unwrap())
        {
            match node {
                Some(node) => names.insert(name.clone(), *node),
                None => names.remove(name),
            };
        }
        let found = |(name, node): (PathBuf, usize)| {
            let node = &self.nodes[node];
            let mut content = node.synced.clone();
            for change in survivors(&node.pending, damage, dice) {
                change.make(&mut content);
            }
            (name, content)
        };
        names.into_iter().map(found).collect()
    }
}

fn survivors(pending: &[Change], damage: Damage, dice: &SeededDice) -> Vec<Change> {
    let coin = || dice.below(2) == 0;
    match damage {
        Damage::Dropped => Vec::new(),
        Damage::Prefix => {
            let kept = dice.below(pending.len() as u64 + 1);
            pending[..usize::try_from(kept).unwrap()].to_vec()
        }
        Damage::Holes => pending.iter().filter(|_| coin()).cloned().collect(),
        Damage::Torn => pending
            .iter()
            .flat_map(sectors)
            .filter(|_| coin())
            .collect(),
        Damage::Reordered => {
            let mut kept: Vec<_> = pending.iter().filter(|_| coin()).cloned().collect();
            for last in (1..kept.len()).rev() {
                let other = usize::try_from(dice.below(last as u64 + 1)).unwrap();
                kept.swap(last, other);
            }
            kept
        }
    }
}

/// A change cut where the disk may tear it: at the borders of sectors.
fn sectors(change: &Change) -> Vec<Change> {
    let Change::Write(offset, bytes) = change else {
        return vec![change.clone()];
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let border = SECTOR_BYTES - (offset + start) % SECTOR_BYTES;
        let end = bytes.len().min(start + border);
        pieces.push(Change::Write(offset + start, bytes[start..end].to_vec()));
        start = end;
    }
    pieces
}
