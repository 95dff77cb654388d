//! Saying on Tuesday who will be short on Friday, without anybody asking.

use super::{Loaded, OneWeek, Whose, load, short_list, weeks};
use crate::followup::signal::{Raise, raise};
use crate::{Act, Clinic, Key, Refusal};
use care::attendance::hours::monday_of;
use care::followup::signal::{About, Once, SignalKind, Urgency};
use care::people::site::Site;
use care::{OrganizationId, PersonId, Weekday};
use policy::{Action, Resource};
use record::people::site;

/// The hour of the day from which a site's hours are watched, on its own clocks.
pub const WATCH_FROM_HOUR: i8 = 6;
/// The days on which they are: from Tuesday, when there is something to see, to Friday, while something can be done.
const WATCH_DAYS: std::ops::RangeInclusive<Weekday> = Weekday::Tue..=Weekday::Fri;

/// Raises a signal for everybody who is likely to be short this week and has none yet. Does something once a day for
/// each site, however often it is called; answers for how many sites it was the time.
pub fn watch(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let sites = clinic
        .record()
        .read(organization, |read| Ok::<_, Refusal>(site::all(read)?))?;
    let mut watched = 0;
    for site in sites {
        let local = site.zone.local(clinic.now());
        let due =
            WATCH_DAYS.contains(&Weekday::of(local.date())) && local.hour() >= WATCH_FROM_HOUR;
        if due {
            watch_site(clinic, organization, &site)?;
            watched += 1;
        }
    }
    Ok(watched)
}

fn watch_site(clinic: &Clinic, organization: OrganizationId, site: &Site) -> Result<(), Refusal> {
    let actor = crate::access::setup::operator(organization);
    let today = site.zone.local(clinic.now()).date();
    let key = clinic.record().read(organization, |read| {
        // The same site and day have the same key, so that the second call of a day finds the first one's answer.
        let name = format!("{} {today}", site.id);
        Key::once(read, "hours.watch", name.as_bytes())
    })?;
    clinic.act(&actor, key, ("watch_hours", &(site.id, today)), |act| {
        act.permit_on(Action::WatchHours, &Resource::Site(organization, site.id))?;
        let monday = monday_of(today);
        let loaded = load(clinic, act.tx, site, monday, Whose::Everybody)?;
        let weeks = weeks(&loaded);
        let short = short_list(&loaded, &weeks);
        for short in short
            .iter()
            .filter(|short| !loaded.joined_lately(&weeks[short.week]))
        {
            at_risk(act, &loaded, &weeks[short.week], short.offers.len())?;
        }
        let detail = serde_json::json!({ "date": today });
        let subject = ("site", site.id.uuid());
        act.journal("hours.watched", subject, None, Some(detail))
    })
}

fn at_risk(
    act: &mut Act<'_, '_>,
    loaded: &Loaded,
    week: &OneWeek,
    offers: usize,
) -> Result<(), Refusal> {
    let Some(meter) = week.meter else {
        return Ok(());
    };
    let person = loaded.people[week.person].person;
    let hours = |minutes: u32| format!("{} h {:02} min", minutes / 60, minutes % 60);
    let rescue = match offers {
        0 => "No other session fits this week.".to_owned(),
        1 => "One other session would still fit.".to_owned(),
        n => format!("{n} other sessions would still fit."),
    };
    let words = format!(
        "{} of {} kept this week, {} still possible: {}% likely to be reached. {rescue}",
        hours(meter.kept),
        hours(meter.prescribed),
        hours(meter.possible()),
        meter.percent()
    );
    let once = format!("hours:{}", loaded.monday);
    let signal = Raise {
        person,
        kind: SignalKind::Hours,
        urgency: Urgency::Week,
        words,
        about: About::Hours,
        once: Some(Once::Ever(&once)),
    };
    raise(act, signal).map(drop)
}

/// Somebody missed sessions in a row without a word.
pub(crate) fn raise_missed(
    act: &mut Act<'_, '_>,
    person: PersonId,
    in_a_row: usize,
) -> Result<(), Refusal> {
    let signal = Raise {
        person,
        kind: SignalKind::Missed,
        urgency: Urgency::Today,
        words: format!("{in_a_row} sessions in a row were missed without a word."),
        about: About::Hours,
        once: Some(Once::WhileOpen("missed")),
    };
    raise(act, signal).map(drop)
}
