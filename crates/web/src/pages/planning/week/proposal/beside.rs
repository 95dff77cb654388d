//! Proposals side by side: for each person yes or no, and what each proposal gives them.

use super::super::make::state;
use super::super::sum_text;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Face, Meaning, empty, heading, link, page, row, status, table};
use care::counted;
use clinic::planning::week;
use clinic::planning::week::{BesideRow, Given, ShownProposal};
use maud::{Markup, html};

/// The page.
pub(super) fn show(ask: &Ask<'_>, shown: &ShownProposal) -> Result<Answer, Fault> {
    let id = shown.proposal.id;
    let beside = week::side_by_side(ask.clinic, ask.actor()?, id)?;
    let clocks = ask.clocks_of(&shown.site.zone);
    let names: Vec<String> = beside
        .proposals
        .iter()
        .map(|one| {
            if one.id == id {
                "This one".to_owned()
            } else {
                clocks.moment(one.made_at)
            }
        })
        .collect();
    let columns: Vec<Column> = [Column::new("Person"), Column::new("Now")]
        .into_iter()
        .chain(names.iter().map(|name| Column::new(name.clone())))
        .collect();
    let address = format!("/staff/proposals/{id}");
    let none = empty(
        "Nobody to show",
        "Names and lives are open to clinical staff.",
        None,
    );
    let body = html! {
        (heading("Side by side").lead("What each proposal gives each person: whether they have their hours, on how many days, and what changes for them.").back(address, "Proposal"))
        ul #headlines {
            @for ((one, headline), name) in beside.proposals.iter().zip(&beside.headlines).zip(&names) {
                li {
                    @if one.id == id { strong { (name) } } @else { (link(&format!("/staff/proposals/{}?beside=yes", one.id), name)) }
                    " " (state(one.state)) " " (one.purpose.label()) ": " (headline.sentence())
                }
            }
        }
        (table("beside", "Side by side", columns).rows(beside.rows.iter().map(line)).empty(none).caption_unseen())
        @if beside.unnamed > 0 { p.muted { (beside.unnamed) " more, whose names and lives are not open to you, or who are not at the site any more." } }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Side by side"),
        body,
    )))
}

fn line(one: &BesideRow) -> crate::ui::Row {
    let now = if one.now.days == 0 {
        html! { span.muted { "None" } }
    } else {
        html! { span.nowrap { (sum_text(&without_way(one.now))) } }
    };
    let cells: Vec<Markup> = [html! { (one.name) }, now]
        .into_iter()
        .chain(one.given.iter().map(|given| cell(given.as_ref())))
        .collect();
    row(cells)
}

/// Yes where they have all their hours; else no, with what they have.
fn cell(given: Option<&Given>) -> Markup {
    let Some(given) = given else {
        return html! { span.muted { "Not planned" } };
    };
    let (meaning, word) = match (given.week, given.hours) {
        (true, true) => (Meaning::Good, "Yes"),
        (true, false) => (Meaning::Attention, "No"),
        (false, _) => (Meaning::Urgent, "No week"),
    };
    let changes = u32::try_from(given.changes).unwrap_or(u32::MAX);
    html! {
        span.nowrap {
            (status(meaning, word))
            @if given.week {
                " " (sum_text(&without_way(given.sum)))
                @if changes > 0 { ", " (counted(changes, "change", "changes")) }
            }
        }
    }
}

/// Hours and days alone: the way is the same in every column.
fn without_way(sum: care::planning::week::Sum) -> care::planning::week::Sum {
    care::planning::week::Sum {
        travel_minutes: 0,
        ..sum
    }
}
