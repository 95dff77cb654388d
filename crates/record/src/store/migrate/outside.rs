//! What the database knows about the checkpoint file outside it, and about its own master key.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "what is kept outside",
    statements: &[
        // How many checkpoints were written to which file, and up to which entry: a file that has fewer was tampered
        // with.
        "CREATE TABLE checkpoint_file (organization_id @id NOT NULL, file @text NOT NULL, lines @int NOT NULL, \
            seq @int NOT NULL, PRIMARY KEY (organization_id, file) @table",
        // A value sealed under the master key, so that a wrong one shows before anything is written under it.
        "CREATE TABLE key_check (master_id @bytes NOT NULL PRIMARY KEY, sealed @bytes NOT NULL @table",
    ],
    sealing: None,
};
