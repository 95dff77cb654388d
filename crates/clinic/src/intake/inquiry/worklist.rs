//! What of the requests can be done now, for the first page of those who work them.
//!
//! Nothing is on it that cannot be done: whom it is no time to call by their own rules, and what is over the limit, is a
//! number.

use super::board::{Card, LINES_MAX, cards, saw, to_book};
use crate::people::patient::saw_listed;
use crate::people::reach::suits;
use crate::stays::planned;
use crate::stays::planned::DueAdmission;
use crate::{Clinic, Look, Refusal};
use care::intake::appointment::Slot;
use care::intake::inquiry::{Next, Pressing, Stage};
use care::people::site::Site;
use care::{PersonId, SiteId};
use door::reach_for;
use jiff::Timestamp;
use policy::{Action, Actor, Reach, reach};
use record::intake::inquiry;
use record::people::site;
use std::collections::HashMap;

/// How many requests are shown, but for those that tell of danger: as many as one person gets through in a morning.
/// House number. Of danger it is as many as a page of the board shows.
pub const SHOWN_MAX: usize = 12;
/// How many of today's assessments are.
const VISITS_MAX: usize = 8;

/// The requests to work now.
pub struct Worklist {
    /// What can be done now: danger, then what is due first.
    pub now: Vec<Card>,
    /// How much more of that there is, but for danger.
    pub more: usize,
    /// How much more there is that tells of danger.
    pub more_in_danger: usize,
    /// Of all of it, how much should have happened by now.
    pub overdue: usize,
    /// Of all of it, how much tells of danger.
    pub in_danger: usize,
    /// Calls that are due at a time that is none of theirs.
    pub at_their_time: usize,
    /// The assessments that are still to come today, by time.
    pub visits: Vec<Card>,
    /// How many more of these there are.
    pub more_visits: usize,
    /// Whom the actor may admit and whose planned day has come.
    pub planned: Vec<DueAdmission>,
    /// How many requests are open.
    pub open: usize,
    /// Every site.
    pub sites: Vec<Site>,
    /// The next free time for an assessment at each site where somebody is to be booked.
    pub earliest: HashMap<SiteId, (Slot, String)>,
    /// When the next thing becomes due by itself.
    pub next_at: Option<Timestamp>,
    /// What changes with every request that comes, goes or is put off.
    pub mark: String,
}

impl Worklist {
    /// The site of a card.
    pub fn site(&self, card: &Card) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == card.inquiry.site)
    }
}

/// Where a card belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It can be done now.
    Now,
    /// It is a call at a time that is none of theirs.
    TheirTime,
    /// It is an assessment of today.
    Visit,
    /// It comes later.
    Later,
}

fn place(card: &Card, site: Option<&Site>, now: Timestamp) -> Place {
    let due = card.due.by.is_some_and(|by| by <= now);
    let suits = site.is_none_or(|site| suits(&card.inquiry.rules, site, now));
    // What just came in is seen at once, however much time there is to call back.
    let new = card.inquiry.stage == Stage::New && card.inquiry.next_call_at.is_none();
    // So is what somebody asked for by the link in a message: they sit beside the telephone now, whatever was promised.
    let asked = card.asked_at.is_some();
    let today = |at: Timestamp| {
        site.is_some_and(|site| site.zone.local(at).date() == site.zone.local(now).date())
    };
    match card.due.next {
        _ if card.is_danger() => Place::Now,
        Next::Call if !suits && (due || new || asked) => Place::TheirTime,
        Next::Attend | Next::Assess if card.due.by.is_some_and(today) => Place::Visit,
        Next::Attend | Next::Assess | Next::Nothing => Place::Later,
        // One click each, and every hour that they wait for it somebody may think better of coming.
        Next::Book | Next::Admit => Place::Now,
        _ if due || new || asked || card.presses() != Pressing::Normal => Place::Now,
        _ => Place::Later,
    }
}

/// Whoever was called since they asked for it is called again when that is due. Nobody looks where nobody asked.
fn called_since(look: &mut Look<'_, '_>, cards: &mut [Card]) -> Result<(), Refusal> {
    if cards.iter().all(|card| card.asked_at.is_none()) {
        return Ok(());
    }
    let calls = inquiry::log::count_calls(look.read)?;
    for card in cards {
        let last = calls.get(&card.inquiry.id).map(|made| made.last);
        card.asked_at = card
            .asked_at
            .filter(|asked| last.is_none_or(|last| last < *asked));
    }
    Ok(())
}

/// What of the requests can be done now, for those who work them; nobody else sees anything here.
pub fn worklist(clinic: &Clinic, actor: &Actor) -> Result<Worklist, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let within = reach_for(actor, Action::WorkInquiry, look.now);
        let (open, beyond) = inquiry::open(look.read, &within)?;
        let mut cards = cards(clinic, look, open, &HashMap::new())?;
        called_since(look, &mut cards)?;
        let mut list = Worklist {
            now: Vec::new(),
            more: beyond.others,
            more_in_danger: beyond.in_danger,
            overdue: 0,
            in_danger: beyond.in_danger,
            at_their_time: 0,
            visits: Vec::new(),
            more_visits: 0,
            planned: Vec::new(),
            open: cards.len() + beyond.all(),
            sites: site::all(look.read)?,
            earliest: HashMap::new(),
            next_at: None,
            mark: inquiry::mark(look.read, &within)?,
        };
        list.sort(cards, look.now);
        let mut shown = list.now.iter().chain(&list.visits).peekable();
        if shown.peek().is_some() {
            saw(look, shown.map(|card| &card.inquiry));
        }
        list.planned = planned::due(look, &list.sites)?;
        if !list.planned.is_empty() {
            let shown: Vec<PersonId> = list.planned.iter().map(|it| it.person).collect();
            saw_listed(look, &shown, false);
        }
        list.earliest = to_book(look, &list.sites, &list.now)?;
        Ok(list)
    })
}

impl Worklist {
    fn sort(&mut self, cards: Vec<Card>, now: Timestamp) {
        let ahead = cards.iter().filter_map(|card| card.due.by);
        self.next_at = ahead.filter(|by| *by > now).min();
        for card in cards {
            let place = place(&card, self.site(&card), now);
            let (overdue, is_danger) = (card.due.overdue(now), card.is_danger());
            match place {
                Place::Now => {
                    self.overdue += usize::from(overdue);
                    self.in_danger += usize::from(is_danger);
                    // They come first, so that none is left for another page for anything else.
                    let most = if is_danger { LINES_MAX } else { SHOWN_MAX };
                    if self.now.len() < most {
                        self.now.push(card);
                    } else if is_danger {
                        self.more_in_danger += 1;
                    } else {
                        self.more += 1;
                    }
                }
                Place::TheirTime => self.at_their_time += 1,
                Place::Visit if self.visits.len() < VISITS_MAX => self.visits.push(card),
                Place::Visit => self.more_visits += 1,
                Place::Later => {}
            }
        }
    }
}

/// What changes with every request that comes, goes or is put off, for whoever works requests: what an open page is
/// compared with. It tells nothing about anybody.
pub fn mark(clinic: &Clinic, actor: &Actor) -> Result<Option<String>, Refusal> {
    if reach(actor, Action::WorkInquiry) == Reach::default() {
        return Ok(None);
    }
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let within = reach_for(actor, Action::WorkInquiry, look.now);
        Ok(Some(inquiry::mark(look.read, &within)?))
    })
}
