//! What never changes during a design: who and what belongs together, and which slots anyone could lead.

use crate::dice::Dice;
use crate::instance::{Instance, Kind};
use std::collections::{BTreeMap, HashMap};

/// Most people who are looked at for one group of a move; a site has about as many.
const PEOPLE_MAX: usize = 100;

/// Groups and people by site, and slots by group.
pub(crate) struct Places {
    /// By group: options that some leader is on duty for.
    slots: Vec<u32>,
    slots_of: Vec<(u32, u32)>,
    /// By site number; the network is a site of its own.
    pub groups: Vec<Vec<u32>>,
    people: Vec<Vec<u32>>,
    /// By process group: who may attend it.
    attending: Vec<Vec<u32>>,
    /// By group.
    site_of: Vec<u32>,
}

impl Places {
    pub fn new(instance: &Instance) -> Places {
        let mut sites: BTreeMap<Option<usize>, u32> = BTreeMap::new();
        let keys = instance.groups.iter().map(|g| g.site);
        for key in keys.chain(instance.people.iter().map(|p| Some(p.site))) {
            sites.entry(key).or_default();
        }
        for (number, value) in sites.values_mut().enumerate() {
            *value = number as u32;
        }
        let mut places = Places {
            slots: Vec::new(),
            slots_of: Vec::new(),
            groups: vec![Vec::new(); sites.len()],
            people: vec![Vec::new(); sites.len()],
            attending: vec![Vec::new(); instance.groups.len()],
            site_of: instance.groups.iter().map(|g| sites[&g.site]).collect(),
        };
        for (p, person) in instance.people.iter().enumerate() {
            for &g in instance.eligible[p]
                .iter()
                .filter(|g| instance.groups[**g as usize].kind == Kind::Process)
            {
                places.attending[g as usize].push(p as u32);
            }
            places.people[sites[&Some(person.site)] as usize].push(p as u32);
            if let Some(&network) = sites.get(&None)
                && person.telehealth_possible
            {
                places.people[network as usize].push(p as u32);
            }
        }
        let mut known: HashMap<(usize, u8, &[u32]), (u32, u32)> = HashMap::new();
        for g in 0..instance.groups.len() {
            places.groups[places.site_of[g] as usize].push(g as u32);
            let group = &instance.groups[g];
            let key = (
                group.option_set,
                group.length_units,
                instance.leaders[g].as_slice(),
            );
            let range = *known
                .entry(key)
                .or_insert_with(|| places.list_slots(instance, g));
            places.slots_of.push(range);
        }
        places
    }

    fn list_slots(&mut self, instance: &Instance, g: usize) -> (u32, u32) {
        let from = self.slots.len() as u32;
        let length = instance.groups[g].length_units;
        for (o, slot) in instance.options(g).iter().enumerate() {
            let on_duty = |f: &u32| {
                let duty = &instance.staff[*f as usize].duty;
                slot.meetings
                    .iter()
                    .all(|m| m.mask(length) & !duty[usize::from(m.day)] == 0)
            };
            if instance.leaders[g].iter().any(on_duty) {
                self.slots.push(o as u32);
            }
        }
        (from, self.slots.len() as u32)
    }

    /// The options of a group that some leader is on duty for.
    pub fn slots(&self, g: usize) -> &[u32] {
        let (from, to) = self.slots_of[g];
        &self.slots[from as usize..to as usize]
    }

    /// Who may wish for any of the groups: of a process group whoever may attend it, of others the people of the
    /// site; of long lists a random stretch.
    pub fn people_near(&self, groups: &[u32], dice: &mut Dice, people: &mut Vec<u32>) {
        people.clear();
        let mut done: Vec<*const Vec<u32>> = Vec::new();
        for &g in groups {
            let own = &self.attending[g as usize];
            let list = if own.is_empty() {
                &self.people[self.site_of[g as usize] as usize]
            } else {
                own
            };
            if done.contains(&std::ptr::from_ref(list)) {
                continue;
            }
            done.push(std::ptr::from_ref(list));
            let from = if list.len() > PEOPLE_MAX {
                dice.below(list.len() - PEOPLE_MAX)
            } else {
                0
            };
            people.extend_from_slice(&list[from..list.len().min(from + PEOPLE_MAX)]);
        }
        people.sort_unstable();
        people.dedup();
    }

    /// The other groups of a group's site.
    pub fn neighbors(&self, g: u32) -> &[u32] {
        &self.groups[self.site_of[g as usize] as usize]
    }
}
