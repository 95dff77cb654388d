//! Setting a group up, and changing it from a date on.

use super::{date_value, group_id};
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Face, Problems, Width, branch, button, choice, error_summary, field, form, heading,
    page, radios,
};
use care::day::parse_day;
use care::groups::group::{
    Group, GroupKind, Link, MeetingPlace, StayWeeks, meetings_text, parse_meetings,
};
use care::invalid::Issues;
use care::{Invalid, Line, PersonId, ProgramId, RoomId, SiteId, Track};
use clinic::groups::group;
use clinic::groups::group::{GroupChoices, GroupDraft};
use clinic::{Refusal, Version};
use maud::{Markup, html};

/// Minutes that a new group is offered with: three hours, the most common length of a day in an intensive program.
const MINUTES_OFFERED: u16 = 180;

/// The page for a new group.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none())?))
}

/// Adds a group.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = draft(ask).and_then(|draft| {
        Ok(group::add_group(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            &draft,
        )?)
    });
    let on = |id| format!("/staff/groups/{id}?said=added");
    finish(result, on, |problems| view(ask, None, problems))
}

/// The page for changing a group.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(
        ask,
        Some(&find(ask)?),
        &Problems::none(),
    )?))
}

/// Changes a group from a date on.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let old = find(ask)?;
    let result = draft(ask).and_then(|draft| {
        let from = if ask.form.text("from").trim().is_empty() {
            draft.starts_on
        } else {
            let from = parse_day(ask.form.text("from"));
            from.map_err(|invalid| Refusal::invalid("from", invalid))?
        };
        let draft = GroupDraft {
            site: old.site,
            ..draft
        };
        let (actor, key) = (ask.actor()?, ask.key()?);
        Ok(group::change_group(
            ask.clinic, actor, key, old.id, from, &draft,
        )?)
    });
    let on = |id| format!("/staff/groups/{id}?said=saved");
    finish(result, on, |problems| {
        view(ask, Some(&find(ask)?), problems)
    })
}

/// The group, for whoever may change it.
fn find(ask: &Ask<'_>) -> Result<Group, Fault> {
    let found = group::group_page(ask.clinic, ask.actor()?, group_id(ask)?)?;
    if found.may_manage {
        Ok(found.group)
    } else {
        Err(Refusal::Denied.into())
    }
}

/// The site of a new group: from the address, the form, or where the actor works first.
fn site_of(ask: &Ask<'_>) -> Result<SiteId, Fault> {
    let sent = SiteId::parse(ask.form.text("site"));
    match sent.or_else(|| SiteId::parse(ask.query.text("site"))) {
        Some(site) => Ok(site),
        None => super::own_site(ask),
    }
}

fn number(text: &str, what: &str) -> Result<u16, Invalid> {
    text.trim()
        .parse()
        .map_err(|_| Invalid::new(format!("Enter {what} as a number, such as 10.")))
}

