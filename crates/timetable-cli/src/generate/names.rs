//! Invented names, so that an explanation reads as one would.

use super::dice::Dice;

const GIVEN: [&str; 64] = [
    "Ada", "Alma", "Amir", "Ana", "Andre", "Anika", "Arlo", "Beth", "Bo", "Bruno", "Cal", "Carla",
    "Cleo", "Cora", "Dana", "Dario", "Dee", "Dina", "Eli", "Elsa", "Emil", "Eva", "Ezra", "Faye",
    "Finn", "Gia", "Glen", "Hana", "Hugo", "Ida", "Ines", "Iris", "Ivan", "Jada", "Joel", "June",
    "Kai", "Kira", "Lars", "Lena", "Leo", "Lina", "Luz", "Mara", "Max", "Mina", "Nadia", "Nico",
    "Nora", "Omar", "Otis", "Paz", "Pia", "Quinn", "Rafa", "Rosa", "Ruth", "Sam", "Sara", "Tess",
    "Theo", "Uma", "Vera", "Will",
];
const FAMILY: [&str; 64] = [
    "Abbott", "Acosta", "Adeyemi", "Baker", "Banks", "Barros", "Bell", "Blum", "Boyd", "Bravo",
    "Carr", "Castro", "Chen", "Clay", "Cole", "Cruz", "Dale", "Diaz", "Doyle", "Ellis", "Estrada",
    "Fisher", "Flynn", "Fox", "Garza", "Grant", "Haddad", "Hale", "Hart", "Ibarra", "Ito",
    "Jensen", "Joshi", "Kane", "Khan", "Kim", "Lam", "Lane", "Lopez", "Marsh", "Mora", "Moss",
    "Nash", "Ng", "Novak", "Oduya", "Okafor", "Ortiz", "Park", "Patel", "Peña", "Price", "Reyes",
    "Ross", "Ruiz", "Shaw", "Silva", "Stone", "Tran", "Vega", "Walsh", "West", "Yang", "Young",
];
const COUNT: usize = GIVEN.len() * FAMILY.len();

/// Hands out names, none twice.
pub(crate) struct Names {
    next: usize,
    used: usize,
}

impl Names {
    pub fn new(dice: &mut Dice) -> Names {
        Names {
            next: dice.below(COUNT),
            used: 0,
        }
    }

    pub fn take(&mut self) -> String {
        // An odd step visits every pair once before any comes again; from then on they are numbered.
        self.next = (self.next + 2_531) % COUNT;
        let round = self.used / COUNT;
        self.used += 1;
        let (given, family) = (
            GIVEN[self.next % GIVEN.len()],
            FAMILY[self.next / GIVEN.len()],
        );
        if round == 0 {
            format!("{given} {family}")
        } else {
            format!("{given} {family} {}", round + 1)
        }
    }
}
