//! Many people at once, from a table: looked at first, line by line, then brought in.

use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, button, error_summary, field, form, heading, page, row,
    status, table,
};
use care::counted;
use care::people::import::{ImportColumn, PEOPLE_COLUMNS, STAFF_COLUMNS};
use care::{Credential, Role};
use clinic::people::import;
use clinic::people::import::{Imported, ImportedLine, LineOutcome, counts};
use clinic::people::staff;
use clinic::{Clinic, Refusal};
use maud::{Markup, html};
use policy::Actor;

/// What is brought in.
struct Import {
    title: &'static str,
    lead: &'static str,
    address: &'static str,
    back: (&'static str, &'static str),
    columns: &'static [ImportColumn],
    /// The words that stand in its cells, where they are of a list, and a table to copy.
    example: fn() -> Markup,
    run: Run,
}

/// Reads a table, and brings it in unless it is only tried.
type Run = fn(&Clinic, &Actor, &str, bool) -> Result<Imported, Refusal>;

const STAFF: Import = Import {
    title: "Bring in staff",
    lead: "From a table, one line for each. Whoever is here already is left as they are, so the same table can be brought in again.",
    address: "/staff/setup/staff",
    back: ("/staff/setup", "Set up"),
    columns: &STAFF_COLUMNS,
    example: staff_example,
    run: import::import_staff,
};

const PEOPLE: Import = Import {
    title: "Bring in people",
    lead: "From a table, one line for each. Each becomes a request that was answered: assessment, placement and admission follow, as for everybody.",
    address: "/staff/people/import",
    back: ("/staff/people", "People"),
    columns: &PEOPLE_COLUMNS,
    example: people_example,
    run: import::import_people,
};

/// The page for those who work here.
pub(crate) fn staff_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    // Only whoever may see the team is told how a table of it looks.
    staff::team(ask.clinic, ask.actor()?)?;
    Ok(Answer::page(view(ask, &STAFF, None, &Problems::none())))
}

/// Looks at a table of those who work here, or brings it in.
pub(crate) fn staff_table(ask: &Ask<'_>) -> Result<Answer, Fault> {
    bring_in(ask, &STAFF)
}

/// The page for people.
pub(crate) fn people_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    clinic::intake::inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    Ok(Answer::page(view(ask, &PEOPLE, None, &Problems::none())))
}

/// Looks at a table of people, or brings it in.
pub(crate) fn people_table(ask: &Ask<'_>) -> Result<Answer, Fault> {
    bring_in(ask, &PEOPLE)
}

fn bring_in(ask: &Ask<'_>, what: &Import) -> Result<Answer, Fault> {
    let save = ask.form.text("save") == "yes";
    match (what.run)(ask.clinic, ask.actor()?, ask.form.text("text"), save) {
        Ok(imported) => Ok(Answer::page(view(
            ask,
            what,
            Some((&imported, save)),
            &Problems::none(),
        ))),
        Err(Refusal::Fields(issues)) => Ok(Answer::mend(view(ask, what, None, &problems(&issues)))),
        Err(refusal) => Err(refusal.into()),
    }
}

fn view(
    ask: &Ask<'_>,
    what: &Import,
    seen: Option<(&Imported, bool)>,
    problems: &Problems,
) -> Markup {
    let looked = matches!(seen, Some((_, false)));
    let fields = html! {
        @if looked { div.buttons { (button("Bring in what can be").sends("save", "yes")) (button("Look again").quiet().sends("save", "no")) } }
        // With scripts a file is read in the browser; what is sent is its text either way.
        div.field hidden data-file-into="text" {
            label for="file" { "The file" }
            p.hint id="file-hint" { "Its text appears below, where you can look at it before you send it." }
            input type="file" id="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" aria-describedby="file-hint";
        }
        (field("text", "The table").textarea(12).value(ask.form.text("text")).check(problems)
            .hint("Save it as CSV, open that, copy all of it, paste it here. The first row names the columns."))
        @if !looked { div.buttons { (button("Look at it").sends("save", "no")) (button("Cancel").quiet().href(what.back.0)) } }
    };
    let body = html! {
        (error_summary(problems))
        (heading(what.title).lead(what.lead).back(what.back.0, what.back.1))
        @if let Some((imported, saved)) = seen { (outcome(imported, saved)) }
        @else { (columns(what.columns)) ((what.example)()) }
        (form(what.address, ask.token(), fields))
    };
    page(&frame(ask, Face::Staff, what.title), body)
}

