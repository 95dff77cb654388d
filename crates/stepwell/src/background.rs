//! What happens every second or so without anybody asking: checkpoints, sweeping, mail.
//!
//! Two threads, so that a mail server that does not answer keeps no checkpoint waiting. Their owner starts them, and
//! waits for them when the program ends.

use clinic::mail::Mailer;
use clinic::{Clinic, Refusal};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a thread rests between two rounds.
const REST: Duration = Duration::from_secs(1);
/// How often what is past its time is swept out.
const SWEEP_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// What the threads work with.
pub struct Work {
    /// The clinic.
    pub clinic: Arc<Clinic>,
    /// Where mail goes; nowhere when no mail server is configured.
    pub mailer: Option<Box<dyn Mailer>>,
    /// Where checkpoints go besides the database.
    pub checkpoints: Option<PathBuf>,
}

/// The threads. Dropping this waits until both have ended.
pub struct Background {
    upkeep: Rounds,
    mail: Option<Rounds>,
    /// Ends a round of mail between two messages: each may wait for a server that does not answer.
    ending: Arc<AtomicBool>,
}

impl Background {
    /// Starts the threads.
    pub fn start(work: Work) -> std::io::Result<Self> {
        let Work {
            clinic,
            mailer,
            checkpoints,
        } = work;
        let over = Arc::new(AtomicBool::new(false));
        let mail = match mailer {
            Some(mailer) => {
                let (clinic, over) = (Arc::clone(&clinic), Arc::clone(&over));
                Some(Rounds::start("mail", move |ending| {
                    // What is not sent by now waits in the record for the next start.
                    if ending {
                        Ok(())
                    } else {
                        send(&clinic, &*mailer, &|| !over.load(Ordering::Relaxed))
                    }
                })?)
            }
            None => None,
        };
        let mut upkeep = Upkeep {
            clinic,
            checkpoints,
            has_begun: false,
            swept_at: None,
        };
        let upkeep = Rounds::start("upkeep", move |ending| upkeep.round(ending))?;
        Ok(Self {
            upkeep,
            mail,
            ending: over,
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        // Mail first: what it writes is to be vouched for by the last checkpoint.
        if let Some(mail) = &mut self.mail {
            mail.end();
        }
        self.upkeep.end();
    }
}

/// A thread that does something again and again, and once more when it is asked to end.
struct Rounds {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Rounds {
    /// The first round comes at once: a server that is restarted often must not put its checkpoints off for ever.
    fn start(
        name: &'static str,
        mut round: impl FnMut(bool) -> Result<(), Refusal> + Send + 'static,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let mut ending = false;
                loop {
                    if let Err(error) = round(ending) {
                        tracing::error!(%error, name, "background work did not finish");
                    }
                    if ending {
                        break;
                    }
                    ending = stopped.recv_timeout(REST) != Err(RecvTimeoutError::Timeout);
                }
            })?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    fn end(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn send(clinic: &Clinic, mailer: &dyn Mailer, go_on: &dyn Fn() -> bool) -> Result<(), Refusal> {
    for (organization, _) in clinic::home::organizations(clinic)? {
        clinic::mail::send_due(clinic, organization, mailer, go_on)?;
    }
    Ok(())
}

struct Upkeep {
    clinic: Arc<Clinic>,
    checkpoints: Option<PathBuf>,
    /// Whether the checkpoint file was looked at since the start.
    has_begun: bool,
    /// By the clinic's clock, which a demonstration puts on.
    swept_at: Option<Timestamp>,
}

impl Upkeep {
    fn round(&mut self, ending: bool) -> Result<(), Refusal> {
        let outside = self.checkpoints.as_deref();
        if let Some(file) = outside
            && !self.has_begun
        {
            // Going on is right: what happens now has to be vouched for whatever became of the file.
            for finding in clinic::upkeep::begin_outside(&self.clinic, file)? {
                tracing::error!(what = finding.what, "see: stepwell journal verify");
            }
            self.has_begun = true;
        }
        let now = self.clinic.now();
        let due = |at: Timestamp| now < at || now.duration_since(at) >= SWEEP_EVERY;
        let sweep = self.swept_at.is_none_or(due);
        for (organization, _) in clinic::home::organizations(&self.clinic)? {
            if ending {
                clinic::upkeep::last_checkpoint(&self.clinic, organization, outside)?;
            } else {
                clinic::upkeep::checkpoint(&self.clinic, organization, outside)?;
            }
            if sweep {
                clinic::upkeep::sweep(&self.clinic, organization)?;
                if !ending {
                    clinic::hours::watch(&self.clinic, organization)?;
                }
            }
        }
        if sweep {
            self.swept_at = Some(now);
        }
        Ok(())
    }
}
