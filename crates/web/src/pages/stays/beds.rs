//! Beds: the board of who is where, and the beds of a site.

use crate::pages::stays::moves::day;
use crate::shell::form::finish;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, Row, button, empty, error_summary, field, form, heading, link,
    page, row, status, table,
};
use care::invalid::Issues;
use care::stays::bed::Bed;
use care::{LevelOfCare, SiteId};
use clinic::Refusal;
use clinic::people::site;
use clinic::stays::bed;
use clinic::stays::bed::{BedDraft, Occupant, SiteBeds};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// Every bed, who is in it, and the numbers of each site.
pub(crate) fn board(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let boards = bed::board(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading("Beds").lead("Who stays overnight, since when and until when; and how many people are at each level."))
        @for (number, board) in boards.iter().enumerate() { (one_site(number, board)) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Beds"), body)))
}

fn one_site(number: usize, board: &SiteBeds) -> Markup {
    let rows = board
        .beds
        .iter()
        .map(|(bed, inside)| bed_row(bed, inside.as_ref(), board.today));
    let columns = [
        Column::new("Bed"),
        Column::new("Who"),
        Column::new("Since"),
        Column::new("Planned end"),
        Column::new("Level"),
    ];
    let none = empty(
        "No beds here",
        "People at this site go home at night, or stay with another provider.",
        None,
    );
    let numbers = board.census.iter().map(|census| {
        let beds = if census.beds == 0 {
            "–".to_owned()
        } else {
            format!("{} of {}", census.free, census.beds)
        };
        row([
            html! { (census.level.label()) },
            html! { (census.here) },
            html! { (census.elsewhere) },
            html! { (beds) },
        ])
    });
    let census = [
        Column::new("Level"),
        Column::new("Here").number(),
        Column::new("With other providers").number(),
        Column::new("Free beds").number(),
    ];
    html! {
        section {
            h2 { (board.site.name) }
            (table(format!("census-{number}"), format!("People at {} today", board.site.name), census).rows(numbers)
                .empty(empty("Nobody is in care here", "Whoever is admitted will be counted here.", None)))
            (table(format!("beds-{number}"), format!("Beds at {}", board.site.name), columns).rows(rows).empty(none))
        }
    }
}

fn bed_row(bed: &Bed, inside: Option<&Occupant>, today: Date) -> Row {
    let Some(occupant) = inside else {
        return row([
            html! { (bed.name) },
            status(Meaning::Good, "Free"),
            html! {},
            html! {},
            html! { (bed.level.label()) },
        ]);
    };
    let who = occupant.name.as_ref().map_or_else(
        || html! { span.muted { "Somebody who was forgotten" } },
        |name| link(&format!("/staff/people/{}", occupant.person), name),
    );
    let planned = occupant.stay.planned.map(|planned| {
        if planned < today {
            status(Meaning::Attention, &format!("{}, past", day(planned)))
        } else {
            html! { (day(planned)) }
        }
    });
    row([
        html! { (bed.name) },
        who,
        html! { (day(occupant.stay.from)) },
        planned.unwrap_or_else(|| html! { span.muted { "Open" } }),
        html! { (bed.level.label()) },
    ])
}

/// The beds of one site, and a form for one more.
pub(crate) fn at_site(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(site_view(ask, &Problems::none())?))
}

fn site_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", SiteId::parse)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let site = sites
        .into_iter()
        .find_map(|(site, _)| (site.id == id).then_some(site))
        .ok_or(Refusal::NotFound)?;
    let beds = bed::beds_at(ask.clinic, ask.actor()?, id)?;
    let rows = beds
        .iter()
        .map(|bed| row([html! { (bed.name) }, html! { (bed.level.label()) }]));
    let levels = [LevelOfCare::Residential, LevelOfCare::Detox];
    let body = html! {
        (error_summary(problems))
        (heading("Beds").lead(site.name.to_string()).back(format!("/staff/sites/{id}"), site.name.to_string()))
        (table("beds", "Beds", [Column::new("Bed"), Column::new("Level of care")]).rows(rows)
            .empty(empty("No beds yet", "Residential care and detox need beds; everybody else goes home.", None)).caption_unseen())
        @if could(ask, Action::ManageOrganization) {
            (form(ask.address.clone(), ask.token(), html! {
                (field("name", "Bed").value(ask.form.text("name")).hint("Such as: Room 4, window.").check(problems))
                (field("level", "Level of care").select(levels.map(|level| (level.code(), level.label()))).value(ask.form.text("level")).check(problems))
                (button("Add bed"))
            }))
        }
    };
    Ok(page(&frame(ask, Face::Staff, "Beds of a site"), body))
}

/// Adds a bed.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let mut issues = Issues::default();
    let name = issues.take("name", ask.form.line("name", "what the bed is called"));
    let level = LevelOfCare::from_code(ask.form.text("level"));
    if level.is_none() {
        issues.add("level", "Choose a level of care.");
    }
    let result = match (name, level) {
        (Some(name), Some(level)) => bed::add_bed(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            &BedDraft { site, name, level },
        )
        .map(drop),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/sites/{site}/beds?said=added");
    finish(result.map_err(Fault::from), on, |problems| {
        site_view(ask, problems)
    })
}
