//! The forms of one commitment: of what happens again or once, filled in by hand or by a drag on the week; of shifts; and
//! of a vacation.
//!
//! What a person may not have meant, such as which weeks "every 2 weeks" are, is shown as dates before it is saved.

use super::{
    Answer, Ask, Commitment, CommitmentId, Date, Face, Fault, Firmness, Language, Life, Markup,
    Refusal, Whose, button, commitment, finish, frame, heading, html, name, page, whose,
};
use crate::shell::form::{Form, worded};
use crate::shell::sheet::Sheet;
use crate::ui::{Problems, error_summary, form, heading_below};
use care::day::parse_day;
use care::daytime::{parse_end, parse_minute};
use care::invalid::Issues;
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Rhythm, Template, Travel};
use care::{Line, Weekday};
use clinic::Version;

mod again;
mod meant;
mod shifts;
mod travel;
mod vacation;

use meant::{Meant, to_look_at, told};
pub(super) use travel::on_the_way;

/// The form for something new, for shifts, or for a vacation.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none(), None)?))
}

/// Which of the three forms it is: something that happens again or once, shifts, or a vacation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Entry,
    Shifts,
    Vacation,
}

impl Which {
    /// The form that the address names, or what was sent, or what is stored.
    fn of(ask: &Ask<'_>, stored: Option<&Commitment>) -> Self {
        let named = ask.route.path.rsplit('/').next().unwrap_or_default();
        let is = |which: &str| named == which || ask.form.text("form") == which;
        let nothing_sent = ask.form.0.is_empty();
        let stored = stored.filter(|_| nothing_sent).map(|stored| &stored.rhythm);
        if is("shifts") || matches!(stored, Some(Rhythm::Shifts { .. })) {
            Self::Shifts
        } else if is("vacation") || matches!(stored, Some(Rhythm::WholeDays)) {
            Self::Vacation
        } else {
            Self::Entry
        }
    }

    /// Where something new of it is sent to, below the list.
    const fn new_path(self) -> &'static str {
        match self {
            Self::Entry => "new",
            Self::Shifts => "shifts",
            Self::Vacation => "vacation",
        }
    }

    /// What has to be mended, in the language of the page.
    fn worded<T>(self, whose: &Whose, result: Result<T, Fault>) -> Result<T, Fault> {
        match self {
            Self::Entry | Self::Shifts => whose.worded(result),
            Self::Vacation => worded(whose.language, result, |field| {
                format!("life-away-mend-{field}")
            }),
        }
    }

    /// The key of what the page is called while it is new.
    const fn title(self) -> &'static str {
        match self {
            Self::Entry => "life-add",
            Self::Shifts => "life-shifts",
            Self::Vacation => "life-vacation",
        }
    }
}

/// What the form says, whichever it is.
fn draft(ask: &Ask<'_>) -> Result<CommitmentDraft, Fault> {
    match Which::of(ask, None) {
        Which::Entry => again::draft(ask),
        Which::Shifts => shifts::draft(ask),
        Which::Vacation => vacation::draft(ask),
    }
}

/// Adds what was typed.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let result = draft(ask).and_then(|entry| {
        if let Some(asked) = to_look_at(ask, whose.person, &entry)? {
            return Ok(Kept::NotYet(asked));
        }
        let (actor, key) = (ask.actor()?, ask.key()?);
        commitment::add(ask.clinic, actor, key, whose.person, &entry)?;
        Ok(Kept::Saved)
    });
    let result = Which::of(ask, None).worded(&whose, result);
    answer(ask, None, result, &format!("{}?said=added", whose.base))
}

/// The form for changing one.
pub(crate) fn change_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("commitment", CommitmentId::parse)?;
    Ok(Answer::page(view(ask, Some(id), &Problems::none(), None)?))
}

/// Changes one.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let id = ask.id("commitment", CommitmentId::parse)?;
    let result = draft(ask).and_then(|entry| {
        if let Some(asked) = to_look_at(ask, whose.person, &entry)? {
            return Ok(Kept::NotYet(asked));
        }
        let (actor, key) = (ask.actor()?, ask.key()?);
        commitment::change(ask.clinic, actor, key, whose.person, id, &entry)?;
        Ok(Kept::Saved)
    });
    let result = Which::of(ask, None).worded(&whose, result);
    answer(ask, Some(id), result, &format!("{}?said=saved", whose.base))
}

