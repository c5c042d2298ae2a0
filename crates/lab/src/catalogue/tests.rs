use super::{Catalogue, prose};
use serde_json::Value;

fn json() -> Value {
    serde_json::to_value(Catalogue::new()).unwrap()
}

#[test]
fn every_name_in_the_catalogue_leads_somewhere() {
    let catalogue = json();
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
    let catalogue = json();
    let inits = catalogue["catalogues"]["init"].as_array().unwrap();
    let activations = catalogue["catalogues"]["activation"].as_array().unwrap();
    for activation in activations {
        let init = &catalogue["activations"][activation["id"].as_str().unwrap()]["fitting_init"];
        assert!(init.is_null() || inits.iter().any(|entry| entry["id"] == *init), "{activation}");
    }
    assert_eq!(catalogue["activations"].as_object().unwrap().len(), activations.len());
}

#[test]
fn every_entry_is_told_about_and_its_formula_stands_on_one_line() {
    let prose = prose();
    for (id, words) in prose.values().flatten() {
        assert!(!words.formula.contains(r"\\"), "{id}: {} breaks the line", words.formula);
        assert!(!words.summary.is_empty() && !words.source.is_empty(), "{id}");
    }
    assert_eq!(prose["optimizer"]["adam"].source, "https://keras.io/api/optimizers/adam/");
}
