//! What happens every second or so without anybody asking: signals that go a step up, reminders of appointments,
//! checkpoints, sweeping, throwing away old exports; mail; calls to staff.
//!
//! Three threads, and a few more that make calls, so that neither a mail server nor a push service that does not answer
//! keeps a checkpoint waiting, nor the alarms of another organization, nor what open pages are to hear. Their owner
//! starts them, and waits for them when the program ends.

mod callers;

use self::callers::Callers;
use care::OrganizationId;
use clinic::followup::bell;
use clinic::followup::bell::Pusher;
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
/// How often a checkpoint file that could not be used is tried again.
const BEGIN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What the threads work with.
pub struct Work {
    /// The clinic.
    pub clinic: Arc<Clinic>,
    /// Where mail goes; nowhere when no mail server is configured.
    pub mailer: Option<Box<dyn Mailer>>,
    /// Through what browsers without an open page are called.
    pub pusher: Box<dyn Pusher>,
    /// Where checkpoints go besides the database.
    pub checkpoints: Option<PathBuf>,
}

/// The threads. Dropping this waits until all have ended.
pub struct Background {
    upkeep: Rounds,
    mail: Option<Rounds>,
    /// Finds whom there is to call, for the threads that do.
    calls: Rounds,
    /// Ends a round of mail, or of calls, between two messages: each may wait for a server that does not answer.
    ending: Arc<AtomicBool>,
}

