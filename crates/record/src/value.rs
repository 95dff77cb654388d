//! What travels between the application and either database.

use crate::RecordError;
use care::OrganizationId;
use care::Stored;
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// One value, in a form both engines can take. Columns are declared with the tokens of the schema:
/// `@id`, `@time`, `@int`, `@text`, `@bytes`, `@json`.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes, sealed or hashed.
    Bytes(Vec<u8>),
    /// An id.
    Id(Uuid),
    /// Any number of ids, for `= ANY($2)`: rows are loaded in sets, never one by one.
    Ids(Vec<Uuid>),
    /// An instant: microseconds since 1970 on `SQLite`, `timestamptz` on `PostgreSQL`. Never text:
    /// `12:00:00.5Z` sorts before `12:00:00Z`.
    Time(Timestamp),
    /// A JSON document; no query looks inside.
    Json(String),
}

impl Value {
    /// The text of a text or a document.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Json(text) => Some(text),
            _ => None,
        }
    }

    /// A document about nobody in care, as it is.
    pub(crate) fn document<T: Stored>(document: &T) -> Result<Self, RecordError> {
        serde_json::to_string(document)
            .map(Self::Json)
            .map_err(|_| RecordError::damaged(T::KIND))
    }
}

/// The arguments of a statement of one organization, whose place is the first. A type of its own, so that they cannot
/// be handed to anything that would not put the organization in.
#[derive(Debug)]
pub struct Args<'a>(pub(crate) &'a mut [Value]);

impl<'a> Args<'a> {
    /// With the organization put in.
    pub(crate) fn of(self, organization: OrganizationId) -> &'a [Value] {
        if let Some(first) = self.0.first_mut() {
            *first = Value::from(organization);
        }
        self.0
    }
}

/// The arguments of a statement, in the order of `$2`, `$3`, …. What `$1` is nobody says: whoever asks fills in the
/// organization that the transaction is of.
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        $crate::value::Args(&mut [$crate::Value::Null $(, $crate::Value::from($value))*])
    };
}

/// The arguments of a statement over all organizations, in the order of `$1`, `$2`, ….
macro_rules! args_across {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

macro_rules! from {
    ($($type:ty => $value:ident => $made:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self { $made }
        }
    )*};
}

from! {
    i64 => n => Self::Int(n);
    u32 => n => Self::Int(i64::from(n));
    u16 => n => Self::Int(i64::from(n));
    u8 => n => Self::Int(i64::from(n));
    bool => yes => Self::Int(i64::from(yes));
    &str => text => Self::Text(text.to_owned());
    String => text => Self::Text(text);
    &String => text => Self::Text(text.clone());
    Vec<u8> => bytes => Self::Bytes(bytes);
    &[u8] => bytes => Self::Bytes(bytes.to_vec());
    [u8; 32] => bytes => Self::Bytes(bytes.to_vec());
    [u8; 16] => bytes => Self::Bytes(bytes.to_vec());
    Uuid => uuid => Self::Id(uuid);
    Timestamp => at => Self::Time(at);
    care::OrganizationId => id => Self::Id(id.uuid());
    care::SiteId => id => Self::Id(id.uuid());
    care::RoomId => id => Self::Id(id.uuid());
    care::ProgramId => id => Self::Id(id.uuid());
    care::PersonId => id => Self::Id(id.uuid());
    care::PasskeyId => id => Self::Id(id.uuid());
    care::LoginId => id => Self::Id(id.uuid());
    care::PushId => id => Self::Id(id.uuid());
    care::GlassId => id => Self::Id(id.uuid());
    care::GrantId => id => Self::Id(id.uuid());
    care::JobId => id => Self::Id(id.uuid());
    care::GroupId => id => Self::Id(id.uuid());
    care::MembershipId => id => Self::Id(id.uuid());
    care::ChangeId => id => Self::Id(id.uuid());
    care::NoticeId => id => Self::Id(id.uuid());
    care::CommitmentId => id => Self::Id(id.uuid());
    care::ProposalId => id => Self::Id(id.uuid());
    care::EpisodeId => id => Self::Id(id.uuid());
    care::StayId => id => Self::Id(id.uuid());
    care::BedId => id => Self::Id(id.uuid());
    care::ReferralId => id => Self::Id(id.uuid());
    care::HandoverId => id => Self::Id(id.uuid());
    care::PlacementId => id => Self::Id(id.uuid());
    care::ExternalId => id => Self::Id(id.uuid());
    care::AssessmentId => id => Self::Id(id.uuid());
    care::FindingId => id => Self::Id(id.uuid());
    care::DiagnosisId => id => Self::Id(id.uuid());
    care::ResultId => id => Self::Id(id.uuid());
    care::AssignmentId => id => Self::Id(id.uuid());
    care::SafetyPlanId => id => Self::Id(id.uuid());
    care::ChapterEntryId => id => Self::Id(id.uuid());
    care::SignalId => id => Self::Id(id.uuid());
    care::ResponseId => id => Self::Id(id.uuid());
    care::AlertId => id => Self::Id(id.uuid());
    care::ShiftId => id => Self::Id(id.uuid());
    care::InquiryId => id => Self::Id(id.uuid());
    care::CallId => id => Self::Id(id.uuid());
    care::AppointmentId => id => Self::Id(id.uuid());
    jiff::civil::Date => date => Self::Text(date.to_string());
}

