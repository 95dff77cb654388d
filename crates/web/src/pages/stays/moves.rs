//! Admission, moves from level to level, discharge.

use crate::pages::followup::signals::frame_about;
use crate::pages::stays::referrals::{receiver, receiver_fields};
use crate::shell::ask::Clocks;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Meaning, Problems, button, choice, error_summary, field, form, heading, link, page,
    radios, row, status, table, tick,
};
use care::followup::signal::Signal;
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::stays::episode::{Closing, DischargeReason};
use care::{BedId, Invalid, LevelOfCare, Line, Paragraph, PersonId, ProgramId, SignalId};
use clinic::Refusal;
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Door};
use clinic::stays::gate::DangerAnswer;
use clinic::stays::stay;
use clinic::stays::stay::{Load, Offer, StayDraft};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;
use record::assessment::placement::Placed;

/// A day as people read it: "Apr 14, 2026".
pub(crate) fn day(date: Date) -> String {
    care::day::day_text(date)
}

const DATE_HINT: &str = "For example Apr 14, 2026 or 4/14/2026";

/// The page for admitting somebody.
pub(crate) fn admit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(admit_view(ask, &Problems::none())?))
}

fn admit_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let door = admission::door(ask.clinic, ask.actor()?, id)?;
    let level = door.placed.as_ref().and_then(Placed::level);
    let typed = |name: &str| ask.form.text(name).to_owned();
    let back = format!("/staff/people/{id}/placement");
    let title = format!("Admit {}", door.offer.name);
    let body = html! {
        (error_summary(problems))
        (heading(title).back(back.clone(), "Placement").lead("Opens an episode of care with its first stay."))
        @if door.in_care {
            p { (status(Meaning::Attention, "They are in care already.")) " " (link(&format!("/staff/people/{id}"), "Open the record")) }
        } @else {
            section #placement { (chosen(&door, &back)) (choose_again(id, &door.offer)) }
            (first(&door.offer.waiting, &ask.clocks_at(Some(&door.offer.zone))?))
            (minor(id, &door.offer, problems))
            (form(ask.address.clone(), ask.token(), html! {
                (stay_fields(ask, &door.offer, level, problems))
                @if door.born.is_none() {
                    (field("born", "Date of birth").date().value(typed("born")).check(problems).required()
                        .hint("For whoever is under 18, a parent or guardian is asked first."))
                }
                fieldset.field {
                    legend { "Somewhere else first" }
                    (tick("elsewhere", "The first stay is with another provider, such as a detox", ask.form.ticked("elsewhere")))
                    p.hint { "Then fill in the following; the program above is the one they come to afterwards." }
                    div.stack { (receiver_fields(ask, problems)) }
                }
                div.buttons { (go_on(id, &door.offer, "Admit")) (button("Cancel").quiet().href(back)) }
            }))
            (loads(ask, &door.offer))
        }
    };
    Ok(page(&frame_about(ask, "Admit", id)?, body))
}

fn chosen(door: &Door, placement: &str) -> Markup {
    html! {
        p {
            @match &door.placed {
                Some(placed) => {
                    @if placed.level().is_some() { "Level chosen: " } @else { "Sent to: " }
                    strong { (placed.place.label()) } ". "
                    @if let Some(reason) = &placed.reason { "Reason: " (reason.as_str().trim_end_matches('.')) ". " }
                }
                None => { (status(Meaning::Attention, "No level was chosen yet.")) " " }
            }
            (link(placement, "See the placement"))
        }
    }
}

/// The levels that would be refused by what is known now, each with what has to stand first, and the way to choose.
pub(crate) fn choose_again(id: PersonId, offer: &Offer) -> Markup {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (level, sentence) in &offer.refused {
        match reasons.iter_mut().find(|(known, _)| known == sentence) {
            Some((_, levels)) => levels.push(level.label()),
            None => reasons.push((sentence.as_str(), vec![level.label()])),
        }
    }
    if reasons.is_empty() {
        return html! {};
    }
    let all = offer.refused.len() == LevelOfCare::ALL.len();
    let named = !all || reasons.len() > 1;
    html! {
        p { (status(Meaning::Attention, if all { "A level is chosen first" } else { "Not every level stands" })) }
        ul {
            @for (sentence, levels) in &reasons {
                li { @if named { (levels.join(", ")) ": " } (sentence) }
            }
        }
        p {
            @if offer.may_place { (link(&format!("/staff/people/{id}/placement"), "Choose again")) }
            @else { "A counselor or medical provider of the site, or a clinical director, chooses the level." }
        }
    }
}

