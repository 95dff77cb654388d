//! Everything that still has to be worked, with its clocks.

use super::pressing::Pressings;
use crate::intake::appointment::earliest;
use crate::{Clinic, Look, Refusal};
use care::intake::appointment::{Appointment, AppointmentAnswer, Slot};
use care::intake::inquiry::{Due, Inquiry, InquiryStanding, Next, Pressing, Stage, due};
use care::people::site::Site;
use care::{InquiryId, SiteId, TimeZoneName};
use door::reach_for;
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor, Reach, Resource, decide, reach};
use record::intake::appointment::notice;
use record::intake::inquiry::Beyond;
use record::intake::inquiry::log::CallsMade;
use record::intake::{appointment, inquiry};
use record::people::{search, site};
use std::collections::HashMap;

/// How long what has ended stays on the board, in days.
pub const ENDED_DAYS: i64 = 42;
/// How many lines of one part of the board stand on a page, and how many of danger on the first page of staff: the
/// others are a click away, and counted. Whoever sends hundreds would make the page heavy for everybody. House number.
pub const LINES_MAX: usize = 40;

/// A part of the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoardPart {
    /// Who may be in danger and whom nobody has spoken with.
    Danger,
    /// Everybody else at a stage.
    Stage(Stage),
    /// What ended lately.
    Ended,
}

/// Which page of a part is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BoardPage {
    /// The part; no other is shown beside it.
    pub part: BoardPart,
    /// How many lines stand before it.
    pub from: usize,
}

/// Which inquiries are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// At one site.
    pub site: Option<SiteId>,
    /// At one stage.
    pub stage: Option<Stage>,
    /// The actor's own: looked after, or to be assessed by them.
    pub mine: bool,
    /// Whose name or number fits.
    pub query: Option<String>,
    /// The page of one part; without it the first of each.
    pub page: Option<BoardPage>,
}

impl BoardFilter {
    fn takes(&self, inquiry: &Inquiry, actor: &Actor) -> bool {
        let mine = [inquiry.owner, inquiry.clinician].contains(&Some(actor.person()));
        self.site.is_none_or(|site| site == inquiry.site)
            && self.stage.is_none_or(|stage| stage == inquiry.stage)
            && (!self.mine || mine)
    }

    /// From which line on a part is shown; nothing where the page is another part's.
    pub fn begins(&self, part: BoardPart) -> Option<usize> {
        match self.page {
            None => Some(0),
            Some(page) => (page.part == part).then_some(page.from),
        }
    }

    /// Of the lines of a part, those on the page.
    pub fn shown<'l, T>(&self, part: BoardPart, lines: &'l [T]) -> &'l [T] {
        let from = self.begins(part).unwrap_or(usize::MAX);
        let rest = lines.get(from..).unwrap_or_default();
        rest.get(..LINES_MAX).unwrap_or(rest)
    }
}

/// One inquiry on the board.
pub struct Card {
    /// The inquiry.
    pub inquiry: Inquiry,
    /// What comes next.
    pub due: Due,
    /// The appointment that stands.
    pub appointment: Option<Appointment>,
    /// What they said to it last, without signing in.
    pub answer: Option<AppointmentAnswer>,
    /// When they asked by it for a call or another time.
    pub asked_at: Option<Timestamp>,
    /// What the clinician is called.
    pub clinician: Option<String>,
    /// How many calls were made.
    pub calls: i64,
    /// How soon somebody has to look, by what was said when they asked or became known since.
    pub pressing: Pressing,
    /// Whether nobody has spoken with them and something about them wanted somebody now since they asked.
    in_danger: bool,
}

impl Card {
    /// Whether it comes before everything else: they are in danger, and nobody has spoken with them yet. The record says
    /// it, by which it also cuts the list and counts what is beyond it.
    pub const fn is_danger(&self) -> bool {
        self.in_danger
    }

    /// The part of the board in which it stands.
    pub fn part(&self) -> BoardPart {
        if self.is_danger() {
            BoardPart::Danger
        } else {
            BoardPart::Stage(self.inquiry.stage)
        }
    }

    /// How pressing it still is: once somebody has spoken with them, its own clocks say what comes next.
    pub fn presses(&self) -> Pressing {
        match self.inquiry.stage {
            Stage::New => self.pressing,
            _ => Pressing::Normal,
        }
    }
}

