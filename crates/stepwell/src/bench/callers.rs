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
    // The first calls prepare statements and fill caches.
    once(0)?;
    let over = AtomicBool::new(false);
    let began = Instant::now();
    let counts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..callers)
            .map(|caller| {
                let (over, once) = (&over, &once);
                scope.spawn(move || -> Result<u32> {
                    let mut count = 0;
                    while !over.load(Ordering::Relaxed) {
                        once(caller)?;
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