impl<T> From<Option<T>> for Value
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

impl From<&[care::PersonId]> for Value {
    fn from(ids: &[care::PersonId]) -> Self {
        Self::Ids(ids.iter().map(|id| id.uuid()).collect())
    }
}

impl From<&[care::InquiryId]> for Value {
    fn from(ids: &[care::InquiryId]) -> Self {
        Self::Ids(ids.iter().map(|id| id.uuid()).collect())
    }
}

impl From<&[care::GroupId]> for Value {
    fn from(ids: &[care::GroupId]) -> Self {
        Self::Ids(ids.iter().map(|id| id.uuid()).collect())
    }
}

/// One row of an answer. Shared, so that an answer that is kept costs little to give again.
#[derive(Clone, Debug)]
pub struct Row(pub(crate) Arc<[Value]>);

/// A type that a [`Value`] can be read as.
pub trait FromValue: Sized {
    /// The value as this type, if it is one.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(|n| n != 0)
    }
}

impl FromValue for u64 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|n| n.try_into().ok())
    }
}

impl FromValue for u32 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|n| n.try_into().ok())
    }
}

impl FromValue for u16 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|n| n.try_into().ok())
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        value.text().map(str::to_owned)
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
            _ => None,
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Id(uuid) => Some(*uuid),
            Value::Bytes(bytes) => Self::from_slice(bytes).ok(),
            _ => None,
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Time(at) => Some(*at),
            Value::Int(micros) => Self::from_microsecond(*micros).ok(),
            _ => None,
        }
    }
}

impl FromValue for jiff::civil::Date {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).and_then(|text| text.parse().ok())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl FromValue for care::Line {
    fn from_value(value: &Value) -> Option<Self> {
        value
            .text()
            .and_then(|text| Self::parse(text, "a text").ok())
    }
}

impl FromValue for care::Weekday {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(Self::from_index)
    }
}

crate::row::values! { care::Weekday }

coded! { care::LevelOfCare }
coded! { care::assessment::placement::Place }

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl FromValue for care::$id {
            fn from_value(value: &Value) -> Option<Self> {
                Uuid::from_value(value).map(Self::from)
            }
        }
        crate::row::values! { care::$id }
    )*};
}

ids! {
    OrganizationId SiteId RoomId ProgramId PersonId PasskeyId LoginId GlassId GrantId JobId GroupId
    MembershipId CommitmentId ProposalId EpisodeId StayId BedId ReferralId HandoverId PlacementId
    ExternalId
}
ids! {
    AssessmentId FindingId DiagnosisId ResultId AssignmentId SafetyPlanId SignalId ResponseId AlertId ShiftId PushId
}
ids! { InquiryId CallId AppointmentId ChapterEntryId ChangeId NoticeId }
