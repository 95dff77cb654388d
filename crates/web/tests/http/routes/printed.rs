//! What pages print: times that the same field reads back, and dates in one way.
//!
//! Every page of the table is opened by somebody who may, so that a new page or a new field cannot be left out.

use super::opened;
use crate::page::attribute;
use crate::served::Served;
use crate::sources::sources;
use care::daytime::{minute_text, parse_end, parse_minute};
use care::groups::group::{meetings_text, parse_meetings};
use care::people::site::{hours_text, parse_hours};

/// Fields in which hours of a week are typed as lines.
const HOURS: [&str; 1] = ["hours"];
/// Fields in which days and times of a series are typed as lines.
const MEETINGS: [&str; 1] = ["meetings"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[test]
fn every_time_on_every_page_is_read_back_and_no_date_is_written_in_another_way() {
    let served = Served::start();
    let (mut wrong, mut times, mut pages) = (Vec::new(), 0, 0);
    for (_, path, reply) in opened(&served, |_| true) {
        if reply.status != 200 || !reply.header("content-type").starts_with("text/html") {
            continue;
        }
        pages += 1;
        let seen = visible(&reply.body);
        for date in seen.lines().flat_map(other_dates) {
            wrong.push(format!("{path} prints {date}"));
        }
        for (name, kind, value) in typed_fields(&reply.body) {
            let again = match (kind.as_str(), name.as_str()) {
                ("time", "end") => parse_end(&value).map(minute_text),
                ("time", _) => parse_minute(&value).map(minute_text),
                (_, name) if HOURS.contains(&name) => value
                    .lines()
                    .map(parse_hours)
                    .collect::<Result<Vec<_>, _>>()
                    .map(|spans| hours_text(&spans.concat())),
                (_, name) if MEETINGS.contains(&name) => {
                    parse_meetings(&value).map(|meetings| meetings_text(&meetings))
                }
                _ => continue,
            };
            times += 1;
            if again.as_ref() != Ok(&value) {
                wrong.push(format!("{path}: {name} shows {value:?}, read as {again:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pages > 60, "only {pages} pages were opened");
    assert!(times > 4, "only {times} fields held a time");
}

/// There is one printer of dates and times, in `care`: no page and no message has its own.
#[test]
fn no_date_and_no_time_is_printed_but_by_the_one_printer() {
    let read = ["src", "../clinic/src"].map(sources).concat();
    let files = read.len();
    assert!(files > 200, "only {files} files were read");
    let own = read
        .into_iter()
        .filter(|(_, text)| text.contains("strftime("));
    let wrong: Vec<String> = own.map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What somebody sees: the text, and what stands in fields.
pub(super) fn visible(page: &str) -> String {
    let (_, main) = page.split_once("<main").unwrap_or(("", page));
    let mut seen = String::new();
    let mut quiet = "";
    for part in main.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if matches!(name, "script" | "style" | "code" | "pre" | "textarea") {
            quiet = if quiet.is_empty() { "quiet" } else { quiet };
        }
        if tag.starts_with("/script")
            || tag.starts_with("/style")
            || tag.starts_with("/code")
            || tag.starts_with("/pre")
            || tag.starts_with("/textarea")
        {
            quiet = "";
        }
        if name == "input" && tag.contains("type=\"text\"") {
            seen.push_str(attribute(tag, "value").unwrap_or_default());
            seen.push('\n');
        }
        // Each piece of text is a line of its own: what stands in two cells is no date.
        if quiet.is_empty() {
            seen.push_str(text);
            seen.push('\n');
        }
    }
    seen
}

/// Dates as a machine or another country writes them: "2026-04-14", "14 Apr".
pub(super) fn other_dates(seen: &str) -> Vec<String> {
    let words: Vec<&str> = seen
        .split(|c: char| c.is_whitespace() || "(),;“”".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| day <= 31);
    let mut found: Vec<String> = words
        .iter()
        .filter(|word| {
            let plain = word.trim_matches(|c: char| !c.is_ascii_digit());
            plain.len() == 10 && plain.parse::<jiff::civil::Date>().is_ok()
        })
        .map(|word| (*word).to_owned())
        .collect();
    found.extend(words.windows(2).enumerate().filter_map(|(at, two)| {
        let [day, month] = two else {
            return None;
        };
        // "Apr 14 May" is two dates in a row.
        let after_month = at > 0 && MONTHS.contains(&words[at - 1]);
        (number(day) && MONTHS.contains(month) && !after_month).then(|| two.join(" "))
    }));
    found
}

/// Name, kind and value of every field that holds something.
fn typed_fields(page: &str) -> Vec<(String, String, String)> {
    let mut fields = Vec::new();
    for tag in page.split("<input").skip(1) {
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        let own = |name| attribute(tag, name).unwrap_or_default();
        let value = own("value");
        if !value.is_empty() && !tag.contains("type=\"hidden\"") {
            let kind = own("data-reads").to_owned();
            fields.push((own("name").to_owned(), kind, value.to_owned()));
        }
    }
    for area in page.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap_or((area, ""));
        let text = rest.split_once("</textarea>").map_or("", |(text, _)| text);
        let text = text.strip_prefix('\n').unwrap_or(text);
        if !text.is_empty() {
            let name = attribute(tag, "name").unwrap_or_default().to_owned();
            fields.push((name, String::new(), text.to_owned()));
        }
    }
    fields
}
