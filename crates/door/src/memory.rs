//! What a crate of use cases keeps for as long as the clinic is open, such as the weeks that are being made.
//!
//! The door names no such type, so that nothing has to be added here for the next wing. Whoever keeps something makes a
//! type of its own for it: who cannot name the type cannot reach what is kept.

use std::any::Any;
use std::sync::OnceLock;

/// One thing of each type, in the order in which they were first asked for. Nothing ever leaves, so a reference lasts.
#[derive(Default)]
pub(crate) struct Memory(OnceLock<Box<Kept>>);

struct Kept {
    thing: Box<dyn Any + Send + Sync>,
    next: Memory,
}

impl Memory {
    /// The one thing of this type, made when it is first asked for.
    pub fn of<T: Any + Default + Send + Sync>(&self) -> &T {
        let mut place = self;
        loop {
            // Of two who come to the end at once one puts its thing there; the other sees it and goes on.
            let kept = place.0.get_or_init(|| {
                Box::new(Kept {
                    thing: Box::new(T::default()),
                    next: Self::default(),
                })
            });
            // Of what is in the box, not of the box.
            if let Some(thing) = (*kept.thing).downcast_ref() {
                return thing;
            }
            place = &kept.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn there_is_one_thing_of_each_type_whoever_asks_first() {
        let memory = Memory::default();
        *memory.of::<Mutex<Vec<u8>>>().lock().unwrap() = vec![7];
        assert!(memory.of::<Mutex<Vec<u16>>>().lock().unwrap().is_empty());
        assert_eq!(*memory.of::<Mutex<Vec<u8>>>().lock().unwrap(), [7]);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    memory.of::<AtomicUsize>().fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(memory.of::<AtomicUsize>().load(Ordering::SeqCst), 8);
    }
}
