//! Requests for help: the board by stage with its clocks.

use crate::shell::ask::near;
use crate::shell::frame::{frame, printed_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Pager, Row, button, empty, field, filter_bar, form, heading, link, page, pager,
    row, table, tick,
};
use care::intake::inquiry::{Inquiry, Next, Stage};
use care::people::site::Site;
use care::{InquiryId, SiteId, TimeZoneName};
use clinic::intake::inquiry;
use clinic::intake::inquiry::{BoardFilter, BoardPage, BoardPart, Card, InquiryBoard, LINES_MAX};
use maud::{Markup, html};
use policy::Action;

pub(crate) mod alike;
pub(crate) mod book;
pub(crate) mod change;
pub(crate) mod notice;
pub(crate) mod numbers;
pub(crate) mod phone;
pub(crate) mod show;
pub(crate) mod words;
pub(crate) mod work;

use words::{age_and_language, answer_status, due_status, forty_eight, pressing_status};

/// The first page.
pub(crate) const TODAY: &str = "/staff";

/// The stages of the board that still have to be worked.
const OPEN: [Stage; 5] = [
    Stage::New,
    Stage::Reached,
    Stage::Booked,
    Stage::Assessed,
    Stage::Placed,
];

/// How many requests of a stage stand open on the board of all; the others are one press away.
const OPEN_MAX: usize = 5;

/// Everything that still has to be worked.
pub(crate) fn board(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let query = ask.query.text("q").trim();
    let filter = BoardFilter {
        site: SiteId::parse(ask.query.text("site")),
        stage: Stage::from_code(ask.query.text("stage")),
        mine: ask.query.ticked("mine"),
        query: (!query.is_empty()).then(|| query.to_owned()),
        page: part_called(ask.query.text("part")).map(|part| BoardPage {
            part,
            from: ask.query.text("from").parse().unwrap_or(0),
        }),
    };
    let board = inquiry::board(ask.clinic, ask.actor()?, &filter)?;
    let actions = html! {
        (button("Waiting list").quiet().href("/staff/waiting"))
        @if board.may_count { (button("Numbers").quiet().href("/staff/inquiries/numbers")) }
        @if board.may_add { (button("Phone intake").href("/staff/inquiries/new").shortcut("n")) }
    };
    let body = html! {
        (heading("Inquiries").actions(actions))
        (filters(ask, &board, &filter))
        @if board.open.is_empty() && board.ended.is_empty() { (nothing(&filter)) }
        (lines(ask, &board, &filter, BoardPart::Danger, "Danger, answer first"))
        @for stage in OPEN { (lines(ask, &board, &filter, BoardPart::Stage(stage), stage.label())) }
        (ended(ask, &board, &filter))
    };
    let mut frame = frame(ask, Face::Staff, "Inquiries");
    if let Some(site) = board.sites.first() {
        printed_of(ask, &mut frame, "Who is to be called", &site.zone);
    }
    Ok(Answer::page(page(&frame, body)))
}

fn nothing(filter: &BoardFilter) -> Markup {
    if *filter == BoardFilter::default() {
        empty(
            "No inquiries",
            "Requests from the public page and calls that are typed here will be on this board.",
            None,
        )
    } else {
        empty(
            "None like this",
            "Take a filter away, or look for the beginning of the name, or for a number by its last four digits.",
            None,
        )
    }
}

fn filters(ask: &Ask<'_>, board: &InquiryBoard, filter: &BoardFilter) -> impl maud::Render {
    let any = |word: &str| vec![(String::new(), word.to_owned())];
    let mut sites = any("All sites");
    sites.extend(
        board
            .sites
            .iter()
            .map(|site| (site.id.to_string(), site.name.to_string())),
    );
    let mut stages = any("All stages");
    stages.extend(
        Stage::ALL
            .iter()
            .map(|stage| (stage.code().to_owned(), stage.label().to_owned())),
    );
    let fields = html! {
        (field("q", "Name or number").search().value(ask.query.text("q")))
        (field("site", "Site").select(sites).value(ask.query.text("site")))
        (field("stage", "Stage").select(stages).value(ask.query.text("stage")))
        (tick("mine", "Mine", filter.mine))
    };
    let overdue = board
        .open
        .iter()
        .filter(|card| card.due.overdue(board.now))
        .count();
    let clear = (*filter != BoardFilter::default()).then(|| "/staff/inquiries".to_owned());
    filter_bar("/staff/inquiries", fields)
        .clear(clear)
        .result(match board.more.all() {
            0 => format!("{} open, {overdue} overdue", board.open.len()),
            more => format!(
                "{} open, {overdue} overdue, and {more} more that came later",
                board.open.len()
            ),
        })
}

/// How an address says a part of the board.
fn part_name(part: BoardPart) -> &'static str {
    match part {
        BoardPart::Danger => "danger",
        BoardPart::Stage(stage) => stage.code(),
        BoardPart::Ended => "ended",
    }
}

