//! How many come how far, beside what is published.

use crate::shell::form::problems;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Funnel, FunnelStage, Width, error_summary, facts, field, filter_bar, funnel,
    heading, page, row, table,
};
use care::intake::inquiry::{
    LOST_BEFORE_ASSESSMENT_PERCENT, LOST_BEFORE_ENROLMENT_PERCENT, PUBLISHED_REQUESTS, percent,
};
use care::{Issue, SiteId, day};
use clinic::intake::inquiry::{Counted, counted};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// How many days are counted unless somebody says otherwise: six weeks.
const DAYS: i64 = 42;

/// The numbers of a stretch of days.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let today = ask.today()?;
    let first = today.saturating_sub(DAYS.days());
    let mut wrong = Vec::new();
    let mut date =
        |name: &'static str, otherwise: Date| match ask.query.optional(name, day::parse_day) {
            Ok(found) => found.unwrap_or(otherwise),
            Err(invalid) => {
                wrong.push(Issue::new(name, invalid.0));
                otherwise
            }
        };
    let (from, until) = (date("from", first), date("until", today));
    if until < from && wrong.is_empty() {
        wrong.push(Issue::new(
            "until",
            "Let the last day come after the first.",
        ));
    }
    let wrong = problems(&wrong);
    let (from, until) = if wrong.is_empty() {
        (from, until)
    } else {
        (first, today)
    };
    let site = SiteId::parse(ask.query.text("site"));
    let counted = counted(ask.clinic, ask.actor()?, (from, until), site)?;
    let mut sites = vec![(String::new(), "All sites".to_owned())];
    sites.extend(
        counted
            .sites
            .iter()
            .map(|site| (site.id.to_string(), site.name.to_string())),
    );
    let said = |name: &str, date: Date| match ask.query.text(name) {
        "" => care::day::day_text(date),
        typed => typed.to_owned(),
    };
    let fields = html! {
        (field("from", "From").width(Width::Medium).value(said("from", from)).check(&wrong).hinted_below())
        (field("until", "Until").width(Width::Medium).value(said("until", until)).check(&wrong).hinted_below())
        (field("site", "Site").select(sites).value(ask.query.text("site")))
    };
    let back = if could(ask, Action::ListInquiries) {
        "/staff/inquiries"
    } else {
        "/staff"
    };
    let days = format!(
        "{} to {}",
        care::day::day_text(from),
        care::day::day_text(until)
    );
    let body = html! {
        (error_summary(&wrong))
        (heading("The way in, in numbers").back(back, "Back").lead(format!("Requests that came in from {days}, n = {}.", counted.funnel.asked)))
        (filter_bar("/staff/inquiries/numbers", fields).hint("Dates for example Apr 14, 2026 or 4/14/2026."))
        (stages(&counted, &days))
        (losses(&counted))
        (speed(&counted))
        (reasons(&counted))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Numbers"),
        body,
    )))
}

fn share((part, whole): (u32, u32)) -> String {
    percent((part, whole)).map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
}

/// What of a hundred requests is left after losing so many of a hundred, and then so many of those who are left.
fn left_percent(lost: &[u32]) -> f64 {
    let left = lost.iter().map(|lost| 1.0 - f64::from(*lost) / 100.0);
    100.0 * left.product::<f64>()
}

fn stages(counted: &Counted, days: &str) -> Markup {
    let it = &counted.funnel;
    let assessed = left_percent(&[LOST_BEFORE_ASSESSMENT_PERCENT]);
    let admitted = left_percent(&[
        LOST_BEFORE_ASSESSMENT_PERCENT,
        LOST_BEFORE_ENROLMENT_PERCENT,
    ]);
    let stages = [
        ("Asked", it.asked, None),
        ("Reached", it.reached, None),
        ("Assessment booked", it.booked, None),
        ("Came to the assessment", it.assessed, Some(assessed)),
        ("Level of care chosen", it.placed, None),
        ("Admitted", it.admitted, Some(admitted)),
    ];
    let stages = stages.map(|(label, count, published)| FunnelStage {
        label: label.to_owned(),
        count,
        published,
    });
    let open = it.open_before_assessment + it.open_after_assessment;
    html! {
        section {
            (funnel(&Funnel {
                id: "funnel".to_owned(),
                title: "How far they came".to_owned(),
                says: format!("Requests from {days}, n = {}; {open} of them still on the way, who may come further.", it.asked),
                of: "requests".to_owned(),
                stages: stages.into(),
                source: format!("The dot is the published share: {PUBLISHED_REQUESTS} requests at addiction-treatment agencies (Substance Abuse Treatment, Prevention, and Policy 9:41, 2014)."),
            }))
        }
    }
}

fn losses(counted: &Counted) -> Markup {
    let it = &counted.funnel;
    let line = |label: &str, lost: (u32, u32), open: u32, published: u32| {
        row([
            html! { (label) },
            html! { (lost.0) " of " (lost.1) },
            html! { (share(lost)) },
            html! { (published) "%" },
            html! { (open) },
        ])
    };
    let rows = [
        line(
            "Between the request and the assessment",
            it.lost_to_assessment(),
            it.open_before_assessment,
            LOST_BEFORE_ASSESSMENT_PERCENT,
        ),
        line(
            "Between the assessment and admission",
            it.lost_to_admission(),
            it.open_after_assessment,
            LOST_BEFORE_ENROLMENT_PERCENT,
        ),
    ];
    let columns = [
        Column::new("Lost"),
        Column::new("Here").number(),
        Column::new("Share").number(),
        Column::new("Published").number(),
        Column::new("Still on the way").number(),
    ];
    html! {
        section {
            h2 { "Where they were lost" }
            (table("losses", "Where they were lost", columns).rows(rows).caption_unseen())
            p.muted {
                "Of those whose way is decided; whoever is still on the way is counted apart. Published: " (PUBLISHED_REQUESTS)
                " requests at addiction-treatment agencies (Substance Abuse Treatment, Prevention, and Policy 9:41, 2014)."
            }
        }
    }
}

fn speed(counted: &Counted) -> Markup {
    let it = &counted.funnel;
    let none = || "Nobody yet".to_owned();
    let reach = it.minutes_to_reach.map_or_else(none, super::words::stretch);
    let assessed = it
        .hours_to_assessment
        .map_or_else(none, |hours| super::words::stretch(hours * 60));
    html! {
        section {
            h2 { "How fast" }
            (facts(&[
                ("First conversation, median after the request", html! { (reach) " (n = " (it.reached) ")" }),
                ("Assessment, median after the request", html! { (assessed) " (n = " (it.assessed) ")" }),
                ("First appointment within 48 hours", html! { (it.within_48_hours) " of " (it.booked) " (" (share((it.within_48_hours, it.booked))) ")" }),
            ]))
            p.muted { "Appointments within 48 hours were kept by more than 70 percent, later ones by 53 (University at Buffalo School of Social Work, 2000)." }
        }
    }
}

fn reasons(counted: &Counted) -> Markup {
    let lost = counted.funnel.lost_before_assessment + counted.funnel.lost_after_assessment;
    let rows = counted.reasons.iter().map(|(reason, count)| {
        row([
            html! { (reason.label()) },
            html! { (count) },
            html! { (share((*count, lost))) },
        ])
    });
    let columns = [
        Column::new("Reason"),
        Column::new("People").number(),
        Column::new("Share").number(),
    ];
    html! {
        @if !counted.reasons.is_empty() {
            section { h2 { "Why they were lost" } (table("reasons", "Why they were lost", columns).rows(rows).caption_unseen()) }
        }
    }
}
