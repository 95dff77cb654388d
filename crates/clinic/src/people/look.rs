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
    /// Whether it was ever changed, so that the last change can be taken back.
    pub was_changed: bool,
}

/// How the organization looks, and whether that can be taken back.
pub fn look(clinic: &Clinic, actor: &Actor) -> Result<LookStands, Refusal> {
    clinic.look(actor, |looking| {
        looking.permit(Action::ManageOrganization)?;
        Ok(LookStands {
            look: look::now(looking.read)?,
            was_changed: look::revision(looking.read)? > 0,
        })
    })
}

/// The version of what the form of the color shows.
pub fn version(look: &HouseLook) -> Result<Version, Refusal> {
    Version::of(&look.accent)
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
        let mut whole = now(act)?;
        act.unchanged(version(&whole.look)?)?;
        check(accent)?;
        whole.look.accent = accent;
        change(act, &whole, "look.changed")
    })
}

/// Has it have this picture, or none.
pub fn keep_logo(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    picture: Option<&Picture>,
) -> Result<(), Refusal> {
    let name = picture.map(name_of);
    clinic.act(actor, key, ("keep_logo", &name), |act| {
        act.permit(Action::ManageOrganization)?;
        let mut whole = now(act)?;
        whole.look.logo.clone_from(&name);
        whole.logo = picture.map(|picture| picture.bytes().to_vec());
        change(act, &whole, "look.changed")
    })
}

/// Takes the last change back, whichever it was; taken back once more, it is there again.
pub fn take_back(clinic: &Clinic, actor: &Actor, key: Key) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_back_look", &()), |act| {
        act.permit(Action::ManageOrganization)?;
        let revision = look::revision(act.tx)?;
        if revision == 0 {
            let sentence = "It looks as it did from the start; there is nothing to take back.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let before = look::at(act.tx, revision - 1)?;
        change(act, &before, "look.taken_back")
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
    if issues.0.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Fields(issues.0))
    }
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

/// The journal keeps the color and the name of the picture; the pictures themselves stay in the record.
fn change(act: &mut Act<'_, '_>, whole: &WholeLook, action: &'static str) -> Result<(), Refusal> {
    let before = look::now(act.tx)?;
    look::add(act.tx, whole, act.now)?;
    let detail = serde_json::json!({ "before": before, "after": whole.look });
    let subject = ("organization", act.organization().uuid());
    act.journal(action, subject, None, Some(detail))
}
