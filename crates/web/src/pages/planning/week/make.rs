//! Having a site's week made: the form, the progress, the proposals there are.

use super::{day_text, moving};
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    self, Column, Face, Meaning, Problems, Width, button, choice, empty, error_summary, facts,
    field, form, heading, link, page, radios, row, status, table, working,
};
use care::invalid::Issues;
use care::people::site::Site;
use care::planning::week::{Proposal, ProposalState, Purpose, next_monday, parse_monday};
use care::{ProposalId, SiteId};
use clinic::Refusal;
use clinic::people::site;
use clinic::planning::week;
use clinic::planning::week::{Effort, SearchProgress};
use maud::{Markup, html};

/// How long a search may take, in seconds, with the words for it.
const SECONDS: [(&str, &str); 4] = [
    ("10", "10 seconds"),
    ("60", "One minute"),
    ("300", "5 minutes"),
    ("600", "10 minutes"),
];

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// The site that the address names.
pub(super) fn site_of(ask: &Ask<'_>) -> Result<Site, Fault> {
    let id = ask.id("id", SiteId::parse)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let found = sites
        .into_iter()
        .map(|(site, _)| site)
        .find(|site| site.id == id);
    found.ok_or(Fault::Refused(Refusal::NotFound))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let site = site_of(ask)?;
    // A search that has ended by now is among the proposals that are asked for after it.
    let progress = week::progress(ask.clinic, ask.actor()?, site.id)?;
    let proposals = week::proposals(ask.clinic, ask.actor()?, site.id)?;
    let running = progress.as_ref().is_some_and(|one| one.ended.is_none());
    let waits = proposals
        .iter()
        .find(|one| one.state == ProposalState::Open && one.purpose != Purpose::Repair);
    let clocks = ask.clocks_of(&site.zone);
    let rows = proposals.iter().map(|one| {
        row([
            html! { (one.purpose.label()) },
            html! { span.nowrap { (day_text(one.monday)) } },
            html! { (one.whole.placed) " of " (one.whole.people) },
            html! { (state(one.state)) },
            html! { span.nowrap { (clocks.moment(one.made_at)) } },
        ])
        .href(format!("/staff/proposals/{}", one.id))
    });
    let columns = [
        Column::new("Proposal"),
        Column::new("From"),
        Column::new("With a week"),
        Column::new("State"),
        Column::new("Made"),
    ];
    let none = empty(
        "No proposals yet",
        "Have one made; nothing is published without your yes.",
        None,
    );
    let body = html! {
        (error_summary(problems))
        (heading(format!("Make the week of {}", site.name)).back(format!("/staff/sites/{}", site.id), site.name.to_string())
            .lead("Everybody’s groups and individual sessions, fitted around their lives. Nothing changes until somebody publishes a proposal.")
            .actions(html! { (button("Something happened").quiet().href(format!("/staff/sites/{}/repair", site.id))) }))
        @if let Some(progress) = &progress { (progress_part(ask, &site, progress, &proposals)) }
        @if let Some(waits) = waits {
            p { (status(Meaning::Attention, "Waits")) " The " (link(&format!("/staff/proposals/{}", waits.id), &format!("proposal of {}", clocks.moment(waits.made_at)))) " waits for a yes. Making another one withdraws it." }
        }
        (moving::part(ask, &site)?)
        @if !running { (make_form(ask, &site, problems)) }
        section {
            h2 { "Proposals" }
            (table("proposals", "Proposals", columns).rows(rows).empty(none).caption_unseen())
        }
    };
    Ok(page(&frame(ask, Face::Staff, "Make the week"), body))
}

pub(super) fn state(state: ProposalState) -> Markup {
    match state {
        ProposalState::Open => status(Meaning::Attention, state.label()),
        ProposalState::Published => status(Meaning::Good, state.label()),
        ProposalState::Withdrawn | ProposalState::Undone => {
            html! { span.muted { (state.label()) } }
        }
    }
}

fn make_form(ask: &Ask<'_>, site: &Site, problems: &Problems) -> impl maud::Render {
    let next = next_monday(site.zone.local(ask.now).date());
    let typed = |name: &str, new: String| match ask.form.text(name) {
        "" => new,
        text => text.to_owned(),
    };
    let purposes = [Purpose::Assign, Purpose::Design].map(|one| {
        let hint = match one {
            Purpose::Design => "For a new quarter or a what-if. Takes longer.",
            _ => "For every day: newcomers, changed shifts.",
        };
        choice(one.code(), one.label()).hint(hint)
    });
    form(
        format!("/staff/sites/{}/week/make", site.id),
        ask.token(),
        html! {
            (radios("purpose", "What may change?", purposes).value(&typed("purpose", Purpose::Assign.code().to_owned())).check(problems))
            (field("monday", "From Monday").value(typed("monday", care::day::day_text(next))).width(Width::Medium).check(problems).hint("For example Mar 9, 2026"))
            (field("seconds", "Look for at most").select(SECONDS).value(typed("seconds", "10".to_owned())).width(Width::Medium).check(problems)
                .hint("You can stop any time; the best so far is kept."))
            (button("Make a proposal").shortcut("m"))
        },
    )
}

