//! The threads that make calls: a few, however many organizations there are.
//!
//! Each organization for which there is something to do stands in line once, and at most one thread is at it. So the
//! push service of one that does not answer takes one thread for the length of a round, and the others go on. Where
//! somebody waits in line, a round is short: whoever comes behind slow ones has their turn after a few short rounds,
//! and not never.

use care::OrganizationId;
use clinic::Refusal;
use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many threads there are.
const CALLERS: usize = 4;
/// For how long one round of calls goes on making new ones. It is within the time for which they are claimed, in which
/// nobody else makes them.
const ROUND: Duration = Duration::from_secs(30);
/// The same where another organization waits for a thread.
const SHORT_ROUND: Duration = Duration::from_secs(5);

/// The threads. Dropping this waits until all have ended.
pub(super) struct Callers {
    line: Arc<Line>,
    threads: Vec<JoinHandle<()>>,
}

impl Callers {
    /// Starts them. `work` does what is due for one organization, for as long as what it is given says so.
    pub fn start(
        work: impl Fn(OrganizationId, &dyn Fn() -> bool) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let (line, work) = (Arc::new(Line::default()), Arc::new(work));
        let mut callers = Self {
            line,
            threads: Vec::with_capacity(CALLERS),
        };
        for _ in 0..CALLERS {
            let (line, work) = (Arc::clone(&callers.line), Arc::clone(&work));
            let thread = std::thread::Builder::new().name("calls".to_owned());
            let thread = thread.spawn(move || work_off(&line, &*work))?;
            callers.threads.push(thread);
        }
        Ok(callers)
    }

    /// Has the next thread that is free see to an organization.
    pub fn see_to(&self, organization: OrganizationId) {
        self.line.join(organization);
    }

    /// Lets every round end between two calls, and waits for it.
    pub fn end(&mut self) {
        self.line.close();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Callers {
    fn drop(&mut self) {
        self.end();
    }
}

fn work_off(line: &Line, work: &impl Fn(OrganizationId, &dyn Fn() -> bool) -> Result<(), Refusal>) {
    while let Some(organization) = line.next() {
        let began = Instant::now();
        let go_on = || line.goes_on(began.elapsed());
        let round = || work(organization, &go_on);
        // One that breaks keeps no other organization from being called.
        match catch_unwind(AssertUnwindSafe(round)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "a round of calls did not finish"),
            Err(_) => tracing::error!("a round of calls broke off; the rest is tried again"),
        }
        line.leave(organization);
    }
}

/// Who waits for a thread, and at whom one is.
#[derive(Default)]
struct Line {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<OrganizationId>,
    seen_to: HashSet<OrganizationId>,
    is_closed: bool,
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an organization at the end, where it is not in line and nobody is at it.
    fn join(&self, organization: OrganizationId) {
        let mut state = self.state();
        let known = state.seen_to.contains(&organization) || state.waiting.contains(&organization);
        if !known && !state.is_closed {
            state.waiting.push_back(organization);
            self.changed.notify_one();
        }
    }

    /// Waits for the next; nothing once the line is closed.
    fn next(&self) -> Option<OrganizationId> {
        let rests = |state: &mut State| !state.is_closed && state.waiting.is_empty();
        let waited = self.changed.wait_while(self.state(), rests);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.is_closed {
            return None;
        }
        let next = state.waiting.pop_front()?;
        state.seen_to.insert(next);
        Some(next)
    }

    fn leave(&self, organization: OrganizationId) {
        self.state().seen_to.remove(&organization);
    }

    /// Whether a round that has lasted so long goes on.
    fn goes_on(&self, lasted: Duration) -> bool {
        let state = self.state();
        let most = if state.waiting.is_empty() {
            ROUND
        } else {
            SHORT_ROUND
        };
        !state.is_closed && lasted < most
    }

    fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const LONG: Duration = Duration::from_secs(30);

    fn id(number: u128) -> OrganizationId {
        OrganizationId::from(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn an_organization_that_waits_keeps_no_other_waiting() {
        let (release, held) = mpsc::channel::<()>();
        let held = Mutex::new(held);
        let (tell, told) = mpsc::channel();
        let mut callers = Callers::start(move |organization, _: &dyn Fn() -> bool| {
            if organization == id(1) {
                // As a push service that does not answer.
                let _ = held.lock().unwrap().recv();
            } else {
                let _ = tell.send(organization);
            }
            Ok(())
        })
        .unwrap();
        for number in [1, 1, 2, 3] {
            callers.see_to(id(number));
        }
        let mut others = [LONG; 2].map(|long| told.recv_timeout(long).unwrap());
        others.sort_unstable();
        assert_eq!(others, [id(2), id(3)]);
        drop(release);
        callers.end();
    }

    #[test]
    fn however_many_there_are_a_few_threads_see_to_all_and_one_at_a_time_to_each() {
        let (tell, told) = mpsc::channel();
        let at = Mutex::new(Vec::new());
        let callers = Callers::start(move |organization, _: &dyn Fn() -> bool| {
            let most = {
                let mut at = at.lock().unwrap();
                assert!(!at.contains(&organization));
                at.push(organization);
                at.len()
            };
            std::thread::sleep(Duration::from_millis(5));
            at.lock().unwrap().retain(|one| *one != organization);
            let _ = tell.send((organization, most));
            Ok(())
        })
        .unwrap();
        let mut seen = HashSet::new();
        for number in (0..40).chain(0..40) {
            callers.see_to(id(number));
        }
        while seen.len() < 40 {
            let (organization, most) = told.recv_timeout(LONG).unwrap();
            assert!(most <= CALLERS);
            seen.insert(organization);
        }
    }

    #[test]
    fn a_round_is_shorter_where_others_wait_and_over_where_all_ends() {
        let line = Line::default();
        line.join(id(1));
        assert_eq!(line.next(), Some(id(1)));
        // Nobody waits, and whoever is seen to does not wait besides.
        line.join(id(1));
        assert!(line.goes_on(SHORT_ROUND) && !line.goes_on(ROUND));
        line.join(id(2));
        assert!(line.goes_on(Duration::ZERO) && !line.goes_on(SHORT_ROUND));
        line.leave(id(1));
        line.join(id(1));
        assert_eq!([line.next(), line.next()], [Some(id(2)), Some(id(1))]);
        line.close();
        assert!(!line.goes_on(Duration::ZERO));
        line.join(id(3));
        assert_eq!(line.next(), None);
    }

    #[test]
    fn a_round_that_breaks_takes_no_thread_along() {
        let (tell, told) = mpsc::channel();
        let callers = Callers::start(move |organization, _: &dyn Fn() -> bool| {
            assert_ne!(organization, id(1), "it breaks");
            let _ = tell.send(());
            Ok(())
        })
        .unwrap();
        let is_idle = || {
            let state = callers.line.state();
            state.seen_to.is_empty() && state.waiting.is_empty()
        };
        for _ in 0..2 * CALLERS {
            callers.see_to(id(1));
            let by = Instant::now() + LONG;
            while !is_idle() {
                assert!(Instant::now() < by, "a thread has ended");
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        callers.see_to(id(2));
        told.recv_timeout(LONG).unwrap();
    }
}
