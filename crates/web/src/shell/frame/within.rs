//! Whether an address lies within another one, by which a page knows where it stands.

use super::ABOUT;

/// Addresses like which every other one begins, and which hold nothing but themselves.
const ROOTS: [&str; 3] = ["/staff", "/me", ABOUT];

/// Whether an address is a place or lies within it.
pub(super) fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') && !ROOTS.contains(&place))
}

/// How much of an address a place knows, or what else is part of that place, where the address lies within either: the
/// place that knows the most is the one in which it lies.
pub(super) fn covers(path: &str, place: &str, also: &[&str]) -> Option<usize> {
    let known = also.iter().copied().chain([place]);
    known
        .filter(|start| is_within(path, start))
        .map(str::len)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_only_begins_like_a_place_is_not_in_it() {
        assert!(is_within("/staff", "/staff") && !is_within("/staff/people", "/staff"));
        assert!(is_within("/staff/people/{id}", "/staff/people"));
        assert!(!is_within("/staff/emergency", "/staff/emergencies"));
        assert!(!is_within("/staff/on-call-list", "/staff/on-call"));
    }
}
