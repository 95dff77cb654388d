//! What stays in sight while a page scrolls stands below the banners, which stay above everything.

const STYLE: &str = include_str!("../../../assets/stepwell.css");
/// The banners themselves, which the others stand below.
const TOPMOST: &str = ".staff .banners";

#[test]
fn whatever_stays_at_the_top_of_a_page_stands_below_the_banners() {
    // The last of the braces before a declaration opens its rule, also within a media query.
    let rules = STYLE
        .split('}')
        .filter_map(|block| block.rsplit_once('{'))
        .filter(|(_, inside)| inside.contains("position: sticky"));
    let at_the_top: Vec<_> = rules
        .filter(|(_, inside)| inside.contains("inset-block-start:"))
        .collect();
    assert!(at_the_top.len() > 4, "{at_the_top:?}");
    for (before, inside) in at_the_top {
        let selector = before.lines().last().unwrap_or_default().trim();
        let selector = selector.rsplit('{').next().unwrap_or_default().trim();
        assert!(
            selector == TOPMOST || inside.contains("var(--above"),
            "{selector} slides under the banners"
        );
    }
}
