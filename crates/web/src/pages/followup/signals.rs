//! Signals: who needs somebody today, why, and what was done.

mod person;
mod told;
mod touch;
mod warning;

pub(crate) use told::{clock, take_form};

pub(crate) use touch::touch_card;
pub(crate) use warning::frame_about;

use self::person::by_person;
use crate::pages::followup::on_call::duty_card;
use crate::shell::ask::Clocks;
use crate::shell::clock::minutes_since;
use crate::shell::form::finish;
use crate::shell::frame::{could, frame, frame_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, NavItem, Pager, Problems, Reach, Row, TimelineEvent, Width, age, button,
    choice, empty, error_summary, facts, field, form, heading, in_turn, link, opening, page, pager,
    radios, row, signals_news, status, table, tabs, timeline,
};
use care::followup::signal::{
    About, Done, Grounds, PersonReached, ResponseOutcome, Signal, Urgency,
};
use care::intake::inquiry::CallOutcome;
use care::invalid::Issues;
use care::stays::handover::KeptHandover;
use care::{PersonId, SignalId};
use clinic::Refusal;
use clinic::followup::signal;
use clinic::followup::signal::{ListedSignal, OpenPage, Pages, ResponseDraft, ShownSignal, Which};
use clinic::intake::inquiry::Touch;
use jiff::Timestamp;
use maud::{Markup, html};
use policy::Action;

/// Every signal the actor may answer.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let which = if ask.query.text("show") == "closed" {
        Which::Closed
    } else {
        Which::Open
    };
    let before = ask.query.text("from").parse().unwrap_or(0);
    let (signals, open) = match which {
        Which::Open => {
            let mut open = signal::open_page(ask.clinic, ask.actor()?, before)?;
            (std::mem::take(&mut open.shown), Some(open))
        }
        Which::Closed => (signal::list(ask.clinic, ask.actor()?, which)?, None),
    };
    // What was closed is one list, by when it was.
    let (left, here): (Vec<_>, Vec<_>) = signals
        .into_iter()
        .partition(|listed| listed.has_left && which == Which::Open);
    let burst_of = open.as_ref().and_then(|open| open.burst);
    let none = match which {
        Which::Open => empty(
            "No open signal",
            "Nobody waits for an answer from you.",
            None,
        ),
        Which::Closed => empty("None closed yet", "What was answered will be here.", None),
    };
    let tab = |href: &str, label: &str, own: Which| NavItem::new(href, label).current(which == own);
    let body = html! {
        (heading("Signals").lead("Each has a person behind it. A signal stays open until somebody says what was done."))
        (tabs("Signals", &[tab("/staff/signals", "Open", Which::Open), tab("/staff/signals?show=closed", "Closed", Which::Closed)]))
        (signals_news(if which == Which::Closed { "/staff/signals?show=closed" } else { "/staff/signals" }))
        (burst(ask, burst_of))
        (signal_table(ask, &here, none)?)
        (left_table(ask, &left)?)
        @if let Some(open) = &open { (turn(open, here.len() + left.len())) }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Signals"),
        body,
    )))
}

/// The way to the other pages, where there are more.
fn turn(open: &OpenPage, shown: usize) -> Markup {
    let most = usize::try_from(signal::PAGE_MAX).unwrap_or(usize::MAX);
    let on = |from: usize| format!("/staff/signals?from={from}");
    let (before, after) = (open.before, open.before.saturating_add(shown));
    html! {
        @if before > 0 || after < open.open {
            (pager(&Pager {
                before: (before > 0).then(|| on(before.saturating_sub(most))),
                after: (after < open.open).then(|| on(after)),
                place: format!("{} to {after} of {} open signals", before.saturating_add(1).min(after), open.open),
            }))
        }
    }
}

/// That many asked for help at once through the public page, where they did.
fn burst(ask: &Ask<'_>, people: Option<usize>) -> Markup {
    let Some(people) = people else {
        return html! {};
    };
    html! {
        p {
            (status(Meaning::Attention, &format!("{people} at once")))
            " So many asked for help through the public page within " (signal::BURST_MINUTES)
            " minutes and told of danger. "
            "Each stands here until somebody says what was done. "
            @if could(ask, Action::ListInquiries) { (link("/staff/inquiries", "All requests")) }
        }
    }
}

/// What is still open about people who are not in care any more, under its own heading: nobody sees them today.
fn left_table(ask: &Ask<'_>, left: &[ListedSignal]) -> Result<Markup, Fault> {
    if left.is_empty() {
        return Ok(html! {});
    }
    let rows = rows_of(ask, left)?;
    Ok(html! {
        section #left {
            h2 { "Not in care any more" }
            p.muted { "Raised before their care ended, and closed by nobody. Call them, or say what was done." }
            (table("left-signals", "Not in care any more", columns()).rows(rows).caption_unseen())
        }
    })
}

