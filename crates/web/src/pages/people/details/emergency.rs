//! Whom to call in an emergency, and what they may be told.

use super::{
    Typed, any_typed, choose, choose_named, chosen, chosen_named, folded, named_below,
    named_or_nobody, text,
};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored};
use care::Phone;
use care::invalid::Issues;
use care::people::answered::Answered;
use care::people::details::{
    EMERGENCY_CONTACTS_MAX, EmergencyContact, EmergencyContacts, MayBeTold,
};
use maud::{Markup, html};

/// The fields of one person.
struct Place {
    title: &'static str,
    name: &'static str,
    relation: &'static str,
    phone: &'static str,
    may: &'static str,
    words: &'static str,
}

const PLACES: &[Place; EMERGENCY_CONTACTS_MAX] = &[
    Place {
        title: "Call first",
        name: "name1",
        relation: "relation1",
        phone: "phone1",
        may: "may1",
        words: "words1",
    },
    Place {
        title: "Call next",
        name: "name2",
        relation: "relation2",
        phone: "phone2",
        may: "may2",
        words: "words2",
    },
    Place {
        title: "Call last",
        name: "name3",
        relation: "relation3",
        phone: "phone3",
        may: "may3",
        words: "words3",
    },
];

impl Place {
    fn is_filled(&self, form: &Form) -> bool {
        let said = Answered::<MayBeTold>::from_code(form.text(self.may));
        any_typed(form, &[self.name, self.relation, self.phone, self.words])
            || said != Some(Answered::NotAsked)
    }

    fn typed(&self, form: &Form, issues: &mut Issues) -> Option<EmergencyContact> {
        let name = issues.take(self.name, form.line(self.name, "their name"));
        let relation = form.line(self.relation, "what they are to the person");
        let relation = issues.take(self.relation, relation);
        let phone = issues.take(self.phone, Phone::parse(form.text(self.phone)));
        let may = chosen(form, self.may, issues);
        let words = form.optional_line(self.words, "a line");
        let words = issues.take(self.words, words);
        Some(EmergencyContact {
            name: name?,
            relation: relation?,
            phone: phone?,
            may: may?,
            words: words?,
        })
    }

    fn stored(&self, one: Option<&EmergencyContact>, stored: &mut Stored) {
        let of = |part: fn(&EmergencyContact) -> String| one.map(part).unwrap_or_default();
        let words = one.and_then(|one| one.words.as_ref());
        let may = one.map_or(Answered::NotAsked, |one| one.may);
        stored.push((self.name, of(|one| one.name.to_string())));
        stored.push((self.relation, of(|one| one.relation.to_string())));
        stored.push((self.phone, of(|one| one.phone.as_str().to_owned())));
        stored.push((self.may, may.code().to_owned()));
        stored.push((
            self.words,
            words.map(ToString::to_string).unwrap_or_default(),
        ));
    }

    fn fields(&self, edited: &Edited) -> Markup {
        let body = html! {
                div.pair {
                    (text(edited, self.name, "Name").optional().autocomplete("off"))
                    (text(edited, self.relation, "What they are to the person").optional())
                    (text(edited, self.phone, "Telephone").optional().tel().autocomplete("off"))
                    (choose::<MayBeTold>(edited, self.may, "They may be told"))
                }
                (text(edited, self.words, "What else to know").optional()
                    .hint("Such as when they can be reached, or a language."))
        };
        let names = [self.name, self.relation, self.phone, self.may, self.words];
        let open = self.name == PLACES[0].name || self.is_filled(&edited.shown);
        folded(edited, self.title, &names, open, body)
    }
}

impl Typed for EmergencyContacts {
    fn stored(&self) -> Stored {
        let named = self.people.code_by(|all| named_or_nobody(all));
        let mut stored = vec![("named", named.to_owned())];
        for (at, place) in PLACES.iter().enumerate() {
            place.stored(self.named().get(at), &mut stored);
        }
        stored
    }

    fn typed(form: &Form) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let filled: Vec<&Place> = PLACES.iter().filter(|one| one.is_filled(form)).collect();
        let sentence =
            "Somebody stands below. Choose “The people below”, or clear what stands there.";
        let clash = (!filled.is_empty()).then_some(sentence);
        let people = chosen_named(form, "named", clash, &mut issues, |issues| {
            if filled.is_empty() {
                let sentence = "Enter whom to call, or choose another answer above.";
                issues.add("name1", sentence);
            }
            let filled = filled.iter();
            filled.filter_map(|one| one.typed(form, issues)).collect()
        });
        match people {
            Some(people) if issues.0.is_empty() => Ok(Self { people }),
            _ => Err(issues),
        }
    }

    fn fields(edited: &Edited) -> Markup {
        let answers = ["There is nobody to call", "The people below"];
        html! {
            (choose_named(edited, "named", "In an emergency call", answers)
                .hint("Whoever is called hears that there is an emergency. That the person is in care for addiction is told only with their written consent."))
            (named_below("named", html! { @for place in PLACES { (place.fields(edited)) } }))
        }
    }
}
