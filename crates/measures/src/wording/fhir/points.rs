//! Where the points of an answer stand, which differs by release and by guide.

use super::super::json::{list, text, whole};
use super::extensions;
use serde_json::Value;

/// The last part of each address under which points are in use: `…/ordinalValue` (R4), `…/itemWeight` (R5),
/// `…/questionnaire-ordinalValue` (STU3), and what value sets, code systems, data types and the Argonaut guide have for it.
const ADDRESSES: [&str; 7] = [
    "ordinalValue",
    "itemWeight",
    "questionnaire-ordinalValue",
    "valueset-ordinalValue",
    "codesystem-ordinalValue",
    "iso21090-CO-value",
    "extension-itemOrdinal",
];
/// The properties of a concept that are its points.
const PROPERTIES: [&str; 3] = ["itemWeight", "ordinalValue", "weight"];
/// The types a number comes in.
const NUMBERS: [&str; 4] = [
    "valueDecimal",
    "valueInteger",
    "valueUnsignedInt",
    "valuePositiveInt",
];

/// The points that stand at a value, as an extension or a property. A fraction is no points of ours.
pub(super) fn of(value: &Value) -> Option<i32> {
    let carries = |url: &str| ADDRESSES.contains(&url.rsplit('/').next().unwrap_or(url));
    let extension = extensions(value)
        .find(|(url, _)| carries(url))
        .and_then(|(_, extension)| whole(extension, &NUMBERS));
    extension.or_else(|| {
        let mut properties = list(value, "property").iter();
        let property =
            properties.find(|p| text(p, "code").is_some_and(|c| PROPERTIES.contains(&c)))?;
        whole(property, &NUMBERS)
    })
}
