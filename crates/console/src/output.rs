//! The one writer for what commands print.

use crate::Exit;
use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _};
use std::sync::{Mutex, PoisonError};

/// What became of standard output.
enum OutputState {
    /// Somebody takes what is printed, as far as is known.
    Open,
    /// The reader has gone, which is how a reader says "enough".
    Closed,
    /// It cannot be written, for a reason that somebody has to know: the disk is full.
    Failed(std::io::Error),
}

static STATE: Mutex<OutputState> = Mutex::new(OutputState::Open);

fn with(write: impl FnOnce(&mut std::io::StdoutLock<'_>) -> std::io::Result<()>) {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    if !matches!(*state, OutputState::Open) {
        return;
    }
    if let Err(error) = write(&mut std::io::stdout().lock()) {
        *state = match error.kind() {
            ErrorKind::BrokenPipe => OutputState::Closed,
            _ => OutputState::Failed(error),
        };
    }
}

/// Prints a line; see [`say!`](crate::say).
pub fn line(text: Arguments<'_>) {
    with(|out| writeln!(out, "{text}"));
}

/// Prints without ending the line; see [`put!`](crate::put).
pub fn text(text: Arguments<'_>) {
    with(|out| out.write_fmt(text));
}

/// Whether nobody takes what is printed any more, so that work which only prints may stop.
pub fn is_closed() -> bool {
    with(|out| out.flush());
    let state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    !matches!(*state, OutputState::Open)
}

/// Says something on standard error. That nobody can read it is no reason to stop.
pub fn complain(text: Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Ends a command: whatever was printed and could not be written makes it fail, a closed pipe does not.
pub fn end(exit: Exit) -> Exit {
    with(|out| out.flush());
    let state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    match &*state {
        OutputState::Failed(error) => {
            complain(format_args!(
                "stepwell: What was printed could not be written ({error}), so it is not whole. Is the disk full?"
            ));
            Exit::Failed
        }
        OutputState::Open | OutputState::Closed => exit,
    }
}
