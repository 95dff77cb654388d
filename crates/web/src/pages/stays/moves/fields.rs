//! The fields that describe a stay, what they are read as, and the caseloads by which a counselor is chosen.

use super::before::{danger_answer, emergency_field};
use super::{DATE_HINT, day};
use crate::shell::Ask;
use crate::shell::form::Form;
use crate::ui::{Column, Meaning, Problems, branch, field, row, status, table};
use care::invalid::Issues;
use care::stays::bed;
use care::{BedId, LevelOfCare, PersonId, ProgramId};
use clinic::stays::admission::{Door, EnteredPhase};
use clinic::stays::stay::{Load, Offer, StayDraft};
use jiff::civil::Date;
use maud::{Markup, html};

/// The fields that describe a stay, filled in as they were typed last.
pub(super) fn stay_fields(
    ask: &Ask<'_>,
    filled: &Form,
    offer: &Offer,
    level: Option<LevelOfCare>,
    problems: &Problems,
) -> Markup {
    let typed = filled.0.iter().any(|(name, _)| name == "program");
    let value = |name: &str, else_: String| {
        if typed {
            filled.text(name).to_owned()
        } else {
            else_
        }
    };
    let near = |program: &&care::people::program::Program| program.site == offer.seen_at;
    let fits = |program: &&care::people::program::Program| Some(program.level) == level;
    let preset = offer
        .programs
        .iter()
        .filter(near)
        .find(fits)
        .or_else(|| offer.programs.iter().find(fits));
    let at = |site| offer.sites.get(&site).map(ToString::to_string);
    let mut programs = vec![(String::new(), "Choose".to_owned())];
    programs.extend(offer.programs.iter().map(|program| {
        let site = at(program.site).unwrap_or_default();
        let label = format!("{}, {site} ({})", program.name, program.level.label());
        (program.id.to_string(), label)
    }));
    let counted = preset.map(|program| program.level).or(level);
    let mut counselors = vec![(String::new(), "Nobody yet".to_owned())];
    counselors.extend(offer.counselors.iter().map(|load| {
        (
            load.counselor.to_string(),
            counselor_label(ask, offer, load, counted),
        )
    }));
    let counselor = offer.now.as_ref().and_then(|now| now.counselor);
    html! {
        (field("program", "Program").select(programs)
            .value(value("program", preset.map(|program| program.id.to_string()).unwrap_or_default())).check(problems))
        (bed_field(offer, value("bed", String::new()), problems))
        (field("counselor", "Primary counselor").select(counselors)
            .value(value("counselor", counselor.map(|id| id.to_string()).unwrap_or_default())).check(problems))
        @if offer.may_exceed || problems.of("over").is_some() {
            (field("over", "Reason to go over the caseload").optional().value(value("over", String::new())).check(problems)
                .hint("Only where the counselor is full and you decide so as clinical director."))
        }
        (field("from", "First day").date().hint(DATE_HINT).value(value("from", day(offer.today))).check(problems))
        (emergency_field(ask, &offer.waiting, problems))
        @if offer.minor || ["guardian", "despite"].iter().any(|name| problems.of(name).is_some()) {
            @if offer.may_take_minor || problems.of("despite").is_some() {
                (field("despite", "Reason to take a minor all the same").optional().value(value("despite", String::new())).check(problems)
                    .hint("Where nobody who may has agreed, or no program for adolescents is near."))
            } @else {
                p.muted #despite { "Where nobody who may has agreed, or no program for adolescents is near, taking them all the same is for " (offer.takers) ", with a reason. Ask one." }
            }
        }
        (field("planned", "Planned end").optional().date().hint(planned_hint(ask, offer.today))
            .value(value("planned", String::new())).check(problems))
    }
}

/// Where in a program with phases somebody comes to it: asked only where a program has any.
pub(super) fn entered_fields(filled: &Form, door: &Door, problems: &Problems) -> Markup {
    let with_phases = door.offer.programs.iter().filter_map(|program| {
        let pathway = program.pathway.as_ref()?;
        Some((program, pathway))
    });
    let mut phases = vec![(String::new(), "At its beginning".to_owned())];
    phases.extend(with_phases.flat_map(|(program, pathway)| {
        let labelled = pathway.numbered().map(|(number, phase)| {
            let label = format!("{}: {number}. {}", program.name, phase.name);
            (format!("{}.{number}", program.id), label)
        });
        labelled.collect::<Vec<_>>()
    }));
    if phases.len() == 1 && problems.of("phase").is_none() {
        return html! {};
    }
    html! {
        (field("phase", "Phase in which they come").optional().select(phases).value(filled.text("phase")).check(problems))
        (field("week", "Week of it on the first day").optional().number().value(filled.text("week")).check(problems)
            .hint("1, unless they come in the middle of it."))
    }
}

