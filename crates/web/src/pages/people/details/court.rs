//! Courts, probation and others who sent somebody.

use super::{
    Typed, any_typed, choose, choose_named, chosen, chosen_named, folded, named_below,
    named_or_nobody, text,
};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::ui::field;
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::people::answered::{Answered, OnList as _};
use care::people::details::{Court, Hears, MANDATES_MAX, Mandate, MandateKind};
use care::{Line, Paragraph, Phone};
use maud::{Markup, html};

/// Lines of the field for terms.
const TERMS_ROWS: u8 = 3;

/// The fields of one who sent somebody.
struct Place {
    title: &'static str,
    kind: &'static str,
    by: &'static str,
    officer: &'static str,
    phone: &'static str,
    number: &'static str,
    terms: &'static str,
    from: &'static str,
    until: &'static str,
    hears: &'static str,
    consent: &'static str,
}

const PLACES: &[Place; MANDATES_MAX] = &[
    Place {
        title: "Who sent them",
        kind: "kind1",
        by: "by1",
        officer: "officer1",
        phone: "phone1",
        number: "number1",
        terms: "terms1",
        from: "from1",
        until: "until1",
        hears: "hears1",
        consent: "consent1",
    },
    Place {
        title: "Who else did",
        kind: "kind2",
        by: "by2",
        officer: "officer2",
        phone: "phone2",
        number: "number2",
        terms: "terms2",
        from: "from2",
        until: "until2",
        hears: "hears2",
        consent: "consent2",
    },
];

impl Place {
    /// Every field in which nothing stands where there is nobody.
    fn texts(&self) -> [&'static str; 9] {
        [
            self.kind,
            self.by,
            self.officer,
            self.phone,
            self.number,
            self.terms,
            self.from,
            self.until,
            self.consent,
        ]
    }

    fn is_filled(&self, form: &Form) -> bool {
        let said = Answered::<Hears>::from_code(form.text(self.hears));
        any_typed(form, &self.texts()) || said != Some(Answered::NotAsked)
    }

    fn typed(&self, form: &Form, issues: &mut Issues) -> Option<Mandate> {
        let kind = MandateKind::from_code(form.text(self.kind));
        if kind.is_none() {
            issues.add(self.kind, "Choose what they are.");
        }
        let by = issues.take(self.by, form.line(self.by, "which court or office"));
        let officer = issues.take(self.officer, form.optional_line(self.officer, "a name"));
        let phone = issues.take(self.phone, form.optional(self.phone, Phone::parse));
        let number = issues.take(self.number, form.optional_line(self.number, "the number"));
        let terms = issues.take(self.terms, Paragraph::optional(form.text(self.terms)));
        let from = issues.take(self.from, form.optional(self.from, parse_day));
        let until = issues.take(self.until, form.optional(self.until, parse_day));
        let hears = chosen(form, self.hears, issues);
        let consent = issues.take(
            self.consent,
            form.optional_line(self.consent, "which consent"),
        );
        Some(Mandate {
            kind: kind?,
            by: by?,
            officer: officer?,
            phone: phone?,
            number: number?,
            terms: terms?,
            from: from?,
            until: until?,
            hears: hears?,
            consent: consent?,
        })
    }

    fn stored(&self, one: Option<&Mandate>, stored: &mut Stored) {
        let line = |part: fn(&Mandate) -> Option<&Line>| {
            let line = one.and_then(part);
            line.map(ToString::to_string).unwrap_or_default()
        };
        let of = |part: fn(&Mandate) -> Option<String>| one.and_then(part).unwrap_or_default();
        let hears = one.map_or(Answered::NotAsked, |one| one.hears);
        stored.push((self.kind, of(|one| Some(one.kind.code().to_owned()))));
        stored.push((self.by, line(|one| Some(&one.by))));
        stored.push((self.officer, line(|one| one.officer.as_ref())));
        stored.push((
            self.phone,
            of(|one| one.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        ));
        stored.push((self.number, line(|one| one.number.as_ref())));
        stored.push((
            self.terms,
            of(|one| one.terms.as_ref().map(|terms| terms.as_str().to_owned())),
        ));
        stored.push((self.from, of(|one| one.from.map(day_text))));
        stored.push((self.until, of(|one| one.until.map(day_text))));
        stored.push((self.hears, hears.code().to_owned()));
        stored.push((self.consent, line(|one| one.consent.as_ref())));
    }

    fn fields(&self, edited: &Edited) -> Markup {
        let none = std::iter::once((String::new(), "Not chosen".to_owned()));
        let kinds = MandateKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), kind.listed()));
        let body = html! {
                div.pair {
                    (field(self.kind, "What they are").select(none.chain(kinds)).value(edited.shown.text(self.kind)).check(&edited.problems))
                    (text(edited, self.by, "Which court or office").optional())
                    (text(edited, self.officer, "Whom to ask for there").optional().autocomplete("off"))
                    (text(edited, self.phone, "Their telephone").optional().tel().autocomplete("off"))
                    (text(edited, self.number, "Number of the case").optional())
                }
                (text(edited, self.terms, "What is asked for").optional().textarea(TERMS_ROWS)
                    .hint("Hours, tests, reports and by when, as the order says it."))
                div.pair {
                    (text(edited, self.from, "First day").optional().date())
                    (text(edited, self.until, "Last day").optional().date())
                    (choose::<Hears>(edited, self.hears, "They may hear"))
                    (text(edited, self.consent, "By which written consent").optional()
                        .hint("Its date, and where it is. Without one they hear nothing."))
                }
        };
        let open = self.kind == PLACES[0].kind || self.is_filled(&edited.shown);
        let names: Vec<&str> = self.texts().into_iter().chain([self.hears]).collect();
        folded(edited, self.title, &names, open, body)
    }
}

impl Typed for Court {
    fn stored(&self) -> Stored {
        let mandated = self.mandates.code_by(|all| named_or_nobody(all));
        let mut stored = vec![("mandated", mandated.to_owned())];
        for (at, place) in PLACES.iter().enumerate() {
            place.stored(self.named().get(at), &mut stored);
        }
        stored
    }

    fn typed(form: &Form) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let filled: Vec<bool> = PLACES.iter().map(|one| one.is_filled(form)).collect();
        let sentence = "Somebody stands below. Choose “Those below”, or clear what stands there.";
        let clash = filled.contains(&true).then_some(sentence);
        let mandates = chosen_named(form, "mandated", clash, &mut issues, |issues| {
            // What does not fit together is said beside the place, so no place is skipped.
            let last = filled.iter().rposition(|filled| *filled).unwrap_or(0);
            let used = PLACES.iter().take(last + 1);
            used.filter_map(|one| one.typed(form, issues)).collect()
        });
        match mandates {
            Some(mandates) if issues.0.is_empty() => Ok(Self { mandates }),
            _ => Err(issues),
        }
    }

    fn fields(edited: &Edited) -> Markup {
        let answers = ["Nobody; they come of their own accord", "Those below"];
        html! {
            (choose_named(edited, "mandated", "Sent by", answers))
            (named_below("mandated", html! { @for place in PLACES { (place.fields(edited)) } }))
        }
    }
}