fn part_called(name: &str) -> Option<BoardPart> {
    let stages = Stage::ALL.iter().copied().map(BoardPart::Stage);
    let mut all = [BoardPart::Danger, BoardPart::Ended]
        .into_iter()
        .chain(stages);
    all.find(|part| part_name(*part) == name)
}

/// What still has to be worked of one part.
fn lines(
    ask: &Ask<'_>,
    board: &InquiryBoard,
    filter: &BoardFilter,
    part: BoardPart,
    title: &str,
) -> Markup {
    let cards = board.open.iter().filter(|card| card.part() == part);
    let cards: Vec<&Card> = cards.collect();
    if cards.is_empty() || filter.begins(part).is_none() {
        return html! {};
    }
    let (id, beyond) = match part {
        BoardPart::Danger => ("danger".to_owned(), board.more.in_danger),
        _ => (format!("stage-{}", part_name(part)), 0),
    };
    let columns = [
        Column::new("Name").share(4),
        Column::new("How soon").share(3),
        Column::new("Age, language").share(3),
        Column::new("What comes next").share(5),
        Column::new("Do it").share(4),
        Column::new("Asked").brief().share(2),
        Column::new("48 hours").brief().share(2),
        Column::new("Calls").number().brief().share(2),
    ];
    // Danger is never folded away, nor what somebody asked for.
    let whole = part == BoardPart::Danger || *filter != BoardFilter::default();
    let most = if whole { LINES_MAX } else { OPEN_MAX };
    let rows = filter.shown(part, &cards).iter();
    let rows = rows.map(|card| line(ask, board, card));
    html! {
        section {
            h2 { (title) " " span.muted { "(" (cards.len() + beyond) ")" } }
            (table(id, format!("Inquiries: {title}"), columns).rows(rows).aligned().fold(most).caption_unseen())
            (turn(ask, filter, part, cards.len(), beyond))
        }
    }
}

/// How many more there are of a part, and the way to them; the filters stay as they are. `read` of them can be turned
/// to, and those beyond that have a signal each.
fn turn(
    ask: &Ask<'_>,
    filter: &BoardFilter,
    part: BoardPart,
    read: usize,
    beyond: usize,
) -> Markup {
    let from = filter.begins(part).unwrap_or(0);
    let after = from.saturating_add(LINES_MAX).min(read);
    let all = read.saturating_add(beyond);
    let more = all.saturating_sub(after);
    let to = |from: usize| {
        let from = from.to_string();
        let kept = ["q", "site", "stage", "mine"].map(|name| (name, ask.query.text(name)));
        let place = [("part", part_name(part)), ("from", from.as_str())];
        let pairs = kept.into_iter().chain(place);
        let pairs: Vec<_> = pairs.filter(|(_, value)| !value.is_empty()).collect();
        let all = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/staff/inquiries?{all}")
    };
    html! {
        @if from > 0 || more > 0 {
            @if more > 0 {
                p { (more) " more " @if part == BoardPart::Danger { "in danger" } @else { "like these" } "." }
            }
            (pager(&Pager {
                before: (from > 0).then(|| to(from.saturating_sub(LINES_MAX))),
                after: (after < read).then(|| to(after)),
                place: format!("{} to {after} of {all}", from.saturating_add(1).min(after)),
            }))
            @if after == read && beyond > 0 {
                p { "Each of the others has a signal. " (link("/staff/signals", "All signals")) }
            }
        }
    }
}

fn site_of(board: &InquiryBoard, id: SiteId) -> Option<&Site> {
    board.sites.iter().find(|site| site.id == id)
}

fn line(ask: &Ask<'_>, board: &InquiryBoard, card: &Card) -> Row {
    let inquiry = &card.inquiry;
    let site = site_of(board, inquiry.site);
    let next = site.map(|site| due_status(card.due, board.now, &site.zone));
    let asked = site.map(|site| near(inquiry.requested_at, board.now, &site.zone));
    let several = board.sites.len() > 1;
    row([
        html! { (inquiry.name.full()) },
        pressing_status(card.pressing),
        age_and_language(inquiry, site, board.now),
        html! {
            span.gives-way { (next.unwrap_or_default()) }
            @if let Some(waiting) = waiting(inquiry, site, board.now) { " " span.muted { (waiting) } }
            @if let Some(name) = &card.clinician { " " span.muted { "with " (name) } }
            @if let Some(answer) = card.answer { " " (answer_status(answer)) }
        },
        html! { (one_click(ask, board, card, site.map(|site| &site.zone))) },
        html! {
            span.nowrap { (asked.unwrap_or_default()) }
            @if let (true, Some(site)) = (several, site) { br; span.muted { (site.name) } }
        },
        html! { (forty_eight(inquiry, card.appointment.as_ref(), board.now)) },
        html! { (card.calls) },
    ])
    .href(format!("/staff/inquiries/{}", inquiry.id))
}

