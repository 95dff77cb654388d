//! What the people in care of the demonstration are called. Nobody real is meant.

/// Given name, family name, what they are called if not that, pronouns.
pub type Name = (&'static str, &'static str, &'static str, &'static str);

/// The person whose own sign-in is part of the demonstration.
pub const WITH_SIGN_IN: Name = ("Josephine", "Marchetti", "Josie", "she/her");
/// The person she chose as support.
pub const SUPPORTER: (&str, &str) = ("Daniel", "Marchetti");

/// Everybody else; the seed decides who comes when, and where.
pub const NAMES: [Name; 41] = [
    ("Aaliyah", "Robinson", "", "she/her"),
    ("Adwoa", "Mensah", "", ""),
    ("Alejandra", "Núñez Ibáñez", "Ale", "she/her"),
    ("Amir", "Khoury", "", "he/him"),
    ("Anders", "Sørensen", "", ""),
    ("Bao", "Nguyễn", "", ""),
    ("Beatriz", "Gonçalves", "Bia", ""),
    ("Caleb", "Yazzie", "", "he/him"),
    ("Charlotte", "O’Connell", "Charlie", "they/them"),
    ("Chiamaka", "Eze", "", "she/her"),
    ("Curtis", "Boyd", "", ""),
    ("Deshawn", "Carter", "", "he/him"),
    ("Dmitri", "Volkov", "Dima", ""),
    ("Eleanor", "Fitzgerald", "Nell", ""),
    ("Esperanza", "Trujillo", "", "she/her"),
    ("Farah", "Siddiqui", "", ""),
    ("François", "Lévesque", "", "he/him"),
    ("Grace", "Kim", "", ""),
    ("Harold", "Jensen", "Hal", "he/him"),
    ("Imani", "Brooks", "", "she/her"),
    ("Ivy", "Littlewolf", "", ""),
    ("James", "Smith", "", ""),
    ("Jamie", "Smith", "", "they/them"),
    ("Katarzyna", "Zielińska", "Kasia", ""),
    ("Kwame", "Boateng", "", ""),
    ("Leilani", "Kealoha", "", "she/her"),
    ("Luis", "Herrera", "", ""),
    ("Maeve", "Byrne", "", ""),
    ("Manuel", "Archuleta", "Manny", "he/him"),
    ("Mateo", "Villanueva", "", ""),
    (
        "Maximiliana-Theodora Anneliese",
        "Featherstonehaugh-Castellanos y Oyelaran-Winterbottom",
        "Maxi",
        "she/they",
    ),
    ("Mei", "Lin", "", ""),
    ("Nia", "Washington", "", "she/her"),
    ("Oluwaseun", "Adebayo", "Seun", ""),
    ("Patrick", "Doyle", "", ""),
    ("Renée", "Thibodeaux", "", "she/her"),
    ("Robert", "Lind", "Bobbie", "they/them"),
    ("Şebnem", "Yılmaz", "", ""),
    ("Tyrone", "Jefferson", "", "he/him"),
    ("Walter", "Pruitt", "", ""),
    ("Zoë", "Van der Berg", "", ""),
];
