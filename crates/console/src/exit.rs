//! What the exit code of a command means.

use std::process::ExitCode;

/// How a command ended. Scripts can rely on it in every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well; what was asked was done.
    Well,
    /// The command looked, and found something that is not as it should be.
    Found,
    /// The command could not look, or could not do what it was asked; nothing is known to be well.
    Failed,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Found => 1,
            Self::Failed => 2,
        }
    }

    /// [`Exit::Found`] when something was found.
    pub fn found(any: bool) -> Self {
        if any { Self::Found } else { Self::Well }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// An error that is a finding: the command looked, and what it saw keeps it from going on.
#[derive(Debug)]
pub struct Found(pub String);

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Found {}

/// How a command ended that answers this error: with a finding, or without having been able to look.
pub fn code_of(error: &anyhow::Error) -> Exit {
    let is_found = |cause: &(dyn std::error::Error + 'static)| cause.is::<Found>();
    if error.is::<Found>() || error.chain().any(is_found) {
        Exit::Found
    } else {
        Exit::Failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn a_finding_keeps_its_code_under_whatever_is_said_around_it() {
        let found = anyhow::Error::new(Found("a damaged page".to_owned()));
        assert_eq!(code_of(&found), Exit::Found);
        let around = Err::<(), _>(Found("a damaged page".to_owned())).context("at the start");
        assert_eq!(code_of(&around.unwrap_err()), Exit::Found);
        assert_eq!(code_of(&anyhow::anyhow!("no such file")), Exit::Failed);
    }
}