fn waiting(inquiry: &Inquiry, site: Option<&Site>, now: jiff::Timestamp) -> Option<String> {
    let today = site?.zone.local(now).date();
    let since = inquiry.waiting_since?;
    Some(words::waits(care::intake::inquiry::days_waiting(
        since, today,
    )))
}

/// What can be done about an inquiry from the board itself.
fn one_click(
    ask: &Ask<'_>,
    board: &InquiryBoard,
    card: &Card,
    zone: Option<&TimeZoneName>,
) -> Markup {
    let id = card.inquiry.id;
    let name = card.inquiry.name.full();
    let slot = board.earliest.get(&card.inquiry.site);
    match (card.due.next, slot, zone) {
        (Next::Book, Some((slot, with)), Some(zone)) => html! {
            (form(format!("/staff/inquiries/{id}/book"), ask.token(),
                html! { (button(format!("Book {}", near(slot.starts_at, board.now, zone))).quiet().about(format!("with {with} for {name}"))) })
                .hidden("clinician", slot.clinician.to_string())
                .hidden("starts_at", slot.starts_at.to_string())
                .hidden("minutes", slot.minutes.to_string())
                .inline())
        },
        (Next::Book, None, _) if ever(ask, Action::WorkInquiry) => no_time(id, name),
        (Next::Call, _, _) => {
            html! { (button("Call").quiet().href(format!("/staff/inquiries/{id}#call")).about(name)) }
        }
        (next, _, _) => html! {
            @if let Some((part, label)) = next_page(ask, next) {
                (button(label).quiet().href(format!("/staff/people/{}/{part}", card.inquiry.person)).about(name))
            }
        },
    }
}

/// In the place of the earliest time where there is none: a page of times would be empty, and on the page of the request is
/// the waiting list.
pub(crate) fn no_time(id: InquiryId, name: String) -> Markup {
    html! {
        span.muted { "No free time in four weeks." } " "
        (button("Waiting list").quiet().href(format!("/staff/inquiries/{id}")).about(name))
    }
}

/// The page about the person on which what comes next is done, and how its button reads.
pub(crate) fn next_page(ask: &Ask<'_>, next: Next) -> Option<(&'static str, &'static str)> {
    match next {
        Next::Attend | Next::Assess => Some(("assessment", "Assess")),
        Next::Place => Some(("placement", "Place")),
        Next::Admit if ever(ask, Action::AdmitPerson) => Some(("admit", "Admit")),
        Next::Admit => Some(("placement", "Placement")),
        _ => None,
    }
}

/// Whether the actor may do this to anybody at all.
pub(crate) fn ever(ask: &Ask<'_>, action: Action) -> bool {
    let actor = ask.actor.as_ref();
    actor.is_some_and(|actor| policy::reach(actor, action) != policy::Reach::default())
}

fn ended(ask: &Ask<'_>, board: &InquiryBoard, filter: &BoardFilter) -> Markup {
    let part = BoardPart::Ended;
    let rows = filter.shown(part, &board.ended).iter().map(|inquiry| {
        let site = site_of(board, inquiry.site);
        let asked = site.map(|site| near(inquiry.requested_at, board.now, &site.zone));
        let how = inquiry
            .loss
            .as_ref()
            .map_or(inquiry.stage.label(), |loss| loss.reason.label());
        row([
            html! { (inquiry.name.full()) },
            html! { (how) },
            html! { span.nowrap { (asked.unwrap_or_default()) } },
            html! { (site.map(|site| site.name.to_string()).unwrap_or_default()) },
        ])
        .href(format!("/staff/inquiries/{}", inquiry.id))
    });
    let columns = [
        Column::new("Name").share(6),
        Column::new("How it ended"),
        Column::new("Asked").share(6),
        Column::new("Site").share(6),
    ];
    let asked = *filter != BoardFilter::default();
    html! {
        @if !board.ended.is_empty() && filter.begins(part).is_some() {
            section {
                // Nothing waits there, so that it is a number until somebody asks for it.
                details open[asked] {
                    summary { "Ended in the last six weeks " span.muted { "(" (board.ended.len()) ")" } }
                    (table("ended", "Inquiries that ended", columns).rows(rows).aligned().caption_unseen())
                    (turn(ask, filter, part, board.ended.len(), 0))
                }
            }
        }
    }
}

/// Where a form leads that may stand on the first page as well: back to that, with what is said there and what it can be
/// taken back by, or else to the request.
fn done(ask: &Ask<'_>, id: InquiryId, said: &str, today: (&str, String)) -> String {
    let page = format!("/staff/inquiries/{id}");
    let (said_there, undo) = today;
    if ask.next(&page) == TODAY {
        format!("{TODAY}?said={said_there}&undo={undo}")
    } else {
        format!("{page}?said={said}")
    }
}
