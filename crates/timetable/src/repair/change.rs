//! What can happen to a published week, and the instance as it is afterwards.

use crate::instance::{Instance, Invalid};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A staff member is out on a day, from one unit up to another.
    StaffOut {
        /// Who.
        staff: usize,
        /// Which day.
        day: usize,
        /// First unit out.
        from: usize,
        /// First unit back.
        to: usize,
    },
    /// A person has a new hard commitment on a day, from one unit up to another.
    PersonBusy {
        /// Who.
        person: usize,
        /// Which day.
        day: usize,
        /// First unit busy.
        from: usize,
        /// First unit free again.
        to: usize,
    },
    /// A room cannot be used.
    RoomGone {
        /// Which.
        room: usize,
    },
    /// A site is closed for a day: its staff hold nothing there.
    SiteClosed {
        /// Which.
        site: usize,
        /// Which day.
        day: usize,
    },
}

/// The bits of the units from one up to another.
fn units(from: usize, to: usize) -> u64 {
    let below = |n: usize| if n >= 64 { u64::MAX } else { (1 << n) - 1 };
    below(to) & !below(from)
}

/// The instance after the changes.
pub(super) fn apply(instance: &Instance, changes: &[Change]) -> Result<Instance, Invalid> {
    let mut after = instance.clone();
    for (n, change) in changes.iter().enumerate() {
        let check = |name: &str, value: usize, count: usize| {
            if value < count {
                return Ok(());
            }
            Err(Invalid::new(
                format!("changes[{n}].{name}"),
                format!("{value} is not one of {count}"),
            ))
        };
        match *change {
            Change::StaffOut {
                staff,
                day,
                from,
                to,
            } => {
                check("staff", staff, after.staff.len())?;
                check("day", day, after.days)?;
                after.staff[staff].duty[day] &= !units(from, to);
            }
            Change::PersonBusy {
                person,
                day,
                from,
                to,
            } => {
                check("person", person, after.people.len())?;
                check("day", day, after.days)?;
                after.people[person].free[day] &= !units(from, to);
            }
            Change::RoomGone { room } => {
                check("room", room, after.rooms.len())?;
                after.rooms[room].seats = 0;
            }
            Change::SiteClosed { site, day } => {
                check("day", day, after.days)?;
                for member in after.staff.iter_mut().filter(|s| s.site == Some(site)) {
                    member.duty[day] = 0;
                }
            }
        }
    }
    Ok(after)
}