/// The board.
pub struct InquiryBoard {
    /// What still has to be worked: danger first, then what is due first.
    pub open: Vec<Card>,
    /// How much more of that there is, than one list shows.
    pub more: Beyond,
    /// What ended lately, the latest first.
    pub ended: Vec<Inquiry>,
    /// Every site.
    pub sites: Vec<Site>,
    /// The next free time for an assessment at each site where somebody is to be booked.
    pub earliest: HashMap<SiteId, (Slot, String)>,
    /// Whether the actor may add an inquiry somewhere.
    pub may_add: bool,
    /// Whether the actor may see the numbers.
    pub may_count: bool,
    /// When this was true.
    pub now: Timestamp,
}

/// The inquiries the actor may see.
pub fn board(
    clinic: &Clinic,
    actor: &Actor,
    filter: &BoardFilter,
) -> Result<InquiryBoard, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let within = reach_for(actor, Action::ViewInquiry, look.now);
        let (open, mut ended, more) = if let Some(query) = &filter.query {
            let found = search::inquiries(look.read, &within, query)?;
            let (open, ended): (Vec<_>, Vec<_>) = found.into_iter().partition(Inquiry::is_open);
            (open, ended, Beyond::default())
        } else {
            let (open, more) = inquiry::open(look.read, &within)?;
            let since = ended_since(look.now);
            (open, inquiry::ended(look.read, &within, since)?, more)
        };
        ended.retain(|inquiry| filter.takes(inquiry, actor) && inquiry.joined_to.is_none());
        let open = open
            .into_iter()
            .filter(|inquiry| filter.takes(inquiry, actor))
            .collect();
        let calls = inquiry::log::count_calls(look.read)?;
        let open = cards(clinic, look, open, &calls)?;
        saw(look, on_page(filter, &open, &ended).into_iter());
        let sites = site::all(look.read)?;
        let earliest = if reach(actor, Action::WorkInquiry) == Reach::default() {
            HashMap::new()
        } else {
            to_book(look, &sites, &open)?
        };
        Ok(InquiryBoard {
            earliest,
            may_add: !addable(actor, &sites, look.now).is_empty(),
            may_count: actor_may_count(actor, look.now),
            open,
            more,
            ended,
            sites,
            now: look.now,
        })
    })
}

/// What stands on the page that is asked for.
fn on_page<'b>(filter: &BoardFilter, open: &'b [Card], ended: &'b [Inquiry]) -> Vec<&'b Inquiry> {
    let stages = Stage::ALL.iter().copied().map(BoardPart::Stage);
    let mut shown = Vec::new();
    for part in std::iter::once(BoardPart::Danger).chain(stages) {
        let lines = open.iter().filter(|card| card.part() == part);
        let lines: Vec<&Inquiry> = lines.map(|card| &card.inquiry).collect();
        shown.extend_from_slice(filter.shown(part, &lines));
    }
    shown.extend(filter.shown(BoardPart::Ended, ended));
    shown
}

/// Those who asked for help and are not in care, whose name or number fits, what is still worked first: for finding
/// somebody from any page. With the zone of the site that each asked at.
pub fn found(
    clinic: &Clinic,
    actor: &Actor,
    query: &str,
) -> Result<Vec<(Inquiry, Option<TimeZoneName>)>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let within = reach_for(actor, Action::ViewInquiry, look.now);
        let mut found = search::inquiries(look.read, &within, query)?;
        found.retain(|it| it.joined_to.is_none() && it.stage != Stage::Admitted);
        saw(look, found.iter());
        let sites = site::all(look.read)?;
        let zone_of = |it: &Inquiry| {
            let at = sites.iter().find(|site| site.id == it.site)?;
            Some(at.zone.clone())
        };
        let zoned = found.into_iter().map(|it| {
            let zone = zone_of(&it);
            (it, zone)
        });
        Ok(zoned.collect())
    })
}

fn actor_may_count(actor: &Actor, now: Timestamp) -> bool {
    let organization = Resource::Organization(actor.organization());
    decide(actor, Action::SeeFunnel, &organization, now).allow
}

fn ended_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24 * ENDED_DAYS))
        .unwrap_or(Timestamp::MIN)
}

fn addable(actor: &Actor, sites: &[Site], now: Timestamp) -> Vec<Site> {
    let may = |site: &&Site| {
        let resource = Resource::Site(actor.organization(), site.id);
        decide(actor, Action::AddInquiry, &resource, now).allow
    };
    sites.iter().filter(may).cloned().collect()
}

