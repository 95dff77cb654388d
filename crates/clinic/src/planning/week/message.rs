//! What people hear of a lasting week, in their language: days and times, and nothing about what they are for. The
//! words stand in `mail.ftl` of the crate `language`.

use super::load::SiteWeek;
use care::PersonId;
use care::planning::week::WeekSession;
use jiff::ToSpan as _;

/// What a person hears when their lasting week changes.
pub(crate) fn lasting_message(week: &SiteWeek, person: PersonId, then: &[WeekSession]) -> String {
    let language = week.language_of(person);
    let line = |one: &WeekSession| {
        let date = week
            .monday
            .saturating_add(i32::from(one.day.index()).days());
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
    };
    let lines: Vec<String> = then.iter().map(line).collect();
    let (day, times) = (language.day(week.monday), lines.join("\n"));
    let put_in = [("day", day.as_str()), ("times", times.as_str())];
    language.say_with("mail-week-lasting", &put_in)
}