/// Signals as a table, a line each, the age first; the first page of staff shows it too.
/// Somebody about whom several are open stands there once, with the most urgent.
pub(crate) fn signal_table(
    ask: &Ask<'_>,
    signals: &[ListedSignal],
    none: Markup,
) -> Result<impl maud::Render, Fault> {
    Ok(table("signals", "Signals", columns())
        .rows(rows_of(ask, signals)?)
        .empty(none)
        .caption_unseen())
}

fn columns() -> [Column; 4] {
    [
        Column::new("Age and person"),
        // As many words as there are causes: they go on in the next line.
        Column::new("About"),
        Column::new("How soon"),
        Column::new("Raised").brief(),
    ]
}

fn rows_of(ask: &Ask<'_>, signals: &[ListedSignal]) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for about in by_person(signals) {
        let (first, listed, beside) = (about.first, about.gravest, about.beside());
        let signal = &listed.signal;
        let clocks = ask.clocks_at(listed.zone.as_ref())?;
        let old = age(minutes_since(signal.raised_at, ask.now), ["", ""]);
        let one = row([
            html! { span.aged { (old) " " span.event-person { (listed.called) } } },
            html! { (signal.title()) @if !beside.is_empty() { span.muted { ", also: " (beside.join(", ").to_lowercase()) } } },
            html! {
                (urgency(first.signal.urgency)) " "
                @match clock(ask, &first.signal, first.zone.as_ref()) {
                    Some(by) => (by),
                    None => span.muted { (response_words(first)) },
                }
            },
            html! { (clocks.near(signal.raised_at)) },
        ])
        .href(format!("/staff/signals/{}", signal.id));
        rows.push(one);
    }
    Ok(rows)
}

fn response_words(listed: &ListedSignal) -> String {
    match (listed.signal.closed, listed.responses.last()) {
        (Some(_), _) => "Closed".to_owned(),
        (None, None) if listed.signal.taken.is_some() => "Somebody has it".to_owned(),
        (None, None) => "No answer yet".to_owned(),
        (None, Some(_)) if listed.is_unanswered() => "No answer since the latest reason".to_owned(),
        (None, Some(last)) => match last.done {
            Done::AtOnce => "Answered, still open".to_owned(),
            Done::Planned(on) => format!("Planned for {}", care::day::short_text(on)),
        },
    }
}

pub(crate) fn urgency(urgency: Urgency) -> Markup {
    let meaning = match urgency {
        Urgency::Now | Urgency::Hour => Meaning::Danger,
        Urgency::Today => Meaning::Attention,
        Urgency::Week => Meaning::Plain,
    };
    status(meaning, urgency.label())
}

/// The way to what raised a signal, where its reader may open that.
fn reason_link(person: PersonId, about: About, pages: Pages) -> Markup {
    html! { @if pages.reason(about) { (link(&address(person, about), "What raised it")) } }
}

/// The page that shows what raised a signal.
fn address(person: PersonId, about: About) -> String {
    let person = format!("/staff/people/{person}");
    match about {
        About::Record => person,
        About::Hours => format!("{person}/hours"),
        About::Week => format!("{person}/week"),
        About::Assessment(section) => format!("{person}/assessment/{}", section.code()),
        About::Result(result) => format!("{person}/measures/results/{result}"),
    }
}

/// One signal.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", SignalId::parse)?;
    let shown = signal::show(ask.clinic, ask.actor()?, id)?;
    let clocks = ask.clocks_at(shown.duty.as_ref().map(|duty| &duty.site.zone))?;
    let frame = frame_of(ask, "Signal", shown.signal.person);
    let body = html! {
        (error_summary(problems))
        (opening().lead(danger(ask, &shown, &clocks)).back("/staff/signals", "Signals")
            .actions(at_hand(&shown)))
        div.cards {
            @if says_more(&shown, frame.about.as_ref().and_then(|about| about.reach.as_ref())) { (touch_card(ask, &shown.touch, shown.phone.as_deref())) }
            @if let Some(duty) = &shown.duty { (duty_card(ask, duty)) }
        }
        (told::said(&shown, &clocks))
        (told::answer(ask, &shown, &clocks))
        (done(&shown, &clocks))
        @if shown.signal.closed.is_none() {
            (respond_form(ask, &Answering::of(&shown, &clocks), problems))
            (close_form(ask, id))
        }
        (told::told(&shown, &clocks))
        (told::beside(&shown))
    };
    Ok(page(&frame, body))
}

/// What endangers them, how soon somebody has to look, and how long nobody has answered.
fn danger(ask: &Ask<'_>, shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let signal = &shown.signal;
    html! {
        strong { (signal.title()) } " " (urgency(signal.urgency)) " " (told::waits(ask, shown, clocks))
    }
}

