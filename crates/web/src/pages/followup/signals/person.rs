//! Everything that is open about somebody, as one row.

use clinic::followup::signal::ListedSignal;

/// What is open about somebody.
pub(super) struct AboutPerson<'a> {
    /// The most urgent: by it they stand where they stand.
    pub first: &'a ListedSignal,
    /// The gravest cause: it names the row, however urgent something else is.
    pub gravest: &'a ListedSignal,
    /// All of it.
    titles: Vec<&'static str>,
}

impl AboutPerson<'_> {
    /// What else is open about them.
    pub(super) fn beside(&self) -> Vec<&'static str> {
        let leads = self.gravest.signal.title();
        let titles = self.titles.iter().copied();
        titles.filter(|title| *title != leads).collect()
    }
}

/// Each person once, in the order in which their first signals come.
pub(super) fn by_person(signals: &[ListedSignal]) -> Vec<AboutPerson<'_>> {
    let mut rows: Vec<AboutPerson<'_>> = Vec::new();
    for listed in signals {
        let title = listed.signal.title();
        let same = |about: &&mut AboutPerson<'_>| {
            about.first.signal.person == listed.signal.person && listed.signal.closed.is_none()
        };
        match rows.iter_mut().find(same) {
            Some(about) => {
                if listed.signal.gravity() < about.gravest.signal.gravity() {
                    about.gravest = listed;
                }
                if !about.titles.contains(&title) {
                    about.titles.push(title);
                }
            }
            None => rows.push(AboutPerson {
                first: listed,
                gravest: listed,
                titles: vec![title],
            }),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::by_person;
    use care::followup::signal::{About, Matter, Signal, SignalKind, Urgency};
    use care::{PersonId, SignalId};
    use clinic::followup::signal::ListedSignal;

    fn listed(kind: SignalKind, matter: Option<Matter>, urgency: Urgency) -> ListedSignal {
        let person = PersonId::from(uuid::Uuid::from_u128(1));
        ListedSignal {
            signal: Signal {
                id: SignalId::from(uuid::Uuid::from_u128(2)),
                person,
                kind,
                matter,
                urgency,
                words: String::new(),
                further: Vec::new(),
                gone: Vec::new(),
                about: About::Record,
                occasion: None,
                raised_at: jiff::Timestamp::UNIX_EPOCH,
                raised_by: person,
                closed: None,
                answer_by: None,
                waits_since: None,
                first_by: None,
                step: None,
                taken: None,
            },
            called: "Dana".to_owned(),
            responses: Vec::new(),
            zone: None,
            has_left: false,
        }
    }

    #[test]
    fn the_gravest_cause_names_the_row_and_the_most_urgent_says_how_soon() {
        let suicide = Some(Matter::Suicide);
        let signals = [
            listed(SignalKind::Missed, None, Urgency::Today),
            listed(SignalKind::Hours, None, Urgency::Today),
            listed(SignalKind::Suicide, suicide, Urgency::Week),
            listed(SignalKind::Hours, None, Urgency::Week),
        ];
        let rows = by_person(&signals);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].gravest.signal.kind, SignalKind::Suicide);
        assert_eq!(rows[0].first.signal.urgency, Urgency::Today);
        assert_eq!(rows[0].beside(), ["Missed sessions", "Hours at risk"]);
    }
}
