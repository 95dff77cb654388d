//! The forms of a page, read as a browser reads them.

use crate::client::Reply;

/// A form that changes something.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    /// Every control, in the order of the page.
    pub controls: Vec<Control>,
}

/// Something in a form that sends a value.
#[derive(Clone, Debug, Default)]
pub struct Control {
    pub name: String,
    /// `hidden`, `text` and the like for lines of text, `radio`, `checkbox`, `select`, `textarea`.
    pub kind: String,
    pub value: String,
    /// Whether it is sent: of radio buttons and boxes, those that are chosen.
    pub sent: bool,
    /// Whether the page, and not the browser, chose another than the first of a list.
    pub chosen: bool,
}

impl Reply {
    /// Every form of the page that posts.
    pub fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        let mut open = false;
        for piece in self.body.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            let name = tag.split([' ', '\n']).next().unwrap_or_default();
            match name {
                "form" => {
                    open = attribute(tag, "method") == Some("post");
                    if open {
                        forms.push(Form {
                            action: value_of(tag, "action"),
                            ..Form::default()
                        });
                    }
                }
                "/form" => open = false,
                _ if open => {
                    if let Some(form) = forms.last_mut() {
                        form.take(name, tag, text);
                    }
                }
                _ => {}
            }
        }
        forms
    }

    /// What the page says, without its frame.
    #[track_caller]
    pub fn main(&self) -> &str {
        let (_, main) = self.body.split_once("<main").unwrap();
        main.split_once("</main>").unwrap().0
    }

    /// The form that posts to an address, whatever follows its question mark.
    #[track_caller]
    pub fn form_to(&self, path: &str) -> Form {
        let here = |form: &Form| form.action.split('?').next() == Some(path);
        let found = self.forms().into_iter().find(here);
        found.unwrap_or_else(|| panic!("no form to {path}: {} {}", self.status, self.body))
    }
}

impl Form {
    fn take(&mut self, name: &str, tag: &str, text: &str) {
        let has = |flag: &str| tag.split(' ').any(|word| word == flag);
        let own = value_of(tag, "name");
        let value = value_of(tag, "value");
        match name {
            "input" if !own.is_empty() => {
                let kind = value_of(tag, "type");
                let choice = kind == "radio" || kind == "checkbox";
                self.controls.push(Control {
                    name: own,
                    sent: !choice || has("checked"),
                    kind,
                    value,
                    chosen: false,
                });
            }
            "textarea" => self.controls.push(Control {
                name: own,
                kind: "textarea".to_owned(),
                value: text_of(text.strip_prefix('\n').unwrap_or(text)),
                sent: true,
                chosen: false,
            }),
            "select" => self.controls.push(Control {
                name: own,
                kind: "select".to_owned(),
                ..Control::default()
            }),
            "option" => {
                if let Some(list) = self.controls.last_mut().filter(|one| one.kind == "select") {
                    if !list.sent || has("selected") {
                        list.chosen = list.sent && has("selected");
                        list.value = value;
                    }
                    list.sent = true;
                }
            }
            _ => {}
        }
    }

    /// The first value that a field sends; empty when it sends none.
    pub fn value(&self, name: &str) -> &str {
        let mut sent = self.controls.iter();
        let found = sent.find(|one| one.name == name && one.sent);
        found.map_or("", |one| one.value.as_str())
    }

    /// Types into a field, ticks a box, or chooses.
    #[track_caller]
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        let mut found = false;
        for one in self.controls.iter_mut().filter(|one| one.name == name) {
            match one.kind.as_str() {
                "radio" => {
                    one.sent = one.value == value;
                    found |= one.sent;
                }
                "checkbox" => {
                    one.sent |= one.value == value;
                    found |= one.value == value;
                }
                _ => {
                    value.clone_into(&mut one.value);
                    found = true;
                }
            }
        }
        assert!(found, "no {name} that takes {value}: {self:?}");
        self
    }

    /// Takes the tick from a box.
    #[track_caller]
    pub fn untick(&mut self, name: &str, value: &str) -> &mut Self {
        let mut boxes = self.controls.iter_mut();
        let found = boxes.find(|one| one.name == name && one.value == value);
        found.expect("the box is there").sent = false;
        self
    }

    /// What the browser sends when the form is sent.
    pub fn fields(&self) -> Vec<(String, String)> {
        let sent = self.controls.iter().filter(|one| one.sent);
        sent.map(|one| (one.name.clone(), one.value.clone()))
            .collect()
    }

    /// Fields in which something stands already that nobody typed here.
    pub fn filled_in(&self) -> Vec<&str> {
        let filled = |one: &&Control| match one.kind.as_str() {
            "hidden" | "radio" => false,
            "checkbox" => one.sent,
            "select" => one.chosen,
            _ => !one.value.trim().is_empty(),
        };
        let filled = self.controls.iter().filter(filled);
        filled.map(|one| one.name.as_str()).collect()
    }
}

/// The value of an attribute in a tag, as the page writes it.
pub fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The same as it is read; empty where there is none.
fn value_of(tag: &str, name: &str) -> String {
    attribute(tag, name).map_or_else(String::new, text_of)
}

pub fn text_of(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}
