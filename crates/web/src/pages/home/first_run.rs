//! What a place still needs before it can open its doors, for whoever runs it.

use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Meaning, button, heading, link, page, status};
use care::SiteId;
use clinic::access::first_run::{FirstRun, OpeningStep, first_run};
use maud::{Markup, html};
use policy::Action;

/// The page: every step, done or not, and what brings much in at once.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let run = first_run(ask.clinic, ask.actor()?)?;
    let lead = if run.is_complete() {
        "Everything that a place needs to open its doors is there."
    } else {
        "In this order each step is of use to the next. All of it can be changed later."
    };
    let body = html! {
        (heading("Set up").lead(lead).actions(html! { (button("Settings").quiet().href("/staff/settings")) }))
        (steps(&run, &OpeningStep::ALL))
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Set up"), body)))
}

/// The part of the first page, for as long as something is missing.
pub(super) fn part(ask: &Ask<'_>) -> Result<Markup, Fault> {
    if !could(ask, Action::ManageOrganization) {
        return Ok(html! {});
    }
    let run = first_run(ask.clinic, ask.actor()?)?;
    let mut open = OpeningStep::ALL.to_vec();
    open.retain(|step| !run.is_done(*step));
    Ok(html! {
        @if !open.is_empty() {
            section {
                h2 { "Set up" }
                (steps(&run, &open))
                p { (link("/staff/setup", "All that a place needs")) }
            }
        }
    })
}

fn steps(run: &FirstRun, shown: &[OpeningStep]) -> Markup {
    html! {
        ol.stack {
            @for &step in shown {
                li {
                    @if run.is_done(step) { (status(Meaning::Good, "Done")) } @else { (status(Meaning::Attention, "To do")) }
                    " " strong { (title(step)) }
                    p { (words(run, step)) }
                    div.buttons { (ways(run, step)) }
                }
            }
        }
    }
}

const fn title(step: OpeningStep) -> &'static str {
    match step {
        OpeningStep::Hours => "Time zone and opening hours",
        OpeningStep::Programs => "What you offer",
        OpeningStep::Staff => "Those who work here",
        OpeningStep::Duty => "Duty hours",
        OpeningStep::OnCall => "Who is on call",
        OpeningStep::Mail => "Mail",
        OpeningStep::Administrators => "A second administrator",
    }
}

/// How things stand, and why it matters.
fn words(run: &FirstRun, step: OpeningStep) -> String {
    match step {
        OpeningStep::Hours => {
            let clocks = run
                .sites
                .iter()
                .map(|site| format!("{} keeps the time of {}", site.name, site.zone.as_str()));
            let clocks: Vec<String> = clocks.collect();
            format!(
                "{}. Calls are promised within opening hours.",
                clocks.join("; ")
            )
        }
        OpeningStep::Programs => {
            "A level of care, and its weekly groups from an example or from a file of yours."
                .to_owned()
        }
        OpeningStep::Staff => "One by one, or all at once from a table. The first clinical director or privacy officer has the role at once and says yes to the others."
            .to_owned(),
        OpeningStep::Duty => format!(
            "Assessments are offered within the duty hours of clinicians; without them nothing can be booked. {}",
            missing_at(run, &run.without_duty)
        ),
        OpeningStep::OnCall => format!(
            "A signal that cannot wait goes to the first on call. {}",
            missing_at(run, &run.without_call)
        ),
        OpeningStep::Mail => {
            "Links, codes and notices go by mail. A test message shows whether it leaves.".to_owned()
        }
        OpeningStep::Administrators => {
            let now = match run.administrators {
                0 | 1 => "You are the only administrator who can sign in. A second one lets the others in when you are away or have lost your telephone.".to_owned(),
                many => format!("{many} administrators can sign in."),
            };
            format!(
                "{now} When the last one is gone, whoever runs the server lets somebody in again, with stepwell user add, user give or user link."
            )
        }
    }
}

/// The sites at which something is missing, by name.
fn missing_at(run: &FirstRun, sites: &[SiteId]) -> String {
    let names = run.sites.iter().filter(|site| sites.contains(&site.id));
    let names: Vec<&str> = names.map(|site| site.name.as_str()).collect();
    if names.is_empty() {
        "Every site has some.".to_owned()
    } else {
        format!("Missing at {}.", names.join(", "))
    }
}

/// Where each step is done.
fn ways(run: &FirstRun, step: OpeningStep) -> Markup {
    let site = match step {
        OpeningStep::Hours => run.without_hours(),
        OpeningStep::Programs => run
            .sites
            .iter()
            .find(|site| run.without_program.contains(&site.id)),
        OpeningStep::Staff
        | OpeningStep::Duty
        | OpeningStep::OnCall
        | OpeningStep::Mail
        | OpeningStep::Administrators => None,
    };
    let site = site.or(run.sites.first()).map(|site| site.id);
    html! {
        @match (step, site) {
            (OpeningStep::Hours, Some(site)) => { (button("Say when it is open").quiet().href(format!("/staff/sites/{site}/edit"))) }
            (OpeningStep::Programs, Some(site)) => {
                (button("Load a program").quiet().href(format!("/staff/sites/{site}/programs/load")))
                (link(&format!("/staff/sites/{site}"), "Add one without groups"))
            }
            (OpeningStep::Staff, _) => {
                (button("Bring in a table").quiet().href("/staff/setup/staff"))
                (link("/staff/team/new", "Add one by one"))
            }
            (OpeningStep::Duty, _) => { (button("Open the team").quiet().href("/staff/team")) span.muted { "Duty hours stand on the form of each." } }
            (OpeningStep::OnCall, _) => { (button("Fill the rota").quiet().href("/staff/on-call")) }
            (OpeningStep::Administrators, _) => { (button("Add a member of staff").quiet().href("/staff/team/new")) }
            (OpeningStep::Mail, _) => { (button("Test mail").quiet().href("/staff/setup/mail")) }
            (OpeningStep::Hours | OpeningStep::Programs, None) => { (button("Add a site").quiet().href("/staff/sites/new")) }
        }
    }
}
