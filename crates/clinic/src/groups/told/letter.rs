//! What somebody hears of a change, in their language: days and times, and nothing about what they are for. The words
//! stand in `mail.ftl` of the crate `language`; where it is and who is there stands behind their sign-in.

use care::groups::notice::{Difference, Notice, What};
use jiff::civil::DateTime;
use language::Language;

/// The times that changed, a line for each, and the number to call.
pub(super) fn times(language: Language, notice: &Notice, phone: Option<&str>) -> String {
    let differences = notice.differences.iter();
    let mut lines: Vec<String> = differences.map(|one| line(language, one)).collect();
    if notice.more > 0 {
        lines.push(language.say("mail-week-more"));
    }
    let lines = lines.join("\n");
    let text = language.say_with("mail-week-changes", &[("times", lines.as_str())]);
    let Some(phone) = phone else { return text };
    let call = language.say_with("mail-week-call", &[("phone", phone)]);
    [text, call].join("\n\n")
}

fn line(language: Language, difference: &Difference) -> String {
    let said = |at: Option<DateTime>| at.map(|at| language.moment(at)).unwrap_or_default();
    let was = said(difference.was.as_ref().map(|held| held.at));
    let is = said(difference.is.as_ref().map(|held| held.at));
    match difference.what() {
        What::New => language.say_with("mail-week-new", &[("when", is.as_str())]),
        What::Off => language.say_with("mail-week-cancelled", &[("when", was.as_str())]),
        What::Moved => {
            let put_in = [("when", was.as_str()), ("then", is.as_str())];
            language.say_with("mail-week-moved", &put_in)
        }
        What::Elsewhere | What::Leader => {
            language.say_with("mail-week-differs", &[("when", is.as_str())])
        }
    }
}
