//! What an address is: who may ask, what its form may carry, and the handler that answers.

use super::{Answer, Ask, Fault, Handler};
use crate::ui::Face;
use maud::Markup;
use policy::Action;

/// The largest body of a form, in bytes.
pub(crate) const BODY_BYTES_MAX: usize = 64 * 1024;
/// What a byte of a text can be in a form, in bytes: a comma is sent as `%2C`.
const SENT_BYTES_MAX: usize = 3;

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever the policy lets do this. Where it depends on a person or a site, the use case decides.
    May(Action),
}

/// What an address does for somebody in danger whose form does not come through.
#[derive(Clone, Copy)]
pub(crate) struct Hearing {
    /// Asked in the place of the handler about what was turned away before it, with why: words of danger are kept all the
    /// same, and everything else is refused as it would be.
    pub keep: fn(&Ask<'_>, Fault) -> Result<Answer, Fault>,
    /// Whom to call, above whatever else is said; nothing where what was sent tells of no danger. Asks the record nothing.
    pub help: fn(&Ask<'_>) -> Option<Markup>,
}

/// One address.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of an address, and none excludes another"
)]
pub struct Route {
    /// Whether asking changes something: POST; otherwise GET.
    pub changes: bool,
    /// The path, with `{names}` for what varies.
    pub path: &'static str,
    /// Which face an error shows.
    pub face: Face,
    /// Who may ask.
    pub access: Access,
    /// The fields its form may carry; a form with any other is refused. One that ends in `*` stands for every field
    /// that begins so, for forms whose fields are made from a catalogue.
    pub fields: &'static [&'static str],
    /// What the journal keeps of it; empty where nothing is changed and nothing about anybody in care is shown. Who
    /// works here, who is on call and how a colleague is reached is shown to colleagues without an entry; changing it
    /// is one.
    pub journal: &'static str,
    /// Whether its form changes something stored, and so says what it was made from.
    pub edits: bool,
    /// Whether a script of ours asks, and JSON goes both ways.
    pub json: bool,
    /// The largest body of whoever is signed in, in bytes, where it is larger than a form's.
    pub(crate) body_bytes_max: Option<usize>,
    /// Whether it hashes a password, which takes long: such requests wait in a line of their own.
    pub hashes: bool,
    /// Whether a page asks by itself, again and again, which keeps nobody signed in who went away.
    pub quiet: bool,
    /// Whether its page is in the language of whoever asks, and not in that of its address: everything behind a sign-in,
    /// and the doors to it.
    pub own_language: bool,
    /// What is done for somebody in danger, where anybody may tell of it here. Such requests have a lane of their own.
    pub(crate) hears: Option<Hearing>,
    pub(crate) run: Handler,
}

impl Route {
    pub(crate) const fn get(face: Face, path: &'static str, access: Access, run: Handler) -> Self {
        Self {
            changes: false,
            path,
            face,
            access,
            fields: &[],
            journal: "",
            edits: false,
            json: false,
            body_bytes_max: None,
            hashes: false,
            quiet: false,
            own_language: matches!(face, Face::Me),
            hears: None,
            run,
        }
    }

    pub(crate) const fn post(
        face: Face,
        path: &'static str,
        access: Access,
        fields: &'static [&'static str],
        run: Handler,
    ) -> Self {
        Self {
            changes: true,
            path,
            face,
            access,
            fields,
            journal: "",
            edits: false,
            json: false,
            body_bytes_max: None,
            hashes: false,
            quiet: false,
            own_language: matches!(face, Face::Me),
            hears: None,
            run,
        }
    }

    /// In the language of whoever asks.
    pub(crate) const fn own_language(mut self) -> Self {
        self.own_language = true;
        self
    }

    /// With what the journal keeps.
    pub(crate) const fn journal(mut self, entry: &'static str) -> Self {
        self.journal = entry;
        self
    }

    /// A body that holds a text of so many bytes beside a form's, once it is known who sends it, however a form sends
    /// it. Whoever reads the text holds it to the limit itself.
    pub(crate) const fn takes_a_file(mut self, bytes_max: usize) -> Self {
        self.body_bytes_max = Some(bytes_max * SENT_BYTES_MAX + BODY_BYTES_MAX);
        self
    }

    /// In the line for hashing passwords.
    pub(crate) const fn hashes(mut self) -> Self {
        self.hashes = true;
        self
    }

    /// Asked by a page and not by whoever reads it.
    pub(crate) const fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Hears of danger, whatever else is wrong with what was sent.
    pub(crate) const fn hears(mut self, hearing: Hearing) -> Self {
        self.hears = Some(hearing);
        self
    }

    /// With a form that says what it was made from: whoever saves it over something newer is shown both.
    pub(crate) const fn edits(mut self) -> Self {
        self.edits = true;
        self
    }

    /// JSON both ways.
    pub(crate) const fn json(mut self) -> Self {
        self.json = true;
        self
    }
}

/// Every address there is, table by table. The shell is handed them; it knows no page.
#[derive(Clone, Copy)]
pub struct Routes(pub(crate) &'static [&'static [Route]]);

impl Routes {
    /// Each of them.
    pub fn all(self) -> impl Iterator<Item = &'static Route> {
        self.0.iter().flat_map(|table| table.iter())
    }

    /// The page at an address, as it is written in the table.
    pub(crate) fn page(self, path: &str) -> Option<&'static Route> {
        self.all()
            .find(|route| !route.changes && route.path == path)
    }

    /// Whether there is a page at an address, whatever stands for the names in its path.
    pub(crate) fn leads(self, address: &str) -> bool {
        let path = address.split('?').next().unwrap_or_default();
        self.all()
            .any(|route| !route.changes && has_shape(path, route.path))
    }
}

/// Whether a path is one of those that a table writes as `known`.
fn has_shape(path: &str, known: &str) -> bool {
    let (path, known) = (path.split('/'), known.split('/'));
    let fits =
        |(part, known): (&str, &str)| part == known || (known.starts_with('{') && !part.is_empty());
    path.clone().count() == known.clone().count() && path.zip(known).all(fits)
}

fn no_such_page(_: &Ask<'_>) -> Result<Answer, Fault> {
    Err(Fault::NoSuchPage)
}

fn wrong_method(_: &Ask<'_>) -> Result<Answer, Fault> {
    Err(Fault::WrongMethod)
}

/// Where every other address leads.
pub(crate) static NO_SUCH_PAGE: Route = Route::get(Face::Public, "", Access::Anyone, no_such_page);
/// Where an address leads that is asked in a way it does not take.
pub(crate) static WRONG_METHOD: Route = Route::get(Face::Public, "", Access::Anyone, wrong_method);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_page_where_one_has_its_shape() {
        const TABLES: &[&[Route]] = &[&[
            Route::get(Face::Staff, "/staff", Access::Anyone, no_such_page),
            Route::get(
                Face::Staff,
                "/staff/team/{id}",
                Access::Anyone,
                no_such_page,
            ),
            Route::post(
                Face::Staff,
                "/staff/team/{id}/invite",
                Access::Anyone,
                &[],
                no_such_page,
            ),
        ]];
        let routes = Routes(TABLES);
        for (address, leads) in [
            ("/staff", true),
            ("/staff?view=2", true),
            ("/staff/team/7?said=saved", true),
            ("/staff/team/", false),
            ("/staff/team", false),
            ("/staff/team/7/invite", false),
            ("/staff/team/7/edit", false),
            ("/", false),
        ] {
            assert_eq!(routes.leads(address), leads, "{address}");
        }
    }
}
