//! Being asked to end while the demonstration is still being made.
//!
//! Making it takes some seconds. Whoever presses Ctrl-C meanwhile would end the program where it stands, and its folder
//! with everybody made up in it would stay behind.

use anyhow::Result;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Set by the signals, from the moment when [`listen`] was called.
static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Somebody asked the program to end.
#[derive(Debug, thiserror::Error)]
#[error("somebody asked the program to end")]
pub struct Ended;

/// From now on a signal to end is remembered instead of ending the program on the spot.
pub fn listen() -> Result<()> {
    let asked = ASKED.get_or_init(Arc::default);
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(asked))?;
    }
    Ok(())
}

fn is_asked() -> bool {
    ASKED
        .get()
        .is_some_and(|asked| asked.load(Ordering::Relaxed))
}

/// Ends the making of the demonstration when somebody asked for it.
pub fn check() -> Result<(), Ended> {
    if is_asked() { Err(Ended) } else { Ok(()) }
}

/// Once the server listens to signals itself: sends it the one that came before.
pub fn pass_on() {
    if is_asked() {
        let _ = signal_hook::low_level::raise(SIGTERM);
    }
}
