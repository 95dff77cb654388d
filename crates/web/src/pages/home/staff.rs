//! What those who work here open on: what each can do now, and of everything else a number.

use super::first_run;
use crate::pages::followup::on_call::goes_to;
use crate::pages::followup::signals::signal_table;
use crate::pages::intake::inquiries::{TODAY, ever};
use crate::shell::ask::{near, time_of_day};
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Toast, Undo, heading, link, page, row, status, table, today_news,
};
use care::day::weekday_text;
use care::followup::signal::Urgency;
use care::intake::appointment::AppointmentState;
use care::{AppointmentId, CallId, InquiryId};
use clinic::followup::signal;
use clinic::home::{self, StaffHome};
use clinic::intake::inquiry::{self, CameOfIt, Done, Worklist, worklist};
use jiff::Timestamp;
use maud::{Markup, html};
use policy::Action;

mod day;
mod first;
mod people;
mod requests;
mod short;

/// The part of the page that is made anew, by itself and after each press in it: the page stays where it was scrolled to.
const PART: &str = "today";
/// How many signals the first page shows at least, where there are so many; the others are a click away.
const SIGNALS_SHOWN: usize = 12;
/// How long the page stands before it is made anew by itself, in milliseconds: no sooner, whatever becomes due, and no
/// later, because sessions begin and end. What comes or goes makes it anew at once.
const FRESH_MS_MIN: i64 = 60_000;
const FRESH_MS_MAX: i64 = 15 * 60_000;

/// Who needs me today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::staff_home(ask.clinic, ask.actor()?)?;
    let called = ask
        .myself
        .as_ref()
        .map_or("", |myself| myself.called.as_str());
    let works = ever(ask, Action::WorkInquiry) && could(ask, Action::ListInquiries);
    let list = works
        .then(|| worklist(ask.clinic, ask.actor()?).map_err(Fault::from))
        .transpose()?;
    let list = list.as_ref();
    let own = list.map(|_| ask.zone()).transpose()?;
    let worked = list.zip(own.as_ref());
    let finds = could(ask, Action::SearchPatients);
    // Whoever has no list here has nothing that could grow old.
    let fresh = could(ask, Action::ListSignals).then(|| fresh_ms(list, ask.now));
    let mut frame = frame(ask, Face::Staff, "Today");
    frame.toast = toast(ask).or(frame.toast);
    let body = html! {
        (heading(format!("Today, {called}")))
        @if fresh.is_some() { (today_news(TODAY)) }
        (first_run::part(ask)?)
        div.sections id=(PART) data-poll=[fresh] data-stale[fresh.is_some()] data-requests=[list.map(|list| &list.mark)] {
            (first::part(ask, &home, list))
            (signals(ask, &home)?)
            (attention(ask, &home))
            (short::part(ask, &home, list))
            @if let Some((list, own)) = worked { (requests::part(ask, list, own)) }
            @if finds { (people::caseload(ask, &home)?) }
            // Short sections stand beside each other where there is the room of a desk.
            div.beside {
                (day::part(ask, &home)?)
                @if let Some((list, own)) = worked { (requests::today(list, own)) }
                @if finds { (people::without(ask, &home)) }
                (sites(ask, &home))
            }
        }
    };
    Ok(Answer::page(page(&frame, body)))
}

/// In how many milliseconds the page is old, if nothing comes before.
fn fresh_ms(list: Option<&Worklist>, now: Timestamp) -> i64 {
    let next = list.and_then(|list| list.next_at);
    next.map_or(FRESH_MS_MAX, |at| {
        let ms = now.duration_until(at).as_millis();
        i64::try_from(ms).unwrap_or(FRESH_MS_MAX)
    })
    .clamp(FRESH_MS_MIN, FRESH_MS_MAX)
}