/// The sites for which the actor may type a request; refused where there is none.
pub fn sites_to_add_at(clinic: &Clinic, actor: &Actor) -> Result<Vec<Site>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let sites = site::all(look.read)?;
        let sites = addable(actor, &sites, look.now);
        if sites.is_empty() {
            return Err(Refusal::Denied);
        }
        Ok(sites)
    })
}

/// Notes which requests were shown.
pub(super) fn saw<'a>(look: &mut Look<'_, '_>, shown: impl Iterator<Item = &'a Inquiry>) {
    let shown: Vec<InquiryId> = shown.map(|inquiry| inquiry.id).collect();
    let subject = ("organization", look.organization().uuid());
    let detail = serde_json::json!({ "shown": shown });
    look.saw("inquiry.listed", subject, None, Some(detail));
}

/// The next free time for an assessment at each site where somebody on these cards is to be booked.
pub(super) fn to_book(
    look: &mut Look<'_, '_>,
    sites: &[Site],
    cards: &[Card],
) -> Result<HashMap<SiteId, (Slot, String)>, Refusal> {
    let books = |site: &&Site| {
        let here = |card: &Card| card.due.next == Next::Book && card.inquiry.site == site.id;
        cards.iter().any(here)
    };
    earliest(look.read, sites.iter().filter(books), look.now)
}

/// How pressing a request is whose words are that pressing: whoever is in danger is looked after now, whatever they wrote.
pub(super) const fn pressing_of(words: Pressing, in_danger: bool) -> Pressing {
    if in_danger { Pressing::Now } else { words }
}

/// Requests with what comes next of each: danger first, then what is due first.
pub(super) fn cards(
    clinic: &Clinic,
    look: &mut Look<'_, '_>,
    inquiries: Vec<Inquiry>,
    calls: &HashMap<InquiryId, CallsMade>,
) -> Result<Vec<Card>, Refusal> {
    let pressings = clinic.memory::<Pressings>();
    let ids: Vec<InquiryId> = inquiries.iter().map(|it| it.id).collect();
    let dangers = inquiry::in_danger(look.read, &ids)?;
    let mut standing: HashMap<InquiryId, Appointment> = appointment::standing(look.read)?
        .into_iter()
        .filter_map(|it| Some((it.inquiry?, it)))
        .collect();
    let mut notices = notice::standing(look.read)?;
    let shown = inquiries.iter().filter_map(|it| standing.get(&it.id));
    look.meet(shown.map(|it| it.clinician))?;
    let mut cards = Vec::new();
    for inquiry in inquiries {
        let appointment = standing.remove(&inquiry.id);
        let clinician = match &appointment {
            None => None,
            Some(it) => door::display_name(look, it.clinician)?,
        };
        let notice = appointment.as_ref().and_then(|it| notices.remove(&it.id));
        let answered = notice.and_then(|notice| notice.answered);
        let in_danger = dangers.contains(&inquiry.id);
        let pressing = pressing_of(pressings.of(inquiry.id, &inquiry.request)?, in_danger);
        let standing = standing_of(&inquiry, appointment.as_ref(), pressing);
        cards.push(Card {
            due: due(&standing, look.now),
            pressing,
            in_danger,
            calls: calls.get(&inquiry.id).map_or(0, |made| made.count),
            appointment,
            asked_at: answered
                .filter(|answered| answered.answer != AppointmentAnswer::Yes)
                .map(|answered| answered.at),
            answer: answered.map(|answered| answered.answer),
            clinician,
            inquiry,
        });
    }
    cards.sort_by_key(|card| {
        (
            !card.is_danger(),
            card.presses(),
            card.due.by.unwrap_or(Timestamp::MAX),
            card.inquiry.requested_at,
        )
    });
    Ok(cards)
}

/// What the clocks have to know about an inquiry.
pub(super) fn standing_of(
    inquiry: &Inquiry,
    appointment: Option<&Appointment>,
    pressing: Pressing,
) -> InquiryStanding {
    InquiryStanding {
        stage: inquiry.stage,
        requested_at: inquiry.requested_at,
        promised_at: inquiry.promised_at,
        answer_by: inquiry.answer_by_when(pressing),
        next_call_at: inquiry.next_call_at,
        appointment: appointment.map(|it| (it.starts_at, it.ends_at())),
        waits: inquiry.waiting_since.is_some(),
    }
}
