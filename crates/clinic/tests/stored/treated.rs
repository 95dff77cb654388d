//! What treatment goes by and gives.

use crate::people::line;
use crate::{Shape, shape};
use care::Phone;
use care::assessment::finding::Source;
use care::treatment::allergy::{Allergies, Allergy, AllergySeverity};
use care::treatment::medicine::{Medicine, NoMedicines, TakenToday};
use care::treatment::naloxone::{GivingMended, NaloxoneGiven};
use care::treatment::pharmacy::Pharmacy;
use care::treatment::screen::{
    Gambling, Infection, InfectionScreen, ScreenAsked, Screens, TestResult,
};
use jiff::civil::date;

pub fn shapes() -> Vec<Shape> {
    vec![
        shape(allergies()),
        shape(medicines()),
        shape(no_medicines()),
        shape(given()),
        shape(pharmacies()),
        shape(screens()),
    ]
}

fn allergies() -> Vec<Allergies> {
    let list = AllergySeverity::ALL.iter().map(|severity| Allergy {
        substance: line("Penicillin"),
        reaction: (*severity == AllergySeverity::Mild).then(|| line("Rash")),
        severity: *severity,
    });
    let list: Vec<Allergy> = list.collect();
    let mut all = Vec::new();
    for source in Source::ALL {
        for list in [Vec::new(), list.clone()] {
            all.push(Allergies { source, list });
        }
    }
    all
}

fn medicines() -> Vec<Medicine> {
    TakenToday::ALL
        .iter()
        .map(|taken| {
            let full = *taken == TakenToday::No;
            Medicine {
                name: line("Lisinopril"),
                dose: full.then(|| line("10 mg")),
                often: full.then(|| line("Every morning")),
                prescriber: full.then(|| line("Dr. Amari")),
                since: full.then(|| line("2019")),
                taken: *taken,
                stopped_on: full.then(|| date(2026, 3, 1)),
                stopped_why: full.then(|| line("Cough")),
                despite: full.then(|| line("Another maker")),
                source: Source::Person,
            }
        })
        .collect()
}

fn no_medicines() -> Vec<NoMedicines> {
    vec![NoMedicines {
        source: Source::Family,
    }]
}

fn given() -> Vec<NaloxoneGiven> {
    let one = |by, mended| NaloxoneGiven {
        on: date(2026, 3, 1),
        kits: 2,
        by,
        mended,
    };
    let mended = [
        None,
        Some(GivingMended::Corrected(line("Two kits, not three"))),
        Some(GivingMended::Withdrawn(line(
            "Written down for somebody else",
        ))),
    ];
    let mended = mended.into_iter();
    mended
        .flat_map(|mended| {
            let named = Some(line("Nurse Vale"));
            [one(None, mended.clone()), one(named, mended)]
        })
        .collect()
}

fn pharmacies() -> Vec<Pharmacy> {
    let full = Pharmacy {
        name: line("Harbor Drug"),
        phone: Phone::parse("207 555 0164").ok(),
        place: Some(line("Main Street")),
    };
    let bare = Pharmacy {
        phone: None,
        place: None,
        ..full.clone()
    };
    vec![full, bare]
}

fn screens() -> Vec<Screens> {
    let mut infections = Vec::new();
    for infection in Infection::ALL {
        for asked in ScreenAsked::ALL {
            for result in TestResult::ALL {
                let tested = *asked == ScreenAsked::Yes;
                infections.push(InfectionScreen {
                    infection: *infection,
                    asked: *asked,
                    tested_on: tested.then(|| date(2026, 3, 1)),
                    result: tested.then_some(*result),
                });
            }
        }
    }
    let of = |gambling: &Gambling| Screens {
        infections: infections.clone(),
        gambling: *gambling,
    };
    Gambling::ALL.iter().map(of).collect()
}
