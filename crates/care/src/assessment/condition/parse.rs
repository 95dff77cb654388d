//! From the words of a condition to the condition.
//!
//! ```text
//! condition  = part { "or" part }
//! part       = clause { "and" clause }
//! clause     = "not" clause | "(" condition ")" | question test
//! question   = name [ "@" substance ]
//! test       = "is" answer | "is" "one" "of" "(" answer { "," answer } ")" | "at" ("least" | "most") answer
//!            | "is" ("known" | "unknown") | "includes" option | "includes" "any" "of" "(" option { "," option } ")"
//!            | "within" number ("hours" | "days")
//! answer     = "yes" | "no" | 'an option in quotes' | a whole number
//! ```

use super::Expression;
use super::token::{ConditionToken, cut};
use crate::assessment::facts::FactSlot;
use crate::assessment::finding::{Question, QuestionId, QuestionKind, Substance, catalogue};

/// How deep parentheses may nest, so that a file cannot exhaust the stack.
const DEPTH_MAX: usize = 16;

/// What is wrong, and what to do.
pub type Refusal = (String, String);

fn refuse(what: impl Into<String>, remedy: impl Into<String>) -> Refusal {
    (what.into(), remedy.into())
}

/// The substance that a condition speaks of without naming it: the one a question is asked about.
const IT: &str = "it";

/// Reads a condition; `it` is the substance that `@it` stands for, where it stands for one.
pub fn parse(text: &str, it: Option<Substance>) -> Result<Expression, Refusal> {
    let tokens = cut(text).map_err(|what| {
        refuse(
            what,
            "Write conditions like: use.near_daily@alcohol is yes and home.somebody_overnight is no.",
        )
    })?;
    let mut reader = Reader {
        tokens: &tokens,
        it,
        depth: 0,
    };
    let expression = reader.condition()?;
    match reader.tokens.first() {
        None => Ok(expression),
        Some(token) => Err(refuse(
            format!("“{token}” comes unexpectedly"),
            "Join clauses with “and” or “or”.",
        )),
    }
}

struct Reader<'t> {
    tokens: &'t [ConditionToken],
    it: Option<Substance>,
    depth: usize,
}

