//! What happens every second or so without anybody asking: checkpoints, mail, sweeping.
//!
//! One thread does it all. Its owner starts it, and waits for it when the program ends.

use clinic::mail::Mailer;
use clinic::{Clinic, Refusal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the thread rests between two rounds.
const REST: Duration = Duration::from_secs(1);
/// How often what is past its time is swept out.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// The thread.
pub struct Background {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread works with.
pub struct Work {
    /// The clinic.
    pub clinic: Arc<Clinic>,
    /// Where mail goes; nowhere when no mail server is configured.
    pub mailer: Option<Box<dyn Mailer>>,
    /// Where checkpoints go besides the database.
    pub checkpoints: Option<PathBuf>,
}

impl Background {
    /// Starts the thread.
    pub fn start(work: Work) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("background".to_owned())
            .spawn(move || {
                let mut swept_at = None::<Instant>;
                // The first round at once: a server that is restarted often must not put its checkpoints off for ever.
                loop {
                    let sweep = swept_at.is_none_or(|at| at.elapsed() >= SWEEP_EVERY);
                    work.round(sweep);
                    if sweep {
                        swept_at = Some(Instant::now());
                    }
                    if stopped.recv_timeout(REST) != Err(RecvTimeoutError::Timeout) {
                        break;
                    }
                }
                // What was done since the last checkpoint is to be vouched for as well.
                work.end();
            })?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Work {
    fn round(&self, sweep: bool) {
        if let Err(error) = self.attempt(sweep) {
            tracing::error!(%error, "background work did not finish; it is tried again");
        }
    }

    fn end(&self) {
        let outside = self.checkpoints.as_deref();
        let ended = clinic::home::organizations(&self.clinic).and_then(|organizations| {
            organizations.iter().try_for_each(|(organization, _)| {
                clinic::upkeep::last_checkpoint(&self.clinic, *organization, outside).map(drop)
            })
        });
        if let Err(error) = ended {
            tracing::error!(%error, "the last checkpoint could not be signed");
        }
    }

    fn attempt(&self, sweep: bool) -> Result<(), Refusal> {
        for (organization, _) in clinic::home::organizations(&self.clinic)? {
            clinic::upkeep::checkpoint(&self.clinic, organization, self.checkpoints.as_deref())?;
            if let Some(mailer) = &self.mailer {
                clinic::mail::send_due(&self.clinic, organization, &**mailer)?;
            }
            if sweep {
                clinic::upkeep::sweep(&self.clinic, organization)?;
            }
        }
        Ok(())
    }
}
