//! How the organization looks: its color, and the picture beside its name.

use crate::{Act, Clinic, Key, Refusal, Version};
use care::OrganizationId;
use care::invalid::Issues;
use care::people::look::picture::{Picture, PictureKind};
use care::people::look::{Accent, HouseLook};
use data_encoding::HEXLOWER;
use policy::{Action, Actor};
use record::people::look;
use record::people::look::WholeLook;
use sha2::{Digest as _, Sha256};

/// Bytes of what is in a picture that go into its name, so that another picture has another address.
const NAME_BYTES: usize = 12;

/// How it looks, for whoever changes it.
pub struct LookStands {
    /// Now.
    pub look: HouseLook,
    /// Whether it ever looked otherwise, so that the last change can be taken back.
    pub was_changed: bool,
    /// The version of the whole, for whoever changes the picture or takes the last change back.
    pub version: Version,
}

/// How the organization looks, and whether that can be taken back.
pub fn look(clinic: &Clinic, actor: &Actor) -> Result<LookStands, Refusal> {
    clinic.look(actor, |looking| {
        looking.permit(Action::ManageOrganization)?;
        let look = look::now(looking.read)?;
        Ok(LookStands {
            was_changed: look::before(looking.read, &look)?.is_some(),
            version: version_of_all(look::revision(looking.read)?)?,
            look,
        })
    })
}

/// The version of what the form of the color shows.
pub fn version(look: &HouseLook) -> Result<Version, Refusal> {
    Version::of(&look.accent)
}

/// The version of color and picture together: each change makes another one, also one that was taken back.
fn version_of_all(revision: i64) -> Result<Version, Refusal> {
    Version::of(&revision)
}

/// Has it have this color, or none of its own.
pub fn keep_accent(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    accent: Option<Accent>,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("keep_accent", &accent), |act| {
        act.permit(Action::ManageOrganization)?;
        let stands = now(act)?;
        act.unchanged(version(&stands.look)?)?;
        check(accent)?;
        let mut whole = stands.clone();
        whole.look.accent = accent;
        change(act, &stands, &whole, "look.changed")
    })
}

/// Has it have this picture, or none; refused where color or picture were changed since the form was opened.
pub fn keep_logo(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    picture: Option<&Picture>,
) -> Result<(), Refusal> {
    let name = picture.map(name_of);
    clinic.act(actor, key, ("keep_logo", &name), |act| {
        act.permit(Action::ManageOrganization)?;
        let version = version_of_all(look::revision(act.tx)?)?;
        act.unchanged(version)?;
        let stands = now(act)?;
        let whole = WholeLook {
            look: HouseLook {
                logo: name.clone(),
                ..stands.look.clone()
            },
            logo: picture.map(|picture| picture.bytes().to_vec()),
        };
        change(act, &stands, &whole, "look.changed")
    })
}

/// Takes the last change back, whichever it was, as long as it is still the last one; taken back once more, it is there
/// again.
pub fn take_back(clinic: &Clinic, actor: &Actor, key: Key) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_back_look", &()), |act| {
        act.permit(Action::ManageOrganization)?;
        let version = version_of_all(look::revision(act.tx)?)?;
        act.unchanged(version)?;
        let stands = now(act)?;
        let Some(before) = look::before(act.tx, &stands.look)? else {
            let sentence = "It looks as it did from the start; there is nothing to take back.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        };
        let whole = look::at(act.tx, before)?;
        change(act, &stands, &whole, "look.taken_back")
    })
}

/// What is in the picture of this name, and what it is stored as; nothing where it is none of now. Anybody may see it.
pub fn logo(
    clinic: &Clinic,
    organization: OrganizationId,
    name: &str,
) -> Result<Option<(PictureKind, Vec<u8>)>, Refusal> {
    let Some(kind) = PictureKind::of_name(name) else {
        return Ok(None);
    };
    clinic.record().read(organization, |read| {
        Ok(look::logo(read, name)?.map(|bytes| (kind, bytes)))
    })
}

/// A color that cannot be read is refused here as well, whoever sends it.
fn check(accent: Option<Accent>) -> Result<(), Refusal> {
    let Some(accent) = accent else {
        return Ok(());
    };
    let mut issues = Issues::default();
    let [light, dark] = accent.check();
    issues.take("accent", light);
    issues.take("dark", dark);
    issues.into_result().map_err(Refusal::Fields)
}

fn name_of(picture: &Picture) -> String {
    let hash = Sha256::digest(picture.bytes());
    let hash = HEXLOWER.encode(&hash[..NAME_BYTES]);
    format!("{hash}.{}", picture.kind().ending())
}

fn now(act: &mut Act<'_, '_>) -> Result<WholeLook, Refusal> {
    let revision = look::revision(act.tx)?;
    Ok(look::at(act.tx, revision)?)
}

/// The journal keeps the color and the name of the picture; the pictures themselves stay in the record. What is saved as
/// it stands is no change: taking the last one back would show nothing.
fn change(
    act: &mut Act<'_, '_>,
    stands: &WholeLook,
    whole: &WholeLook,
    action: &'static str,
) -> Result<(), Refusal> {
    let detail = if whole == stands {
        serde_json::json!({ "again": true })
    } else {
        look::add(act.tx, whole, act.now)?;
        serde_json::json!({ "before": stands.look, "after": whole.look })
    };
    let subject = ("organization", act.organization().uuid());
    act.journal(action, subject, None, Some(detail))
}
