//! From the words of a condition to the condition.
//!
//! ```text
//! condition  = part { "or" part }
//! part       = clause { "and" clause }
//! clause     = "not" clause | "(" condition ")" | question test
//! test       = "is" answer | "is" "one" "of" "(" answer { "," answer } ")" | "at" ("least" | "most") answer
//! answer     = "yes" | "no" | 'an option in quotes' | a whole number
//! ```

use super::Expression;
use super::token::{Token, cut};
use crate::assessment::finding::{Kind, Question, QuestionId, catalogue};

/// How deep parentheses may nest, so that a file cannot exhaust the stack.
const DEPTH_MAX: usize = 16;

/// The questions met so far; their places are the slots.
#[derive(Default, Debug)]
pub struct Slots(pub Vec<QuestionId>);

impl Slots {
    fn slot(&mut self, question: QuestionId) -> Result<u8, Refusal> {
        let at = self.0.iter().position(|known| *known == question);
        let at = at.unwrap_or_else(|| {
            self.0.push(question);
            self.0.len() - 1
        });
        u8::try_from(at)
            .ok()
            .filter(|at| usize::from(*at) < crate::assessment::protocol::QUESTIONS_MAX)
            .ok_or_else(|| {
                refuse(
                    "the criteria ask about too many questions",
                    format!(
                        "Use at most {}.",
                        crate::assessment::protocol::QUESTIONS_MAX
                    ),
                )
            })
    }
}

/// What is wrong, and what to do.
pub type Refusal = (String, String);

fn refuse(what: impl Into<String>, remedy: impl Into<String>) -> Refusal {
    (what.into(), remedy.into())
}

/// Reads a condition.
pub fn parse(text: &str, slots: &mut Slots) -> Result<Expression, Refusal> {
    let tokens = cut(text).map_err(|what| {
        refuse(
            what,
            "Write conditions like: home.stability is one of ('stable', 'mostly stable') and relapse.needs_24h is no.",
        )
    })?;
    let mut reader = Reader {
        tokens: &tokens,
        slots,
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
    tokens: &'t [Token],
    slots: &'t mut Slots,
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
        let Some(Token::Word(name)) = self.next() else {
            return Err(refuse(
                "a question is missing",
                "Begin each clause with a question, such as withdrawal.severity.",
            ));
        };
        let question = QuestionId::find(&name).ok_or_else(|| {
            refuse(
                format!("there is no question “{name}”"),
                format!("Did you mean {}?", catalogue::nearest(&name)),
            )
        })?;
        let asked = question.question();
        if !asked.comparable() {
            return Err(refuse(
                format!(
                    "“{name}” is answered with words, a list or a date, which cannot be compared"
                ),
                "Ask about a question with yes or no, one option, or a number.",
            ));
        }
        let slot = self.slots.slot(question)?;
        let ranges = self.test(asked)?;
        let parts = ranges
            .into_iter()
            .map(|range| Expression::Within { slot, range })
            .collect();
        Ok(one_or(parts, Expression::Any))
    }

    fn test(&mut self, asked: &Question) -> Result<Vec<(i32, i32)>, Refusal> {
        let least = i32::MIN;
        let most = i32::MAX;
        let bounds = asked.bounds().unwrap_or((least, most));
        if self.take("at") {
            return if self.take("least") {
                Ok(vec![(self.answer(asked)?, most)])
            } else if self.take("most") {
                Ok(vec![(least, self.answer(asked)?)])
            } else {
                Err(refuse(
                    "“at” stands alone",
                    "Write “at least” or “at most”.",
                ))
            };
        }
        if !self.take("is") {
            return Err(refuse(
                format!("“{}” is not followed by a test", asked.id),
                "Write “is”, “is one of (…)”, “at least” or “at most”, and an answer.",
            ));
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
        Ok(runs(answers, bounds))
    }

    fn answer(&mut self, asked: &Question) -> Result<i32, Refusal> {
        let token = self.next();
        let position = match (asked.kind, &token) {
            (Kind::YesNo, Some(Token::Word(word))) if word == "yes" => Some(1),
            (Kind::YesNo, Some(Token::Word(word))) if word == "no" => Some(0),
            (Kind::Choice(options), Some(Token::Quoted(text))) => options
                .iter()
                .position(|option| option == text)
                .and_then(|at| i32::try_from(at).ok()),
            (Kind::Number { from, to, .. }, Some(Token::Number(number))) => {
                (from..=to).contains(number).then_some(*number)
            }
            _ => None,
        };
        position.ok_or_else(|| {
            let given = token.map_or_else(|| "nothing".to_owned(), |token| token.to_string());
            let remedy = match asked.kind {
                Kind::Choice(options) => format!("Use one of: '{}'.", options.join("', '")),
                Kind::Number { from, to, unit } => {
                    format!("Use a whole number from {from} to {to} ({unit}).")
                }
                _ => "Use yes or no, without quotes.".to_owned(),
            };
            refuse(
                format!("{given} is not an answer to “{}”", asked.id),
                remedy,
            )
        })
    }

    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn take(&mut self, word: &str) -> bool {
        let there = matches!(self.tokens.first(), Some(Token::Word(found)) if found == word);
        if there {
            self.tokens = &self.tokens[1..];
        }
        there
    }

    fn mark(&mut self, mark: char) -> bool {
        let there = self.tokens.first() == Some(&Token::Mark(mark));
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
