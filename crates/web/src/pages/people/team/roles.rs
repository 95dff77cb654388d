//! Roles that wait for a second person, and what changed lately in who can become whom.

use crate::pages::access::journal::short;
use crate::shell::ask::near;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Face, as_it_stands, button, empty, form, heading, link, page, row, table};
use axum::http::StatusCode;
use care::access::hands::HANDS_DAYS;
use care::access::ways_in::WayIn;
use care::{GrantId, PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::access::sign_in::INVITATION_HOURS;
use clinic::people::staff;
use clinic::people::staff::ShownGrant;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use policy::{Action, wants_second};

/// The page.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None)?))
}

/// The page; `told` is why something was not done.
fn view(ask: &Ask<'_>, told: Option<&str>) -> Result<Markup, Fault> {
    let changes = staff::changes(ask.clinic, ask.actor()?)?;
    let zone = ask.zone()?;
    let (waiting, done): (Vec<_>, Vec<_>) = changes
        .iter()
        .partition(|shown| shown.grant.verdict.is_none());
    let (handed, done): (Vec<_>, Vec<_>) = done
        .into_iter()
        .partition(|shown| still_opens(shown, ask.now));
    let takes_another = waiting.iter().any(|shown| !shown.may_confirm);
    let asked = waiting.into_iter().map(|shown| {
        row([
            html! {
                (name(shown.person.as_ref(), shown.grant.person))
                // A yes is to whoever reads the mail of this address.
                @if let Some(email) = &shown.email { div.muted { (email) } }
                (hands(&shown.behind_person))
            },
            html! { (shown.grant.change.sentence()) },
            html! {
                (name(shown.asked_by.as_ref(), shown.grant.asked_by))
                (hands(&shown.behind))
            },
            html! { span.nowrap { (near(shown.grant.asked_at, ask.now, &zone)) } },
            answer(ask, shown),
        ])
    });
    let columns = ["Who", "What", "Asked by", "When", "Your answer"].map(Column::new);
    let none = empty(
        "Nothing waits",
        "Roles that open records or the journal, and new addresses of those who hold one, wait here until somebody else says yes.",
        None,
    );
    let body = html! {
        (heading("Roles and sign-ins").back("/staff/team", "Team")
            .lead("Who gets a role, and whose links go elsewhere. A role that opens records or the journal takes two people: one who asks, another who says yes. So does another address for somebody who holds one. Two accounts from one hand count as one person, for a week."))
        @if let Some(told) = told { (as_it_stands(told)) }
        @if !handed.is_empty() {
            section {
                h2 { "Links in a colleague’s hands" }
                p.muted { "Such a link lets whoever opens it set up that sign-in. If one should not be about, close the account; that ends it." }
                (table("handed", "Links that were taken to hand over, the latest first", ["Who", "What", "By", "When"].map(Column::new))
                    .rows(handed.into_iter().map(|shown| past(shown, ask.now, &zone))).caption_unseen())
            }
        }
        section {
            h2 { "Waits for a yes" }
            (table("waiting", "Roles and addresses that wait for a yes", columns).rows(asked).empty(none).caption_unseen())
            @if takes_another {
                p.muted { "A yes that nobody else here can say is said on the server, with " code { "stepwell user confirm" } "." }
            }
        }
        section {
            h2 { "Lately" }
            (table("changes", "Changes to roles and sign-ins, the latest first", ["Who", "What", "By", "When"].map(Column::new))
                .rows(done.into_iter().map(|shown| past(shown, ask.now, &zone)))
                .empty(empty("Nothing yet", "Changes to roles and sign-ins will be here.", None)).caption_unseen())
        }
        @if could(ask, Action::ReadJournal) { (elsewhere(ask, &zone)?) }
    };
    Ok(page(&frame(ask, Face::Staff, "Roles"), body))
}

/// Who else may be behind an account.
fn hands(behind: &[String]) -> Markup {
    html! {
        @if !behind.is_empty() {
            div.muted { "An account that was in the hands of " (behind.join(", ")) " alone within " (HANDS_DAYS) " days" }
        }
    }
}

/// Whether it is a link on paper that may still open a sign-in.
fn still_opens(shown: &ShownGrant, now: Timestamp) -> bool {
    let until = SignedDuration::from_hours(INVITATION_HOURS);
    shown.grant.change == WayIn::HandedOut && now.duration_since(shown.grant.asked_at) < until
}