/// What is typed means these dates and would touch these sessions: told along while somebody types, and nothing is saved.
pub(crate) fn look(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let typed = draft(ask).ok().and_then(|draft| draft.settle().ok());
    let (actor, typed) = (ask.actor()?, typed.as_ref());
    let (today, sessions) = commitment::looked_ahead(ask.clinic, actor, whose.person, typed)?;
    let meant = typed.map(|typed| Meant::new(ask.language(), typed, today, sessions));
    Ok(Answer::page(told(meant.as_ref(), "life-means")))
}

/// What became of a form.
enum Kept {
    Saved,
    /// What it means is shown first, with the form as it was typed.
    NotYet(Meant),
}

fn answer(
    ask: &Ask<'_>,
    id: Option<CommitmentId>,
    result: Result<Kept, Fault>,
    on: &str,
) -> Result<Answer, Fault> {
    match result {
        Ok(Kept::NotYet(meant)) => Ok(Answer::page(view(
            ask,
            id,
            &Problems::none(),
            Some(&meant),
        )?)),
        result => finish(
            result.map(drop),
            |()| on.to_owned(),
            |problems| view(ask, id, problems, None),
        ),
    }
}

/// What every form of something that happens again asks for.
struct Common {
    kind: CommitmentKind,
    label: Option<Line>,
    firmness: Firmness,
    from: Date,
    until: Option<Date>,
    travel: Travel,
}

/// It as typed; nothing where some of it has to be mended.
fn common(ask: &Ask<'_>, issues: &mut Issues) -> Option<Common> {
    let form = &ask.form;
    let kind = CommitmentKind::from_code(form.text("kind"));
    if kind.is_none() {
        issues.add("kind", "Choose what it is.");
    }
    let label = issues.take("label", form.optional_line("label", "a name"));
    let from = issues.take("from", parse_day(form.text("from")));
    let until = issues.take("until", form.optional("until", parse_day));
    let firmness = Firmness::from_code(form.text("firmness"));
    if firmness.is_none() {
        issues.add("firmness", "Choose whether it can move.");
    }
    let travel = travel::read(ask, issues);
    Some(Common {
        kind: kind?,
        label: label?,
        firmness: firmness?,
        from: from?,
        until: until?,
        travel,
    })
}

/// What stands in the fields: what was typed, or else what was drawn, or else what is stored.
struct Filled<'a> {
    ask: &'a Ask<'a>,
    /// What was sent; of something stored, laid over what is stored.
    shown: &'a Form,
    stored: Option<&'a Commitment>,
    life: &'a Life,
}

impl Filled<'_> {
    fn typed(&self) -> bool {
        self.shown.0.iter().any(|(name, _)| name == "from")
    }

    fn text(&self, name: &str, stored: impl FnOnce(&Commitment) -> String, new: &str) -> String {
        if self.typed() {
            self.shown.text(name).to_owned()
        } else if let Some(minute) = drawn_minute(name, self.ask.query.text(name)) {
            self.ask.language().time(minute)
        } else {
            self.stored.map_or_else(|| new.to_owned(), stored)
        }
    }

    fn days(&self) -> Vec<Weekday> {
        let drawn = Weekday::ALL
            .into_iter()
            .find(|day| day.code() == self.ask.query.text("day"));
        if self.typed() {
            self.shown.ticked_of("days", &Weekday::ALL, Weekday::code)
        } else if let Some(day) = drawn {
            vec![day]
        } else {
            self.stored.map(Commitment::days).unwrap_or_default()
        }
    }

    /// What the assessment said about it, where that is what is being entered.
    fn firmness(&self) -> &'static str {
        Firmness::from_code(self.ask.query.text("firmness"))
            .map_or(Firmness::Fixed.code(), Firmness::code)
    }

    /// How often; something new happens every week, unless the way here says that it is a single date.
    fn often(&self) -> String {
        let new = match self.ask.query.text("often") {
            "once" => "once",
            _ => "1",
        };
        self.text("often", again::often, new)
    }

    /// What it is: of something new what the way here says.
    fn kind(&self) -> String {
        let asked = CommitmentKind::from_code(self.ask.query.text("kind"));
        let asked = asked.or_else(|| shifts::template(self.ask).map(Template::kind));
        let new = asked.unwrap_or(CommitmentKind::Work).code();
        self.text("kind", |one| one.kind.code().to_owned(), new)
    }

    /// The first date: of a rotation the first day on which it falls, so that typing it again changes nothing.
    fn from(&self) -> String {
        let language = self.ask.language();
        let stored = |one: &Commitment| first_date(language, one);
        self.text("from", stored, &language.typed_day(self.life.today))
    }
}

/// The time that was drawn, where one was. What ends with the day is drawn to 24:00, which nothing begins at.
fn drawn_minute(name: &str, drawn: &str) -> Option<u16> {
    match name {
        "end" => parse_end(drawn).ok(),
        _ => parse_minute(drawn).ok(),
    }
}

