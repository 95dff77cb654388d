//! What a field is for: an e-mail, a date, one of a few options.

use super::{Field, FieldKind, Width};

/// What the field is for.
impl Field {
    /// An e-mail address.
    #[must_use]
    pub fn email(mut self) -> Self {
        self.kind = FieldKind::Input("email");
        self.autocomplete.get_or_insert_with(|| "email".into());
        self
    }

    /// A telephone number.
    #[must_use]
    pub fn tel(mut self) -> Self {
        self.kind = FieldKind::Input("tel");
        self.width = Width::Medium;
        self.autocomplete.get_or_insert_with(|| "tel".into());
        self
    }

    /// A password. Say with [`Field::autocomplete`] whether it is `current-password` or `new-password`.
    #[must_use]
    pub fn password(mut self) -> Self {
        self.kind = FieldKind::Input("password");
        self
    }

    /// A number. It stays a text field, because number fields change when the wheel turns; phones show digits.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.input_mode = Some("numeric");
        self.width = Width::Short;
        self
    }

    /// A one-time code of digits.
    #[must_use]
    pub fn code(mut self) -> Self {
        self.input_mode = Some("numeric");
        self.width = Width::Medium;
        self.autocomplete = Some("one-time-code".into());
        self
    }

    /// Words to look for.
    #[must_use]
    pub fn search(mut self) -> Self {
        self.kind = FieldKind::Input("search");
        self
    }

    /// A date, as people type it; the server reads several ways of writing one.
    #[must_use]
    pub fn date(mut self) -> Self {
        self.width = Width::Medium;
        self.hint
            .get_or_insert_with(|| "For example Apr 14, 1987 or 4/14/1987".into());
        self
    }

    /// A time of day, as people type it. It says that it is one, so that a test finds every such field.
    #[must_use]
    pub fn time(mut self) -> Self {
        self.reads = Some("time");
        self.width = Width::Medium;
        self.hint
            .get_or_insert_with(|| "For example 5:30 pm, 17:30 or 1730".into());
        self
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(mut self, rows: u8) -> Self {
        self.kind = FieldKind::Area { rows };
        self
    }

    /// A line of text for which there are usual answers to pick from, each a value and a label; any other may be typed.
    #[must_use]
    pub fn offers<V: Into<String>, L: Into<String>>(
        mut self,
        answers: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        let answers = answers
            .into_iter()
            .map(|(value, label)| (value.into(), label.into()));
        self.offers = answers.collect();
        self
    }

    /// One of these options, each a value and a label. Put an empty value first where nothing is chosen yet.
    #[must_use]
    pub fn select<V: Into<String>, L: Into<String>>(
        mut self,
        options: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        let options = options
            .into_iter()
            .map(|(value, label)| (value.into(), label.into()));
        self.kind = FieldKind::Select(options.collect());
        self
    }
}
