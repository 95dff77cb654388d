//! Sex, gender, race, ethnicity and language.

use super::{Typed, choose, choose_of, chosen, text};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::ui::{branch, checkboxes, choice, field};
use care::invalid::Issues;
use care::people::answered::{Answered, OnList as _, UNANSWERED};
use care::people::details::{
    Ethnicity, Gender, Identity, Interpreter, Race, SexOnFile, SpokenLanguage,
};
use maud::{Markup, html};

impl Typed for Identity {
    fn stored(&self) -> Stored {
        let words = self.gender_words.as_ref();
        // Where races are ticked, nobody says why none is.
        let no_race = self.race.code_by(|_| UNANSWERED[0].0);
        let language = self.language.code_by(|one| one.code());
        let mut stored = vec![
            ("sex", self.sex.code().to_owned()),
            ("gender", self.gender.code().to_owned()),
            (
                "gender_words",
                words.map(ToString::to_string).unwrap_or_default(),
            ),
            ("no_race", no_race.to_owned()),
            ("ethnicity", self.ethnicity.code().to_owned()),
            ("language", language.to_owned()),
            ("interpreter", self.interpreter.code().to_owned()),
            ("race", String::new()),
        ];
        let ticked = self.race.said().into_iter().flatten();
        stored.extend(ticked.map(|race| ("race", race.code().to_owned())));
        stored
    }

    fn typed(form: &Form) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let typed = all(form, &mut issues);
        typed.ok_or(issues)
    }

    fn fields(edited: &Edited) -> Markup {
        let (shown, problems) = (&edited.shown, &edited.problems);
        let ticked: Vec<&str> = shown.all("race").collect();
        let races: Vec<_> = Race::ALL
            .iter()
            .map(|race| choice(race.code(), race.listed()).chosen(ticked.contains(&race.code())))
            .collect();
        let languages = SpokenLanguage::all().map(|one| (one.code().to_owned(), one.listed()));
        html! {
            p.muted { "As they say it themselves. The number behind an answer is the one of the Treatment Episode Data Set." }
            section {
                h2 { "Language" }
                div.pair {
                    (choose_of(edited, "language", "They want to be cared for in", languages))
                    (choose::<Interpreter>(edited, "interpreter", "Interpreter"))
                }
            }
            section {
                h2 { "Sex and gender" }
                div.pair {
                    (choose::<SexOnFile>(edited, "sex", "Sex in documents"))
                    (choose::<Gender>(edited, "gender", "Gender"))
                }
                (text(edited, "gender_words", "Their own word for it").optional())
            }
            section {
                h2 { "Race and ethnicity" }
                (checkboxes("race", "Race", races).side_by_side().check(problems)
                    .hint("Tick all that they say."))
                (branch("race", &[""], html! {
                    (field("no_race", "Where none is ticked").select(UNANSWERED).value(shown.text("no_race")).check(problems))
                }))
                (choose::<Ethnicity>(edited, "ethnicity", "Ethnicity"))
            }
        }
    }
}

fn all(form: &Form, issues: &mut Issues) -> Option<Identity> {
    let sex = chosen(form, "sex", issues);
    let gender = chosen(form, "gender", issues);
    let words = form.optional_line("gender_words", "their word");
    let gender_words = issues.take("gender_words", words);
    let race = race(form, issues);
    let ethnicity = chosen(form, "ethnicity", issues);
    let language = language(form, issues);
    let interpreter = chosen(form, "interpreter", issues);
    Some(Identity {
        sex: sex?,
        gender: gender?,
        gender_words: gender_words?,
        race: race?,
        ethnicity: ethnicity?,
        language: language?,
        interpreter: interpreter?,
    })
}

fn race(form: &Form, issues: &mut Issues) -> Option<Answered<Vec<Race>>> {
    let ticked = form.all("race").filter(|code| !code.is_empty());
    let Some(races) = ticked.map(Race::from_code).collect::<Option<Vec<Race>>>() else {
        issues.add("race", "Tick what is listed.");
        return None;
    };
    let Some(why) = Answered::unanswered(form.text("no_race")) else {
        issues.add("no_race", "Choose one of the list.");
        return None;
    };
    if races.is_empty() {
        return Some(why);
    }
    if why != Answered::NotAsked {
        let sentence =
            "Something is ticked above. Choose “Not asked yet” here, or take the ticks away.";
        issues.add("no_race", sentence);
        return None;
    }
    Some(Answered::Said(races))
}

fn language(form: &Form, issues: &mut Issues) -> Option<Answered<SpokenLanguage>> {
    let code = form.text("language");
    if let Some(unanswered) = Answered::unanswered(code) {
        return Some(unanswered);
    }
    let parsed = issues.take("language", SpokenLanguage::parse(code))?;
    Some(Answered::Said(parsed))
}
