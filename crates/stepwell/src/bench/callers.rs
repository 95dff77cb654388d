//! Many callers doing the same thing for a while.

use anyhow::{Result, anyhow};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often `callers` threads together finish `once` in a second, measured for about `each`.
pub fn rate(
    callers: usize,
    each: Duration,
    once: impl Fn(usize) -> Result<()> + Sync,
) -> Result<f64> {
    rate_of(callers, each, |caller| caller, |caller| once(*caller))
}

/// The same for callers who each hold something of their own, such as a connection.
pub fn rate_of<T>(
    callers: usize,
    each: Duration,
    own: impl Fn(usize) -> T + Sync,
    once: impl Fn(&mut T) -> Result<()> + Sync,
) -> Result<f64> {
    // The first calls prepare statements and fill caches.
    once(&mut own(0))?;
    let over = AtomicBool::new(false);
    let began = Instant::now();
    let counts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..callers)
            .map(|caller| {
                let (over, own, once) = (&over, &own, &once);
                scope.spawn(move || -> Result<u32> {
                    let (mut mine, mut count) = (own(caller), 0);
                    while !over.load(Ordering::Relaxed) {
                        once(&mut mine)?;
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        std::thread::sleep(each);
        over.store(true, Ordering::Relaxed);
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a caller panicked"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    Ok(f64::from(counts.iter().sum::<u32>()) / began.elapsed().as_secs_f64())
}