/// Whose sign-in was sent to another address, of people in care and those who support them, without a name of theirs.
fn elsewhere(ask: &Ask<'_>, zone: &TimeZoneName) -> Result<Markup, Fault> {
    let found = staff::elsewhere(ask.clinic, ask.actor()?)?;
    let rows = found.iter().map(|one| {
        let grant = &one.grant;
        // As the journal calls them: it is told whether two lines are about the same person, and not who it is.
        let called = format!("Person {}", short(&grant.person.to_string()));
        row([
            html! { (grant.change.sentence()) },
            html! { (name(one.by.as_ref(), grant.asked_by)) },
            html! { span.nowrap { (near(grant.asked_at, ask.now, zone)) } },
            html! { (link(&format!("/staff/journal?about={}", grant.person), &called)) },
        ])
    });
    let columns = ["What", "By", "When", "In the journal"].map(Column::new);
    let none = empty(
        "Nothing yet",
        "When the address changes that somebody in care signs in with, it will be here.",
        None,
    );
    Ok(html! {
        section {
            h2 { "People in care" }
            p.muted { "Their sign-in goes to another address by now; the old one was told. Nobody is named here." }
            (table("elsewhere", "Other addresses of people in care, the latest first", columns).rows(rows).empty(none).caption_unseen())
        }
    })
}

fn name(called: Option<&String>, id: PersonId) -> String {
    match called {
        Some(name) => name.clone(),
        None if id.uuid().is_nil() => "The server’s console".to_owned(),
        None => "Somebody since forgotten".to_owned(),
    }
}

/// The two buttons, or why there are none.
fn answer(ask: &Ask<'_>, shown: &ShownGrant) -> Markup {
    let path = |verb: &str| format!("/staff/roles/{}/{verb}", shown.grant.id);
    let about = format!("to {}", name(shown.person.as_ref(), shown.grant.person));
    html! {
        @if shown.may_confirm {
            (form(path("confirm"), ask.token(), html! { (button("Yes").quiet().about(about.clone())) }).inline()) " "
        } @else {
            span.muted { "A yes takes somebody else." } " "
        }
        (form(path("decline"), ask.token(), html! { (button("No").quiet().about(about)) }).inline())
    }
}

fn past(shown: &ShownGrant, now: Timestamp, zone: &TimeZoneName) -> crate::ui::Row {
    let grant = &shown.grant;
    let verdict = grant.verdict;
    let by = name(
        shown.decided_by.as_ref(),
        verdict.map_or(grant.asked_by, |said| said.by),
    );
    let asked = name(shown.asked_by.as_ref(), grant.asked_by);
    let alone = verdict.is_none_or(|said| said.by == grant.asked_by);
    let yes = verdict.is_some_and(|said| said.yes);
    let first = yes
        && alone
        && !grant.asked_by.uuid().is_nil()
        && matches!(grant.change, WayIn::Given(role) if wants_second(role));
    row([
        html! { (name(shown.person.as_ref(), grant.person)) },
        html! { (grant.change.sentence()) @if !yes { ": " @if alone { "withdrawn" } @else { "declined" } } },
        html! {
            (by)
            @if first { ", alone: nobody could say yes yet" } @else if !alone { ", asked by " (asked) }
        },
        html! { span.nowrap { (near(verdict.map_or(grant.asked_at, |said| said.at), now, zone)) } },
    ])
}

/// Says yes.
pub(crate) fn confirm(ask: &Ask<'_>) -> Result<Answer, Fault> {
    decide(ask, true)
}

/// Says no.
pub(crate) fn decline(ask: &Ask<'_>) -> Result<Answer, Fault> {
    decide(ask, false)
}

/// Leads to the list. Where somebody was faster, or the same person in another tab, the list says what became of it.
fn decide(ask: &Ask<'_>, yes: bool) -> Result<Answer, Fault> {
    let id = ask.id("id", GrantId::parse)?;
    match staff::decide(ask.clinic, ask.actor()?, ask.key()?, id, yes) {
        Ok(()) => {
            let said = if yes { "role-given" } else { "role-declined" };
            Ok(Answer::see_other(&format!("/staff/roles?said={said}")))
        }
        Err(Refusal::Conflict(sentence)) => {
            Ok(Answer::page(view(ask, Some(&sentence))?).status(StatusCode::CONFLICT))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
