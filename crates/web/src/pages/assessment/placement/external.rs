//! Results of placement assessments made elsewhere, with a tool of their own.

use super::again;
use crate::pages::stays::moves::day;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Problems, Width, button, empty, field, form, row, table};
use care::PersonId;
use care::assessment::placement::Edition;
use care::invalid::Issues;
use clinic::Refusal;
use clinic::assessment::placement;
use clinic::assessment::placement::{ExternalDraft, ShownPlacement};
use maud::{Markup, html};

/// The fields of the ratings, one for each dimension.
const RATINGS: [&str; 6] = [
    "rating1", "rating2", "rating3", "rating4", "rating5", "rating6",
];

/// What was recorded, and the form.
pub(super) fn section(
    ask: &Ask<'_>,
    shown: &ShownPlacement<'_>,
    here: &str,
    problems: &Problems,
) -> Markup {
    let rows = shown.externals.iter().map(|recorded| {
        let external = &recorded.external;
        let ratings: Vec<String> = external
            .ratings
            .iter()
            .map(|(number, rating)| {
                let label = external.edition.dimension(*number).unwrap_or_default();
                format!("{number} {label}: {rating}")
            })
            .collect();
        row([
            html! { (day(external.on)) },
            html! { (edition(external.edition)) },
            html! { strong { (external.level) } },
            html! { (ratings.join("; ")) },
            html! { (shown.called.get(&recorded.by).cloned().unwrap_or_default()) },
        ])
    });
    let columns = [
        Column::new("Made on"),
        Column::new("Edition"),
        Column::new("Level"),
        Column::new("Ratings"),
        Column::new("Entered by"),
    ];
    let none = empty(
        "None recorded",
        "Where a state or payer asks for an ASAM assessment, make it with its licensed tool and copy the result here. No rule reads it.",
        None,
    );
    html! {
        details open[!problems.is_empty()] {
            summary { "ASAM result from elsewhere" }
            (table("externals", "ASAM results from elsewhere", columns).rows(rows).empty(none).caption_unseen())
            @if shown.may_place { (entry(ask, here, problems)) }
        }
    }
}

const fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Third => "Third, 2013",
        Edition::Fourth => "Fourth, 2023",
    }
}

fn entry(ask: &Ask<'_>, here: &str, problems: &Problems) -> Markup {
    let text = |name: &str| ask.form.text(name).to_owned();
    let editions = [
        ("fourth", edition(Edition::Fourth)),
        ("third", edition(Edition::Third)),
    ];
    html! {
        details open[!problems.is_empty()] {
            summary { "Record a result" }
            (form(format!("{here}/external"), ask.token(), html! {
                (field("edition", "Edition").select(editions).value(text("edition")).check(problems))
                (field("made_on", "Made on").date().hint("For example Apr 14, 2026 or 4/14/2026").value(text("made_on")).check(problems))
                @for (number, name) in (1..).zip(RATINGS) {
                    (field(name, format!("Dimension {number}")).optional().width(Width::Short).value(text(name)).check(problems)
                        .hint(dimension(number)))
                }
                (field("external_level", "Level it recommends").width(Width::Short).hint("Its number, such as 2.1.")
                    .value(text("external_level")).check(problems))
                div.buttons { (button("Record").quiet()) }
            }))
        }
    }
}

/// Our short labels of a dimension in both editions.
fn dimension(number: u8) -> String {
    let third = Edition::Third.dimension(number).unwrap_or_default();
    let fourth = Edition::Fourth.dimension(number).unwrap_or_default();
    if third == fourth {
        format!("Rating for {third}, as the tool printed it.")
    } else {
        format!("Rating, as the tool printed it: {fourth} (fourth edition), {third} (third).")
    }
}

/// Records a result.
pub(crate) fn record(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let form = &ask.form;
    let mut issues = Issues::default();
    let edition = match form.text("edition") {
        "third" => Some(Edition::Third),
        "fourth" => Some(Edition::Fourth),
        _ => {
            issues.add("edition", "Choose the edition.");
            None
        }
    };
    let on = issues.take("made_on", care::day::parse_day(form.text("made_on")));
    let ratings = (1..)
        .zip(RATINGS)
        .filter(|(_, name)| !form.text(name).trim().is_empty())
        .map(|(number, name)| (number, form.text(name).trim().to_owned()))
        .collect();
    let result = match (edition, on) {
        (Some(edition), Some(on)) => placement::record_external(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &ExternalDraft {
                edition,
                on,
                ratings,
                level: form.text("external_level").to_owned(),
            },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    match result {
        Ok(()) => Ok(Answer::see_other(&format!(
            "/staff/people/{id}/placement?said=added"
        ))),
        Err(Refusal::Fields(issues)) => again(ask, &issues),
        Err(refusal) => Err(refusal.into()),
    }
}
