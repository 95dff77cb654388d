//! A program from a file: paste it, look at what it comes to, then say yes.

use super::date_value;
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Column, Face, Meaning, Problems, button, checkboxes, choice, error_summary, field,
    form, heading, link, page, row, status, table,
};
use care::SiteId;
use care::day::parse_day;
use care::daytime::length_text;
use care::groups::group::{meetings_text, parse_meetings};
use care::groups::program_file::{Planned, ProgramPlan, Settle, examples};
use care::invalid::Issues;
use care::people::pathway::{AskedOutside, EntryCondition, Pathway, Phase};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::{GroupChoices, ProgramText, load_programs};
use maud::{Markup, html};

/// The page.
pub(crate) fn load_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none())?))
}

/// Shows what the file comes to; adds its groups once somebody said yes.
pub(crate) fn load(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let read = text(ask).and_then(|text| text.plans().map(|plans| (text, plans)));
    let result = match read {
        Ok((text, _)) if ask.form.text("save") == "yes" => {
            load_programs(ask.clinic, ask.actor()?, ask.key()?, site, &text).map(Some)
        }
        Ok(_) => Ok(None),
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(Some(_)) => Ok(Answer::see_other(&format!(
            "/staff/sites/{site}/groups?said=loaded"
        ))),
        Ok(None) => Ok(Answer::page(view(ask, plans(ask), &Problems::none())?)),
        Err(Refusal::Fields(issues)) => {
            Ok(Answer::mend(view(ask, plans(ask), &problems(&issues))?))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn plans(ask: &Ask<'_>) -> Option<Vec<ProgramPlan>> {
    text(ask).ok()?.plans().ok()
}

/// What the form holds, or every field that has to be mended.
fn text(ask: &Ask<'_>) -> Result<ProgramText, Refusal> {
    let form = &ask.form;
    let mut issues = Issues::default();
    if form.text("text").trim().is_empty() {
        issues.add("text", "Paste the text of a program file.");
    }
    let open = match form.text("open").trim() {
        "" => Ok(Vec::new()),
        text => parse_meetings(text),
    };
    let open = issues.take("open", open).unwrap_or_default();
    let starts_on = issues.take("starts_on", parse_day(form.text("starts_on")));
    let settle = Settle::default();
    let sent: Vec<usize> = form
        .all("chosen")
        .filter_map(|at| at.parse().ok())
        .collect();
    // Before anything was shown, nothing could be left out.
    let chosen = if form.text("shown") == "yes" {
        sent
    } else {
        (0..care::groups::program_file::PROGRAMS_MAX).collect()
    };
    match starts_on {
        Some(starts_on) if issues.0.is_empty() => Ok(ProgramText {
            text: form.text("text").to_owned(),
            chosen,
            days: if open.is_empty() {
                settle.days
            } else {
                open.iter().map(|meeting| meeting.day).collect()
            },
            start_minute: open
                .first()
                .map_or(settle.start_minute, |meeting| meeting.start_minute),
            starts_on,
        }),
        _ => Err(Refusal::Fields(issues.0)),
    }
}

fn view(
    ask: &Ask<'_>,
    plans: Option<Vec<ProgramPlan>>,
    problems: &Problems,
) -> Result<Markup, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let choices = group::choices(ask.clinic, ask.actor()?, site)?;
    let back = format!("/staff/sites/{site}/groups");
    let title = "Load a program";
    let fields = fields(ask, &choices, problems);
    let body = html! {
        (error_summary(problems))
        (heading(title).lead(format!("{}: groups from a program file. They are added as drafts; then choose leaders and rooms.", choices.site.name)).back(back.clone(), "Groups"))
        @if plans.is_none() { (offered(site)) }
        (form(ask.address.clone(), ask.token(), html! {
            @if let Some(plans) = &plans {
                (chosen(ask, plans, problems))
                @for (at, plan) in plans.iter().enumerate() { (shown(at, plan)) }
                div.buttons {
                    (button("Add these groups").sends("save", "yes"))
                    (button("Look again").quiet().sends("save", "no"))
                    (button("Cancel").quiet().href(back))
                }
                (fields)
            } @else {
                (fields)
                div.buttons { (button("Look at it").sends("save", "no")) (button("Cancel").quiet().href(back)) }
            }
        }).hidden("shown", if plans.is_some() { "yes" } else { "no" }))
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// Programs that come along, to begin with one that is like the clinic's own.
fn offered(site: SiteId) -> Markup {
    html! {
        section {
            h2 { "Begin with an example" }
            ul.plain {
                @for (at, example) in examples().iter().enumerate() {
                    li {
                        (link(&format!("/staff/sites/{site}/programs/load?example={at}"), example.name))
                        " " span.muted { (example.shows) }
                    }
                }
            }
        }
    }
}

/// The text of the example that was chosen, if one was.
fn example(ask: &Ask<'_>) -> &'static str {
    let chosen = ask.query.text("example").parse::<usize>();
    let example = chosen.ok().and_then(|at| examples().into_iter().nth(at));
    example.map_or("", |example| example.text)
}

fn fields(ask: &Ask<'_>, choices: &GroupChoices, problems: &Problems) -> Markup {
    let typed = ask.form.0.iter().any(|(name, _)| name == "text");
    let value = |name: &str, offered: &str| {
        if typed {
            ask.form.text(name).to_owned()
        } else {
            offered.to_owned()
        }
    };
    html! {
        (field("text", "Program file").textarea(12).value(value("text", example(ask))).check(problems)
            .hint("Paste its text, or begin with an example above and change it."))
        (field("open", "Where it names no days or no time").value(value("open", "Mon, Wed and Thu 5:30 pm")).check(problems))
        (field("starts_on", "First day of the groups").date().hint("For example Apr 14, 2026 or 4/14/2026")
            .value(value("starts_on", &date_value(choices.today))).check(problems))
    }
}

fn chosen(ask: &Ask<'_>, plans: &[ProgramPlan], problems: &Problems) -> Markup {
    let before = ask.form.text("shown") == "yes";
    let offered: Vec<ChoiceItem> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| {
            let at = at.to_string();
            let on = !before || ask.form.all("chosen").any(|sent| sent == at);
            choice(at, plan.name.to_string()).chosen(on)
        })
        .collect();
    html! { (checkboxes("chosen", "Programs to add", offered).check(problems)) }
}

fn shown(at: usize, plan: &ProgramPlan) -> Markup {
    let rows = plan.groups.iter().map(|group| {
        row([
            html! { (group.name) },
            html! { (group.kind.label()) },
            html! { (meetings_text(&group.meetings).replace('\n', "; ")) },
            html! { (length_text(u32::from(group.minutes))) },
            html! { @if let Some(weeks) = group.stay_weeks { (weeks.first) " to " (weeks.last) } @else { "All" } },
            html! { (for_whom(plan, group)) },
        ])
    });
    let id = format!("plan-{at}");
    let columns = ["Group", "For", "Meets", "Lasts", "Weeks", "For whom"].map(Column::new);
    html! {
        section {
            h2 { (plan.name) ", " (plan.level.label().to_lowercase()) }
            @if let Some(pathway) = &plan.pathway {
                ol.plain { @for (number, phase) in pathway.numbered() { li { (phase_text(number, phase)) } } }
            }
            ul.plain {
                @for (of, sum) in &plan.weeks { li { (of) ": " (length_text(*sum)) " a week" } }
                @for finding in &plan.findings { li { (status(Meaning::Attention, finding)) } }
                @for settled in &plan.settled { li { (status(Meaning::Information, settled)) } }
            }
            (table(id, plan.name.to_string(), columns).rows(rows).caption_unseen())
        }
    }
}

/// "Phase 2, Evenings: intensive outpatient program, 4 to 6 weeks; 5 sessions of partial hospitalization first".
fn phase_text(number: u16, phase: &Phase) -> String {
    let mut said = vec![format!(
        "Phase {number}, {}: {}, {}",
        phase.name,
        phase.level.label().to_lowercase(),
        phase.length.text()
    )];
    said.extend(phase.entry.as_ref().map(EntryCondition::text));
    said.extend(phase.outside.as_ref().map(AskedOutside::text));
    said.join("; ")
}

/// For whom a group is: its phases, a choice, everybody.
fn for_whom(plan: &ProgramPlan, group: &Planned) -> String {
    let phases = plan.pathway.iter().flat_map(Pathway::numbered);
    let mut said: Vec<String> = phases
        .filter(|(number, _)| group.phases.contains(number))
        .map(|(_, phase)| phase.name.to_string())
        .collect();
    said.extend(group.one_of.as_ref().map(|word| format!("one of {word}")));
    if group.open_to_all {
        said.push("every program".to_owned());
    }
    if said.is_empty() {
        "The whole program".to_owned()
    } else {
        said.join(", ")
    }
}
