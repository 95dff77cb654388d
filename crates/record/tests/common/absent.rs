//! What a test needs that may be absent: another engine, a strict reader, a traced process. A test that goes on without
//! it, or is not run at all, says so where nobody can overlook it.

use std::io::Write as _;

/// What is there. Where it is absent, `what` is said: what is not tried, and what to do about it. What CI has to have
/// `fails_in_ci`.
pub fn needed<T>(found: Option<T>, what: &str, fails_in_ci: bool) -> Option<T> {
    if found.is_none() {
        let thread = std::thread::current();
        let said = format!("SKIPPED {}: {what}", thread.name().unwrap_or("a test"));
        let in_ci = std::env::var_os("CI").is_some();
        assert!(!(in_ci && fails_in_ci), "{said}");
        // Not by a macro: the harness keeps the words of those to itself when a test passes.
        let _ = writeln!(std::io::stderr(), "{said}");
    }
    found
}
