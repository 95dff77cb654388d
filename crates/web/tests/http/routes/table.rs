//! Reading `routes.txt`.

use super::ROLES;
use care::Role;

/// One line: an address, and what it answers to everybody.
pub struct Row {
    pub changes: bool,
    pub path: String,
    /// `near`, `far` or `-`.
    pub which: String,
    pub json: bool,
    pub nobody: u16,
    pub expired: u16,
    pub roles: [u16; 9],
    /// Nothing is the same as at home.
    pub other: Option<u16>,
    pub late: Option<u16>,
}

impl Row {
    /// What it answers to a role.
    pub fn answers(&self, role: Role) -> u16 {
        let at = ROLES.iter().position(|one| *one == role);
        self.roles[at.expect("each role has a column")]
    }

    /// The first role of the table that it answers like this.
    pub fn first(&self, status: u16) -> Option<Role> {
        let mut roles = ROLES.into_iter();
        roles.find(|role| self.answers(*role) == status)
    }

    /// Whoever reaches furthest among the roles that it answers like this.
    pub fn furthest(&self, status: u16) -> Option<Role> {
        let mut roles = [Role::ClinicalDirector, Role::Patient].into_iter();
        let found = roles.find(|role| self.answers(*role) == status);
        found.or_else(|| self.first(status))
    }
}

/// The table.
pub fn rows() -> Vec<Row> {
    let lines = include_str!("../../routes.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(row)
        .collect()
}

fn row(line: &str) -> Row {
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words.len(), 16, "{line}");
    let status = |at: usize| {
        words[at]
            .parse::<u16>()
            .unwrap_or_else(|_| panic!("{line}"))
    };
    let or_same = |at: usize| (words[at] != "=").then(|| status(at));
    let changes = match words[0] {
        "GET" => false,
        "POST" => true,
        other => panic!("{other}: {line}"),
    };
    let route = web::routes::all().find(|route| route.changes == changes && route.path == words[1]);
    Row {
        changes,
        path: words[1].to_owned(),
        which: words[2].to_owned(),
        json: route.is_some_and(|route| route.json),
        nobody: status(3),
        expired: status(4),
        roles: std::array::from_fn(|place| status(5 + place)),
        other: or_same(14),
        late: or_same(15),
    }
}