/// The button that goes through with it; the way to the choice where every level would be refused.
pub(crate) fn go_on(id: PersonId, offer: &Offer, does: &'static str) -> Markup {
    let refused = offer.refused.len() == LevelOfCare::ALL.len();
    html! {
        @if !refused { (button(does)) }
        @else if offer.may_place { (button("Choose again").href(format!("/staff/people/{id}/placement"))) }
    }
}

/// The signals that have to be answered before anything is decided, each with the way to it.
pub(crate) fn first(waiting: &[Signal], clocks: &Clocks) -> Markup {
    if waiting.is_empty() {
        return html! {};
    }
    html! {
        section #signal {
            h2 { (status(Meaning::Urgent, "Answer this first")) }
            ul {
                @for signal in waiting {
                    li {
                        strong { (signal.title()) } ", raised " (clocks.moment(signal.raised_at)) ": " (signal.words) " "
                        (link(&format!("/staff/signals/{}", signal.id), "Say what was done"))
                    }
                }
            }
        }
    }
}

/// The way to who answers for a minor.
fn minor(id: PersonId, offer: &Offer, problems: &Problems) -> Markup {
    html! {
        @if offer.minor || problems.of("guardian").is_some() {
            p #guardian {
                (status(Meaning::Attention, "They are under 18.")) " "
                (link(&format!("/staff/people/{id}/guardian"), "Guardian and consent"))
            }
        }
    }
}

/// What the ticks are called with which a form says which signals it answers.
const ANSWERS: &str = "answers-";

/// What that field and the ticks below it say.
pub(crate) fn danger_answer(ask: &Ask<'_>) -> Result<Option<DangerAnswer>, Invalid> {
    let words = Paragraph::optional(ask.form.text("emergency"))?;
    let ticked = ask.form.0.iter().filter(|(_, value)| !value.is_empty());
    let named = ticked.filter_map(|(field, _)| SignalId::parse(field.strip_prefix(ANSWERS)?));
    let signals = named.collect();
    Ok(words.map(|words| DangerAnswer { words, signals }))
}

/// What is done about the danger by this very step, where something waits; else nothing is asked.
pub(crate) fn emergency_field(ask: &Ask<'_>, waiting: &[Signal], problems: &Problems) -> Markup {
    html! {
        @if !waiting.is_empty() || problems.of("emergency").is_some() {
            (field("emergency", "If this is what you do about the danger, say so").optional().textarea(2)
                .value(ask.form.text("emergency")).check(problems)
                .hint("A sentence; it is kept as the answer to each signal that you tick. Only for more care that is enough by what is known: a detox, a bed."))
            @for signal in waiting {
                (tick(&format!("{ANSWERS}{}", signal.id), &format!("It answers “{}”", signal.title()), ask.form.ticked(&format!("{ANSWERS}{}", signal.id))))
            }
        }
    }
}