/// What the search has reached. A script asks for this part again while it runs; without one the link does.
fn progress_part(
    ask: &Ask<'_>,
    site: &Site,
    progress: &SearchProgress,
    proposals: &[Proposal],
) -> Markup {
    let address = format!("/staff/sites/{}/week/make", site.id);
    let since = ask.now.duration_since(progress.started_at).as_secs();
    let elapsed = u64::try_from(since).unwrap_or(0).min(progress.seconds);
    let seconds = progress.seconds;
    let running = progress.ended.is_none();
    let title = if running { "Being made" } else { "Made" };
    let part = html! {
        @match &progress.ended {
            Some(Ok(id)) => p { (status(Meaning::Good, "Ready")) " " (kept(*id, progress, proposals)) " " (proposal_link(*id)) },
            Some(Err(why)) => p { (status(Meaning::Urgent, "Not made")) " " (why) },
            None => (ui::progress("Time used", elapsed, seconds, "seconds")),
        }
        (facts(&[
            ("What", html! { (progress.purpose.label()) ", from " (day_text(progress.monday)) }),
            ("Best so far", html! { @match progress.best {
                Some((placed, _, _)) => { (placed) " of " (progress.people) " people have a week" },
                None => { "Nothing yet, of " (progress.people) " people" },
            } }),
        ]))
        details {
            summary { "Technical" }
            (facts(&[("How near to the best", html! { @match progress.best {
                Some((_, cost, bound)) if cost > 0 && bound > 0 => { "Within " (super::percent_off(cost, bound)) "% of the best that could be possible" },
                _ => { "Not known yet" },
            } })]))
        }
        @if running {
            div.buttons {
                @if progress.stopping { p.muted { "Stopping; the best so far is kept." } }
                @else { (form(format!("/staff/sites/{}/week/stop", site.id), ask.token(), html! { (button("Stop and keep the best").quiet()) }).inline()) }
                (link(&address, "Refresh"))
            }
        }
    };
    working("making", title, running, part)
}

/// What was kept, in people: of the proposal itself, which has the best of everything that was tried.
fn kept(id: ProposalId, progress: &SearchProgress, proposals: &[Proposal]) -> String {
    let Some(one) = proposals.iter().find(|one| one.id == id) else {
        return String::new();
    };
    let ended = if progress.stopping {
        "Stopped; kept"
    } else {
        "Kept"
    };
    format!(
        "{ended} the best week that was found: {} of {} people have one.",
        one.whole.placed, one.whole.people
    )
}

fn proposal_link(id: ProposalId) -> Markup {
    link(&format!("/staff/proposals/{id}"), "Look at the proposal")
}

/// Begins a search.
pub(crate) fn start(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = site_of(ask)?;
    let today = site.zone.local(ask.now).date();
    let mut issues = Issues::default();
    let monday = issues.take("monday", parse_monday(ask.form.text("monday"), today));
    let purpose = Purpose::from_code(ask.form.text("purpose"));
    let purpose = purpose.filter(|one| *one != Purpose::Repair);
    if purpose.is_none() {
        issues.add("purpose", "Choose what may change.");
    }
    if monday.is_some_and(|monday| monday <= today) {
        issues.add(
            "monday",
            "This week has begun. Choose a Monday that is still ahead.",
        );
    }
    let seconds = SECONDS
        .iter()
        .find(|(code, _)| *code == ask.form.text("seconds"));
    let seconds = seconds
        .and_then(|(code, _)| code.parse::<u64>().ok())
        .unwrap_or(10);
    let result = match (monday, purpose) {
        (Some(monday), Some(purpose)) if issues.0.is_empty() => week::start(
            &ask.web.clinic,
            ask.actor()?,
            ask.key()?,
            week::WeekWanted {
                site: site.id,
                monday,
                purpose,
            },
            Effort {
                seconds,
                steps: None,
            },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/sites/{}/week/make", site.id);
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// Stops it.
pub(crate) fn stop(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = site_of(ask)?;
    week::stop(ask.clinic, ask.actor()?, ask.key()?, site.id)?;
    Ok(Answer::see_other(&format!(
        "/staff/sites/{}/week/make",
        site.id
    )))
}
