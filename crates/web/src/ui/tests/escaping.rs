//! Whatever a person writes stays text, in every component.

use maud::{Markup, Render, html};

use crate::language::Language;
use crate::ui::{
    About, Banner, BarChart, Block, BlockKind, CellInput, ChoiceItem, Column, CrisisLine, Day,
    ErrorPage, Face, FormStep, Frame, Funnel, FunnelStage, LineChart, Meaning, Measured, NamedBand,
    NavItem, PageHelp, Pager, Paper, Passkey, Person, Phone, Problems, QuickChoice, QuickInput,
    QuickRow, RapidCell, RapidSubstance, Reach, Reference, SaveState, Series, Shortcut, SignOut,
    Stay, StepState, TimelineEvent, Toast, Undo, WeekGrid, age, banner, bar_chart, button, card,
    checkboxes, choice, copy_block, dialog, empty, error_body, error_summary, facts, field,
    filter_bar, form, funnel, heading, in_turn, keyboard_help, line_chart, link, page, page_help,
    pager, passkey_button, progress, quick, quick_block, radios, rapid_finder, rapid_substance,
    row, save_state, single_keys, status, status_of, stays, stepper, table, tabs, tick, timeline,
    toast, totp_secret, week_grid, when, working,
};

/// Breaks out of text, of an attribute in either quotes, and of a tag, where something is not escaped.
const HOSTILE: &str = "\"'><b onclick=alert(1)>";

fn holds(name: &str, component: impl Render) {
    let html = component.render().into_string();
    assert!(
        html.contains("&lt;b onclick"),
        "{name} does not show what it was given: {html}"
    );
    assert!(
        !html.contains("<b onclick"),
        "{name} lets a tag through: {html}"
    );
    assert!(
        !html.contains("\"'>"),
        "{name} lets a quote through: {html}"
    );
}

fn h() -> String {
    HOSTILE.to_owned()
}

fn text() -> Markup {
    html! { (HOSTILE) }
}

fn problems() -> Problems {
    let mut problems = Problems::none();
    problems.add(HOSTILE, HOSTILE);
    problems
}

#[test]
fn buttons_links_headings() {
    holds(
        "button",
        button(h())
            .sends(h(), h())
            .shortcut(h())
            .of_form(h())
            .about(h()),
    );
    holds("button as link", button(h()).href(h()).opens(h()));
    holds("disabled button", button("x").disabled_because(h()));
    holds("link", link(HOSTILE, HOSTILE));
    holds(
        "heading",
        heading(h()).lead(text()).back(h(), h()).actions(text()),
    );
    holds("status", status(Meaning::Good, HOSTILE));
    holds(
        "tabs",
        tabs(HOSTILE, &[NavItem::new(h(), h()).shortcut(h())]),
    );
    let place = h();
    holds(
        "pager",
        pager(&Pager {
            before: Some(h()),
            after: Some(h()),
            place,
        }),
    );
}

#[test]
fn fields_and_forms() {
    let one = |problems: &Problems| {
        field(h(), h())
            .value(h())
            .hint(h())
            .unit(h())
            .autocomplete(h())
            .check(problems)
    };
    holds("field", one(&problems()));
    holds("textarea", one(&problems()).textarea(3));
    holds("select", one(&problems()).select([(h(), h())]));
    let offered = || -> Vec<ChoiceItem> { vec![choice(h(), h()).hint(h())] };
    holds(
        "radios",
        radios(h(), h(), offered()).hint(h()).check(&problems()),
    );
    holds(
        "checkboxes",
        checkboxes(h(), h(), offered()).check(&problems()),
    );
    holds("tick", tick(HOSTILE, HOSTILE, true));
    holds("error summary", error_summary(&problems()));
    holds(
        "form",
        form(h(), h(), text())
            .id(h())
            .hidden(h(), h())
            .swap(h())
            .autosave(h()),
    );
    holds(
        "filter",
        filter_bar(h(), text())
            .swap(h())
            .clear(Some(h()))
            .hint(h())
            .result(h()),
    );
    holds("save state", save_state(&SaveState::Saved(h())));
    holds(
        "passkey",
        passkey_button(
            Language::English,
            Passkey::Register,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
        ),
    );
    holds("copy", copy_block(HOSTILE, HOSTILE, HOSTILE));
    holds(
        "secret link",
        totp_secret(Language::English, "ABCD", HOSTILE),
    );
    let step = FormStep {
        label: h(),
        href: Some(h()),
        state: StepState::Current,
    };
    holds("stepper", stepper(&[step]));
}

#[test]
fn tables_and_records() {
    let columns = [Column::new(h()).sort(h(), None)];
    holds(
        "table",
        table(h(), h(), columns).rows([row([text()]).href(h()).id(h())]),
    );
    holds("facts", facts(&[(HOSTILE, text())]));
    holds("card", card(h(), text()).href(h()).end(text()));
    holds("when", when(HOSTILE, HOSTILE));
    holds("age", age(4, [HOSTILE, HOSTILE]));
    holds("status of", status_of(Meaning::Danger, text()));
    holds("in turn", in_turn([text()]));
    let event = TimelineEvent {
        when: h(),
        datetime: h(),
        title: h(),
        body: Some(text()),
        meaning: Meaning::Plain,
    };
    holds("timeline", timeline(&[event]));
    holds("working", working(HOSTILE, HOSTILE, true, text()));
    holds("progress", progress(HOSTILE, 1, 2, HOSTILE));
    holds(
        "stays",
        stays(&[Stay {
            level: h(),
            dates: h(),
            weeks: 2,
            href: Some(h()),
            current: true,
        }]),
    );
    let block = Block {
        from_min: 540,
        until_min: 600,
        time: h(),
        title: h(),
        detail: h(),
        href: Some(h()),
        kind: BlockKind::Session,
    };
    let days = vec![Day {
        label: h(),
        date: h(),
        today: true,
        blocks: vec![block],
    }];
    holds(
        "week",
        week_grid(&WeekGrid {
            caption: h(),
            first_hour: 8,
            last_hour: 18,
            days,
        }),
    );
}

