//! Entries that may be written in two ways. What is wrong within one of them is said as precisely as elsewhere: serde's
//! own way to read either would only say that nothing fits.

use super::raw::RawCounted;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Words, or entries that can be counted.
pub(super) enum Counted<T> {
    Words(String),
    Counted(T),
}

/// Individual sessions: in words, or so many.
pub(super) type RawIndividual = Counted<RawCounted>;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Counted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Counted<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words or a group of entries")
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<Self::Value, E> {
                Ok(Counted::Words(words.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Counted::Counted)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// How many weeks something lasts: a number, or the least and the most.
#[derive(Clone, Copy)]
pub(super) struct RawWeeks {
    pub least: u16,
    pub most: u16,
}

impl<'de> Deserialize<'de> for RawWeeks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Weeks;

        impl<'de> Visitor<'de> for Weeks {
            type Value = RawWeeks;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // The word by which a number that is too large is told from what is none.
                f.write_str("u16")
            }

            fn visit_i64<E: Error>(self, weeks: i64) -> Result<RawWeeks, E> {
                let whole = u16::try_from(weeks)
                    .map_err(|_| E::invalid_value(Unexpected::Signed(weeks), &self))?;
                Ok(RawWeeks {
                    least: whole,
                    most: whole,
                })
            }

            fn visit_u64<E: Error>(self, weeks: u64) -> Result<RawWeeks, E> {
                let whole = u16::try_from(weeks)
                    .map_err(|_| E::invalid_value(Unexpected::Unsigned(weeks), &self))?;
                Ok(RawWeeks {
                    least: whole,
                    most: whole,
                })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawWeeks, A::Error> {
                let pair = (seq.next_element()?, seq.next_element()?);
                match (pair, seq.next_element::<u16>()?) {
                    ((Some(least), Some(most)), None) => Ok(RawWeeks { least, most }),
                    _ => Err(A::Error::custom(
                        "write the least and the most number of weeks, such as [4, 6]",
                    )),
                }
            }
        }

        deserializer.deserialize_any(Weeks)
    }
}