/// The fields that describe a stay.
fn stay_fields(
    ask: &Ask<'_>,
    offer: &Offer,
    level: Option<LevelOfCare>,
    problems: &Problems,
) -> Markup {
    let typed = ask.form.0.iter().any(|(name, _)| name == "program");
    let value = |name: &str, else_: String| {
        if typed {
            ask.form.text(name).to_owned()
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
    let mut beds = vec![(String::new(), "No bed".to_owned())];
    beds.extend(offer.beds.iter().map(|bed| {
        let site = at(bed.site).unwrap_or_default();
        let label = format!("{}, {site} ({})", bed.name, bed.level.label());
        (bed.id.to_string(), label)
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
        (field("bed", "Bed").hint("Only residential care and detox; free beds are listed.").select(beds)
            .value(value("bed", String::new())).check(problems))
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

fn counselor_label(
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
fn loads(ask: &Ask<'_>, offer: &Offer) -> Markup {
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
fn stay_draft(ask: &Ask<'_>, issues: &mut Issues) -> Option<StayDraft> {
    let form = &ask.form;
    let program = ProgramId::parse(form.text("program"));
    if program.is_none() {
        issues.add("program", "Choose one of the programs.");
    }
    let over = issues.take(
        "over",
        form.optional("over", |text| Line::parse(text, "a reason")),
    );
    let from = issues.take("from", care::day::parse_day(form.text("from")));
    let planned = issues.take("planned", form.optional("planned", care::day::parse_day));
    let emergency = issues.take("emergency", danger_answer(ask));
    let despite = issues.take(
        "despite",
        form.optional("despite", |text| Line::parse(text, "a reason")),
    );
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

/// Admits somebody.
pub(crate) fn admit(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let today = ask.today()?;
    let stay = stay_draft(ask, &mut issues);
    let born = issues.take(
        "born",
        ask.form
            .optional("born", |text| BirthDate::parse(text, today)),
    );
    let elsewhere = if ask.form.ticked("elsewhere") {
        receiver(ask, &mut issues).map(Some)
    } else {
        Some(None)
    };
    let result = match (stay, born, elsewhere) {
        (Some(stay), Some(born), Some(elsewhere)) => admission::admit(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &AdmissionDraft {
                stay,
                elsewhere,
                born,
            },
        )
        .map(drop),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/people/{id}?said=admitted");
    finish(result.map_err(Fault::from), on, |problems| {
        admit_view(ask, problems)
    })
}

/// The page for moving somebody.
pub(crate) fn move_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(move_view(ask, &Problems::none())?))
}

fn move_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let offer = stay::moving(ask.clinic, ask.actor()?, id, Action::MoveStay)?;
    let back = format!("/staff/people/{id}");
    let now = offer.now.as_ref().map(|now| {
        format!(
            "Now in {} since {}. The move ends this stay and begins the next on the same day.",
            now.level.label().to_lowercase(),
            day(now.from)
        )
    });
    let body = html! {
        (error_summary(problems))
        (heading(format!("Move {}", offer.name)).back(back.clone(), "Record")
            .lead(now.unwrap_or_else(|| "They are not in care now.".to_owned())))
        (first(&offer.waiting, &ask.clocks_at(Some(&offer.zone))?))
        (minor(id, &offer, problems))
        section #placement { (choose_again(id, &offer)) }
        (form(ask.address.clone(), ask.token(), html! {
            (stay_fields(ask, &offer, None, problems))
            div.buttons { (go_on(id, &offer, "Move")) (button("Cancel").quiet().href(back)) }
        }))
        (loads(ask, &offer))
    };
    Ok(page(&frame_about(ask, "Move", id)?, body))
}

/// Moves somebody.
pub(crate) fn step(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let result = match stay_draft(ask, &mut issues) {
        Some(draft) => stay::step(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map(drop),
        None => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/people/{id}?said=moved");
    finish(result.map_err(Fault::from), on, |problems| {
        move_view(ask, problems)
    })
}

/// The page for ending an episode.
pub(crate) fn discharge_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(discharge_view(ask, &Problems::none())?))
}

fn discharge_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let offer = stay::moving(ask.clinic, ask.actor()?, id, Action::DischargePerson)?;
    let back = format!("/staff/people/{id}");
    let reasons: Vec<_> = DischargeReason::ALL
        .into_iter()
        .map(|reason| choice(reason.code(), reason.label()))
        .collect();
    let on = match ask.form.text("on") {
        "" => day(offer.today),
        typed => typed.to_owned(),
    };
    let body = html! {
        (error_summary(problems))
        (heading(format!("Discharge {}", offer.name)).back(back.clone(), "Record")
            .lead("Ends the episode and the stay they are in. Whoever comes back begins a new episode in the same record."))
        (first(&offer.waiting, &ask.clocks_at(Some(&offer.zone))?))
        section #placement { (ends_not(id, &offer)) }
        (form(ask.address.clone(), ask.token(), html! {
            (radios("reason", "Why does it end?", reasons).value(ask.form.text("reason")).check(problems))
            (field("on", "Last day").date().hint(DATE_HINT).value(on).check(problems))
            (field("words", "A line about it").optional().value(ask.form.text("words")).check(problems))
            div.buttons { (button("Discharge")) (button("Cancel").quiet().href(back)) }
        }))
    };
    Ok(page(&frame_about(ask, "Discharge", id)?, body))
}

/// Why we could not end it now, where what is known asks for more than ordinary outpatient care.
fn ends_not(id: PersonId, offer: &Offer) -> Markup {
    html! {
        @if let Some((_, sentence)) = offer.refused.first() {
            p {
                (status(Meaning::Attention, "We do not end it now"))
                " Not as completed, ended by us or other: " (sentence) " "
                @if offer.may_place { (link(&format!("/staff/people/{id}/placement"), "Choose again")) }
            }
        }
    }
}

/// Ends an episode.
pub(crate) fn discharge(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let reason = DischargeReason::from_code(ask.form.text("reason"));
    if reason.is_none() {
        issues.add("reason", "Choose why it ends.");
    }
    let on = issues.take("on", care::day::parse_day(ask.form.text("on")));
    let words = issues.take(
        "words",
        ask.form
            .optional("words", |text| Line::parse(text, "a line about it")),
    );
    let result = match (reason, on, words) {
        (Some(reason), Some(on), Some(words)) => stay::discharge(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &Closing { on, reason, words },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let to = |()| format!("/staff/people/{id}?said=discharged");
    finish(result.map_err(Fault::from), to, |problems| {
        discharge_view(ask, problems)
    })
}
