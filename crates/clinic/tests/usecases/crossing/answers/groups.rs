//! Groups, from setting one up to leaving it.

use super::{Asker, Said, said};
use care::groups::group::{Cause, SessionChange};
use clinic::groups::group;

impl Asker<'_> {
    /// Groups, looked at, set up, changed, joined and left. What one asker did is in the way of the next nowhere:
    /// what takes a date takes one of its own.
    #[expect(clippy::too_many_lines, reason = "one course of events, told in order")]
    pub(super) fn groups(&self) -> Vec<Said> {
        let (clinic, actor, ids) = (&self.world.clinic, self.actor, self.ids);
        let day = |day: i8| jiff::civil::date(2026, 3, day);
        let draft = group::GroupDraft {
            site: ids.site,
            program: None,
            facilitators: Vec::new(),
            draft: true,
            ..self.home.group_draft("Tried from elsewhere", 0)
        };
        let exception = group::ExceptionDraft {
            date: day(3),
            cause: Cause::Weather,
            change: SessionChange::Cancelled,
        };
        let name = self.home.group_draft("Evening process", 0);
        vec![
            (
                "site_groups",
                said(group::site_groups(clinic, actor, ids.site)),
            ),
            (
                "group_choices",
                said(group::choices(clinic, actor, ids.site)),
            ),
            (
                "group_page",
                said(group::group_page(clinic, actor, ids.group)),
            ),
            (
                "candidates",
                said(group::candidates(clinic, actor, ids.group, "Of")),
            ),
            (
                "add_group",
                said(group::add_group(clinic, actor, self.fresh(), &draft)),
            ),
            (
                "change_group",
                said(group::change_group(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.group,
                    day(3),
                    &name,
                )),
            ),
            (
                "add_exception",
                said(group::add_exception(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.group,
                    &exception,
                )),
            ),
            (
                "remove_exception",
                said(group::remove_exception(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.group,
                    day(3),
                )),
            ),
            (
                "close_day",
                said(group::close_day(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.site,
                    day(12),
                    Cause::Holiday,
                )),
            ),
            (
                "join_group",
                said(group::join(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.group,
                    ids.patient,
                    day(10),
                    None,
                )),
            ),
            (
                "leave_group",
                said(group::leave(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.membership,
                    day(20),
                )),
            ),
        ]
    }
}
