//! How somebody lives when they come in.

use super::{Typed, choose, chosen};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::ui::branch;
use care::invalid::Issues;
use care::people::answered::YesNo;
use care::people::details::{
    Arrests, Circumstances, Income, Living, Marital, NotWorking, Pregnant, Schooling, SelfHelp,
    Working,
};
use maud::{Markup, html};

impl Typed for Circumstances {
    fn stored(&self) -> Stored {
        vec![
            ("veteran", self.veteran.code().to_owned()),
            ("schooling", self.schooling.code().to_owned()),
            ("working", self.working.code().to_owned()),
            ("not_working", self.not_working.code().to_owned()),
            ("living", self.living.code().to_owned()),
            ("marital", self.marital.code().to_owned()),
            ("pregnant", self.pregnant.code().to_owned()),
            ("income", self.income.code().to_owned()),
            ("arrests", self.arrests.code().to_owned()),
            ("self_help", self.self_help.code().to_owned()),
        ]
    }

    fn typed(form: &Form) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let typed = all(form, &mut issues);
        typed.ok_or(issues)
    }

    fn fields(edited: &Edited) -> Markup {
        html! {
            p.muted { "As it was when they came in. The number behind an answer is the one of the Treatment Episode Data Set." }
            section {
                h2 { "Work and school" }
                div.pair {
                    (choose::<Working>(edited, "working", "Work"))
                    (choose::<Schooling>(edited, "schooling", "School"))
                    (choose::<Income>(edited, "income", "Most of their income is from"))
                    (choose::<YesNo>(edited, "veteran", "Served in the armed forces"))
                }
                (branch("working", &[Working::Neither.code()], html! {
                    (choose::<NotWorking>(edited, "not_working", "Why they neither work nor look for work"))
                }))
            }
            section {
                h2 { "Home" }
                div.pair {
                    (choose::<Living>(edited, "living", "Housing"))
                    (choose::<Marital>(edited, "marital", "Marriage"))
                    (choose::<Pregnant>(edited, "pregnant", "Pregnant"))
                }
            }
            section {
                h2 { "In the last 30 days" }
                div.pair {
                    (choose::<Arrests>(edited, "arrests", "Arrested"))
                    (choose::<SelfHelp>(edited, "self_help", "At self-help groups"))
                }
            }
        }
    }
}

fn all(form: &Form, issues: &mut Issues) -> Option<Circumstances> {
    let veteran = chosen(form, "veteran", issues);
    let schooling = chosen(form, "schooling", issues);
    let working = chosen(form, "working", issues);
    let not_working = chosen(form, "not_working", issues);
    let living = chosen(form, "living", issues);
    let marital = chosen(form, "marital", issues);
    let pregnant = chosen(form, "pregnant", issues);
    let income = chosen(form, "income", issues);
    let arrests = chosen(form, "arrests", issues);
    let self_help = chosen(form, "self_help", issues);
    Some(Circumstances {
        veteran: veteran?,
        schooling: schooling?,
        working: working?,
        not_working: not_working?,
        living: living?,
        marital: marital?,
        pregnant: pregnant?,
        income: income?,
        arrests: arrests?,
        self_help: self_help?,
    })
}