/// What these fields say; nothing where somebody comes at the beginning.
pub(super) fn entered(ask: &Ask<'_>, issues: &mut Issues) -> Option<EnteredPhase> {
    let chosen = ask.form.text("phase");
    if chosen.is_empty() {
        return None;
    }
    let (program, phase) = chosen.split_once('.').unwrap_or((chosen, ""));
    let phase = phase.parse::<u16>().ok();
    if phase.is_none() || program != ask.form.text("program") {
        issues.add("phase", "Choose a phase of the program that you chose.");
    }
    let week = match ask.form.text("week").trim() {
        "" => Some(1),
        typed => typed.parse::<u16>().ok(),
    };
    if week.is_none() {
        issues.add("week", "Enter the week as a number, such as 1.");
    }
    Some(EnteredPhase {
        phase: phase?,
        week: week?,
    })
}

/// The bed, which is asked for where somebody stays overnight.
fn bed_field(offer: &Offer, chosen: String, problems: &Problems) -> Markup {
    let mut beds = vec![(String::new(), "No bed".to_owned())];
    beds.extend(offer.beds.iter().map(|bed| {
        let site = offer.sites.get(&bed.site).map(ToString::to_string);
        let site = site.unwrap_or_default();
        let label = format!("{}, {site} ({})", bed.name, bed.level.label());
        (bed.id.to_string(), label)
    }));
    let overnight = offer.programs.iter();
    let overnight = overnight.filter(|program| bed::overnight(program.level));
    let with_beds: Vec<String> = overnight.map(|program| program.id.to_string()).collect();
    let bed = field("bed", "Bed")
        .hint("Only residential care and detox; free beds are listed.")
        .select(beds)
        .value(chosen)
        .check(problems);
    html! {
        @if with_beds.is_empty() { (bed) } @else { (branch("program", &with_beds, html! { (bed) })) }
    }
}

/// The usual lengths of residential programs, as the days they would end on.
fn planned_hint(ask: &Ask<'_>, today: Date) -> String {
    let lengths = &ask
        .clinic
        .protocol()
        .level(LevelOfCare::Residential)
        .program_days;
    let ends: Vec<String> = lengths
        .iter()
        .map(|days| {
            let end = today.saturating_add(jiff::Span::new().days(i64::from(*days)));
            format!("{days} days: {}", day(end))
        })
        .collect();
    format!("Residential care from today. {}.", ends.join(", "))
}

pub(super) fn counselor_label(
    ask: &Ask<'_>,
    offer: &Offer,
    load: &Load,
    level: Option<LevelOfCare>,
) -> String {
    let name = if load.sites.contains(&offer.seen_at) {
        load.name.clone()
    } else {
        format!("{}, at another site", load.name)
    };
    let Some(level) = level else {
        return name;
    };
    let carried = load.carried.get(&level).copied().unwrap_or(0);
    match &ask.clinic.protocol().level(level).caseload {
        Some(limit) if carried >= u32::from(limit.most) => {
            format!("{name} ({carried} of {}, full)", limit.most)
        }
        Some(limit) => format!("{name} ({carried} of {})", limit.most),
        None => format!("{name} ({carried})"),
    }
}

/// Who carries how many people at each level, with where the limits come from.
pub(super) fn loads(ask: &Ask<'_>, offer: &Offer) -> Markup {
    let protocol = ask.clinic.protocol();
    let limits: Vec<_> = LevelOfCare::ALL
        .into_iter()
        .filter_map(|level| Some((level, protocol.level(level).caseload.as_ref()?)))
        .collect();
    let mut columns = vec![Column::new("Counselor"), Column::new("Site")];
    columns.extend(
        limits
            .iter()
            .map(|(level, _)| Column::new(level.label()).number()),
    );
    let rows = offer.counselors.iter().map(|load| {
        let sites: Vec<String> = load
            .sites
            .iter()
            .filter_map(|site| offer.sites.get(site).map(ToString::to_string))
            .collect();
        let mut cells = vec![html! { (load.name) }, html! { (sites.join(", ")) }];
        cells.extend(limits.iter().map(|(level, limit)| {
            let carried = load.carried.get(level).copied().unwrap_or(0);
            html! {
                (carried) " of " (limit.most)
                @if carried >= u32::from(limit.most) { " " (status(Meaning::Attention, "full")) }
            }
        }));
        row(cells)
    });
    html! {
        section {
            h2 { "Caseloads" }
            (table("loads", "People each counselor carries now", columns).rows(rows))
            @for (level, limit) in &limits { p.hint { (level.label()) ": " (limit.source) } }
        }
    }
}

/// What the fields of a stay describe.
pub(super) fn stay_draft(ask: &Ask<'_>, issues: &mut Issues) -> Option<StayDraft> {
    let form = &ask.form;
    let program = ProgramId::parse(form.text("program"));
    if program.is_none() {
        issues.add("program", "Choose one of the programs.");
    }
    let over = issues.take("over", form.optional_line("over", "a reason"));
    let from = issues.take("from", care::day::parse_day(form.text("from")));
    let planned = issues.take("planned", form.optional("planned", care::day::parse_day));
    let emergency = issues.take("emergency", danger_answer(ask));
    let despite = issues.take("despite", form.optional_line("despite", "a reason"));
    Some(StayDraft {
        program: program?,
        bed: BedId::parse(form.text("bed")),
        counselor: PersonId::parse(form.text("counselor")),
        over: over?,
        from: from?,
        planned: planned?,
        emergency: emergency?,
        despite: despite?,
    })
}
