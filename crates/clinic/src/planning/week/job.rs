//! Making a whole site's week in the background: one at a time for each site, stoppable, with its best kept.

use super::load::{SiteWeek, basis, load};
use super::map::{SiteInstance, map};
use super::set_aside;
use super::solve::{Effort, SECONDS_MAX, solve};
use crate::task::{Ended, Ending, open};
use crate::{Act, Clinic, Key, Refusal};
use care::planning::week::{Part, Proposal, ProposalState, Purpose, Whole};
use care::{OrganizationId, ProposalId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::planning::proposal;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use timetable::Event;

const BROKEN: &str = "The search broke off because of a fault in this program. Begin it again.";

/// Which week is made: a site's, from a Monday on, for a purpose.
#[derive(Clone, Copy, Debug)]
pub struct WeekWanted {
    /// Whose.
    pub site: SiteId,
    /// From when on.
    pub monday: Date,
    /// What may change in it.
    pub purpose: Purpose,
}

/// A search under way, or one that has ended and waits to be looked at.
struct Running {
    purpose: Purpose,
    monday: Date,
    seconds: u64,
    people: usize,
    started_at: Timestamp,
    stop: AtomicBool,
    latest: Mutex<Option<Event>>,
    ended: Arc<Ended<ProposalId>>,
}

impl Running {
    fn new(purpose: Purpose, monday: Date, people: usize, effort: Effort, now: Timestamp) -> Self {
        Self {
            purpose,
            monday,
            seconds: effort.seconds.min(SECONDS_MAX),
            people,
            started_at: now,
            stop: AtomicBool::new(false),
            latest: Mutex::new(None),
            ended: Arc::default(),
        }
    }
}

/// The searches of all sites.
#[derive(Default)]
struct SearchBoard(Mutex<HashMap<(OrganizationId, SiteId), Arc<Running>>>);

/// What a search has reached, as a page shows it.
#[derive(Clone, Debug)]
pub struct SearchProgress {
    /// What is looked for.
    pub purpose: Purpose,
    /// From which Monday on.
    pub monday: Date,
    /// How long it may take, in seconds.
    pub seconds: u64,
    /// Since when it runs.
    pub started_at: Timestamp,
    /// How many people a week is looked for.
    pub people: usize,
    /// People with a week in the best so far, its cost, and what no timetable can be below.
    pub best: Option<(usize, i64, i64)>,
    /// Whether somebody asked it to stop.
    pub stopping: bool,
    /// What came of it, once it has ended.
    pub ended: Option<Result<ProposalId, String>>,
}

impl SearchBoard {
    fn find(&self, organization: OrganizationId, site: SiteId) -> Option<Arc<Running>> {
        open(&self.0).get(&(organization, site)).cloned()
    }

    /// Takes the site's place, unless another search holds it; answers the one that has ended there before.
    fn begin(
        &self,
        organization: OrganizationId,
        site: SiteId,
        new: &Arc<Running>,
    ) -> Result<Option<Arc<Running>>, Busy> {
        let mut all = open(&self.0);
        let busy = all
            .get(&(organization, site))
            .is_some_and(|running| !Arc::ptr_eq(running, new) && !running.ended.is_over());
        if busy {
            return Err(Busy);
        }
        Ok(all.insert((organization, site), Arc::clone(new)))
    }

    /// Gives the site's place back to the search before it: this one never began.
    fn release(
        &self,
        organization: OrganizationId,
        site: SiteId,
        never: &Arc<Running>,
        before: Option<Arc<Running>>,
    ) {
        let mut all = open(&self.0);
        let held = all.get(&(organization, site));
        if held.is_some_and(|running| Arc::ptr_eq(running, never)) {
            match before {
                Some(before) => all.insert((organization, site), before),
                None => all.remove(&(organization, site)),
            };
        }
    }
}

/// Another search holds the place.
#[derive(Debug)]
struct Busy;

/// Begins to make a site's week from a Monday on. It goes on when the page is closed; one search at a time for each
/// site, and one for each key. The server waits for nobody: the search has a thread of its own and ends with the
/// process.
pub fn start(
    clinic: &Arc<Clinic>,
    actor: &Actor,
    key: Key,
    what: WeekWanted,
    effort: Effort,
) -> Result<(), Refusal> {
    let WeekWanted {
        site,
        monday,
        purpose,
    } = what;
    let organization = actor.organization();
    let mut begun: Option<Search> = None;
    let command = (site, monday, purpose, effort.seconds);
    let started = clinic.act(actor, key, ("make_week", &command), |act| {
        act.permit_on(Action::MakeWeek, &Resource::Site(act.organization(), site))?;
        let week = load(clinic.protocol(), act.tx, site, monday)?;
        let basis = basis(act.tx, &week)?;
        let people = prepared(&week, purpose)?.people.len();
        let running = match &begun {
            // The transaction is tried again: the site's place is held already.
            Some(search) => Arc::clone(&search.running),
            None => Arc::new(Running::new(purpose, monday, people, effort, act.now)),
        };
        // Taken within the transaction, so that whoever comes second is refused by it and the journal says nothing of
        // a search that never was. Where it is not committed the place is given back below.
        let Ok(before) = clinic
            .memory::<SearchBoard>()
            .begin(organization, site, &running)
        else {
            return Err(Refusal::Conflict(
                "A week is being made for this site already. Look at it, stop it, or wait for it."
                    .to_owned(),
            ));
        };
        // Tried again, it finds itself in the place; what was there before it is known from the first time.
        let before = begun.take().map_or(before, |search| search.before);
        begun = Some(Search {
            week,
            basis,
            running,
            before,
        });
        let detail = serde_json::json!({ "monday": monday, "purpose": purpose });
        act.journal(
            "week.make_started",
            ("site", site.uuid()),
            None,
            Some(detail),
        )
    });
    match (started, begun) {
        (Ok(()), Some(search)) => search.run(clinic, actor, what, effort),
        // The same form once more: its search was begun the first time.
        (Ok(()), None) => {}
        (Err(refusal), begun) => {
            if let Some(search) = begun {
                let Search {
                    running, before, ..
                } = search;
                clinic
                    .memory::<SearchBoard>()
                    .release(organization, site, &running, before);
            }
            return Err(refusal);
        }
    }
    Ok(())
}

/// A search that is about to run.
struct Search {
    week: SiteWeek,
    basis: Vec<u8>,
    running: Arc<Running>,
    /// The search whose place it took.
    before: Option<Arc<Running>>,
}

impl Search {
    /// Runs it in a thread of its own.
    fn run(self, clinic: &Arc<Clinic>, actor: &Actor, what: WeekWanted, effort: Effort) {
        let Self {
            week,
            basis,
            running,
            ..
        } = self;
        let (clinic, actor, shared) = (Arc::clone(clinic), actor.clone(), Arc::clone(&running));
        let work = move || {
            let _ending = Ending::new(&shared.ended, BROKEN);
            let told = |event: Event| *open(&shared.latest) = Some(event);
            let purpose = what.purpose;
            let made = set_aside::made(&week, purpose, |mapped, round| {
                let effort = effort.of_round(round);
                solve(&clinic, mapped, purpose, effort, &shared.stop, told)
            });
            let kept = made.and_then(|(whole, parts)| {
                keep_found(&clinic, &actor, what, &basis, &whole, &parts)
            });
            shared
                .ended
                .say(kept.map_err(|refusal| refusal.to_string()));
        };
        let spawned = std::thread::Builder::new()
            .name("week".to_owned())
            .spawn(work);
        if spawned.is_err() {
            let sentence = "The server has no room for another search now. Try again in a minute.";
            running.ended.say(Err(sentence.to_owned()));
        }
    }
}

fn loaded(
    clinic: &Clinic,
    organization: OrganizationId,
    site: SiteId,
    monday: Date,
) -> Result<(SiteWeek, Vec<u8>), Refusal> {
    clinic.record().read(organization, |read| {
        let week = load(clinic.protocol(), read, site, monday)?;
        let basis = basis(read, &week)?;
        Ok((week, basis))
    })
}

/// The mapped week, or the sentences that say what does not fit.
fn prepared(week: &SiteWeek, purpose: Purpose) -> Result<SiteInstance, Refusal> {
    let mapped =
        map(week, set_aside::aim(purpose)).map_err(|said| Refusal::Conflict(said.join(" ")))?;
    if mapped.people.is_empty() || mapped.groups.is_empty() {
        return Err(Refusal::Conflict(
            "There is nothing to plan: this site has no groups, or nobody at the intensive level, in that week."
                .to_owned(),
        ));
    }
    Ok(mapped)
}

/// Keeps a proposal as the actor's.
pub(crate) fn store(
    act: &mut Act<'_, '_>,
    what: WeekWanted,
    basis: &[u8],
    whole: &Whole,
    parts: &[Part],
) -> Result<ProposalId, Refusal> {
    let WeekWanted {
        site,
        monday,
        purpose,
    } = what;
    let organization = act.organization();
    act.permit_on(Action::MakeWeek, &Resource::Site(organization, site))?;
    let proposal = Proposal {
        id: act.id(),
        site,
        purpose,
        monday,
        made_by: act.actor.person(),
        made_at: act.now,
        state: ProposalState::Open,
        settled: None,
        basis: basis.to_vec(),
        whole: whole.clone(),
    };
    // A site has one open proposal for its lasting week.
    let gives_way: Vec<ProposalId> = if purpose == Purpose::Repair {
        Vec::new()
    } else {
        let waiting = proposal::waiting(act.tx, site)?;
        waiting.into_iter().map(|one| one.id).collect()
    };
    proposal::insert(act.tx, act.clinic.dice(), &proposal, parts)?;
    for old in &gives_way {
        let detail = serde_json::json!({ "for": proposal.id });
        let subject = ("proposal", old.uuid());
        act.journal("week.withdrawn", subject, None, Some(detail))?;
    }
    let detail = serde_json::json!({
        "site": site, "monday": monday, "purpose": purpose, "withdraws": gives_way,
        "placed": whole.placed, "people": whole.people, "groups": whole.groups.len(),
    });
    let subject = ("proposal", proposal.id.uuid());
    act.journal("week.proposed", subject, None, Some(detail))?;
    Ok(proposal.id)
}

/// Keeps what a search has found. A search is begun once, and nobody sends its end a second time.
fn keep_found(
    clinic: &Clinic,
    actor: &Actor,
    what: WeekWanted,
    basis: &[u8],
    whole: &Whole,
    parts: &[Part],
) -> Result<ProposalId, Refusal> {
    let command = ((what.site, what.monday, what.purpose), basis);
    clinic.act(
        actor,
        clinic.fresh_key(),
        ("keep_proposal", &command),
        |act| store(act, what, basis, whole, parts),
    )
}

/// Makes a site's week and waits for it: for whoever has no page to close.
pub fn make(
    clinic: &Clinic,
    actor: &Actor,
    what: WeekWanted,
    effort: Effort,
) -> Result<ProposalId, Refusal> {
    let WeekWanted {
        site,
        monday,
        purpose,
    } = what;
    clinic.look(actor, |look| {
        look.permit_on(Action::MakeWeek, &Resource::Site(look.organization(), site))
    })?;
    let (week, basis) = loaded(clinic, actor.organization(), site, monday)?;
    prepared(&week, purpose)?;
    let never = AtomicBool::new(false);
    let (whole, parts) = set_aside::made(&week, purpose, |mapped, round| {
        solve(
            clinic,
            mapped,
            purpose,
            effort.of_round(round),
            &never,
            |_| {},
        )
    })?;
    keep_found(clinic, actor, what, &basis, &whole, &parts)
}

/// What the site's search has reached; nothing when there was none since the server started.
pub fn progress(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
) -> Result<Option<SearchProgress>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::MakeWeek, &Resource::Site(look.organization(), site))
    })?;
    let running = clinic
        .memory::<SearchBoard>()
        .find(actor.organization(), site);
    Ok(running.map(|running| SearchProgress {
        purpose: running.purpose,
        monday: running.monday,
        seconds: running.seconds,
        started_at: running.started_at,
        people: running.people,
        best: open(&running.latest).map(|event| (event.placed, event.best, event.bound)),
        stopping: running.stop.load(Ordering::Relaxed),
        ended: running.ended.get(),
    }))
}

/// Asks the site's search to stop; its best is kept as a proposal.
pub fn stop(clinic: &Clinic, actor: &Actor, key: Key, site: SiteId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("stop_week", &site), |act| {
        act.permit_on(Action::MakeWeek, &Resource::Site(act.organization(), site))?;
        act.journal("week.make_stopped", ("site", site.uuid()), None, None)
    })?;
    if let Some(running) = clinic
        .memory::<SearchBoard>()
        .find(actor.organization(), site)
    {
        running.stop.store(true, Ordering::Relaxed);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
