//! How the organization looks: changed by whoever runs it, seen by anybody, taken back.

use crate::engines::worlds;
use care::Role;
use care::people::look::picture::{Picture, PictureKind};
use care::people::look::{Accent, HouseLook};
use clinic::people::look;
use clinic::{Refusal, home};

/// As much of a picture as says what it is.
fn picture(width: u8) -> Picture {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0";
    Picture::parse([&head[..], &[width], b"\0\0\0\x10"].concat()).unwrap()
}

fn accent(code: &str) -> Accent {
    Accent::from_code(code).unwrap()
}

#[test]
fn a_look_is_kept_seen_by_anybody_and_taken_back() {
    for world in worlds("look") {
        let clinic = &world.clinic;
        let (first, _, nothing) = home::shown(clinic).unwrap().unwrap();
        assert_eq!(nothing, HouseLook::default());
        let mut houses = world.houses.iter();
        let house = houses.find(|house| house.organization == first).unwrap();
        let boss = house.who(Role::ProgramAdministrator, 0);
        let boss = world.enter(house, boss).actor;
        let (key, before) = (|| clinic.fresh_key(), world.journal_length(house));
        let none = look::take_back(clinic, &boss, key());
        assert!(matches!(none, Err(Refusal::Conflict(_))), "{none:?}");
        look::keep_accent(clinic, &boss, key(), Some(accent("0b5d5d"))).unwrap();
        look::keep_logo(clinic, &boss, key(), Some(&picture(40))).unwrap();
        let both = home::shown(clinic).unwrap().unwrap().2;
        assert_eq!(both.accent, Some(accent("0b5d5d")));
        let name = both.logo.clone().unwrap();
        let seen = |organization| look::logo(clinic, organization, &name).unwrap();
        let bytes = picture(40).bytes().to_vec();
        assert_eq!(seen(first), Some((PictureKind::Png, bytes)));
        // Of an organization that has another picture, or none, it is none.
        for other in world.houses.iter().filter(|one| one.organization != first) {
            assert_eq!(seen(other.organization), None);
        }
        look::keep_logo(clinic, &boss, key(), Some(&picture(50))).unwrap();
        assert_eq!(seen(first), None, "what was taken away is not shown");
        look::keep_logo(clinic, &boss, key(), None).unwrap();
        let bare = look::look(clinic, &boss).unwrap().look;
        assert_eq!((bare.accent, bare.logo), (both.accent, None));
        look::take_back(clinic, &boss, key()).unwrap();
        let back = look::look(clinic, &boss).unwrap().look;
        assert!(back.logo.is_some() && back.logo != both.logo);
        // Taken back once more it is as before that.
        look::take_back(clinic, &boss, key()).unwrap();
        assert_eq!(look::look(clinic, &boss).unwrap().look.logo, None);
        let (changed, taken) = ("look.changed", "look.taken_back");
        let said = [changed, changed, changed, changed, taken, taken];
        assert_eq!(world.said_after(house, before), said);
    }
}

#[test]
fn a_color_that_cannot_be_read_or_was_made_from_an_older_form_is_refused() {
    for world in worlds("look_refused") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = house.who(Role::ProgramAdministrator, 0);
        let boss = world.enter(house, boss).actor;
        let pale = look::keep_accent(
            clinic,
            &boss,
            clinic.fresh_key(),
            Some(accent("8fd3cf-0b5d5d")),
        );
        let Err(Refusal::Fields(issues)) = pale else {
            panic!("{pale:?}")
        };
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["accent", "dark"]);
        let opened = look::version(&look::look(clinic, &boss).unwrap().look).unwrap();
        look::keep_accent(clinic, &boss, clinic.fresh_key(), Some(accent("0b5d5d"))).unwrap();
        let stale = clinic.fresh_key().over(opened);
        let refused = look::keep_accent(clinic, &boss, stale, None);
        assert!(matches!(refused, Err(Refusal::Changed)), "{refused:?}");
    }
}

#[test]
fn a_picture_and_what_is_taken_back_are_compared_with_what_their_forms_showed() {
    for world in worlds("look_stale") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = house.who(Role::ProgramAdministrator, 0);
        let boss = world.enter(house, boss).actor;
        let key = || clinic.fresh_key();
        look::keep_accent(clinic, &boss, key(), Some(accent("0b5d5d"))).unwrap();
        let opened = || look::look(clinic, &boss).unwrap();
        let seen = opened().version;
        look::keep_logo(clinic, &boss, key().over(seen), Some(&picture(40))).unwrap();
        let after = opened();
        // Whoever opened the page before that overwrites and undoes nothing.
        for stale in [
            look::keep_logo(clinic, &boss, key().over(seen), Some(&picture(50))),
            look::keep_logo(clinic, &boss, key().over(seen), None),
            look::take_back(clinic, &boss, key().over(seen)),
        ] {
            assert!(matches!(stale, Err(Refusal::Changed)), "{stale:?}");
        }
        assert_eq!(opened().look, after.look);
        look::take_back(clinic, &boss, key().over(after.version)).unwrap();
        assert_eq!(opened().look.logo, None);
    }
}

#[test]
fn what_is_saved_as_it_stands_is_no_change_and_the_last_change_is_still_taken_back() {
    for world in worlds("look_again") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = house.who(Role::ProgramAdministrator, 0);
        let boss = world.enter(house, boss).actor;
        let key = || clinic.fresh_key();
        let opened = || look::look(clinic, &boss).unwrap();
        look::keep_accent(clinic, &boss, key(), None).unwrap();
        assert!(!opened().was_changed, "it looks as it did from the start");
        look::keep_accent(clinic, &boss, key(), Some(accent("0b5d5d"))).unwrap();
        look::keep_logo(clinic, &boss, key(), Some(&picture(40))).unwrap();
        let both = opened();
        for _ in 0..2 {
            look::keep_accent(clinic, &boss, key(), Some(accent("0b5d5d"))).unwrap();
            look::keep_logo(clinic, &boss, key(), Some(&picture(40))).unwrap();
        }
        assert_eq!(opened().version, both.version);
        look::take_back(clinic, &boss, key()).unwrap();
        let back = opened().look;
        assert_eq!((back.accent, back.logo), (both.look.accent, None));
        look::take_back(clinic, &boss, key()).unwrap();
        assert_eq!(opened().look, both.look);
    }
}

#[test]
fn only_whoever_runs_the_place_changes_how_it_looks() {
    for world in worlds("look_rights") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        for (role, person) in house.everyone() {
            let actor = world.enter(house, person).actor;
            let kept =
                look::keep_accent(clinic, &actor, clinic.fresh_key(), Some(accent("0b5d5d")));
            let may = role == Role::ProgramAdministrator;
            assert_eq!(kept.is_ok(), may, "{role:?}");
            for denied in [
                look::keep_logo(clinic, &actor, clinic.fresh_key(), None),
                look::take_back(clinic, &actor, clinic.fresh_key()),
                look::look(clinic, &actor).map(drop),
            ] {
                assert_eq!(denied.is_ok(), may, "{role:?}");
                assert!(may || matches!(denied, Err(Refusal::Denied)), "{role:?}");
            }
        }
    }
}
