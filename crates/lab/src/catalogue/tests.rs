use super::{prose_to_json, to_json};
use serde_json::Value;

#[test]
fn every_name_in_the_catalogue_leads_somewhere() {
    let catalogue: Value = serde_json::from_str(&to_json()).unwrap();
    for (name, object) in catalogue["objects"].as_object().unwrap() {
        let picks = [&object["picks"]];
        for field in object["fields"].as_array().unwrap().iter().chain(picks) {
            if let Value::String(object) = &field["object"] {
                assert!(catalogue["objects"][object].is_object(), "{name}: {field}");
            }
            if let Value::String(entries) = &field["catalogue"] {
                let entries = catalogue["catalogues"][entries].as_array();
                let ids: Vec<_> = entries.expect("the catalogue is there").iter().map(|entry| &entry["id"]).collect();
                assert!(!field["default"].is_string() || ids.contains(&&field["default"]), "{name}: {field}");
            }
        }
    }
    assert!(catalogue["catalogues"]["bias_init"].as_array().unwrap().iter().all(|entry| entry["id"] != "lsuv"));
}

#[test]
fn every_activation_names_an_init_of_the_catalogue_or_none() {
    let catalogue: Value = serde_json::from_str(&to_json()).unwrap();
    let inits = catalogue["catalogues"]["init"].as_array().unwrap();
    for activation in catalogue["catalogues"]["activation"].as_array().unwrap() {
        let init = &activation["activation"]["fitting_init"];
        assert!(init.is_null() || inits.iter().any(|entry| entry["id"] == *init), "{activation}");
    }
    assert!(inits.iter().all(|entry| entry.get("activation").is_none()));
}

#[test]
fn every_entry_is_told_about_and_its_formula_stands_on_one_line() {
    let catalogue: Value = serde_json::from_str(&to_json()).unwrap();
    let prose: Value = serde_json::from_str(&prose_to_json()).unwrap();
    for entry in catalogue["catalogues"].as_object().unwrap().values().flat_map(|list| list.as_array().unwrap()) {
        let about = &prose[entry["about"].as_u64().unwrap() as usize];
        let formula = about["formula"].as_str().unwrap();
        assert!(!formula.contains(r"\\"), "{}: {formula} breaks the line", entry["id"]);
        assert!(!about["summary"].as_str().unwrap().is_empty(), "{}", entry["id"]);
    }
    let adam = catalogue["catalogues"]["optimizer"].as_array().unwrap().iter().find(|entry| entry["id"] == "adam");
    let about = &prose[adam.unwrap()["about"].as_u64().unwrap() as usize];
    assert_eq!(about["source"], "https://keras.io/api/optimizers/adam/");
}
