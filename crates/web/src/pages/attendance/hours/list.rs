//! A site's week: who will be short, and everybody's meter.

use super::{
    Column, Date, Face, Fault, Outlook, PersonHours, SiteHours, SiteId, Width, bar, booked, card,
    empty, field, filter_bar, frame, heading, likely, offers, outlook, page, row, table, week_text,
    weeks,
};
use crate::shell::{Answer, Ask};
use crate::ui::{Problems, Sorted};
use care::PersonId;
use care::attendance::hours::parse_week;
use clinic::attendance::hours;
use maud::{Markup, html};

/// How many make-ups a card of the short list shows.
const OFFERS_ON_CARD: usize = 3;

/// What the address asks for.
struct Wanted {
    site: Option<SiteId>,
    week: Option<Date>,
    show: Option<Outlook>,
    mine: bool,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Chance,
    Name,
    Kept,
}

impl Sort {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Chance, "chance"),
        (Self::Name, "name"),
        (Self::Kept, "kept"),
    ];

    fn code(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(sort, _)| *sort == self)
            .map_or("chance", |(_, code)| code)
    }
}

/// The hours of a site.
pub(crate) fn site(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let mut problems = Problems::none();
    let wanted = wanted(ask, &mut problems);
    let me = ask.actor()?.person();
    let found = hours::site_hours(ask.clinic, ask.actor()?, wanted.site, wanted.week)?;
    let mut frame = frame(ask, Face::Staff, "Hours");
    frame.toast = booked(ask).or(frame.toast);
    let body = if let Some(found) = &found {
        view(ask, found, &wanted, me, &problems)
    } else {
        html! {
            (heading("Hours"))
            (empty("No site yet", "Once you work at a site, the hours of its people will be here. An administrator can add you to one.", None))
        }
    };
    Ok(Answer::form(page(&frame, body), &problems))
}

fn wanted(ask: &Ask<'_>, problems: &mut Problems) -> Wanted {
    let typed = ask.query.text("week");
    let week = match typed.trim() {
        "" => None,
        text => match parse_week(text) {
            Ok(monday) => Some(monday),
            Err(invalid) => {
                problems.add("week", invalid.0);
                None
            }
        },
    };
    let show = ask.query.text("show");
    let sort = ask.query.text("sort");
    Wanted {
        site: SiteId::parse(ask.query.text("site")),
        week,
        show: Outlook::ALL.into_iter().find(|one| one.code() == show),
        mine: ask.query.text("whose") == "mine",
        sort: Sort::ALL
            .into_iter()
            .find(|(_, code)| *code == sort)
            .map_or(Sort::Chance, |(sort, _)| sort),
    }
}

fn view(
    ask: &Ask<'_>,
    found: &SiteHours,
    wanted: &Wanted,
    me: PersonId,
    problems: &Problems,
) -> Markup {
    let passes = |one: &&PersonHours| {
        let fits = wanted
            .show
            .is_none_or(|show| one.meter.is_some_and(|meter| meter.outlook() == show));
        fits && (!wanted.mine || one.counselor == Some(me))
    };
    let shown: Vec<&PersonHours> = found.people.iter().filter(passes).collect();
    let present = found.monday == found.this_monday;
    let short: Vec<&PersonHours> = shown
        .iter()
        .copied()
        .filter(|one| {
            let over = found.monday < found.this_monday;
            !over && !one.joining && one.meter.is_some_and(|meter| meter.short())
        })
        .collect();
    let more = format!("&site={}", found.site.id);
    html! {
        (heading("Hours").lead(format!("{}, week of {}.", found.site.name, week_text(found.monday)))
            .actions(weeks("/staff/hours", &more, found.monday)))
        (filters(ask, found, wanted, shown.len(), problems))
        section {
            h2 { "Will be short" @if present { " this week" } }
            @if short.is_empty() {
                (empty("Nobody is likely to be short", "People whose week is at risk will be here, with the sessions that still rescue it.", None))
            } @else {
                p.muted { "Those first whom a make-up helps most. A make-up is one session in a group with a free seat, at a time when nothing else is." }
                div.cards { @for one in &short { (short_card(ask, found, one)) } }
            }
        }
        (everybody(found, wanted, shown))
    }
}