/// What lies at hand for whoever answers: the steps, the person's plan, the page about them.
fn at_hand(shown: &ShownSignal) -> Markup {
    let (signal, pages) = (&shown.signal, shown.pages);
    let person = format!("/staff/people/{}", signal.person);
    html! {
        @if signal.kind.is_safety() {
            @if pages.assessment() { (button("Safety protocol").quiet().href(format!("{person}/safety?signal={}", signal.id))) }
            (button("Safety plan").quiet().href(format!("{person}/safety-plan")))
        }
        @if pages.person() { (button("Record").quiet().href(person)) }
    }
}

/// Whether there is more to say of being in touch than what stands above the page: a request for help with its rules, or
/// a number that may be pressed while they are in danger and is not pressed there.
fn says_more(shown: &ShownSignal, reach: Option<&Reach>) -> bool {
    let Touch::NoRequest(may_call) = &shown.touch else {
        return true;
    };
    let above = reach.map(|reach| reach.phone.as_ref());
    match (above, &shown.phone) {
        (Some(_), None) => false,
        (Some(Some((number, dialed))), Some(own)) => {
            number != own || (*may_call && dialed.is_none())
        }
        (None, _) | (Some(None), Some(_)) => true,
    }
}

/// What was done so far, by whom.
fn done(shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let events: Vec<TimelineEvent> = shown
        .responses
        .iter()
        .map(|(response, by)| TimelineEvent {
            when: clocks.moment(response.at),
            datetime: response.at.to_string(),
            title: match response.done {
                Done::AtOnce => format!("Done, {by}"),
                Done::Planned(on) => {
                    format!("Planned for {}, {by}", care::day::dated_text(on))
                }
            },
            body: Some(html! {
                @if let Some(reached) = response.outcome.reached { p.muted { (reached.label()) "." } }
                p { (response.words) }
                @if let Some(why) = &response.outcome.without { p { "Closed without what was missing: " (why) } }
            }),
            meaning: match response.done {
                Done::AtOnce => Meaning::Good,
                Done::Planned(_) => Meaning::Plain,
            },
        })
        .collect();
    html! { @if !events.is_empty() { section { h2 { "What was done" } (timeline(&events)) } } }
}

/// What the form that says what was done goes by.
pub(crate) struct Answering<'a> {
    /// The signal.
    pub signal: &'a Signal,
    /// What closing a risk of suicide goes by.
    pub grounds: Option<Grounds>,
    /// The answer that lies at hand: that the person was handed over.
    pub at_hand: Option<String>,
    /// The clocks by which it is told.
    pub clocks: &'a Clocks,
    /// Which pages about the person its reader may open.
    pub pages: Pages,
    /// Whether a call can be logged with it.
    pub takes_calls: bool,
}

impl<'a> Answering<'a> {
    fn of(shown: &'a ShownSignal, clocks: &'a Clocks) -> Self {
        Self {
            signal: &shown.signal,
            grounds: shown.grounds,
            at_hand: shown.handed.as_ref().map(|kept| handed(kept, clocks)),
            clocks,
            pages: shown.pages,
            takes_calls: shown.touch.takes_calls(),
        }
    }
}

/// The answer to a danger for which the person was handed over.
pub(crate) fn handed(kept: &KeptHandover, clocks: &Clocks) -> String {
    format!(
        "Answered by the hand-over to {}, written {}.",
        kept.handover.to,
        clocks.moment(kept.at)
    )
}

