//! The criteria as they are counted, and diagnoses, which are entered beside the count and never worked out from it.

use crate::shell::Ask;
use crate::shell::ask::moment;
use crate::ui::{Column, Meaning, Problems, button, empty, field, form, row, status, table, tick};
use care::assessment::finding::{Remission, Severity, Substance};
use clinic::assessment::interview::{Diagnosed, View};
use maud::{Markup, html};

/// The count for each substance named, and the severity it comes to by DSM-5's numbers.
pub(super) fn counts(view: &View) -> Markup {
    let rows: Vec<_> = view
        .findings
        .substances()
        .map(|substance| {
            let count = view.facts.count(substance);
            let of = if substance.has_withdrawal() { 11 } else { 10 };
            row([
                html! { (substance.label()) },
                html! { (count.met) " of " (of) },
                html! { (count.unknown) },
                html! { (severity_words(count.severity())) },
            ])
        })
        .collect();
    let columns = [
        Column::new("Substance"),
        Column::new("Met").number(),
        Column::new("Unknown").number(),
        Column::new("Comes to"),
    ];
    html! {
        @if !rows.is_empty() {
            (table("counts", "Criteria met within twelve months", columns).rows(rows))
            p.muted { "2 or 3 mild, 4 or 5 moderate, 6 or more severe. The count supports a diagnosis; it does not make one." }
        }
    }
}

fn severity_words((least, most): (Option<Severity>, Option<Severity>)) -> String {
    let word = |severity: Option<Severity>| severity.map_or("no disorder", Severity::label);
    if least == most {
        word(least).to_owned()
    } else {
        format!("{} to {}", word(least), word(most))
    }
}

/// Diagnoses as they stand, and the form that enters one.
pub(crate) fn diagnoses(ask: &Ask<'_>, view: &View, problems: &Problems) -> Markup {
    let rows = view.diagnoses.iter().map(|one| diagnosed(ask, view, one));
    let columns = [
        Column::new("Diagnosis"),
        Column::new("ICD-10-CM"),
        Column::new("Entered"),
        Column::new("Change"),
    ];
    html! {
        section #diagnoses {
            h2 { "Diagnoses" }
            (table("diagnoses-table", "Diagnoses", columns).rows(rows)
                .empty(empty("No diagnosis entered", "A clinician enters it; the count above only supports it.", None)).caption_unseen())
            @if view.may_judge {
                details.no-print open[!problems.is_empty()] { summary { "Enter a diagnosis" } (enter(ask, view, problems)) }
            }
        }
    }
}

fn diagnosed(ask: &Ask<'_>, view: &View, one: &Diagnosed) -> crate::ui::Row {
    let diagnosis = &one.diagnosis;
    let substance = diagnosis.substance();
    row([
        html! {
            (substance.label()) " use disorder, " (diagnosis.severity().label())
            @if let Some(remission) = diagnosis.remission() { ", in " (remission.label()) }
            @if diagnosis.is_in_controlled_environment() { ", in a controlled environment" }
            @if diagnosis.is_on_maintenance_medication() { ", on maintenance medication" }
        },
        html! { (status(Meaning::Plain, diagnosis.code().as_str())) },
        html! { (moment(one.at, &view.zone)) ", " (one.by) },
        html! { @if view.may_judge { (form(format!("/staff/people/{}/diagnosis/back", view.person), ask.token(),
        html! { (button("Take back").quiet().about(substance.label())) }).hidden("substance", substance.code()).inline()) } },
    ])
}

fn enter(ask: &Ask<'_>, view: &View, problems: &Problems) -> impl maud::Render {
    let typed = |name: &str| ask.form.text(name);
    let named: Vec<Substance> = view.findings.substances().collect();
    let mut substances = vec![(String::new(), "Choose".to_owned())];
    let mut offered: Vec<Substance> = Substance::ALL.to_vec();
    // What was spoken of comes first.
    offered.sort_by_key(|substance| !named.contains(substance));
    substances.extend(
        offered
            .into_iter()
            .map(|substance| (substance.code().to_owned(), substance.label().to_owned())),
    );
    let fields = html! {
        (field("substance", "Substance").select(substances).value(typed("substance")).check(problems).required())
        (field("severity", "Severity").select([("", "Choose"), ("mild", "Mild"), ("moderate", "Moderate"), ("severe", "Severe")])
            .value(typed("severity")).check(problems).hint("Moderate and severe share a code, so it is kept beside it.").required())
        (field("remission", "Remission").select([("", "None"), ("early", Remission::Early.label()), ("sustained", Remission::Sustained.label())])
            .value(typed("remission")).check(problems).hint("Early from 3 months, sustained from 12. Both share a code."))
        (tick("controlled", "In a controlled environment", ask.form.ticked("controlled")))
        (tick("maintenance", "On maintenance medication (opioids, tobacco)", ask.form.ticked("maintenance")))
        div.buttons { (button("Enter diagnosis")) }
    };
    form(
        format!("/staff/people/{}/diagnosis", view.person),
        ask.token(),
        fields,
    )
}