impl Reader<'_> {
    fn condition(&mut self) -> Result<Expression, Refusal> {
        let mut parts = vec![self.part()?];
        while self.take("or") {
            parts.push(self.part()?);
        }
        Ok(one_or(parts, Expression::Any))
    }

    fn part(&mut self) -> Result<Expression, Refusal> {
        let mut parts = vec![self.clause()?];
        while self.take("and") {
            parts.push(self.clause()?);
        }
        Ok(one_or(parts, Expression::All))
    }

    fn clause(&mut self) -> Result<Expression, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(refuse(
                "it nests too deep",
                format!("Nest at most {DEPTH_MAX} times; split it into several criteria."),
            ));
        }
        let clause = if self.take("not") {
            Expression::Not(Box::new(self.clause()?))
        } else if self.mark('(') {
            let inner = self.condition()?;
            self.expect(')')?;
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(clause)
    }

    fn comparison(&mut self) -> Result<Expression, Refusal> {
        let Some(ConditionToken::Word(name)) = self.next() else {
            return Err(refuse(
                "a question is missing",
                "Begin each clause with a question, such as withdrawal.severity.",
            ));
        };
        let (name, about) = self.about(&name)?;
        let question = QuestionId::find(name).ok_or_else(|| {
            refuse(
                format!("there is no question “{name}”"),
                format!("Did you mean {}?", catalogue::nearest(name)),
            )
        })?;
        let asked = question.question();
        if about.is_some() && !asked.suits(about) {
            return Err(refuse(
                format!("“{name}” is not asked about that substance"),
                "Leave the substance away, or name one it is asked about.",
            ));
        }
        if !asked.comparable() {
            return Err(refuse(
                format!("“{name}” is answered with words, which cannot be compared"),
                "Ask about a question with yes or no, options, a number or a date.",
            ));
        }
        self.test(asked, FactSlot::of(question, about))
    }

    /// A name with the substance after it.
    fn about<'n>(&self, name: &'n str) -> Result<(&'n str, Option<Substance>), Refusal> {
        let Some((name, code)) = name.split_once('@') else {
            return Ok((name, None));
        };
        let named = if code == IT {
            self.it
        } else {
            Substance::from_code(code)
        };
        named
            .map(|substance| (name, Some(substance)))
            .ok_or_else(|| {
                let codes = Substance::ALL.map(Substance::code).join(", ");
                refuse(
                    format!("there is no substance “{code}”"),
                    format!("Use one of: {codes}."),
                )
            })
    }

    fn test(&mut self, asked: &Question, slot: FactSlot) -> Result<Expression, Refusal> {
        if self.take("includes") {
            return self.includes(asked, slot);
        }
        if self.take("within") {
            return self.within(asked, slot);
        }
        if matches!(
            asked.kind,
            QuestionKind::Multi(_) | QuestionKind::Date | QuestionKind::DateTime
        ) {
            return self.known(asked, slot)?.ok_or_else(|| {
                refuse(
                    format!("“{}” is a list or a date, which “is” cannot compare", asked.id),
                    "Write “includes 'an option'” for a list, “within 30 days” or “within 48 hours” for a date.",
                )
            });
        }
        let most = i32::MAX;
        let bounds = asked.bounds().unwrap_or((i32::MIN, most));
        if self.take("at") {
            let range = if self.take("least") {
                (self.answer(asked)?, most)
            } else if self.take("most") {
                (i32::MIN, self.answer(asked)?)
            } else {
                return Err(refuse(
                    "“at” stands alone",
                    "Write “at least” or “at most”.",
                ));
            };
            return Ok(Expression::Within { slot, range });
        }
        if let Some(known) = self.known(asked, slot)? {
            return Ok(known);
        }
        let mut answers = Vec::new();
        if self.take("one") {
            if !(self.take("of") && self.mark('(')) {
                return Err(refuse(
                    "“is one” stands alone",
                    "Write “is one of ('…', '…')”.",
                ));
            }
            answers.push(self.answer(asked)?);
            while self.mark(',') {
                answers.push(self.answer(asked)?);
            }
            self.expect(')')?;
        } else {
            answers.push(self.answer(asked)?);
        }
        let parts = runs(answers, bounds)
            .into_iter()
            .map(|range| Expression::Within { slot, range })
            .collect();
        Ok(one_or(parts, Expression::Any))
    }

    /// `is known` or `is unknown`; nothing when another answer follows “is”.
    fn known(&mut self, asked: &Question, slot: FactSlot) -> Result<Option<Expression>, Refusal> {
        if !self.take("is") {
            return Err(refuse(
                format!("“{}” is not followed by a test", asked.id),
                "Write “is”, “is one of (…)”, “at least” or “at most”, and an answer.",
            ));
        }
        let known = if self.take("known") {
            true
        } else if self.take("unknown") {
            false
        } else {
            return Ok(None);
        };
        Ok(Some(Expression::Known { slot, known }))
    }

    fn includes(&mut self, asked: &Question, slot: FactSlot) -> Result<Expression, Refusal> {
        let mut options = 0;
        if self.take("any") {
            if !(self.take("of") && self.mark('(')) {
                return Err(refuse(
                    "“includes any” stands alone",
                    "Write “includes any of ('…', '…')”.",
                ));
            }
            options |= self.option(asked)?;
            while self.mark(',') {
                options |= self.option(asked)?;
            }
            self.expect(')')?;
        } else {
            options |= self.option(asked)?;
        }
        Ok(Expression::Includes { slot, options })
    }

    fn option(&mut self, asked: &Question) -> Result<i32, Refusal> {
        let token = self.next();
        let (QuestionKind::Multi(options), Some(ConditionToken::Quoted(text))) =
            (asked.kind, &token)
        else {
            return Err(refuse(
                format!("“{}” has no options of which several can apply", asked.id),
                "Write “is” for a question with one answer.",
            ));
        };
        options
            .iter()
            .position(|option| option == text)
            .map(|at| 1 << at)
            .ok_or_else(|| {
                refuse(
                    format!("'{text}' is no option of “{}”", asked.id),
                    format!("Use one of: '{}'.", options.join("', '")),
                )
            })
    }

    fn within(&mut self, asked: &Question, slot: FactSlot) -> Result<Expression, Refusal> {
        let span = match (self.next(), self.next(), asked.kind) {
            (Some(ConditionToken::Number(number)), Some(ConditionToken::Word(unit)), kind) => {
                match (unit.as_str(), kind) {
                    ("days", QuestionKind::Date) | ("hours", QuestionKind::DateTime) => {
                        Some(number)
                    }
                    ("days", QuestionKind::DateTime) => number.checked_mul(24),
                    _ => None,
                }
            }
            _ => None,
        };
        span.map(|span| Expression::Within {
            slot,
            range: (i32::MIN, span),
        })
        .ok_or_else(|| {
            refuse(
                format!("“within” does not fit “{}”", asked.id),
                "Write “within 30 days” for a date, “within 48 hours” where the hour is asked for.",
            )
        })
    }

    fn answer(&mut self, asked: &Question) -> Result<i32, Refusal> {
        let token = self.next();
        let position = match (asked.kind, &token) {
            (QuestionKind::YesNo, Some(ConditionToken::Word(word))) if word == "yes" => Some(1),
            (QuestionKind::YesNo, Some(ConditionToken::Word(word))) if word == "no" => Some(0),
            (QuestionKind::Choice(options), Some(ConditionToken::Quoted(text))) => options
                .iter()
                .position(|option| option == text)
                .and_then(|at| i32::try_from(at).ok()),
            (QuestionKind::Number { from, to, .. }, Some(ConditionToken::Number(number))) => {
                (from..=to).contains(number).then_some(*number)
            }
            (QuestionKind::Tenths { from, to, .. }, Some(ConditionToken::Number(number))) => number
                .checked_mul(10)
                .filter(|tenths| (from..=to).contains(tenths)),
            _ => None,
        };
        position.ok_or_else(|| {
            let given = token.map_or_else(|| "nothing".to_owned(), |token| token.to_string());
            let remedy = match asked.kind {
                QuestionKind::Choice(options) => format!("Use one of: '{}'.", options.join("', '")),
                QuestionKind::Number { from, to, unit } => {
                    format!("Use a whole number from {from} to {to} ({unit}).")
                }
                QuestionKind::Tenths { from, to, unit } => {
                    format!(
                        "Use a whole number from {} to {} ({unit}).",
                        from / 10,
                        to / 10
                    )
                }
                _ => "Use yes or no, without quotes.".to_owned(),
            };
            refuse(
                format!("{given} is not an answer to “{}”", asked.id),
                remedy,
            )
        })
    }

    fn next(&mut self) -> Option<ConditionToken> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn take(&mut self, word: &str) -> bool {
        let there =
            matches!(self.tokens.first(), Some(ConditionToken::Word(found)) if found == word);
        if there {
            self.tokens = &self.tokens[1..];
        }
        there
    }

    fn mark(&mut self, mark: char) -> bool {
        let there = self.tokens.first() == Some(&ConditionToken::Mark(mark));
        if there {
            self.tokens = &self.tokens[1..];
        }
        there
    }

    fn expect(&mut self, mark: char) -> Result<(), Refusal> {
        if self.mark(mark) {
            Ok(())
        } else {
            Err(refuse(
                format!("“{mark}” is missing"),
                "Close every parenthesis.",
            ))
        }
    }
}

fn one_or(mut parts: Vec<Expression>, join: impl Fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// Puts neighboring answers together; a run that reaches an end of the scale is open there.
fn runs(mut answers: Vec<i32>, (lowest, highest): (i32, i32)) -> Vec<(i32, i32)> {
    answers.sort_unstable();
    answers.dedup();
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for answer in answers {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == answer => run.1 = answer,
            _ => runs.push((answer, answer)),
        }
    }
    for run in &mut runs {
        if run.0 <= lowest {
            run.0 = i32::MIN;
        }
        if run.1 >= highest {
            run.1 = i32::MAX;
        }
    }
    runs
}
