//! Everything anybody can ask to do.

/// What an action is done to, which says what a [`crate::Resource`] must be for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The organization as a whole.
    Organization,
    /// One site.
    Site,
    /// One person in care.
    Patient,
    /// The actor's own account.
    Account,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $target:ident, $step_up:literal;)*) => {
        /// One thing somebody may or may not do.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action, in the order of the matrix.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code in the journal and the matrix.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it is done to.
            pub const fn target(self) -> Target {
                match self { $(Self::$name => Target::$target,)* }
            }

            /// Whether the actor must have confirmed who they are within the last five minutes.
            pub const fn needs_step_up(self) -> bool {
                match self { $(Self::$name => $step_up,)* }
            }
        }
    };
}

actions! {
    /// Open the staff pages.
    OpenStaffHome = "staff.open", Organization, false;
    /// See sites, rooms, opening hours and programs.
    ViewOrganization = "organization.view", Organization, false;
    /// Add or change sites, rooms, opening hours and programs.
    ManageOrganization = "organization.manage", Organization, false;
    /// Read the official wording of measures from files, confirm and complete it, put it into use.
    KeepWording = "wording.keep", Organization, false;
    /// See the groups of a site: when they meet, who leads them, how many seats are taken.
    ViewGroups = "group.view", Site, false;
    /// Add and change groups, and say what differs on one date.
    ManageGroups = "group.manage", Site, false;
    /// See who works here.
    ViewStaff = "staff.view", Organization, false;
    /// Add staff, change their roles, close their accounts.
    ManageStaff = "staff.manage", Organization, true;
    /// See which roles wait for a second person, and what changed lately in who can become whom.
    ReviewRoles = "role.review", Organization, false;
    /// Say yes or no to a role that somebody else asked for.
    ConfirmRole = "role.confirm", Organization, true;
    /// Read the journal.
    ReadJournal = "journal.read", Organization, false;
    /// Check that the journal was not changed.
    VerifyJournal = "journal.verify", Organization, false;
    /// Take the journal out as a file.
    ExportJournal = "journal.export", Organization, true;
    /// Read and close emergency openings of records.
    ReviewGlass = "glass.review", Organization, false;
    /// See the mail this installation would have sent (demonstration only).
    ViewOutbox = "outbox.view", Organization, false;
    /// See every component of the pages.
    ViewStyleguide = "styleguide.view", Organization, false;
    /// Search people in care by name; the list holds only people the actor may see.
    SearchPatients = "patient.search", Organization, false;
    /// Add a person in care at a site.
    AddPatient = "patient.add", Site, false;
    /// Open a person's record.
    ViewPatient = "patient.view", Patient, false;
    /// Change a person's details or counselor.
    EditPatient = "patient.edit", Patient, false;
    /// Say how it is safe to be in touch with a person, and go against it with a reason.
    EditContactRules = "contact_rules.edit", Patient, false;
    /// Write down where a person lives, whom to call, who they are, how they live and who sent them.
    EditDetails = "details.edit", Patient, false;
    /// See who pays for a person's care.
    ViewCoverage = "coverage.view", Patient, false;
    /// Write it down.
    EditCoverage = "coverage.edit", Patient, false;
    /// Give the person, or whom they chose, a sign-in of their own, and say to which address its links go.
    InvitePatient = "patient.invite", Patient, true;
    /// See what else a person's life holds: work, school, children, the way here.
    ViewLife = "life.view", Patient, false;
    /// Change it.
    EditLife = "life.edit", Patient, false;
    /// Write down findings of an assessment.
    Assess = "assessment.write", Patient, false;
    /// Settle what sources disagree on, enter a diagnosis, complete an assessment.
    JudgeAssessment = "assessment.judge", Patient, false;
    /// See and write down screens for infections and gambling, and see what was said about violence at home.
    KeepScreens = "screens.keep", Patient, false;
    /// Score an instrument, and ask the person to answer one alone.
    ScoreMeasure = "measure.score", Patient, false;
    /// See a signal, note what was done about it, close it.
    RespondToSignal = "signal.respond", Patient, false;
    /// See how it is safe to be in touch with somebody in danger, and log a call. Only whoever was told of the danger
    /// or is on call asks for it.
    ReachInDanger = "signal.reach", Patient, false;
    /// Open the list of signals; it holds only those the actor may answer.
    ListSignals = "signal.list", Organization, false;
    /// See a person's safety plan and every earlier version of it.
    ViewSafetyPlan = "safety_plan.view", Patient, false;
    /// Write another version of it, or bring back an earlier one.
    EditSafetyPlan = "safety_plan.edit", Patient, false;
    /// Let signals that nobody answered go a step up, and say who was told, without anybody asking.
    FollowSignals = "signal.follow", Organization, false;
    /// See who is on call, and at which number.
    ViewOnCall = "on_call.view", Organization, false;
    /// Say who is on call.
    EditOnCall = "on_call.edit", Organization, false;
    /// Let the person join and leave groups.
    PlaceInGroup = "group.place", Patient, false;
    /// Give a person a week among the groups that run.
    PlaceInWeek = "week.place", Patient, false;
    /// Have a site's week made, and look at proposals for it: they name people.
    MakeWeek = "week.make", Site, false;
    /// Publish a proposal for a site's week.
    PublishWeek = "week.publish", Site, false;
    /// Open a record in an emergency without being on its team.
    BreakGlass = "glass.break", Patient, true;
    /// Choose a level of care for a person, and record what a placement assessment made elsewhere said.
    PlacePerson = "placement.choose", Patient, false;
    /// Take a person into care: open an episode with its first stay.
    AdmitPerson = "episode.admit", Patient, false;
    /// Move a person to another level, program or bed, or refer them to another provider.
    MoveStay = "stay.move", Patient, false;
    /// End a person's episode.
    DischargePerson = "episode.discharge", Patient, false;
    /// Say how a referral goes on, until the person has arrived.
    TrackReferral = "referral.track", Patient, false;
    /// Give a counselor more people than the protocol allows, with a reason.
    ExceedCaseload = "caseload.exceed", Site, false;
    /// See who is in which bed.
    ViewBeds = "bed.view", Site, false;
    /// Destroy a person's key, so that nothing about them can be read again.
    ForgetPerson = "person.forget", Patient, true;
    /// See a site's sessions, their rosters, and the hours of its people.
    ViewSessions = "session.view", Site, false;
    /// Say who came, close a roster, correct it.
    TakeAttendance = "session.mark", Site, false;
    /// Give a person a session to make up for another, or take it back.
    BookMakeup = "makeup.book", Patient, false;
    /// Raise the signals about hours at risk, once a day, without anybody asking.
    WatchHours = "hours.watch", Site, false;
    /// Ask for help, from the public pages.
    RequestHelp = "inquiry.request", Organization, false;
    /// Say whether a time suits, by the link in a message about it.
    AnswerAppointment = "appointment.answer", Organization, false;
    /// Remind people of their appointments, without anybody asking.
    RemindPeople = "appointment.remind", Organization, false;
    /// Let offers of a place end that nobody answered in time.
    ExpireOffers = "waiting.expire", Organization, false;
    /// Type a request for help for somebody at a site.
    AddInquiry = "inquiry.add", Site, false;
    /// Open the list of inquiries; it holds only those the actor may see.
    ListInquiries = "inquiry.list", Organization, false;
    /// Open an inquiry.
    ViewInquiry = "inquiry.view", Patient, false;
    /// Work an inquiry: calls, appointments, waiting, ending, joining.
    WorkInquiry = "inquiry.work", Patient, false;
    /// Say whether somebody came to an appointment.
    KeepAppointment = "appointment.keep", Patient, false;
    /// See how many come how far, as numbers.
    SeeFunnel = "inquiry.funnel", Organization, false;
    /// The person's own pages.
    OpenOwnHome = "me.open", Account, false;
    /// Answer an instrument about oneself that staff asked for.
    AnswerOwnMeasures = "measure.answer", Account, false;
    /// The calendar of one's own appointments, and the secret address at which it is read.
    KeepCalendar = "calendar.keep", Account, false;
    /// Say at a site's screen that one is here, with the code for it.
    ArriveOneself = "session.arrive", Account, false;
    /// Devices, passkeys, password: one's own.
    ManageOwnAccount = "account.manage", Account, false;
}
