//! The fields of one payer.

use crate::pages::people::details::{any_typed, folded, text};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::ui::{Field, branch, field};
use care::Line;
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::people::answered::OnList;
use care::people::coverage::{
    CheckResult, CheckedBy, Coverage, EligibilityCheck, Insured, PAYERS_MAX, PayerKind,
};
use care::people::patient::BirthDate;
use clinic::people::coverage::CoverageSheet;
use jiff::civil::Date;
use maud::{Markup, html};

const THEMSELVES: &str = "themselves";
const OTHER: &str = "other";
const NOT_CHECKED: &str = "not_checked";

/// The fields of one payer, by what they are called.
pub(super) struct Place {
    /// The number by which it pays where nobody says another.
    order: u8,
    rank: &'static str,
    kind: &'static str,
    payer: &'static str,
    plan: &'static str,
    member: &'static str,
    insured: &'static str,
    insured_name: &'static str,
    insured_relation: &'static str,
    insured_born: &'static str,
    from: &'static str,
    until: &'static str,
    result: &'static str,
    checked_on: &'static str,
    checked_by: &'static str,
    checked_words: &'static str,
    rule: &'static str,
}

macro_rules! place {
    ($number:literal) => {
        Place {
            order: $number,
            rank: concat!("rank", $number),
            kind: concat!("kind", $number),
            payer: concat!("payer", $number),
            plan: concat!("plan", $number),
            member: concat!("member", $number),
            insured: concat!("insured", $number),
            insured_name: concat!("insured_name", $number),
            insured_relation: concat!("insured_relation", $number),
            insured_born: concat!("insured_born", $number),
            from: concat!("from", $number),
            until: concat!("until", $number),
            result: concat!("result", $number),
            checked_on: concat!("checked_on", $number),
            checked_by: concat!("checked_by", $number),
            checked_words: concat!("checked_words", $number),
            rule: concat!("rule", $number),
        }
    };
}

pub(super) const PLACES: &[Place; PAYERS_MAX] = &[place!(1), place!(2), place!(3)];

impl Place {
    /// Every field in which nothing stands where there is no payer.
    fn empty(&self) -> [&'static str; 13] {
        [
            self.kind,
            self.payer,
            self.plan,
            self.member,
            self.insured_name,
            self.insured_relation,
            self.insured_born,
            self.from,
            self.until,
            self.checked_on,
            self.checked_by,
            self.checked_words,
            self.rule,
        ]
    }

    pub(super) fn is_filled(&self, form: &Form) -> bool {
        any_typed(form, &self.empty())
            || form.text(self.insured) == OTHER
            || !["", NOT_CHECKED].contains(&form.text(self.result))
    }

    /// The number by which it pays, and what it covers.
    pub(super) fn typed(
        &self,
        form: &Form,
        today: Date,
        issues: &mut Issues,
    ) -> Option<(u8, Coverage)> {
        let rank = match form.text(self.rank) {
            "" => Some(self.order),
            text => text.parse().ok().filter(|rank| (1..=3).contains(rank)),
        };
        if rank.is_none() {
            issues.add(self.rank, "Choose one of the list.");
        }
        let kind = PayerKind::from_code(form.text(self.kind));
        if kind.is_none() {
            issues.add(self.kind, "Choose what kind of payer it is.");
        }
        let payer = issues.take(self.payer, form.line(self.payer, "who pays"));
        let plan = issues.take(self.plan, form.optional_line(self.plan, "the plan"));
        let member = issues.take(
            self.member,
            form.optional_line(self.member, "the member number"),
        );
        let insured = self.insured(form, today, issues);
        let from = issues.take(self.from, form.optional(self.from, parse_day));
        let until = issues.take(self.until, form.optional(self.until, parse_day));
        let checked = self.checked(form, issues);
        let rule = issues.take(self.rule, form.optional_line(self.rule, "a rule"));
        Some((
            rank?,
            Coverage {
                kind: kind?,
                payer: payer?,
                plan: plan?,
                member: member?,
                insured: insured?,
                from: from?,
                until: until?,
                checked,
                rule: rule?,
            },
        ))
    }

