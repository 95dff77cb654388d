//! Who may sign in.

use crate::common::token;
use crate::{done, found, prepared, refused};

const ANA: [&str; 8] = [
    "user",
    "add",
    "--email",
    "ana@clinic.example",
    "--name",
    "Ana Ruiz",
    "--role",
    "counselor",
];

#[test]
fn somebody_who_is_added_gets_a_link_that_works() {
    let (home, _) = prepared();
    let ran = home.run(&ANA);
    let said = done(&ran);
    let path = format!("/welcome/{}", token(said.trim()));
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let page = server.client("").get(&path).unwrap();
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Welcome, Ana"), "{}", page.body);
    let list = home.run(&["user", "list"]);
    assert!(done(&list).contains("Ana Ruiz"), "{list:?}");
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let (home, _) = prepared();
    done(&home.run(&ANA));
    refused(&home.run(&ANA), &["signs in with this address already"]);
    let elsewhere = [
        &ANA[..3],
        &["bo@clinic.example"],
        &ANA[4..],
        &["--site", "The Moon"],
    ]
    .concat();
    refused(
        &home.run(&elsewhere),
        &["no site named “The Moon”", "First Site"],
    );
    let unknown = ["user", "disable", "--email", "nobody@clinic.example"];
    refused(
        &home.run(&unknown),
        &["Nobody who works here", "stepwell user list"],
    );
    let role = home.run(&[&ANA[..7], &["wizard"]].concat());
    assert_eq!(role.code, Some(2));
    assert!(role.err.contains("clinical_director"), "{role:?}");
}

#[test]
fn the_server_gives_a_role_at_once_and_without_a_second_yes() {
    let (home, _) = prepared();
    done(&home.run(&ANA));
    let give = |email: &str| {
        let role = ["--role", "privacy_officer"];
        home.run(&[&["user", "give", "--email", email], &role[..]].concat())
    };
    assert!(done(&give("ana@clinic.example")).contains("Privacy officer"));
    let list = home.run(&["user", "list"]);
    assert!(done(&list).contains("Counselor, Privacy officer"));
    refused(&give("nobody@clinic.example"), &["Nobody who works here"]);
    // What the server gives waits for nobody's yes.
    let confirm = |email: &str| home.run(&["user", "confirm", "--email", email]);
    assert!(done(&confirm("ana@clinic.example")).contains("Nothing waits for a yes for Ana Ruiz"));
    refused(
        &confirm("nobody@clinic.example"),
        &["Nobody who works here"],
    );
}

#[test]
fn a_closed_account_is_signed_out_at_once_and_can_be_opened_again() {
    let (home, prepared) = prepared();
    let email = ["--email", "dee@clinic.example"];
    done(&home.run(&[&["user", "disable"], &email[..]].concat()));
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let answer = server.client(&prepared.session).get("/staff").unwrap();
    assert_ne!(answer.status, 200, "a closed account is still signed in");
    assert!(done(&home.run(&["user", "list"])).contains("(closed)"));
    server.kill();
    done(&home.run(&[&["user", "enable"], &email[..]].concat()));
    assert!(!done(&home.run(&["user", "list"])).contains("(closed)"));
}

#[test]
fn who_may_sign_in_is_said_while_the_clinic_runs() {
    let (home, prepared) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let ran = home.run(&ANA);
    let path = format!("/welcome/{}", token(done(&ran).trim()));
    let page = server.client("").get(&path).unwrap();
    assert!(page.body.contains("Welcome, Ana"), "{}", page.body);
    refused(&home.run(&ANA), &["signs in with this address already"]);
    let dee = ["user", "disable", "--email", "dee@clinic.example"];
    done(&home.run(&dee));
    let answer = server.client(&prepared.session).get("/staff").unwrap();
    assert_ne!(answer.status, 200, "a closed account is still signed in");
    server.kill();
    // Killed, it leaves its socket behind, which nobody answers and the next start takes over.
    let bo = [&ANA[..3], &["bo@clinic.example"], &ANA[4..]].concat();
    done(&home.run(&bo));
    let _server = home.serve(&["--listen", "127.0.0.1:0"]);
    let cy = [&ANA[..3], &["cy@clinic.example"], &ANA[4..]].concat();
    done(&home.run(&cy));
}

#[test]
fn whoever_lost_what_they_sign_in_with_gets_a_link_from_the_server_also_while_it_runs() {
    let (home, _) = prepared();
    let first = done(&home.run(&ANA)).trim().to_owned();
    let link = ["user", "link", "--email", "ana@clinic.example"];
    let second = done(&home.run(&link)).trim().to_owned();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let third = done(&home.run(&link)).trim().to_owned();
    let mut client = server.client("");
    let mut opens = |said: &str| {
        let path = format!("/welcome/{}", token(said));
        let page = client.get(&path).unwrap();
        page.body.contains("Welcome, Ana")
    };
    assert!(!opens(&first), "an earlier link still works");
    assert!(!opens(&second), "an earlier link still works");
    assert!(opens(&third));
    let nobody = ["user", "link", "--email", "nobody@clinic.example"];
    refused(&home.run(&nobody), &["Nobody who works here"]);
}

#[test]
fn a_table_of_staff_names_the_lines_that_are_refused_and_takes_the_others() {
    let (home, _) = prepared();
    let table = "given name,family name,email,roles\nAna,Ruiz,ana@clinic.example,counselor\nBo,,bo@clinic.example,counselor\n";
    std::fs::write(home.path("staff.csv"), table).unwrap();
    let dry = home.run(&["user", "import", "staff.csv"]);
    found(&dry, &[]);
    assert!(
        dry.out.contains("1 can be brought in; nothing was saved"),
        "{dry:?}"
    );
    assert!(dry.out.contains("line    3"), "{dry:?}");
    assert!(!done(&home.run(&["user", "list"])).contains("Ana Ruiz"));
    let run = home.run(&["user", "import", "staff.csv", "--save"]);
    assert!(
        run.out.contains("1 brought in. 0 here already. 1 refused."),
        "{run:?}"
    );
    let again = home.run(&["user", "import", "staff.csv", "--save"]);
    assert!(
        again
            .out
            .contains("0 brought in. 1 here already. 1 refused."),
        "{again:?}"
    );
    std::fs::write(home.path("strange.csv"), "name,salary\n").unwrap();
    found(
        &home.run(&["user", "import", "strange.csv"]),
        &["no column called"],
    );
}