fn first_date(language: Language, one: &Commitment) -> String {
    let first = match &one.rhythm {
        Rhythm::Rotating { .. } => one.next_dates(one.from, 1).first().copied(),
        Rhythm::Once { on } => Some(*on),
        Rhythm::Weekly { .. } | Rhythm::Shifts { .. } | Rhythm::WholeDays => None,
    };
    language.typed_day(first.unwrap_or(one.from))
}

fn last_date(language: Language, one: &Commitment) -> String {
    let last = one.until.map(|until| language.typed_day(until));
    last.unwrap_or_default()
}

fn view(
    ask: &Ask<'_>,
    id: Option<CommitmentId>,
    problems: &Problems,
    meant: Option<&Meant>,
) -> Result<Markup, Fault> {
    let whose = whose(ask)?;
    let life = commitment::life(ask.clinic, ask.actor()?, whose.person)?;
    let stored = id.map(|id| life.commitments.iter().find(|(own, _)| *own == id));
    let stored = match stored {
        Some(None) => return Err(Refusal::NotFound.into()),
        Some(Some((_, stored))) => Some(stored),
        None => None,
    };
    if !life.may_edit {
        return Err(Refusal::NotFound.into());
    }
    let which = Which::of(ask, stored);
    let as_typed = match which {
        Which::Entry => again::as_typed,
        Which::Shifts => shifts::as_typed,
        Which::Vacation => vacation::as_typed,
    };
    let sheet = match stored {
        Some(one) => Some(Sheet::of(
            ask,
            Version::of(one)?,
            as_typed(whose.language, one),
            problems,
        )),
        None => None,
    };
    let spoken = problems.clone().in_language(whose.language);
    let problems = sheet.as_ref().map_or(&spoken, |sheet| &sheet.problems);
    let filled = Filled {
        ask,
        // A form that was not sent yet shows what was drawn before it shows what is stored.
        shown: sheet
            .as_ref()
            .filter(|_| ask.route.edits)
            .map_or(&ask.form, |sheet| &sheet.shown),
        stored,
        life: &life,
    };
    let language = whose.language;
    let title = stored.map_or_else(
        || whose.say(which.title()),
        |stored| language.say_with("life-change-this", &[("what", &name(language, stored))]),
    );
    let action = id.map_or_else(
        || format!("{}/{}", whose.base, which.new_path()),
        |id| format!("{}/{id}", whose.base),
    );
    let fields = html! {
        // What has to be looked at before it is saved stands above the fields; what is told along, beside the button.
        @if meant.is_some() { (told(meant, "life-right")) }
        (asked(which, &filled, &whose, problems))
        @if meant.is_none() { (told(None, "life-means")) }
        div.buttons { (button(whose.say("life-save"))) (button(whose.say("life-cancel")).quiet().href(whose.base.clone())) }
    };
    let form = match &sheet {
        Some(sheet) => sheet.form_to(ask, action, fields),
        None => form(action, ask.token(), fields),
    };
    let body = html! {
        (error_summary(problems))
        @if whose.face == Face::Me { (heading(title).back(whose.base.clone(), whose.say("life-back"))) }
        @else if id.is_some() || which != Which::Entry { (heading_below(title)) }
        @if which == Which::Shifts { (shifts::templates(&filled, &whose.base)) }
        (form.live(format!("{}/look", whose.base)))
    };
    let title = if id.is_some() {
        "life-change"
    } else {
        which.title()
    };
    Ok(page(&frame(ask, whose.face, whose.say(title)), body))
}

/// The fields of one of the forms.
fn asked(which: Which, filled: &Filled<'_>, whose: &Whose, problems: &Problems) -> Markup {
    html! {
        @match which {
            Which::Entry => { (again::what(filled, problems)) (again::when(filled, whose, problems)) (travel::way(filled, problems)) },
            Which::Shifts => { (again::what(filled, problems)) (shifts::fields(filled, problems)) (travel::way(filled, problems)) },
            Which::Vacation => (vacation::fields(filled, problems)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::drawn_minute;

    #[test]
    fn what_was_drawn_to_the_end_of_the_day_ends_there() {
        let read = [
            (("start", "22:30"), Some(1350)),
            (("end", "24:00"), Some(1440)),
            (("start", "24:00"), None),
            (("end", ""), None),
        ];
        for ((name, drawn), minute) in read {
            assert_eq!(drawn_minute(name, drawn), minute, "{name} {drawn}");
        }
    }
}
