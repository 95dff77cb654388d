//! What the form of an admission begins with, and admitting somebody with one press where nothing is left to say.

use super::day;
use super::fields::counselor_label;
use crate::shell::Ask;
use crate::shell::form::Form;
use crate::ui::{Meaning, button, facts, form, link, status};
use care::people::program::Program;
use care::{Line, PersonId};
use clinic::stays::admission::Door;
use maud::{Markup, html};

/// What the form begins with: where the admission is planned, what was typed then, and otherwise what follows from the
/// level that was chosen. Whoever comes later than on the planned day begins today.
pub(super) fn begun(door: &Door) -> Form {
    let Some(plan) = door.planned.as_ref().map(|entry| &entry.body) else {
        return filled(usual(door));
    };
    let prepared = &plan.prepared;
    let words = |line: Option<&Line>| line.map(ToString::to_string);
    let mut fields = vec![
        ("program", Some(plan.program.to_string())),
        ("counselor", plan.counselor.map(|id| id.to_string())),
        ("from", Some(day(plan.from.max(door.offer.today)))),
        ("bed", prepared.bed.map(|id| id.to_string())),
        ("over", words(prepared.over.as_ref())),
        ("planned", prepared.until.map(day)),
        ("despite", words(prepared.despite.as_ref())),
        ("born", prepared.born.map(|born| day(born.date()))),
        ("late", words(prepared.late.as_ref())),
        ("incomplete", words(prepared.incomplete.as_ref())),
    ];
    if let Some(elsewhere) = &prepared.elsewhere {
        fields.extend([
            ("elsewhere", Some("yes".to_owned())),
            ("level", Some(elsewhere.level.code().to_owned())),
            ("provider", words(Some(&elsewhere.to.provider))),
            ("contact", words(Some(&elsewhere.to.contact))),
            ("words", words(elsewhere.to.words.as_ref())),
            ("expected", Some(day(elsewhere.expected))),
        ]);
    }
    filled(fields)
}

/// Fields with what stands in them, where something does.
type Begins = Vec<(&'static str, Option<String>)>;

/// What follows from the choice of a level; nothing where no program does.
fn usual(door: &Door) -> Begins {
    let usual = &door.usual;
    let Some(program) = usual.program else {
        return Vec::new();
    };
    vec![
        ("program", Some(program.to_string())),
        ("counselor", usual.counselor.map(|id| id.to_string())),
        ("bed", usual.bed.map(|id| id.to_string())),
        ("from", Some(day(door.offer.today))),
    ]
}

fn filled(fields: Begins) -> Form {
    let fields = fields.into_iter();
    let said = fields.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Form(said.collect())
}

/// Admits somebody with one press, where all of it follows: what is about to be entered, and the way to say it otherwise.
/// Where something is open, what that is, and the way to the form.
pub(crate) fn at_once(ask: &Ask<'_>, id: PersonId, door: &Door) -> Markup {
    let path = format!("/staff/people/{id}/admit");
    let mut programs = door.offer.programs.iter();
    let program = programs.find(|program| Some(program.id) == door.usual.program);
    match (program, &door.usual.open) {
        (Some(program), None) => ready(ask, door, program, path),
        (_, open) => html! {
            section #admit {
                h2 { "Admit" }
                @if let Some(open) = open { p { (status(Meaning::Attention, "Not in one step")) " " (open) } }
                p { (link(&path, "Admit by the form")) }
            }
        },
    }
}

fn ready(ask: &Ask<'_>, door: &Door, program: &Program, path: String) -> Markup {
    let (offer, usual) = (&door.offer, &door.usual);
    let site = offer.sites.get(&program.site).map(ToString::to_string);
    let mut counselors = offer.counselors.iter();
    let counselor = counselors.find(|load| Some(load.counselor) == usual.counselor);
    let counselor = counselor.map(|load| counselor_label(ask, offer, load, Some(program.level)));
    let bed = offer.beds.iter().find(|bed| Some(bed.id) == usual.bed);
    let mut rows = vec![
        (
            "Program",
            html! { (program.name) ", " (site.unwrap_or_default()) },
        ),
        ("Level", html! { (program.level.label()) }),
        ("First day", html! { (day(offer.today)) ", today" }),
        (
            "Primary counselor",
            html! { (counselor.unwrap_or_default()) },
        ),
    ];
    if let Some(bed) = bed {
        rows.push(("Bed", html! { (bed.name) }));
    }
    let press = html! {
        div.buttons { (button("Admit")) (button("Say it otherwise").quiet().href(path.clone())) }
    };
    let mut made = form(path, ask.token(), press);
    for (name, value) in self::usual(door) {
        if let Some(value) = value {
            made = made.hidden(name, value);
        }
    }
    html! {
        section #admit {
            h2 { "Admission" }
            (facts(&rows))
            (made)
        }
    }
}