/// A place from two fields: a room's id, `telehealth` or nothing, and the address of a meeting.
pub(super) fn place(ask: &Ask<'_>, issues: &mut Issues) -> MeetingPlace {
    match ask.form.text("place") {
        "telehealth" => {
            let link = ask.form.optional("link", Link::parse);
            MeetingPlace::Telehealth(issues.take("link", link).flatten())
        }
        text => RoomId::parse(text).map_or(MeetingPlace::Undecided, MeetingPlace::Room),
    }
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<GroupDraft, Fault> {
    let form = &ask.form;
    let mut issues = Issues::default();
    let name = issues.take("name", form.line("name", "the group’s name"));
    let kind = GroupKind::from_code(form.text("kind"));
    if kind.is_none() {
        issues.add("kind", "Choose what the group is for.");
    }
    let topic = issues.take("topic", form.optional_line("topic", "a topic"));
    let seats = issues.take("seats", number(form.text("seats"), "the seats"));
    let smallest = issues.take(
        "smallest",
        number(form.text("smallest"), "the smallest size"),
    );
    let minutes = issues.take("minutes", number(form.text("minutes"), "the minutes"));
    let meetings = issues.take("meetings", parse_meetings(form.text("meetings")));
    let starts_on = issues.take("starts_on", parse_day(form.text("starts_on")));
    let ends_on = issues.take("ends_on", form.optional("ends_on", parse_day));
    let place = place(ask, &mut issues);
    let stay_weeks = stay_weeks(ask, &mut issues);
    let site = site_of(ask)?;
    match (
        name, kind, topic, seats, smallest, minutes, meetings, starts_on, ends_on,
    ) {
        (
            Some(name),
            Some(kind),
            Some(topic),
            Some(seats),
            Some(smallest),
            Some(minutes),
            Some(meetings),
            Some(starts_on),
            Some(ends_on),
        ) if issues.0.is_empty() => Ok(GroupDraft {
            site,
            program: ProgramId::parse(form.text("program")),
            name,
            kind,
            track: Track::from_code(form.text("track")).unwrap_or_default(),
            topic,
            facilitators: form
                .all("facilitators")
                .filter_map(PersonId::parse)
                .collect(),
            place,
            seats,
            smallest,
            meetings,
            minutes,
            starts_on,
            ends_on,
            open: form.text("open") != "no",
            draft: form.text("save") == "draft",
            stay_weeks,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn stay_weeks(ask: &Ask<'_>, issues: &mut Issues) -> Option<StayWeeks> {
    let week = |name| ask.form.optional(name, |text| number(text, "the week"));
    let first = issues.take("first_week", week("first_week")).flatten();
    let last = issues.take("last_week", week("last_week")).flatten();
    match (first, last) {
        (None, None) => None,
        (first, Some(last)) => Some(StayWeeks {
            first: first.unwrap_or(1),
            last,
        }),
        (Some(_), None) => {
            issues.add(
                "last_week",
                "Say until which week of a stay, or leave both empty.",
            );
            None
        }
    }
}

fn view(ask: &Ask<'_>, group: Option<&Group>, problems: &Problems) -> Result<Markup, Fault> {
    let site = group.map_or_else(|| site_of(ask), |group| Ok(group.site))?;
    let choices = group::choices(ask.clinic, ask.actor()?, site)?;
    let title = group.map_or_else(
        || "Add a group".to_owned(),
        |group| format!("Change {}", group.name),
    );
    let back = group.map_or_else(
        || format!("/staff/sites/{site}/groups"),
        |group| format!("/staff/groups/{}", group.id),
    );
    let runs = group.is_some_and(|group| !group.draft && group.starts_on <= choices.today);
    let sheet = match group {
        Some(group) => {
            let mut stored = of(group);
            if runs {
                stored.push(("from", date_value(choices.today)));
            }
            Some(Sheet::of(ask, Version::of(group)?, stored, problems))
        }
        None => None,
    };
    let problems = sheet.as_ref().map_or(problems, |sheet| &sheet.problems);
    let offered;
    let values = match &sheet {
        Some(sheet) => &sheet.shown,
        None if ask.form.0.is_empty() => {
            offered = offered_first(&choices);
            &offered
        }
        None => &ask.form,
    };
    let fields = fields(values, &choices, runs, &back, problems);
    let form = match &sheet {
        Some(sheet) => sheet.form(ask, fields),
        None => form(ask.address.clone(), ask.token(), fields),
    };
    let body = html! {
        (error_summary(problems))
        (heading(title.clone()).lead(choices.site.name.to_string()).back(back.clone(), "Back"))
        (form.hidden("site", site.to_string()))
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

fn fields(
    values: &Form,
    choices: &GroupChoices,
    runs: bool,
    back: &str,
    problems: &Problems,
) -> Markup {
    html! {
        @if runs {
            (field("from", "Change it from").date().value(values.text("from")).check(problems)
                .hint("The first day on which the change holds. What was held before stays as it was."))
        }
        (what_fields(values, problems))
        (when_fields(values, problems))
        (who_fields(values, choices, problems))
        div.buttons {
            (button("Save").sends("save", "held").shortcut("ctrl+enter"))
            @if !runs { (button("Save as a draft").quiet().sends("save", "draft")) }
            (button("Cancel").quiet().href(back))
        }
    }
}

/// What the form of a new group holds at first.
fn offered_first(choices: &GroupChoices) -> Form {
    let offered = [
        ("kind", GroupKind::Process.code().to_owned()),
        ("seats", choices.sizes.seats_offered().to_string()),
        ("smallest", choices.sizes.smallest.to_string()),
        ("minutes", MINUTES_OFFERED.to_string()),
        ("starts_on", date_value(choices.today)),
        ("open", "yes".to_owned()),
    ];
    Form(
        offered
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec(),
    )
}

/// A group as the form's fields show it.
fn of(group: &Group) -> Stored {
    let (place, link) = match &group.place {
        MeetingPlace::Undecided => (String::new(), None),
        MeetingPlace::Room(room) => (room.to_string(), None),
        MeetingPlace::Telehealth(link) => ("telehealth".to_owned(), link.as_ref()),
    };
    let weeks = group.stay_weeks;
    let mut values = vec![
        ("name", group.name.to_string()),
        ("kind", group.kind.code().to_owned()),
        ("track", group.track.code().to_owned()),
        (
            "topic",
            group
                .topic
                .as_ref()
                .map(Line::to_string)
                .unwrap_or_default(),
        ),
        (
            "program",
            group.program.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("place", place),
        (
            "link",
            link.map(|link| link.as_str().to_owned())
                .unwrap_or_default(),
        ),
        ("seats", group.seats.to_string()),
        ("smallest", group.smallest.to_string()),
        ("meetings", meetings_text(&group.meetings)),
        ("minutes", group.minutes.to_string()),
        ("starts_on", date_value(group.starts_on)),
        ("ends_on", group.ends_on.map(date_value).unwrap_or_default()),
        ("open", if group.open { "yes" } else { "no" }.to_owned()),
        (
            "first_week",
            weeks
                .map(|weeks| weeks.first.to_string())
                .unwrap_or_default(),
        ),
        (
            "last_week",
            weeks
                .map(|weeks| weeks.last.to_string())
                .unwrap_or_default(),
        ),
    ];
    values.extend(
        group
            .facilitators
            .iter()
            .map(|id| ("facilitators", id.to_string())),
    );
    values
}

fn what_fields(values: &Form, problems: &Problems) -> Markup {
    let kinds = GroupKind::ALL.map(|kind| (kind.code(), kind.label()));
    let tracks = Track::ALL.map(|track| (track.code(), track.label()));
    html! {
        (field("name", "Name").hint("Never a person’s name: it is seen by everybody who works here.").value(values.text("name")).check(problems).required())
        (field("kind", "What it is for").width(Width::Medium).select(kinds).value(values.text("kind")).check(problems))
        (field("track", "For whom").width(Width::Medium).select(tracks).value(values.text("track")).check(problems))
        (field("topic", "Topic").optional().value(values.text("topic")).check(problems))
    }
}

fn when_fields(values: &Form, problems: &Problems) -> Markup {
    html! {
        (field("meetings", "Meets").textarea(2).value(values.text("meetings")).check(problems)
            .hint("Days and a time, such as: Mon, Wed and Thu 5:30 pm. One line for each time of day."))
        (field("minutes", "Each meeting lasts").number().unit("minutes").value(values.text("minutes")).check(problems))
        (field("starts_on", "First day").date().hint("For example Apr 14, 2026 or 4/14/2026").value(values.text("starts_on")).check(problems))
        (field("ends_on", "Last day").optional().date().hint("Empty while no end is planned.").value(values.text("ends_on")).check(problems))
    }
}

fn who_fields(values: &Form, choices: &GroupChoices, problems: &Problems) -> Markup {
    let mut programs = vec![(String::new(), "Any program of this site".to_owned())];
    programs.extend(
        choices
            .programs
            .iter()
            .map(|program| (program.id.to_string(), program.name.to_string())),
    );
    let open: Vec<ChoiceItem> = vec![
        choice("yes", "May join at any time"),
        choice("no", "Closed to newcomers"),
    ];
    html! {
        (field("facilitators", "Led by").select(staff(choices, "Nobody yet")).value(values.all("facilitators").next().unwrap_or_default()).check(problems))
        (field("facilitators", "Together with").optional().id("facilitators-2").select(staff(choices, "Nobody else")).value(values.all("facilitators").nth(1).unwrap_or_default()))
        (field("place", "Where").width(Width::Medium).select(places(choices, "Decide later")).value(values.text("place")).check(problems))
        (branch("place", &[TELEHEALTH], html! {
            (field("link", "Address of the telehealth meeting").optional().value(values.text("link")).check(problems))
        }))
        (field("seats", "Seats").number().hint(format!("{} to {} are advised.", choices.sizes.smallest, choices.sizes.most)).value(values.text("seats")).check(problems))
        (field("smallest", "Smallest useful size").number().value(values.text("smallest")).check(problems))
        (radios("open", "Newcomers", open).value(values.text("open")).side_by_side().check(problems))
        (field("program", "Program").select(programs).value(values.text("program")).check(problems))
        (field("first_week", "From which week of a stay").optional().hint("Only for a group that is meant for some weeks of a stay.").number().value(values.text("first_week")).check(problems))
        (field("last_week", "Until which week of a stay").optional().number().value(values.text("last_week")).check(problems))
    }
}

/// Who may lead, with what they are qualified for.
pub(super) fn staff(choices: &GroupChoices, nobody: &str) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), nobody.to_owned())];
    options.extend(choices.staff.iter().map(|(who, credentials)| {
        let held: Vec<&str> = credentials
            .iter()
            .map(|credential| credential.label())
            .collect();
        let words = if held.is_empty() {
            who.name.clone()
        } else {
            format!("{} ({})", who.name, held.join(", "))
        };
        (who.id.to_string(), words)
    }));
    options
}

/// Meeting by video, among the places.
pub(super) const TELEHEALTH: &str = "telehealth";

/// Where a group may meet.
pub(super) fn places(choices: &GroupChoices, none: &str) -> Vec<(String, String)> {
    let mut options = vec![
        (String::new(), none.to_owned()),
        (TELEHEALTH.to_owned(), "Telehealth".to_owned()),
    ];
    options.extend(choices.rooms.iter().map(|room| {
        (
            room.id.to_string(),
            format!("{} ({} seats)", room.name, room.seats.get()),
        )
    }));
    options
}
