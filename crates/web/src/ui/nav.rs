//! One place to go: an entry of a navigation, a menu or a row of tabs.

use super::Icon;

/// A link in a navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where it goes.
    pub href: String,
    /// The word shown.
    pub label: String,
    /// The icon before the word, where the navigation shows icons.
    pub icon: Option<Icon>,
    /// Whether this is the page being shown.
    pub current: bool,
    /// How many things wait there.
    pub count: Option<u32>,
    /// The keys that go there, pressed one after the other: `g t`.
    pub shortcut: Option<String>,
    /// Under which heading it stands, where the navigation has any.
    pub group: Option<&'static str>,
    /// Whether it stands in the bar at the foot of a phone's screen; everything else is behind its last button.
    pub at_hand: bool,
}

impl NavItem {
    /// A link with a word.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            icon: None,
            current: false,
            count: None,
            shortcut: None,
            group: None,
            at_hand: false,
        }
    }

    /// With an icon before the word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Marks the page being shown.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// With the number of things that wait there; nought is not shown.
    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }

    /// With keys that go there, for example `g t`.
    #[must_use]
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// Under a heading. Those of one heading stand one after the other.
    #[must_use]
    pub fn group(mut self, group: Option<&'static str>) -> Self {
        self.group = group;
        self
    }
}
