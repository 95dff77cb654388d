//! What people hear of a lasting week, in their language: days and times, and nothing about what they are for. The
//! words stand in `mail.ftl` of the crate `language`.

use super::load::SiteWeek;
use care::PersonId;
use care::planning::week::WeekSession;
use jiff::ToSpan as _;
use jiff::civil::Date;
use language::Language;

/// What a person hears when their lasting week changes.
pub(crate) fn lasting_message(week: &SiteWeek, person: PersonId, then: &[WeekSession]) -> String {
    let language = week.language_of(person);
    let lines = then.iter().map(|one| line(language, week.monday, one));
    whole(language, week.monday, lines.collect())
}

/// What a person hears whose weeks take turns: the times of each, under its first day.
pub(crate) fn turning_message(
    week: &SiteWeek,
    person: PersonId,
    weeks: &[(Date, Vec<WeekSession>)],
) -> String {
    let language = week.language_of(person);
    let mut lines = Vec::new();
    for (monday, then) in weeks {
        let day = language.day(*monday);
        lines.push(language.say_with("mail-week-turn", &[("day", day.as_str())]));
        lines.extend(then.iter().map(|one| {
            // What is not held is said of the first week alone: the others are not here yet.
            let off = one.off.filter(|_| *monday == week.monday);
            let one = WeekSession { off, ..one.clone() };
            line(language, *monday, &one)
        }));
    }
    if let Some(last) = weeks.last() {
        let again = language.day(last.0.saturating_add(7.days()));
        lines.push(language.say_with("mail-week-again", &[("day", again.as_str())]));
    }
    whole(language, week.monday, lines)
}

fn whole(language: Language, monday: Date, lines: Vec<String>) -> String {
    let (day, times) = (language.day(monday), lines.join("\n"));
    let put_in = [("day", day.as_str()), ("times", times.as_str())];
    language.say_with("mail-week-lasting", &put_in)
}

fn line(language: Language, monday: Date, one: &WeekSession) -> String {
    let date = monday.saturating_add(i32::from(one.day.index()).days());
    let weekday = language.say(&format!("opening-{}", one.day.code()));
    let from = language.time(one.start_minute);
    let to = language.time(one.start_minute + one.minutes);
    let day = language.day(date);
    let mut put_in = vec![
        ("weekday", weekday.as_str()),
        ("from", from.as_str()),
        ("to", to.as_str()),
    ];
    if one.off.is_none() {
        return language.say_with("mail-week-each", &put_in);
    }
    put_in.push(("day", day.as_str()));
    language.say_with("mail-week-each-off", &put_in)
}
