//! cargo-deny, which checks what we depend on against `deny.toml`.

use anyhow::Result;

use crate::shell;

/// Makes sure that it is there. Building it takes a few minutes, once.
pub fn installed() -> Result<()> {
    if shell::find("cargo-deny").is_some() {
        return Ok(());
    }
    println!("installing cargo-deny; this takes a few minutes, once");
    shell::run(shell::cargo().args(["install", "cargo-deny", "--locked"]))
}