fn filters(
    ask: &Ask<'_>,
    found: &SiteHours,
    wanted: &Wanted,
    count: usize,
    problems: &Problems,
) -> impl maud::Render {
    let typed = ask.query.text("week");
    let week = if typed.is_empty() {
        care::day::day_text(found.monday)
    } else {
        typed.to_owned()
    };
    let shows = std::iter::once(("", "Everybody"))
        .chain(Outlook::ALL.map(|outlook| (outlook.code(), outlook.label())));
    let sites = found
        .sites
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()));
    let fields = html! {
        @if found.sites.len() > 1 { (field("site", "Site").select(sites).value(found.site.id.to_string())) }
        (field("week", "Week").value(week).width(Width::Medium).check(problems))
        (field("show", "Show").select(shows).value(wanted.show.map_or("", Outlook::code)))
        (field("whose", "Whose").select([("", "Everybody’s"), ("mine", "My caseload’s")]).value(if wanted.mine { "mine" } else { "" }))
        input type="hidden" name="sort" value=(wanted.sort.code());
    };
    let people = care::counted(count, "person", "people");
    let filtered = wanted.show.is_some() || wanted.mine || wanted.week.is_some();
    filter_bar("/staff/hours", fields)
        .clear(filtered.then(|| format!("/staff/hours?site={}", found.site.id)))
        .result(people)
}

fn short_card(ask: &Ask<'_>, found: &SiteHours, one: &PersonHours) -> Markup {
    let counselor = one
        .counselor
        .and_then(|counselor| found.counselors.get(&counselor));
    html! {
        (card(one.name.clone(), html! {
            @if let Some(meter) = &one.meter { (bar(meter)) p { (outlook(meter)) " " (likely(meter)) @if let Some(counselor) = counselor { span.muted { ". " (counselor) } } } }
            @if one.offers.is_empty() {
                p.muted { "No other session fits this week. Talk with them about next week." }
            } @else { (offers(ask, one, OFFERS_ON_CARD)) }
        }).href(format!("/staff/people/{}/hours", one.person)))
    }
}

fn everybody(found: &SiteHours, wanted: &Wanted, mut shown: Vec<&PersonHours>) -> Markup {
    let chance = |one: &PersonHours| one.meter.map_or(1.0, |meter| meter.chance);
    match wanted.sort {
        Sort::Chance => shown.sort_by(|a, b| chance(a).total_cmp(&chance(b))),
        Sort::Name => shown.sort_by(|one, other| care::text::compare(&one.name, &other.name)),
        Sort::Kept => shown.sort_by_key(|one| one.meter.map_or(0, |meter| meter.kept)),
    }
    let columns = [
        sorted("Name", Sort::Name, found, wanted),
        Column::new("Counselor"),
        sorted("Hours", Sort::Kept, found, wanted),
        sorted("Chance", Sort::Chance, found, wanted),
        Column::new("Week"),
    ];
    let rows = shown.iter().map(|one| {
        let counselor = one
            .counselor
            .and_then(|counselor| found.counselors.get(&counselor));
        row([
            html! { (one.name) },
            html! { (counselor.map_or("Nobody yet", String::as_str)) },
            html! { @if let Some(meter) = &one.meter { (bar(meter)) } },
            html! { @if let Some(meter) = &one.meter { span.nowrap { (likely(meter)) } } },
            html! { @if let Some(meter) = &one.meter { (outlook(meter)) } },
        ])
        .href(format!(
            "/staff/people/{}/hours?week={}",
            one.person, found.monday
        ))
    });
    let none = empty(
        "Nobody to show",
        "People in a program with weekly hours will be here. Clear the filter to see everybody.",
        None,
    );
    html! {
        section {
            h2 { "Everybody" }
            (table("hours", "Hours of everybody at this site", columns).rows(rows).empty(none).caption_unseen())
        }
    }
}

fn sorted(label: &str, sort: Sort, found: &SiteHours, wanted: &Wanted) -> Column {
    let address = format!(
        "/staff/hours?site={}&week={}&show={}&whose={}&sort={}",
        found.site.id,
        found.monday,
        wanted.show.map_or("", Outlook::code),
        if wanted.mine { "mine" } else { "" },
        sort.code()
    );
    Column::new(label).sort(address, (wanted.sort == sort).then_some(Sorted::Up))
}