/// Which columns a table has.
fn columns(all: &[ImportColumn]) -> Markup {
    let rows = all.iter().map(|column| {
        let needed = if column.needed { "Needed" } else { "" };
        row([
            html! { (column.name) },
            html! { (needed) },
            html! { (column.says) },
        ])
    });
    let heads = ["Column", "Needed", "What stands in it"].map(Column::new);
    html! { (table("columns", "The columns of the table", heads).rows(rows)) }
}

/// A table of those who work here, to copy.
fn staff_sample() -> String {
    let (role, other) = (Role::Counselor.code(), Role::IntakeCoordinator.code());
    let qualified = Credential::LicensedCounselor.code();
    format!(
        "given name,family name,email,phone,roles,sites,qualified for\n\
        Dana,Reyes,dana@clinic.example,207 555 0143,{role};{other},,{qualified}\n\
        Noor,Haddad,noor@clinic.example,,{other},,\n"
    )
}

/// A table of people, to copy.
const PEOPLE_SAMPLE: &str = "given name,family name,born,phone,email,site\n\
    Teo,Quintanilla,4/14/1987,207 555 0165,,\n";

fn staff_example() -> Markup {
    let roles = Role::STAFF.map(|role| (role.label(), role.code()));
    let qualified = Credential::ALL.map(|one| (one.label(), one.code()));
    html! {
        h2 { "Roles" }
        (words(&roles))
        h2 { "Qualified for" }
        (words(&qualified))
        (sample(&staff_sample()))
    }
}

fn people_example() -> Markup {
    sample(PEOPLE_SAMPLE)
}

/// The words of a list, each as it reads or as its code.
fn words(all: &[(&str, &str)]) -> Markup {
    html! { ul.plain { @for (label, code) in all { li { (label) ", or " code { (code) } } } } }
}

fn sample(table: &str) -> Markup {
    html! {
        h2 { "A table to copy" }
        pre role="region" tabindex="0" aria-label="An example" { (table) }
    }
}

/// What became of the lines, or would become of them; those that are refused first.
fn outcome(imported: &Imported, saved: bool) -> Markup {
    let (lines, left) = (&imported.lines, imported.left);
    let (taken, here, refused) = counts(lines);
    let people = |number: usize| counted(number, "person", "people");
    let (heading, done) = if saved {
        ("What was brought in", "brought in")
    } else {
        ("What would be brought in", "would be brought in")
    };
    let mut sorted: Vec<&ImportedLine> = lines.iter().collect();
    sorted.sort_by_key(|line| (!matches!(line.outcome, LineOutcome::Refused(_)), line.line));
    let rows = sorted.into_iter().map(|line| {
        row([
            html! { (line.line) },
            html! { (line.called) },
            match &line.outcome {
                LineOutcome::Taken if saved => status(Meaning::Good, "Brought in"),
                LineOutcome::Taken => status(Meaning::Good, "Can be brought in"),
                LineOutcome::Here => status(Meaning::Plain, "Here already"),
                LineOutcome::Refused(sentences) => html! {
                    (status(Meaning::Attention, "Refused")) " " (sentences.join(" "))
                },
            },
        ])
    });
    let heads = [
        Column::new("Line").number(),
        Column::new("Name"),
        Column::new("What becomes of it"),
    ];
    html! {
        section {
            h2 { (heading) }
            p { (people(taken)) " " (done) ", " (here) " here already, " (refused) " refused." }
            @if left > 0 {
                p {
                    (status(Meaning::Attention, &format!("{left} not reached"))) " The server is being stopped. "
                    "Send the same table once it runs again; whoever is here already is left as they are."
                }
            }
            (table("lines", "The lines of the table", heads).rows(rows).caption_unseen())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::people::import::rows;

    #[test]
    fn the_tables_to_copy_are_tables_of_these_columns() {
        let staff = rows(&staff_sample(), &STAFF_COLUMNS).unwrap();
        assert_eq!(staff[0].several("roles").len(), 2);
        assert_eq!(staff[1].cell("phone"), "");
        assert_eq!(rows(PEOPLE_SAMPLE, &PEOPLE_COLUMNS).unwrap().len(), 1);
    }
}
