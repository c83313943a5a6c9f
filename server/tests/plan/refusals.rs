//! What is refused, with a message that says what would be right.

use super::{City, merge};
use serde_json::json;

#[test]
fn files_that_are_no_operations_are_refused() {
    let city = City::with_draft();
    let cases = [
        ("not json", "not JSON"),
        ("{}", "JSON array of operations"),
        (r#"[{"op":"explode"}]"#, "explode"),
        (r#"[{"op":"split","grid":"G0"}]"#, "line"),
        (r#"[{"op":"split","grid":"G0","line":[[117.3,91],[117.4,31.8]]}]"#, "91"),
        ("[]", "at least one operation"),
    ];
    for (text, names) in cases {
        city.write("ops.json", text);
        let (code, message) = city.refused(&["edit", "--plan", "2", "--ops", "ops.json"]);
        assert!(code == 3 && message.contains(names), "{text}: {message}");
    }
    let (code, message) = city.refused(&["edit", "--plan", "2", "--ops", "nowhere.json"]);
    assert!(code == 3 && message.contains("nowhere.json"), "{message}");
}

#[test]
fn plans_that_are_not_there_or_not_drafts_are_refused() {
    let city = City::with_draft();
    city.write("ops.json", &json!([merge("G0", "G1", "G0")]).to_string());
    for plan in ["7", "nobody's"] {
        for command in [
            &["show"][..],
            &["log"],
            &["undo"],
            &["redo"],
            &["check"],
            &["submit"],
            &["delete"],
            &["edit", "--ops", "ops.json"],
            &["publish", "--starts", "2026-01-01"],
        ] {
            let (code, message) = city.refused(&[command, &["--plan", plan]].concat());
            assert!(
                code == 3 && message.contains("there is no plan") && message.contains(plan),
                "{command:?}: {message}"
            );
        }
    }
    let (code, message) = city.refused(&["edit", "--plan", "1", "--ops", "ops.json"]);
    assert!(code == 3 && message.contains("plan 1 is in_force; only a draft can be edited"), "{message}");
    assert!(city.refused(&["approve", "--plan", "2"]).1.contains("only submitted can be approved"));
    assert!(city.refused(&["new", "--name", "x", "--layer", "moon"]).1.contains("moon"));
    assert!(city.refused(&["new", "--name", " "]).1.contains("name"));
    city.json(&["new", "--name", "draft"]);
    assert!(city.refused(&["log", "--plan", "draft"]).1.contains("several plans"));
}

#[test]
fn an_edit_of_another_revision_is_refused() {
    let city = City::with_draft();
    city.edit(&json!([merge("G0", "G1", "G0")]));
    city.write("ops.json", &json!([merge("G2", "G3", "G2")]).to_string());
    let stale = city.refused(&["edit", "--plan", "2", "--ops", "ops.json", "--revision", "0"]);
    assert!(stale.1.contains("it is at revision 1 now"), "{}", stale.1);
    assert!(city.refused(&["undo", "--plan", "2", "--revision", "0"]).1.contains("revision 1"));
    city.json(&["edit", "--plan", "2", "--ops", "ops.json", "--revision", "1"]);
}

#[test]
fn wrong_arguments_are_a_matter_of_usage() {
    let city = City::with_draft();
    for args in [
        &["publish", "--plan", "2", "--starts", "someday"][..],
        &["new", "--name", "x", "--households", "few"],
        &["edit", "--plan", "2"],
        &["import", "--name", "x"],
    ] {
        assert_eq!(city.refused(args).0, 2, "{args:?}");
    }
}
