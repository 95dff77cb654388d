//! What the public pages of the two sites say. Streets, payers and prices are made up; 555-01xx belongs to nobody.

use super::place::{DemoSite, HARBOR};
use anyhow::Result;
use care::people::leaflet::{
    Ages, Both, Ease, Leaflet, OfferedMedicine, Payment, Point, Remote, words,
};
use care::people::spoken::SpokenLanguage;
use care::{Line, Phone};

fn spoken(codes: &[&str]) -> Result<Vec<SpokenLanguage>> {
    let read = codes.iter().map(|code| Ok(SpokenLanguage::parse(code)?));
    read.collect()
}

/// What the page of a site says.
pub fn leaflet(place: &DemoSite) -> Result<Leaflet> {
    if place.name == HARBOR.name {
        harbor()
    } else {
        mesa()
    }
}

fn harbor() -> Result<Leaflet> {
    Ok(Leaflet {
        address: lines(&["12 Lantern Wharf", "Rockland, ME 04841"])?,
        point: Some(Point::parse("44.1037, -69.1089")?),
        way: both(
            "The gray house at the end of the wharf, behind the boat yard. Ring at the blue door. There is no sign \
             with our name on the street.",
            "La casa gris al final del muelle, detrás del astillero. Toque el timbre de la puerta azul. En la \
             calle no hay ningún letrero con nuestro nombre.",
        )?,
        phone: Some(Phone::parse("207-555-0100")?),
        ages: Some(Ages { from: 18, to: None }),
        speaks: spoken(&["en", "es", "so"])?,
        gives: vec![
            OfferedMedicine::Buprenorphine,
            OfferedMedicine::BuprenorphineShot,
            OfferedMedicine::Naltrexone,
            OfferedMedicine::NaltrexoneShot,
            OfferedMedicine::Acamprosate,
            OfferedMedicine::Disulfiram,
            OfferedMedicine::Tobacco,
            OfferedMedicine::Naloxone,
        ],
        welcomes: vec![OfferedMedicine::Methadone],
        pays: vec![
            Payment::Medicaid,
            Payment::Medicare,
            Payment::Private,
            Payment::Military,
            Payment::Oneself,
            Payment::Sliding,
        ],
        payers: lines(&[
            "Coast Community Plan",
            "Lantern Mutual",
            "Harbor State Health Plan",
        ])?,
        cost: both(
            "The first visit is free. If you pay on your own, a group costs from 0 to 45 dollars, by what you \
             earn. We tell you the price before you start.",
            "La primera visita es gratis. Si paga por su cuenta, un grupo cuesta de 0 a 45 dólares, según lo que \
             gane. Le decimos el precio antes de empezar.",
        )?,
        telehealth: Some(Remote::Partly),
        eases: vec![
            Ease::Wheelchair,
            Ease::Parking,
            Ease::Transit,
            Ease::Interpreter,
            Ease::Signing,
            Ease::Reading,
            Ease::ChildCare,
            Ease::Animals,
        ],
        first: both(
            "Plan for an hour and a half. There is coffee, and a quiet room if you need one.",
            "Cuente con una hora y media. Hay café, y una sala tranquila si la necesita.",
        )?,
        privacy: Some(Line::parse(
            "Privacy officer, 207-555-0109, or by letter to the address of the house",
            "whom to ask",
        )?),
    })
}

fn mesa() -> Result<Leaflet> {
    Ok(Leaflet {
        address: lines(&["400 Juniper Loop, Suite 2", "Taos, NM 87571"])?,
        point: Some(Point::parse("36.4072, -105.5731")?),
        way: both(
            "On the ground floor, beside the library. The bus stops across the street.",
            "En la planta baja, al lado de la biblioteca. El autobús para enfrente.",
        )?,
        phone: Some(Phone::parse("505-555-0100")?),
        ages: Some(Ages { from: 18, to: None }),
        speaks: spoken(&["en", "es", "nv"])?,
        gives: vec![
            OfferedMedicine::Buprenorphine,
            OfferedMedicine::Naltrexone,
            OfferedMedicine::NaltrexoneShot,
            OfferedMedicine::Acamprosate,
            OfferedMedicine::Naloxone,
        ],
        welcomes: vec![
            OfferedMedicine::Methadone,
            OfferedMedicine::BuprenorphineShot,
        ],
        pays: vec![
            Payment::Medicaid,
            Payment::Private,
            Payment::Tribal,
            Payment::Public,
            Payment::Oneself,
            Payment::Sliding,
            Payment::Parts,
        ],
        payers: lines(&["Mesa Community Plan", "High Desert Health Plan"])?,
        cost: both(
            "No one is sent away because they cannot pay. Ask for the sliding fee.",
            "A nadie se le niega la atención por no poder pagar. Pregunte por la tarifa según ingresos.",
        )?,
        telehealth: Some(Remote::All),
        eases: vec![
            Ease::Wheelchair,
            Ease::Parking,
            Ease::Transit,
            Ease::Ride,
            Ease::Interpreter,
            Ease::Hearing,
            Ease::Animals,
        ],
        first: both(
            "Plan for two hours. You can also have the first visit by video.",
            "Cuente con dos horas. La primera visita también puede ser por video.",
        )?,
        privacy: Some(Line::parse("Privacy officer, 505-555-0109", "whom to ask")?),
    })
}

fn both(en: &str, es: &str) -> Result<Both> {
    Ok(Both {
        en: words(en)?,
        es: words(es)?,
    })
}

fn lines(texts: &[&str]) -> Result<Vec<Line>> {
    let lines = texts.iter().map(|text| Line::parse(text, "a line"));
    Ok(lines.collect::<Result<_, _>>()?)
}