    fn insured(&self, form: &Form, today: Date, issues: &mut Issues) -> Option<Insured> {
        let of_other = [self.insured_name, self.insured_relation, self.insured_born];
        match form.text(self.insured) {
            OTHER => {
                let name = form.line(self.insured_name, "the name of the insured");
                let name = issues.take(self.insured_name, name);
                let relation = form.line(self.insured_relation, "what they are to the person");
                let relation = issues.take(self.insured_relation, relation);
                let born = |text: &str| BirthDate::parse(text, today);
                let born = issues.take(self.insured_born, form.optional(self.insured_born, born));
                Some(Insured::Other {
                    name: name?,
                    relation: relation?,
                    born: born?,
                })
            }
            "" | THEMSELVES if any_typed(form, &of_other) => {
                let sentence =
                    "Somebody else stands beside it. Choose “Somebody else”, or clear it.";
                issues.add(self.insured, sentence);
                None
            }
            "" | THEMSELVES => Some(Insured::Themselves),
            _ => {
                issues.add(self.insured, "Choose one of the list.");
                None
            }
        }
    }

    /// What was found out about it; nothing where nobody asked, or where there is something to mend, which `issues` says.
    fn checked(&self, form: &Form, issues: &mut Issues) -> Option<EligibilityCheck> {
        let code = form.text(self.result);
        if ["", NOT_CHECKED].contains(&code) {
            if any_typed(
                form,
                &[self.checked_on, self.checked_by, self.checked_words],
            ) {
                let sentence = "Say what came of it, or clear what stands beside it.";
                issues.add(self.result, sentence);
            }
            return None;
        }
        let result = CheckResult::from_code(code);
        if result.is_none() {
            issues.add(self.result, "Choose one of the list.");
        }
        let on = issues.take(self.checked_on, parse_day(form.text(self.checked_on)));
        let by = CheckedBy::from_code(form.text(self.checked_by));
        if by.is_none() {
            issues.add(self.checked_by, "Choose how it was checked.");
        }
        let words = form.optional_line(self.checked_words, "what was said");
        let words = issues.take(self.checked_words, words);
        Some(EligibilityCheck {
            on: on?,
            by: by?,
            result: result?,
            words: words?,
        })
    }

    pub(super) fn stored(&self, at: usize, one: Option<&Coverage>, stored: &mut Stored) {
        let line = |part: fn(&Coverage) -> Option<&Line>| {
            let line = one.and_then(part);
            line.map(ToString::to_string).unwrap_or_default()
        };
        let day = |part: fn(&Coverage) -> Option<Date>| {
            let day = one.and_then(part);
            day.map(day_text).unwrap_or_default()
        };
        let kind = one.map_or("", |one| one.kind.code());
        stored.push((self.rank, (at + 1).to_string()));
        stored.push((self.kind, kind.to_owned()));
        stored.push((self.payer, line(|one| Some(&one.payer))));
        stored.push((self.plan, line(|one| one.plan.as_ref())));
        stored.push((self.member, line(|one| one.member.as_ref())));
        stored.push((self.from, day(|one| one.from)));
        stored.push((self.until, day(|one| one.until)));
        stored.push((self.rule, line(|one| one.rule.as_ref())));
        self.stored_insured(one.map(|one| &one.insured), stored);
        self.stored_check(one.and_then(|one| one.checked.as_ref()), stored);
    }

    fn stored_insured(&self, insured: Option<&Insured>, stored: &mut Stored) {
        let (code, name, relation, born) = match insured {
            Some(Insured::Other {
                name,
                relation,
                born,
            }) => {
                let born = born.map(|born| day_text(born.date())).unwrap_or_default();
                (OTHER, name.to_string(), relation.to_string(), born)
            }
            Some(Insured::Themselves) | None => {
                (THEMSELVES, String::new(), String::new(), String::new())
            }
        };
        stored.push((self.insured, code.to_owned()));
        stored.push((self.insured_name, name));
        stored.push((self.insured_relation, relation));
        stored.push((self.insured_born, born));
    }

