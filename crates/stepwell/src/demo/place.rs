//! The two sites of the demonstration: hours, rooms, programs.

use anyhow::Result;
use care::{LevelOfCare, Line, Seats, Span, TimeZoneName, UsState, Weekday};
use clinic::people::site::SiteDraft;

/// The organization. No clinic of this name is known to us.
pub const ORGANIZATION: &str = "Lanternfield Recovery";
/// The number on the public pages; 555-01xx belongs to nobody.
pub const PHONE: &str = "207-555-0100";

/// One site as it is described here.
pub struct DemoSite {
    /// Its name.
    pub name: &'static str,
    /// Its zone, where nobody says another.
    pub zone: &'static str,
    /// The state it is in.
    pub state: &'static str,
    /// The area code of the people around it.
    pub area: &'static str,
    /// Days from, days to, opening, closing.
    hours: &'static [(&'static [Weekday], &'static str, &'static str)],
    /// Name and seats.
    pub rooms: &'static [(&'static str, u16)],
}

const WORKDAYS: &[Weekday] = &[
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];
const LONG_DAYS: &[Weekday] = &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu];

/// On the Atlantic, evenings until eight.
pub const HARBOR: DemoSite = DemoSite {
    name: "Harbor House",
    zone: "America/New_York",
    state: "ME",
    area: "207",
    hours: &[
        (LONG_DAYS, "8:00", "20:30"),
        (&[Weekday::Fri], "8:00", "17:00"),
        (&[Weekday::Sat], "9:00", "13:00"),
    ],
    rooms: &[
        ("Lighthouse", 14),
        ("Dock", 12),
        ("Tide", 10),
        ("Cove", 8),
        ("Quiet room", 4),
    ],
};

/// Two hours behind, on the mesa.
pub const MESA: DemoSite = DemoSite {
    name: "Mesa Center",
    zone: "America/Denver",
    state: "NM",
    area: "505",
    hours: &[
        (WORKDAYS, "7:30", "19:30"),
        (&[Weekday::Sat], "9:00", "12:00"),
    ],
    rooms: &[("Juniper", 14), ("Piñon", 12), ("Arroyo", 10), ("Sage", 4)],
};

/// What both sites offer, with its name in Spanish.
pub const PROGRAMS: [(&str, &str, LevelOfCare); 2] = [
    (
        "Intensive Outpatient Program",
        "Programa intensivo ambulatorio",
        LevelOfCare::IntensiveOutpatient,
    ),
    (
        "Outpatient Program",
        "Programa ambulatorio",
        LevelOfCare::Outpatient,
    ),
];

impl DemoSite {
    /// The site as the use case takes it.
    pub fn draft(&self, zone: &TimeZoneName) -> Result<SiteDraft> {
        let mut hours = Vec::new();
        for (days, from, to) in self.hours {
            for day in *days {
                hours.push(Span::parse(*day, from, to)?);
            }
        }
        Ok(SiteDraft {
            name: Line::parse(self.name, "a site name")?,
            zone: zone.clone(),
            state: Some(UsState::parse(self.state)?),
            hours,
        })
    }

    /// The rooms as the use case takes them, but for where they are.
    pub fn rooms(&self) -> Result<Vec<(Line, Seats)>> {
        self.rooms
            .iter()
            .map(|(name, seats)| {
                Ok((
                    Line::parse(name, "a room name")?,
                    Seats::parse(&seats.to_string())?,
                ))
            })
            .collect()
    }
}
