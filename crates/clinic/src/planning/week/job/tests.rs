//! The places of searches: given back, and never held by one that broke.

use super::*;

fn running() -> Arc<Running> {
    let effort = Effort {
        seconds: 1,
        steps: None,
    };
    let monday = jiff::civil::date(2026, 3, 9);
    Arc::new(Running::new(
        Purpose::Assign,
        monday,
        1,
        effort,
        Timestamp::UNIX_EPOCH,
    ))
}

#[test]
fn all_rounds_together_take_no_more_than_twice_as_long() {
    let effort = Effort {
        seconds: SECONDS_MAX,
        steps: Some(7),
    };
    let rounds = || (0..9).map(|round| effort.of_round(round));
    assert_eq!(rounds().next(), Some(effort));
    assert!(rounds().all(|one| one.steps == effort.steps && one.seconds > 0));
    let all: u64 = rounds().map(|one| one.seconds).sum();
    assert!(all <= 2 * SECONDS_MAX, "{all}");
    assert_eq!(effort.of_round(usize::MAX).seconds, 1);
}

#[test]
fn a_search_that_never_began_gives_the_place_back_to_the_one_before() {
    let organization = OrganizationId::from(uuid::Uuid::nil());
    let site = SiteId::from(uuid::Uuid::nil());
    let (board, first, second) = (SearchBoard::default(), running(), running());
    assert!(board.begin(organization, site, &first).unwrap().is_none());
    assert!(board.begin(organization, site, &second).is_err());
    first.ended.say(Err("Nothing was found.".to_owned()));
    let before = board.begin(organization, site, &second).unwrap();
    board.release(organization, site, &second, before);
    let held = board.find(organization, site).unwrap();
    assert!(Arc::ptr_eq(&held, &first));
}

#[test]
fn a_search_that_breaks_has_ended() {
    let broken = running();
    drop(Ending::new(&broken.ended, BROKEN));
    assert!(matches!(broken.ended.get(), Some(Err(_))));
    let id = ProposalId::from(uuid::Uuid::nil());
    let whole = running();
    whole.ended.say(Ok(id));
    drop(Ending::new(&whole.ended, BROKEN));
    assert_eq!(whole.ended.get(), Some(Ok(id)));
}