/// What was just done from here and about whom, with the way back.
fn toast(ask: &Ask<'_>) -> Option<Toast> {
    let undo = ask.query.text("undo");
    let (of, which) = undo.split_once('.').unwrap_or((undo, ""));
    let id = InquiryId::parse(of)?;
    let base = format!("/staff/inquiries/{id}");
    let (text, action, what) = match ask.said() {
        "called" => {
            let call = CallId::parse(which)?;
            let back = format!("{base}/calls/{call}/back?next={TODAY}");
            ("The call is logged.", back, Done::Called(call))
        }
        "booked" => {
            let (visit, starts_at) = which.split_once('.')?;
            let visit = AppointmentId::parse(visit)?;
            let starts_at: Timestamp = starts_at.parse().ok()?;
            let back =
                format!("{base}/cancel?next={TODAY}&appointment={visit}&starts_at={starts_at}");
            ("The appointment is made.", back, Done::Booked)
        }
        "marked" => {
            let visit = AppointmentId::parse(which)?;
            let back = format!("{base}/appointments/{visit}?state=booked&next={TODAY}");
            ("Saved.", back, Done::Marked(visit))
        }
        _ => return None,
    };
    Some(Toast {
        meaning: Meaning::Good,
        text: format!("{}{text}", whom(ask, id, what)),
        undo: Some(Undo {
            action,
            token: ask.token(),
        }),
    })
}

/// About whom it was, and what: a press that met another row than it was meant for is seen at once. What cannot be found
/// out any more, because it was taken back since, is left out.
fn whom(ask: &Ask<'_>, id: InquiryId, what: Done) -> String {
    let actor = ask.actor.as_ref();
    let found = actor.and_then(|actor| inquiry::done(ask.clinic, actor, id, what).ok());
    match found {
        None => String::new(),
        Some((name, CameOfIt::Booked)) => format!("{name}. "),
        Some((name, CameOfIt::Call(outcome))) => {
            format!("{name}: {}. ", outcome.label().to_lowercase())
        }
        Some((name, CameOfIt::Visit(AppointmentState::Kept))) => format!("{name}: came. "),
        Some((name, CameOfIt::Visit(AppointmentState::Missed))) => {
            format!("{name}: did not come. ")
        }
        Some((name, CameOfIt::Visit(state))) => {
            format!("{name}: {}. ", state.label().to_lowercase())
        }
    }
}

/// The last line of a list that is cut short: how many more there are, and where.
fn and_more(more: usize, href: &str) -> Markup {
    html! { @if more > 0 { p { (link(href, &format!("And {more} more"))) } } }
}

/// Who needs me today comes first.
fn signals(ask: &Ask<'_>, home: &StaffHome) -> Result<Markup, Fault> {
    if home.signals.is_empty() && home.hours_at_risk == 0 {
        return Ok(html! {});
    }
    let most = most_shown(home.signals.iter().map(|listed| listed.signal.urgency));
    let shown = home.signals.get(..most).unwrap_or(&home.signals);
    let later = home.signals.len() - shown.len();
    let next = format!("/staff/signals?from={}", signal::PAGE_MAX);
    Ok(html! {
        section {
            h2 { "Signals" }
            @if !shown.is_empty() { (signal_table(ask, shown, html! {})?) }
            @if home.hours_at_risk > 0 { (hours_at_risk(home.hours_at_risk)) }
            @if home.more_signals > 0 {
                p {
                    (status(Meaning::Urgent, &format!("{} more", home.more_signals))) " for today. "
                    (link(&next, "The next of them"))
                }
            }
            @if later > 0 {
                p { (link("/staff/signals", &care::counted(later, "more signal this week", "more signals this week"))) }
            }
        }
    })
}

/// One line, however many there are: nobody talks with all of them today, and the page of hours says whom a make-up
/// helps most.
fn hours_at_risk(people: usize) -> Markup {
    let people = care::counted(people, "person", "people");
    html! {
        p #hours-at-risk { (status(Meaning::Attention, "Hours at risk")) " " (people) " may miss this week’s hours. "
            (link("/staff/hours", "Whom a make-up helps")) }
    }
}