#[test]
fn charts() {
    let reference = || {
        Some(Reference {
            label: h(),
            value: 2.0,
        })
    };
    let bars = vec![(h(), 3.0)];
    holds(
        "bars",
        bar_chart(&BarChart {
            id: h(),
            title: h(),
            says: h(),
            unit: h(),
            of: h(),
            bars,
            reference: reference(),
        }),
    );
    let series = vec![Series {
        name: h(),
        points: vec![Measured {
            at: jiff::civil::date(2026, 3, 2).at(12, 0, 0, 0),
            label: h(),
            value: Some(1.0),
            mark: Some(h()),
            mark_means: Some(h()),
        }],
    }];
    let bands = vec![NamedBand {
        label: h(),
        from: 0.0,
        to: 3.0,
    }];
    holds(
        "lines",
        line_chart(&LineChart {
            id: h(),
            title: h(),
            says: h(),
            unit: h(),
            of: h(),
            range: [0.0, 3.0],
            bands,
            series,
            gap_days: None,
            reference: reference(),
            notes: vec![h()],
        }),
    );
    let stages = vec![FunnelStage {
        label: h(),
        count: 3,
        published: Some(50.0),
    }];
    holds(
        "funnel",
        funnel(&Funnel {
            id: h(),
            title: h(),
            says: h(),
            of: h(),
            stages,
            source: h(),
        }),
    );
}

#[test]
fn messages_and_floating() {
    let undo = Some(Undo {
        action: h(),
        token: h(),
    });
    holds(
        "toast",
        toast(
            Language::English,
            &Toast {
                meaning: Meaning::Good,
                text: h(),
                undo,
            },
        ),
    );
    holds("empty", empty(HOSTILE, HOSTILE, Some(button(h()))));
    holds(
        "error page",
        error_body(&ErrorPage {
            language: Language::English,
            title: h(),
            happened: h(),
            safe: h(),
            to_do: vec![text()],
            reference: Some(h()),
        }),
    );
    holds(
        "banner",
        banner(&Banner {
            title: h(),
            text: h(),
            aside: Some(h()),
            link: Some((h(), h())),
            ..Banner::demo()
        }),
    );
    holds("dialog", dialog(h(), h(), text()).actions(text()));
    let help = PageHelp {
        href: h(),
        title: h(),
    };
    holds(
        "keys",
        keyboard_help(Some(&help), &[Shortcut::new("a", h())]),
    );
    holds("help", page_help(HOSTILE, &[(HOSTILE, text())]));
    holds("switch of keys", single_keys(HOSTILE));
}

#[test]
fn the_rapid_assessment() {
    let choice = QuickChoice {
        value: h(),
        label: h(),
        key: "1",
        chosen: true,
        none: true,
    };
    let typed = QuickInput::Typed {
        value: h(),
        unit: h(),
        number: true,
    };
    for input in [
        QuickInput::One(vec![choice.clone()]),
        QuickInput::Several(vec![choice]),
        typed,
    ] {
        let row = QuickRow {
            name: h(),
            label: h(),
            hint: Some(HOSTILE),
            state: h(),
            known: true,
            asked: true,
            input,
        };
        holds("quick", quick(&row, &problems()));
        holds(
            "block",
            quick_block(HOSTILE, &[row.clone(), row], &problems()),
        );
    }
    let cell = |input| RapidCell {
        name: h(),
        label: h(),
        key: Some(HOSTILE),
        state: h(),
        known: Some(h()),
        optional: true,
        input,
    };
    let typed = CellInput::Typed {
        value: h(),
        number: true,
    };
    let list = CellInput::List {
        value: h(),
        offered: vec![(h(), h())],
    };
    let substance = RapidSubstance {
        code: HOSTILE,
        label: HOSTILE,
        letters: HOSTILE,
        named: true,
        cells: vec![cell(typed)],
        criteria: vec![cell(list)],
    };
    holds("substance", rapid_substance(&substance, &problems()));
    holds("names", rapid_finder([(HOSTILE, HOSTILE)]));
}

#[test]
fn every_frame() {
    for face in [Face::Public, Face::Me, Face::Staff] {
        let item = || NavItem::new(h(), h()).shortcut(h());
        let mut frame = Frame::new(face, h(), h());
        frame.phone = Some(Phone {
            text: h(),
            number: h(),
        });
        frame.crisis = CrisisLine {
            before: h(),
            link: h(),
            number: h(),
            after: h(),
        };
        frame.person = Some(Person {
            name: h(),
            role: Some(h()),
            menu: vec![item()],
            sign_out: Some(SignOut {
                action: h(),
                token: h(),
            }),
        });
        frame.about = Some(About {
            name: h(),
            short: h(),
            facts: vec![h()],
            danger: Some((h(), h())),
            reach: Some(Reach {
                whom: h(),
                rules: vec![h()],
                joined: true,
                good_time: true,
                phone: Some((h(), Some(h()))),
                email: Some(h()),
                page: h(),
                may_edit: true,
            }),
            tabs: vec![item()],
            more: vec![item()],
        });
        frame.help = Some(PageHelp {
            href: h(),
            title: h(),
        });
        frame.paper = Some(Paper {
            about: h(),
            made: h(),
        });
        frame.nav = vec![item()];
        frame.footer = vec![item()];
        holds("frame", page(&frame, text()));
    }
}
