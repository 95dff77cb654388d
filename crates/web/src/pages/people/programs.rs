//! One program: what it is called, and whom it is for.

use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, facts, field, heading, page, tick_checked};
use care::ProgramId;
use care::invalid::Issues;
use care::people::program::Program;
use clinic::Refusal;
use clinic::people::program;
use clinic::people::program::ProgramChange;
use maud::{Markup, html};

/// The page for changing a program.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Changes a program.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let before = find(ask)?;
    let result = draft(ask).and_then(|change| {
        program::change_program(ask.clinic, ask.actor()?, ask.key()?, before.id, &change)
            .map_err(Fault::from)
    });
    let on = |()| format!("/staff/sites/{}?said=saved", before.site);
    finish(result, on, |problems| view(ask, problems))
}

fn find(ask: &Ask<'_>) -> Result<Program, Fault> {
    let id = ask.id("id", ProgramId::parse)?;
    let programs = program::programs(ask.clinic, ask.actor()?)?;
    let found = programs.into_iter().find(|program| program.id == id);
    found.ok_or(Fault::Refused(Refusal::NotFound))
}

fn draft(ask: &Ask<'_>) -> Result<ProgramChange, Fault> {
    let mut issues = Issues::default();
    let name = issues.take("name", ask.form.line("name", "the program’s name"));
    let name_es = issues.take(
        "name_es",
        ask.form.optional_line("name_es", "the program’s name"),
    );
    match (name, name_es) {
        (Some(name), Some(name_es)) => Ok(ProgramChange {
            name,
            name_es,
            adolescents: ask.form.ticked("adolescents"),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it.
fn stored(program: &Program) -> Stored {
    let adolescents = if program.adolescents { "yes" } else { "" };
    vec![
        ("name", program.name.to_string()),
        (
            "name_es",
            program
                .name_es
                .clone()
                .map(String::from)
                .unwrap_or_default(),
        ),
        ("adolescents", adolescents.to_owned()),
    ]
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let program = find(ask)?;
    let sheet = Sheet::of(ask, program::version(&program)?, stored(&program), problems);
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    let title = format!("Change {}", program.name);
    let back = format!("/staff/sites/{}", program.site);
    // The fields first: the summary calls them as they call themselves.
    let form = sheet.form(ask, html! {
        (field("name", "Name").value(shown.text("name")).check(problems).required())
        (field("name_es", "Name in Spanish").optional().value(shown.text("name_es")).check(problems)
            .hint("On the Spanish pages for the public and for people in care. Without it they show the English name."))
        (tick_checked("adolescents", "For adolescents, 12 to 17", shown.ticked("adolescents"), problems))
        p.hint { "Whoever is in it now stays. Minors are taken only into programs for adolescents, unless a clinician gives a reason." }
        div.buttons { (button("Save")) (button("Cancel").quiet().href(back.clone())) }
    });
    let body = html! {
        (error_summary(problems))
        (heading(title.clone()).back(back, "Site"))
        (facts(&[("Level of care", html! { (program.level.label()) })]))
        p.muted { "Another level of care is another program: people’s stays were made in this one." }
        (form)
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}
