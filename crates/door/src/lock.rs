//! Locks that outlive a panic: whoever holds one changes what is behind it in one step, so nothing is left half done.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is behind the lock, whether or not somebody panicked while they held it.
pub fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