    fn stored_check(&self, check: Option<&EligibilityCheck>, stored: &mut Stored) {
        let result = check.map_or(NOT_CHECKED, |check| check.result.code());
        let on = check.map(|check| day_text(check.on)).unwrap_or_default();
        let by = check.map_or("", |check| check.by.code());
        let words = check.and_then(|check| check.words.as_ref());
        stored.push((self.result, result.to_owned()));
        stored.push((self.checked_on, on));
        stored.push((self.checked_by, by.to_owned()));
        stored.push((
            self.checked_words,
            words.map(ToString::to_string).unwrap_or_default(),
        ));
    }

    pub(super) fn fields(&self, title: &str, shown: &CoverageSheet, edited: &Edited) -> Markup {
        let body = html! {
            div.pair {
                (text(edited, self.payer, "Payer").optional().autocomplete("off"))
                (select(edited, self.kind, "Kind", &listed::<PayerKind>("", "Not chosen")))
                (text(edited, self.plan, "Plan").optional().autocomplete("off"))
                (text(edited, self.member, "Member number").optional().autocomplete("off"))
                (text(edited, self.from, "First day").optional().date().hint("For example Apr 14, 2026"))
                (text(edited, self.until, "Last day").optional().date().hint("Empty while no end is known"))
            }
            (self.insured_fields(edited))
            (self.check_fields(edited))
            (select(edited, self.rule, "Rule about the hours of a week", &self.rules(shown, edited)))
            (select(edited, self.rank, "Pays", &pairs(&[("1", "First"), ("2", "Second"), ("3", "Third")])))
        };
        let special = [self.insured, self.result, self.rank];
        let names: Vec<&str> = self.empty().into_iter().chain(special).collect();
        let open = self.order == 1 || self.is_filled(&edited.shown);
        folded(edited, title, &names, open, body)
    }

    fn insured_fields(&self, edited: &Edited) -> Markup {
        let who = pairs(&[(THEMSELVES, "The person"), (OTHER, "Somebody else")]);
        html! {
            div.pair {
                (select(edited, self.insured, "Insured is", &who))
            }
            (branch(self.insured, &[OTHER], html! {
                div.pair {
                    (text(edited, self.insured_name, "Somebody else: name").optional().autocomplete("off"))
                    (text(edited, self.insured_relation, "Somebody else: what they are to the person").optional())
                    (text(edited, self.insured_born, "Somebody else: date of birth").optional().date())
                }
            }))
        }
    }

    fn check_fields(&self, edited: &Edited) -> Markup {
        let results = listed::<CheckResult>(NOT_CHECKED, "Not checked yet");
        let checked: Vec<&str> = CheckResult::EVERY.iter().map(|one| one.code()).collect();
        html! {
            div.pair {
                (select(edited, self.result, "Eligibility", &results))
            }
            (branch(self.result, &checked, html! {
                div.pair {
                    (text(edited, self.checked_on, "Checked on").optional().date().hint("For example Apr 14, 2026"))
                    (select(edited, self.checked_by, "Checked by", &listed::<CheckedBy>("", "Not chosen")))
                    (text(edited, self.checked_words, "What was said").optional())
                }
            }))
        }
    }

    /// The rules to choose from, with the one that stands there where the protocol has it no more.
    fn rules(&self, shown: &CoverageSheet, edited: &Edited) -> Vec<(String, String)> {
        let mut rules = pairs(&[("", "Not known")]);
        rules.extend(shown.rules.iter().cloned());
        let there = edited.shown.text(self.rule);
        if !rules.iter().any(|(id, _)| id == there) {
            let label = format!("{there} (no longer in the protocol)");
            rules.push((there.to_owned(), label));
        }
        rules
    }
}

fn select(edited: &Edited, name: &'static str, label: &str, options: &[(String, String)]) -> Field {
    field(name, label)
        .select(options.iter().cloned())
        .value(edited.shown.text(name))
        .check(&edited.problems)
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(code, label)| ((*code).to_owned(), (*label).to_owned()))
        .collect()
}

/// A list to choose from, behind what stands where nobody chose.
fn listed<T: OnList>(code: &str, label: &str) -> Vec<(String, String)> {
    let mut all = pairs(&[(code, label)]);
    let every = T::EVERY.iter();
    all.extend(every.map(|one| (one.code().to_owned(), one.listed())));
    all
}
