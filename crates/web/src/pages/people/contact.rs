//! How it is safe to be in touch with somebody: reading it, editing it, and calling against it with a reason.

use crate::pages::followup::signals::frame_about;
use crate::pages::intake::ask_form::{channels, times};
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Meaning, Problems, button, checkboxes, choice, error_summary, field, form, page,
    radios, status, tel, tick_checked,
};
use care::intake::inquiry::{CallBack, Channel, DayPart, SafeContact};
use care::invalid::Issues;
use care::{Line, PersonId, Private};
use clinic::Refusal;
use clinic::people::reach;
use clinic::people::reach::{ContactSheet, DESPITE};
use maud::{Markup, html};

/// What says that any time is fine: nobody means it by ticking nothing.
const ANY_TIME: &str = "any";

/// Somebody's rules.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(
        ask,
        &Problems::none(),
        &Problems::none(),
    )?))
}

/// Writes other rules.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        reach::set_rules(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/contact?said=saved");
    finish(result, on, |problems| {
        view(ask, problems, &Problems::none())
    })
}

/// Keeps why somebody is called against their rules.
pub(crate) fn despite(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let reason = issues.take(DESPITE, ask.form.line(DESPITE, "the reason"));
    let result = match reason {
        Some(reason) => {
            let actor = ask.actor()?;
            reach::call_despite(ask.clinic, actor, ask.key()?, id, &reason).map_err(Fault::from)
        }
        None => Err(Refusal::Fields(issues.0).into()),
    };
    let on = |()| format!("/staff/people/{id}/contact?said=despite");
    finish(result, on, |problems| {
        view(ask, &Problems::none(), problems)
    })
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<SafeContact, Fault> {
    let (mut issues, form) = (Issues::default(), &ask.form);
    let ask_for = issues.take(
        "ask_for",
        form.optional_line("ask_for", "the name to ask for"),
    );
    let note = issues.take(
        "note",
        form.optional_line("note", "what else is to be known"),
    );
    let others = issues.take(
        "others",
        form.optional_line("others", "who else may be spoken to"),
    );
    let (channels, times) = (channels(form), times(form));
    if channels.is_empty() {
        issues.add("channels", "Choose at least one way to be in touch.");
    }
    let any = form.all("times").any(|code| code == ANY_TIME);
    if any != times.is_empty() {
        let sentence = "Choose the times of day that are safe, or “Any time” alone.";
        issues.add("times", sentence);
    }
    match (ask_for, note, others) {
        (Some(ask_for), Some(note), Some(others)) if issues.0.is_empty() => Ok(SafeContact {
            with: CallBack::from_code(form.text("with")).unwrap_or(CallBack::Person),
            channels,
            times,
            voicemail: form.text("voicemail") == "yes",
            discreet: form.ticked("discreet"),
            ask_for: ask_for.map(Private::new),
            note: note.map(Private::new),
            others: others.map(Private::new),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it. Where two requests leave no time or no way to each other, nothing is
/// chosen.
fn stored(sheet: &ContactSheet) -> Stored {
    let (safe, rules) = (&sheet.begin, &sheet.strip.rules);
    let text =
        |line: Option<&Private<Line>>| line.map(|line| line.open().to_string()).unwrap_or_default();
    let mut stored: Stored = vec![
        ("with", safe.with.code().to_owned()),
        (
            "discreet",
            if safe.discreet { "yes" } else { "" }.to_owned(),
        ),
        ("ask_for", text(safe.ask_for.as_ref())),
        ("others", text(safe.others.as_ref())),
        ("note", text(safe.note.as_ref())),
    ];
    // What nobody said is chosen by nobody: a form that came filled in would be saved as what they said.
    if !rules.is_said() {
        return stored;
    }
    let voicemail = if safe.voicemail { "yes" } else { "no" };
    stored.push(("voicemail", voicemail.to_owned()));
    let channels = safe.channels.iter();
    stored.extend(channels.map(|channel| ("channels", channel.code().to_owned())));
    stored.extend(
        safe.times
            .iter()
            .map(|time| ("times", time.code().to_owned())),
    );
    if rules.windows().is_none() {
        stored.push(("times", ANY_TIME.to_owned()));
    }
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems, call: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = reach::sheet(ask.clinic, ask.actor()?, id)?;
    let edited = Edited::of(ask, shown.version, stored(&shown), problems);
    let may_edit = shown.strip.may_edit;
    let address = format!("/staff/people/{id}/contact");
    // The fields first: the summary calls them as they call themselves.
    let fields = html! { @if may_edit { (edited.form_to(ask, address, fields(&edited, &shown))) } };
    let body = html! {
        (error_summary(&edited.problems))
        (error_summary(call))
        p { "They hold for everything that leaves here: calls, messages, links, printed numbers. What a rule forbids is refused, or needs a reason that the journal keeps." }
        @if shown.strip.rules.is_joined() {
            p { (status(Meaning::Attention, "Two requests of this person said different things. The stricter of both holds until the rules are saved here.")) }
        }
        @if shown.strip.rules.is_joined() || !may_edit {
            ul { @for rule in shown.strip.rules.rules() { li { (rule) } } }
        }
        (fields)
        @if may_edit { (against(ask, id, &shown, call)) }
    };
    Ok(page(&frame_about(ask, "Contact rules", id)?, body))
}

fn fields(edited: &Edited, shown: &ContactSheet) -> Markup {
    let (form, problems) = (&edited.shown, &edited.problems);
    let value = |name: &str| form.text(name).to_owned();
    let chosen = |name: &'static str, code: &str| form.all(name).any(|value| value == code);
    let channels: Vec<ChoiceItem> = Channel::ALL
        .iter()
        .map(|way| choice(way.code(), way.label()).chosen(chosen("channels", way.code())))
        .collect();
    let mut times: Vec<ChoiceItem> = DayPart::ALL
        .iter()
        .map(|time| choice(time.code(), time.label()).chosen(chosen("times", time.code())))
        .collect();
    times.push(choice(ANY_TIME, "Any time").chosen(chosen("times", ANY_TIME)));
    let with: Vec<ChoiceItem> = CallBack::ALL
        .iter()
        .map(|with| choice(with.code(), with.label()))
        .collect();
    let yes_no = [choice("yes", "Yes"), choice("no", "No")];
    html! {
        @if shown.asked_by {
            (radios("with", "Whom is the answer for?", with).value(form.text("with")).check(problems).side_by_side())
        }
        (checkboxes("channels", "By what?", channels).check(problems).side_by_side())
        (checkboxes("times", "When may they be called or texted?", times).check(problems).side_by_side()
            .hint("Morning is until noon, afternoon until five, evening until nine."))
        (radios("voicemail", "May a voicemail be left?", yes_no).value(form.text("voicemail")).check(problems).side_by_side())
        (tick_checked("discreet", "Do not say where we are calling from", form.ticked("discreet"), problems))
        (field("ask_for", "Name to ask for").optional().value(value("ask_for")).check(problems).autocomplete("off"))
        (field("others", "Who else may be spoken to").optional().value(value("others")).check(problems).autocomplete("off")
            .hint("Such as: her sister Ana, about appointments only. A consent on file is still needed."))
        (field("note", "Anything else to be known").optional().value(value("note")).check(problems).autocomplete("off"))
        div.buttons { (button("Save")) }
    }
}

/// Calling although a rule stands against it, with a reason; the number that is pressed then.
fn against(ask: &Ask<'_>, id: PersonId, shown: &ContactSheet, problems: &Problems) -> Markup {
    let strip = &shown.strip;
    let (Some(rule), Some(phone)) = (strip.no_call, &strip.contact.phone) else {
        return html! {};
    };
    let fields = html! {
        (field(DESPITE, "Why it has to be all the same").value(ask.form.text(DESPITE)).check(problems).required())
        div.buttons { (button("Keep the reason and call").quiet()) }
    };
    html! {
        section #call {
            h2 { "Call all the same" }
            @if ask.said() == "despite" {
                p { (strip.whom) ": " (tel(phone.as_str(), &phone.dialed())) }
            } @else {
                p { (status(Meaning::Urgent, rule.label())) }
                (form(format!("/staff/people/{id}/contact/despite"), ask.token(), fields))
            }
        }
    }
}