/// The form that says what was done; the safety page shows it too.
pub(crate) fn respond_form(
    ask: &Ask<'_>,
    answering: &Answering<'_>,
    problems: &Problems,
) -> Markup {
    let none = (String::new(), "No call".to_owned());
    let outcomes = CallOutcome::ALL.iter();
    let outcomes = outcomes.map(|outcome| (outcome.code().to_owned(), outcome.label().to_owned()));
    let done = match ask.form.text("done") {
        "planned" => "planned",
        _ => "now",
    };
    let typed = ask.form.text("words");
    let words = match &answering.at_hand {
        Some(at_hand) if typed.is_empty() && problems.is_empty() => at_hand.as_str(),
        _ => typed,
    };
    let reached = match (&answering.at_hand, ask.form.text("reached")) {
        (Some(_), "") if problems.is_empty() => PersonReached::WithSomebody.code(),
        (_, typed) => typed,
    };
    let signal = answering.signal;
    let mut questions = Vec::new();
    if signal.asks_outcome() {
        let offered = PersonReached::ALL.iter();
        let offered = offered.map(|reached| choice(reached.code(), reached.label()));
        questions.push(html! {
            (radios("reached", "Were they reached?", offered.collect::<Vec<_>>()).value(reached).check(problems).side_by_side()
                .hint("Asked before this can be closed. Whoever was not reached is tried again: it stays open, and its clock goes on."))
        });
    }
    questions.push(html! {
        (field("words", "What was done?").textarea(4).value(words).check(problems).required()
            .hint("Whom you spoke to, what was agreed, what comes next."))
    });
    questions.push(html! {
        @if answering.takes_calls {
            (field("call", "Did you call them?").select(std::iter::once(none).chain(outcomes)).width(Width::Medium)
                .value(ask.form.text("call")).check(problems).hint("It stands among the calls of the request for help as well."))
        }
        (radios("done", "When", [choice("now", "It is done"), choice("planned", "It is planned")]).value(done).check(problems).side_by_side())
        div.if-planned {
            (field("on", "Planned for").width(Width::Medium).value(ask.form.text("on")).check(problems).hint("For example Apr 14, 2026 or 4/14/2026."))
        }
        @if let Some(grounds) = &answering.grounds { (stands(ask, answering, grounds, problems)) }
    });
    let fields = html! {
        (in_turn(questions))
        div.buttons { (button("Save and close").sends("close", "yes")) (button("Save, keep open").quiet().sends("close", "")) }
    };
    html! { section { h2 { "Answer" } (form(format!("/staff/signals/{}/respond", signal.id), ask.token(), fields)) } }
}

/// Whether a C-SSRS and a safety plan are there, with the way to each, and why it is closed without.
fn stands(
    ask: &Ask<'_>,
    answering: &Answering<'_>,
    grounds: &Grounds,
    problems: &Problems,
) -> Markup {
    let (signal, clocks) = (answering.signal, answering.clocks);
    let person = format!("/staff/people/{}", signal.person);
    let at =
        |at: Option<Timestamp>| at.map_or_else(|| "None yet".to_owned(), |at| clocks.moment(at));
    html! {
        (facts(&[
            ("C-SSRS", html! { (at(grounds.screened)) " " @if answering.pages.scores() { (link(&format!("{person}/measures/c-ssrs-screener/new"), "Score the C-SSRS screener")) } }),
            ("Safety plan", html! { (at(grounds.planned)) " " (link(&format!("{person}/safety-plan"), "Open the safety plan")) }),
        ]))
        @if let Some(missing) = grounds.missing(signal.raised_at) {
            (field("without", "Why it is closed without").textarea(2).value(ask.form.text("without")).check(problems)
                .hint(format!("Only to close it: there is {missing}. You decide; say why.")))
        }
    }
}

fn close_form(ask: &Ask<'_>, id: SignalId) -> impl maud::Render {
    form(
        format!("/staff/signals/{id}/close"),
        ask.token(),
        html! { (button("Close without another response").quiet()) },
    )
    .inline()
}

/// Says "I have it".
pub(crate) fn take(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", SignalId::parse)?;
    signal::take(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/signals/{id}?said=taken"
    )))
}

/// Notes what was done.
pub(crate) fn respond(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", SignalId::parse)?;
    let result = draft(ask).and_then(|draft| {
        let call = CallOutcome::from_code(ask.form.text("call"));
        let (actor, key) = (ask.actor()?, ask.key()?);
        signal::respond_after_call(ask.clinic, actor, key, id, &draft, call).map_err(Fault::from)
    });
    let missed = ask.form.text("reached") == PersonReached::NotReached.code();
    let said = if missed { "not-reached" } else { "saved" };
    let on = |()| format!("/staff/signals/{id}?said={said}");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<ResponseDraft, Fault> {
    let mut issues = Issues::default();
    let words = issues.take(
        "words",
        care::followup::signal::words(ask.form.text("words")),
    );
    let done = if ask.form.text("done") == "planned" {
        issues
            .take("on", care::day::parse_day(ask.form.text("on")))
            .map(Done::Planned)
    } else {
        Some(Done::AtOnce)
    };
    match (words, done) {
        (Some(words), Some(done)) => Ok(ResponseDraft {
            words,
            done,
            outcome: outcome(ask),
            close: ask.form.ticked("close"),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn outcome(ask: &Ask<'_>) -> ResponseOutcome {
    let without = ask.form.text("without").trim();
    ResponseOutcome {
        reached: PersonReached::from_code(ask.form.text("reached")),
        without: (!without.is_empty()).then(|| without.to_owned()),
    }
}

/// Closes a signal that was answered.
pub(crate) fn close(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", SignalId::parse)?;
    let result = signal::close(ask.clinic, ask.actor()?, ask.key()?, id).map_err(Fault::from);
    let on = |()| "/staff/signals?said=saved".to_owned();
    finish(result, on, |problems| view(ask, problems))
}
