//! One table at a time for an organization: a thousand lines are checked one after the other, and two colleagues who
//! bring in the same table at once would each be told that the other one's lines are here already.

use care::OrganizationId;
use door::task::open;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// The organizations in which a table is looked at or brought in.
#[derive(Default)]
pub(super) struct Importing(Mutex<BTreeSet<OrganizationId>>);

/// A table under way; over when dropped.
pub(super) struct Turn<'a> {
    all: &'a Importing,
    organization: OrganizationId,
}

impl Importing {
    /// Begins one, unless one is under way.
    pub fn begin(&self, organization: OrganizationId) -> Option<Turn<'_>> {
        // Only made where it begins: one that is dropped ends whatever is under way.
        open(&self.0).insert(organization).then(|| Turn {
            all: self,
            organization,
        })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        open(&self.all.0).remove(&self.organization);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_organization_brings_in_one_table_at_a_time_and_keeps_no_other_waiting() {
        let importing = Importing::default();
        let [one, other] = [1, 2].map(|number| OrganizationId::from(Uuid::from_u128(number)));
        let first = importing.begin(one);
        assert!(first.is_some() && importing.begin(one).is_none());
        assert!(importing.begin(other).is_some());
        drop(first);
        assert!(importing.begin(one).is_some());
    }
}
