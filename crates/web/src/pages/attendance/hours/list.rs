//! A site's week: everybody once, those first for whom something can still be done, and who is fine folded away.

use super::{
    Column, Date, Face, Fault, Outlook, PersonHours, SiteHours, SiteId, Width, at, book_form,
    booked, button, empty, field, filter_bar, frame, heading, page, row, stands, table, thresholds,
    week_of, week_text, weeks, with_it,
};
use crate::shell::{Answer, Ask};
use crate::ui::{Meaning, Problems, Row, Sorted, status, week_bar, week_bar_key};
use care::PersonId;
use care::attendance::hours::parse_week;
use clinic::attendance::hours;
use maud::{Markup, html};

/// How many people stand on the page at first: what fits on two screens.
const SHOWN_MAX: usize = 24;

/// What the address asks for.
struct Wanted {
    site: Option<SiteId>,
    week: Option<Date>,
    show: Option<Outlook>,
    mine: bool,
    sort: Sort,
}

/// What can still be done about somebody's week, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Can {
    /// A make-up helps.
    Help,
    /// They will be short, and no session fits any more.
    Talk,
    /// It can go either way.
    Watch,
    /// Nothing has to be done, or nothing yet.
    Rest,
}

impl Can {
    fn of(one: &PersonHours) -> Self {
        match one.meter.map(|meter| meter.outlook()) {
            _ if one.joining => Self::Rest,
            Some(Outlook::AtRisk | Outlook::OutOfReach) if one.offers.is_empty() => Self::Talk,
            Some(Outlook::AtRisk | Outlook::OutOfReach) => Self::Help,
            Some(Outlook::EitherWay) => Self::Watch,
            Some(Outlook::Kept | Outlook::OnTrack) | None => Self::Rest,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// By what can still be done.
    Help,
    Name,
    Kept,
}

impl Sort {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Help, "help"),
        (Self::Name, "name"),
        (Self::Kept, "kept"),
    ];

    fn code(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(sort, _)| *sort == self)
            .map_or("help", |(_, code)| code)
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
            .map_or(Sort::Help, |(sort, _)| sort),
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
    let mut shown: Vec<&PersonHours> = found.people.iter().filter(passes).collect();
    order(&mut shown, wanted.sort);
    let count = shown.len();
    let (rest, open): (Vec<&PersonHours>, Vec<&PersonHours>) =
        shown.into_iter().partition(|one| Can::of(one) == Can::Rest);
    let more = format!("&site={}", found.site.id);
    html! {
        (heading("Hours").lead(format!("{}, week of {}.", found.site.name, week_text(found.monday)))
            .actions(weeks("/staff/hours", &more, found.monday)))
        (filters(ask, found, wanted, count, problems))
        @if count == 0 {
            (empty("Nobody to show", "People in a program with weekly hours will be here. Clear the filter to see everybody.", None))
        } @else {
            (verdict(found, &open, count))
            @if !open.is_empty() {
                section {
                    (week_bar_key())
                    (table("hours", "Hours of those who may be short", columns(found, wanted))
                        .rows(open.iter().map(|one| line(ask, found, one))).aligned().fold(SHOWN_MAX).caption_unseen())
                }
            }
            (folded(ask, found, wanted, &rest))
        }
    }
}

/// Of people for whom as much can be done, the clinic's order stays: those first whom a make-up helps most.
fn order(shown: &mut [&PersonHours], sort: Sort) {
    let chance = |one: &PersonHours| one.meter.map_or(1.0, |meter| meter.chance);
    match sort {
        Sort::Help => shown.sort_by(|one, other| {
            let can = Can::of(one);
            let likely = match can {
                Can::Help => std::cmp::Ordering::Equal,
                _ => chance(one).total_cmp(&chance(other)),
            };
            can.cmp(&Can::of(other)).then(likely)
        }),
        Sort::Name => shown.sort_by(|one, other| care::text::compare(&one.name, &other.name)),
        Sort::Kept => shown.sort_by_key(|one| one.meter.map_or(0, |meter| meter.kept)),
    }
}