impl Background {
    /// Starts the threads.
    pub fn start(work: Work) -> std::io::Result<Self> {
        let Work {
            clinic,
            mailer,
            pusher,
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
        let mut calls = Calls::start(&clinic, pusher, Arc::clone(&over))?;
        let calls = Rounds::start("bell", move |ending| calls.round(ending))?;
        let mut upkeep = Upkeep {
            clinic,
            checkpoints,
            has_begun: false,
            tried_at: None,
            swept_at: None,
            is_indexed: false,
        };
        let upkeep = Rounds::start("upkeep", move |ending| upkeep.round(ending))?;
        Ok(Self {
            upkeep,
            mail,
            calls,
            ending: over,
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        // Mail and calls first: what they write is to be vouched for by the last checkpoint.
        if let Some(mail) = &mut self.mail {
            mail.end();
        }
        self.calls.end();
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
    let mut done = Ok(());
    for (organization, _) in clinic::home::organizations(clinic)? {
        // One that cannot be read keeps nobody else's mail waiting.
        let sent = clinic::mail::send_due(clinic, organization, mailer, go_on);
        done = done.and(sent.map(drop));
    }
    done
}

/// Calls to staff. Each second it is read whom there is to call, and where there is somebody, a thread sees to it.
struct Calls {
    clinic: Arc<Clinic>,
    callers: Callers,
}

impl Calls {
    fn start(
        clinic: &Arc<Clinic>,
        pusher: Box<dyn Pusher>,
        over: Arc<AtomicBool>,
    ) -> std::io::Result<Self> {
        let called = Arc::clone(clinic);
        let callers = Callers::start(move |organization, go_on: &dyn Fn() -> bool| {
            let go_on = || !over.load(Ordering::Relaxed) && go_on();
            bell::deliver_due(&called, organization, &*pusher, &go_on)
        })?;
        Ok(Self {
            clinic: Arc::clone(clinic),
            callers,
        })
    }

    /// Lets open pages hear of what other processes did, which waits for no push service, and has whoever has none
    /// called. An organization that is gone is not asked about, and nothing is left of it here.
    fn round(&mut self, ending: bool) -> Result<(), Refusal> {
        if ending {
            self.callers.end();
            return Ok(());
        }
        let mut done = Ok(());
        for (organization, _) in clinic::home::organizations(&self.clinic)? {
            done = done.and(bell::overhear(&self.clinic, organization));
            // One that cannot be read keeps none of the others from being called.
            done = done.and(self.have_called(organization));
        }
        done
    }

    fn have_called(&self, organization: OrganizationId) -> Result<(), Refusal> {
        if bell::has_due(&self.clinic, organization)? {
            self.callers.see_to(organization);
        }
        Ok(())
    }
}

struct Upkeep {
    clinic: Arc<Clinic>,
    checkpoints: Option<PathBuf>,
    /// Whether the checkpoint file was looked at since the start.
    has_begun: bool,
    /// When that was last tried.
    tried_at: Option<Timestamp>,
    /// By the clinic's clock, which a demonstration puts on.
    swept_at: Option<Timestamp>,
    /// Whether everybody is found by the scheme of the index in use, as everybody entered since is.
    is_indexed: bool,
}

impl Upkeep {
    /// One thing that fails keeps none of the others from being done; answers what failed first.
    fn round(&mut self, ending: bool) -> Result<(), Refusal> {
        self.begin_outside();
        clinic::access::journal::sweep_exports(&self.clinic);
        let now = self.clinic.now();
        // Before the checkpoint, which is to vouch for it.
        let written = self.clinic.write_waiting(ending);
        let sweep = is_due(self.swept_at, now, SWEEP_EVERY);
        let indexed = self.index(ending);
        let organizations = clinic::home::organizations(&self.clinic)?;
        let (mut followed, mut vouched, mut swept) = (Ok(()), Ok(()), Ok(()));
        // Before the checkpoint as well, and for everybody before any file of checkpoints is waited for.
        for (organization, _) in &organizations {
            followed = followed.and(self.follow(*organization, ending));
        }
        for (organization, _) in organizations {
            vouched = vouched.and(self.vouch(organization, ending));
            if sweep {
                swept = swept.and(self.sweep(organization, ending));
            }
        }
        if sweep && swept.is_ok() {
            self.swept_at = Some(now);
        }
        written.and(followed).and(indexed).and(vouched).and(swept)
    }

    /// Signals that nobody answered in time go a step up, what time alone made true is raised, people are reminded of their
    /// appointments, and offers of a place expire.
    fn follow(&self, organization: OrganizationId, ending: bool) -> Result<(), Refusal> {
        if ending {
            return Ok(());
        }
        let gone = clinic::followup::alert::escalate_due(&self.clinic, organization);
        let raised = clinic::assessment::interview::watch(&self.clinic, organization);
        let reminded = clinic::intake::reminder::remind_due(&self.clinic, organization);
        let expired = clinic::intake::waiting::expire_due(&self.clinic, organization);
        gone.and(raised).and(reminded).and(expired).map(drop)
    }

    /// Some people of each organization a round, until none are left; the next start goes on where this one ended.
    fn index(&mut self, ending: bool) -> Result<(), Refusal> {
        if self.is_indexed || ending {
            return Ok(());
        }
        let (mut left, mut indexed) = (false, Ok(()));
        for (organization, _) in clinic::home::organizations(&self.clinic)? {
            match clinic::upkeep::renew_index(&self.clinic, organization) {
                Ok(0) => {}
                Ok(people) => {
                    left = true;
                    tracing::info!(
                        people,
                        "people were indexed anew, to be found as names are read now"
                    );
                }
                // One that cannot be read keeps none of the others from being found.
                Err(error) => {
                    left = true;
                    indexed = indexed.and(Err(error));
                }
            }
        }
        self.is_indexed = !left;
        indexed
    }

    /// Looks at the checkpoint file, once. One that cannot be read is said once and tried again later: what happens
    /// now has to be vouched for whatever became of the file.
    fn begin_outside(&mut self) {
        let now = self.clinic.now();
        let Some(file) = self.checkpoints.as_deref() else {
            return;
        };
        if self.has_begun || !is_due(self.tried_at, now, BEGIN_EVERY) {
            return;
        }
        match clinic::upkeep::begin_outside(&self.clinic, file) {
            Ok(findings) => {
                for finding in findings {
                    tracing::error!(what = finding.what, "see: stepwell journal verify");
                }
                self.has_begun = true;
            }
            Err(error) if self.tried_at.is_none() => tracing::error!(
                %error,
                file = %file.display(),
                "the checkpoint file cannot be used; everything else goes on, and it is tried again every minute"
            ),
            Err(error) => tracing::debug!(%error, "the checkpoint file still cannot be used"),
        }
        self.tried_at = Some(now);
    }

    fn vouch(&self, organization: OrganizationId, ending: bool) -> Result<(), Refusal> {
        let outside = self.checkpoints.as_deref();
        if ending {
            clinic::upkeep::last_checkpoint(&self.clinic, organization, outside)?;
        } else {
            clinic::upkeep::checkpoint(&self.clinic, organization, outside)?;
        }
        Ok(())
    }

    fn sweep(&self, organization: OrganizationId, ending: bool) -> Result<(), Refusal> {
        clinic::upkeep::sweep(&self.clinic, organization)?;
        if !ending {
            clinic::attendance::hours::watch(&self.clinic, organization)?;
        }
        Ok(())
    }
}

/// Whether so long has passed since something was done; also where the clock was put back behind it.
fn is_due(done_at: Option<Timestamp>, now: Timestamp, every: SignedDuration) -> bool {
    done_at.is_none_or(|at| now < at || now.duration_since(at) >= every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_due_at_first_after_its_time_and_when_the_clock_was_put_back() {
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let ago = |seconds| Some(now.checked_sub(SignedDuration::from_secs(seconds)).unwrap());
        for (done_at, due) in [
            (None, true),
            (ago(0), false),
            (ago(59), false),
            (ago(60), true),
            (ago(-1), true),
        ] {
            assert_eq!(is_due(done_at, now, BEGIN_EVERY), due, "{done_at:?}");
        }
    }
}