/// How many signals are shown, of those sorted by urgency: every one that was read and is not for later in the week.
fn most_shown(urgencies: impl Iterator<Item = Urgency>) -> usize {
    let pressing = urgencies
        .filter(|urgency| *urgency != Urgency::Week)
        .count();
    pressing.max(SIGNALS_SHOWN)
}

fn attention(ask: &Ask<'_>, home: &StaffHome) -> Markup {
    let unreviewed = home.unreviewed.unwrap_or(0);
    let stuck = home.stuck_mail.unwrap_or(0);
    html! {
        @if unreviewed > 0 {
            p { (status(Meaning::Urgent, &format!("{unreviewed} to review"))) " A record was opened in an emergency. "
                (link("/staff/emergencies", "Review it")) }
        }
        @if let Some(roles) = home.roles_waiting.filter(|roles| *roles > 0) {
            p { (status(Meaning::Attention, &format!("{roles} to answer"))) " A colleague asked for a role, or another e-mail address, for somebody. "
                (link("/staff/roles", "Say yes or no")) }
        }
        @if let Some(untold) = home.untold.filter(|untold| *untold > 0) {
            p #untold { (status(Meaning::Attention, &care::counted(untold, "person to tell", "people to tell")))
                " Their sessions changed, and nobody has told them. " (link("/staff/changes", "Who must know")) }
        }
        @if stuck > 0 {
            p { (status(Meaning::Attention, &format!("{stuck} not sent"))) " Messages could not be sent. Check the mail settings on the server." }
        }
        @if let Some(gap) = &home.gap {
            p { (status(Meaning::Attention, "Nobody on call")) " At " (gap.site.name) " nobody is first on call "
                @if gap.from <= ask.now { "now" } @else { "from " (near(gap.from, ask.now, &gap.site.zone)) }
                "; " (goes_to(ask, gap.has_director)) " " (link("/staff/on-call", "Fill the rota")) }
        }
        @if home.unreviewed == Some(0) {
            p { (status(Meaning::Good, "All reviewed")) " No emergency opening waits for you." }
        }
    }
}

fn sites(ask: &Ask<'_>, home: &StaffHome) -> Markup {
    let rows = home.sites.iter().map(|(site, people)| {
        let now = site.zone.local(ask.now);
        let minute = care::people::site::minute_of(now.time());
        let day = i64::from(now.weekday().to_monday_zero_offset());
        let open = site.hours.iter().any(|span| {
            i64::from(span.day.index()) == day && (span.start_minute..span.end_minute).contains(&minute)
        });
        row([
            html! { (site.name) },
            html! {
                @if open { (status(Meaning::Good, "Open")) } @else { (status(Meaning::Plain, "Closed")) }
                " " (weekday_text(now.date())) ", " (time_of_day(ask.now, &site.zone))
            },
            html! { (people) },
        ])
        .href(format!("/staff/sites/{}", site.id))
    });
    let columns = [
        Column::new("Site"),
        Column::new("Now"),
        Column::new("People in care").number(),
    ];
    html! {
        section {
            h2 { "Sites" }
            (table("sites", "Sites", columns).rows(rows).caption_unseen())
        }
    }
}

/// Every component.
pub(crate) fn styleguide(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.clinic.settings().demo {
        return Err(clinic::Refusal::NotFound.into());
    }
    Ok(Answer::page(crate::ui::styleguide(&frame(
        ask,
        Face::Staff,
        "Style guide",
    ))))
}

#[cfg(test)]
mod tests {
    use super::{SIGNALS_SHOWN, most_shown};
    use care::followup::signal::Urgency;

    #[test]
    fn a_signal_of_today_that_was_read_is_never_left_for_another_page() {
        let shown = |pressing: usize, later: usize| {
            let pressing = std::iter::repeat_n(Urgency::Today, pressing);
            most_shown(pressing.chain(std::iter::repeat_n(Urgency::Week, later)))
        };
        assert_eq!(shown(1, 30), SIGNALS_SHOWN);
        assert_eq!(shown(SIGNALS_SHOWN + 8, 30), SIGNALS_SHOWN + 8);
    }
}