/// The one thing that the page says: how many are short, and for how many something can still be done.
fn verdict(found: &SiteHours, open: &[&PersonHours], count: usize) -> Markup {
    let of = |can: Can| open.iter().filter(|one| Can::of(one) == can).count();
    let (helped, short) = (of(Can::Help), of(Can::Help) + of(Can::Talk));
    let over = found.monday < found.this_monday;
    let week = if found.monday == found.this_monday {
        "this week"
    } else {
        "that week"
    };
    let said = match (short, over) {
        (0, false) => format!("Nobody is likely to be short {week}"),
        (0, true) => format!("Nobody was short {week}"),
        (_, false) => format!("{short} of {count} will likely be short {week}"),
        (_, true) => format!("{short} of {count} were short {week}"),
    };
    let meaning = if short == 0 {
        Meaning::Good
    } else {
        Meaning::Attention
    };
    html! {
        p.verdict #short { (status(meaning, &said)) }
        p.muted {
            @if helped > 0 {
                "A make-up helps " @if helped == short { "each of them" } @else { (helped) " of them" }
                ": one session in a group with a free seat, at a time when nothing else is. "
            } @else if short > 0 && !over { "No other session fits any more. Talk with them about next week. " }
            (thresholds())
        }
    }
}

/// Who is fine, and who has only just begun.
fn folded(ask: &Ask<'_>, found: &SiteHours, wanted: &Wanted, rest: &[&PersonHours]) -> Markup {
    let new = rest.iter().filter(|one| one.joining).count();
    let fine = rest.len() - new;
    let words = match (fine, new) {
        (fine, 0) => format!("{fine} on track or kept"),
        (0, new) => format!("{new} new this week"),
        (fine, new) => format!("{fine} on track or kept, {new} new this week"),
    };
    // Whoever asked for these alone wants to see them.
    let asked = wanted.show.is_some();
    html! {
        @if !rest.is_empty() {
            details #fine open[asked] {
                summary { (words) }
                (table("fine", "Hours of those who are fine", columns(found, wanted))
                    .rows(rest.iter().map(|one| line(ask, found, one))).aligned().fold(SHOWN_MAX).caption_unseen())
            }
        }
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
    // What cannot be read stays as it was typed; what can is written as every date is.
    let week = if typed.is_empty() || wanted.week.is_some() {
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

fn columns(found: &SiteHours, wanted: &Wanted) -> [Column; 5] {
    [
        sorted("Name", Sort::Name, found, wanted).share(4),
        Column::new("Counselor").share(4),
        sorted("Kept", Sort::Kept, found, wanted).share(5),
        sorted("Stands", Sort::Help, found, wanted).share(4),
        Column::new("What still helps most"),
    ]
}

fn line(ask: &Ask<'_>, found: &SiteHours, one: &PersonHours) -> Row {
    let counselor = one
        .counselor
        .and_then(|counselor| found.counselors.get(&counselor));
    row([
        html! { (one.name) },
        html! { (counselor.map_or("", String::as_str)) },
        html! { @if let Some(week) = week_of(one) { (week_bar(week)) } },
        html! { (stands(one)) },
        helps(ask, one),
    ])
    .href(format!(
        "/staff/people/{}/hours?week={}",
        one.person, found.monday
    ))
}

/// The best make-up as one press; the others are on the page of the person.
fn helps(ask: &Ask<'_>, one: &PersonHours) -> Markup {
    html! {
        @if let Some(offer) = one.offers.first().filter(|_| Can::of(one) == Can::Help) {
            div.makeup {
                @if one.may_book {
                    @let about = format!("{} for {}", offer.name, one.name);
                    (book_form(ask, one, offer, button(format!("Book {}", at(offer))).about(about)))
                } @else { (at(offer)) }
                span.muted {
                    (with_it(offer))
                    @if offer.rather_not { ", at a time they would rather keep" }
                }
            }
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
