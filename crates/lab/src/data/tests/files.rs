//! Tables as people have them: what is read of each, or the line that refuses it.

use super::*;
use crate::data::table::{Report, read};
use crate::document::Experiment;

/// What the document says of the data beside their kind, without a validation part where it names none.
pub(super) fn spec_of(fields: &str) -> DataSpec {
    let mut data: serde_json::Value = serde_json::from_str(fields).unwrap();
    data["kind"] = "csv".into();
    if data["validation_split"].is_null() {
        data["validation_split"] = 0.into();
    }
    Experiment::parse(&format!(r#"{{"version": 1, "data": {data}}}"#)).unwrap().data
}

/// `4 rows [x y] -> 0:2 1:2`, the classes with their rows, or `-> number`; then the first row and its target.
pub(super) fn summary(fields: &str, file: &[u8]) -> String {
    let (table, Report { rows, features, classes, .. }) = match read(file, &spec_of(fields), 7, None) {
        Ok(read) => read,
        Err(error) => return error.to_string(),
    };
    let classes: Vec<String> = classes.iter().map(|class| format!("{}:{}", class.name, class.rows)).collect();
    let classes = if classes.is_empty() { "number".to_string() } else { classes.join(" ") };
    let target = match &table.targets {
        Targets::Values(values) => values[0].to_string(),
        Targets::Classes(labels) => labels[0].to_string(),
    };
    let first: Vec<String> = table.inputs[..table.features].iter().map(ToString::to_string).collect();
    format!("{rows} rows [{}] -> {classes}; {} -> {target}", features.join(" "), first.join(" "))
}

/// Name, fields of `data`, file, and what is read of it.
type Case = (&'static str, &'static str, &'static str, &'static str);

const READ: [Case; 44] = [
    ("plain", "{}", "x,y,label\n1,2,0\n3,4,1\n", "2 rows [x y] -> 0:1 1:1; 1 2 -> 0"),
    ("label in the middle", "{}", "x,label,y\n1,a,2\n3,b,4\n", "2 rows [x y] -> a:1 b:1; 1 2 -> 0"),
    ("target in the first column", "{}", "target,x\n5.5,1\n6,2\n", "2 rows [x] -> number; 1 -> 5.5"),
    (
        "iris",
        "{}",
        "sepal,petal,species\n5.1,1.4,setosa\n7,4.7,versicolor\n6.3,6,virginica\n",
        "3 rows [sepal petal] -> setosa:1 versicolor:1 virginica:1; 5.1 1.4 -> 0",
    ),
    ("a last column of yes and no", "{}", "age,buys\n20,no\n30,yes\n40,no\n", "3 rows [age] -> no:2 yes:1; 20 -> 0"),
    ("few whole numbers are classes", "{}", "x,quality\n1,7\n2,5\n3,7\n", "3 rows [x] -> 5:1 7:2; 1 -> 1"),
    (
        "eleven whole numbers are not",
        "{}",
        "x,n\n1,1\n1,2\n1,3\n1,4\n1,5\n1,6\n1,7\n1,8\n1,9\n1,10\n1,11\n",
        "11 rows [x] -> number; 1 -> 1",
    ),
    ("broken numbers are not", "{}", "x,price\n1,2.5\n2,3\n", "2 rows [x] -> number; 1 -> 2.5"),
    ("whole numbers by wish", r#"{"task": "regression"}"#, "x,n\n1,3\n2,5\n", "2 rows [x] -> number; 1 -> 3"),
    (
        "broken numbers as classes",
        r#"{"task": "classification"}"#,
        "x,dose\n1,2.5\n2,0.5\n",
        "2 rows [x] -> 2.5:1 0.5:1; 1 -> 0",
    ),
    ("a target by name", r#"{"target": "y"}"#, "y,label,x\n1.5,0,2\n3,1,4\n", "2 rows [label x] -> number; 0 2 -> 1.5"),
    (
        "both by name",
        r#"{"target": "y", "features": ["c", "a"]}"#,
        "a,b,c,y\n1,2,3,p\n4,5,6,q\n",
        "2 rows [a c] -> p:1 q:1; 1 3 -> 0",
    ),
    (
        "a column not asked for may hold anything",
        r#"{"features": ["x"]}"#,
        "x,note,label\n1,,a\n2,?!,b\n",
        "2 rows [x] -> a:1 b:1; 1 -> 0",
    ),
    (
        "a spreadsheet's export",
        "{}",
        "größe;gewicht;label\n1,80;70,5;m\n1,65;60;w\n",
        "2 rows [größe gewicht] -> m:1 w:1; 1.8 70.5 -> 0",
    ),
    ("semicolons with points", "{}", "x;label\n1.5;a\n2;b\n", "2 rows [x] -> a:1 b:1; 1.5 -> 0"),
    ("tabs", "{}", "x\ty\ttarget\n1\t2\t3\n", "1 rows [x y] -> number; 1 2 -> 3"),
    ("tabs with decimal commas", "{}", "x\ttarget\n1,5\t3,25\n", "1 rows [x] -> number; 1.5 -> 3.25"),
    ("Excel's first line", "{}", "sep=;\r\nx;label\r\n1,5;a\r\n2;b\r\n", "2 rows [x] -> a:1 b:1; 1.5 -> 0"),
    ("it decides", "{}", "sep=,\na;b,label\n1,p\n2,q\n", "2 rows [a;b] -> p:1 q:1; 1 -> 0"),
    ("as many semicolons as commas", "{}", "a,b;label\n1,5;p\n2;q\n", "2 rows [a,b] -> p:1 q:1; 1.5 -> 0"),
    ("separators in quotes do not count", "{}", "\"a;b;c\",label\n1,p\n2,q\n", "2 rows [a;b;c] -> p:1 q:1; 1 -> 0"),
    ("pandas's index", "{}", ",x,label\n0,5,a\n1,6,b\n2,7,a\n", "3 rows [x] -> a:2 b:1; 5 -> 0"),
    (
        "an index from one",
        "{}",
        "\"\",\"x\",\"label\"\n\"1\",5,\"a\"\n\"2\",6,\"b\"\n",
        "2 rows [x] -> a:1 b:1; 5 -> 0",
    ),
    ("separators at the ends of rows", "{}", "x;label;\n1;a;\n2;b;\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    ("only at some", "{}", "x,label,,\n1,a\n2,b,,,,\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    ("only at those of rows", "{}", "x,label\n1,a,,\n2,b,\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    (
        "empty rows, before, between and after",
        "{}",
        ",,\n\nx,y,label\n\n1,2,a\n,,\n , ,\n3,4,b\n\n,,,,,\n",
        "2 rows [x y] -> a:1 b:1; 1 2 -> 0",
    ),
    ("no line end at the end", "{}", "x,label\n1,a\n2,b", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    ("a byte-order mark", "{}", "\u{feff}x,label\r\n1,a\r\n2,b\r\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    ("line ends in a value", "{}", "x,label\n1,\"of two\nlines\"\n2,b\n", "2 rows [x] -> of two\nlines:1 b:1; 1 -> 0"),
    (
        "quotes, doubled and plain",
        "{}",
        "x,label\n1,\"a \"\"b\"\"\"\n2,5\" wide\n",
        "2 rows [x] -> a \"b\":1 5\" wide:1; 1 -> 0",
    ),
    ("spaces around", "{}", " x , label \n 1 , a \n2, b\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    (
        "gaps left out",
        r#"{"missing": "drop"}"#,
        "x,y,label\n1,NA,a\n2,3,b\n4,5,\n6,7,c\n",
        "2 rows [x y] -> b:1 c:1; 2 3 -> 0",
    ),
    (
        "every word for a gap",
        r#"{"missing": "drop"}"#,
        "x,label\nNA,a\nn/a,a\nNaN,a\nNULL,a\nnone,a\n?,a\n ,a\n1,b\n2,c\n",
        "2 rows [x] -> b:1 c:1; 1 -> 0",
    ),
    ("gaps filled", r#"{"missing": "mean"}"#, "x,label\n?,a\n2,b\n4,a\n5,\n", "3 rows [x] -> a:2 b:1; 3 -> 0"),
    (
        "filled with the training part's mean",
        r#"{"missing": "mean", "validation_split": 0.5}"#,
        "x,target\n,1\n3,2\n100,3\n200,4\n",
        "4 rows [x] -> number; 3 -> 1",
    ),
    ("a gap elsewhere", r#"{"features": ["x"]}"#, "x,y,label\n1,,a\n2,3,b\n", "2 rows [x] -> a:1 b:1; 1 -> 0"),
    (
        "titanic",
        r#"{"target": "survived", "categories": "one_hot", "missing": "mean"}"#,
        "survived,sex,age\n0,male,22\n1,female,\n1,female,26\n",
        "3 rows [sex=male sex=female age] -> 0:1 1:2; 1 0 22 -> 0",
    ),
    (
        "categories in their column's place",
        r#"{"categories": "one_hot"}"#,
        "a,c,b,label\n1,red,2,p\n3,blue,4,q\n5,red,6,q\n",
        "3 rows [a c=red c=blue b] -> p:1 q:2; 1 1 0 2 -> 0",
    ),
    (
        "only the training part's categories",
        r#"{"categories": "one_hot", "validation_split": 0.5}"#,
        "c,target\nred,1\nblue,2\ngreen,3\nred,4\n",
        "4 rows [c=red c=blue] -> number; 1 0 -> 1",
    ),
    (
        "a gap in categories",
        r#"{"categories": "one_hot", "missing": "mean"}"#,
        "c,x,target\n?,1,1\nred,2,2\n",
        "2 rows [c=red x] -> number; 0 1 -> 1",
    ),
    (
        "houses",
        r#"{"target": "price", "categories": "one_hot", "missing": "drop"}"#,
        "rooms;district;price\n3;Mitte;350000,5\n2;Süd;\n4;Süd;420000\n",
        "2 rows [rooms district=Mitte district=Süd] -> number; 3 1 0 -> 350000.5",
    ),
    ("classes written as broken numbers", "{}", "x,label\n1,1.0\n2,0\n3,1\n", "3 rows [x] -> 0:1 1:2; 1 -> 1"),
    ("half of the labels are numbers", "{}", "x,label\n1,a\n2,2\n", "2 rows [x] -> a:1 2:1; 1 -> 0"),
];

#[test]
fn files_as_people_have_them_are_read() {
    for (name, fields, file, expected) in READ {
        assert_eq!(summary(fields, file.as_bytes()), expected, "{name}");
    }
}

const REFUSED: [Case; 34] = [
    (
        "no header",
        "{}",
        "5.1,3.5,0\n4.9,3,1\n",
        "data: line 1 holds only numbers, so the header row is missing; write a name above each column",
    ),
    (
        "no header, with an index",
        "{}",
        ",0,1,2\n0,5,6,7\n",
        "data: line 1 holds only numbers, so the header row is missing; write a name above each column",
    ),
    (
        "label and target",
        "{}",
        "x,label,target\n1,2,3\n",
        r#"data: the file has a column "label" and a column "target"; name the one to learn in data.target"#,
    ),
    (
        "an unknown target",
        r#"{"target": "prise"}"#,
        "x,price\n1,2\n",
        r#"data.target: the file has no column "prise"; did you mean "price"?"#,
    ),
    (
        "another letter case",
        r#"{"target": "Price"}"#,
        "x,price\n1,2\n",
        r#"data.target: the file has no column "Price"; did you mean "price"?"#,
    ),
    (
        "nothing like it",
        r#"{"features": ["weight"]}"#,
        "a,b,c,d,label\n1,2,3,4,5\n",
        r#"data.features: the file has no column "weight"; it has "a", "b", "c" and 2 more"#,
    ),
    (
        "the target as a feature",
        r#"{"features": ["x", "label"]}"#,
        "x,label\n1,a\n2,b\n",
        r#"data.features: names "label", which is the target; leave it out"#,
    ),
    (
        "a feature twice",
        r#"{"features": ["x", "x"]}"#,
        "x,label\n1,a\n2,b\n",
        r#"data.features: names the column "x" twice"#,
    ),
    (
        "nothing to learn from",
        "{}",
        "label\na\nb\n",
        r#"data: the file has no feature columns beside "label"; add one to learn from"#,
    ),
    (
        "two columns of one name",
        "{}",
        "x,x,label\n1,2,a\n",
        r#"data: two columns are named "x"; give each a name of its own"#,
    ),
    (
        "an unnamed column with values",
        "{}",
        ",x,label\n7,1,a\n9,2,b\n",
        "data: column 1 has no name in the header row; name it, or take it out of the file",
    ),
    (
        "an index with a gap",
        "{}",
        ",x,label\n0,1,a\n2,2,b\n",
        "data: column 1 has no name in the header row; name it, or take it out of the file",
    ),
    (
        "text in a column of numbers",
        "{}",
        "x,label\n1,a\n2,b\nthree,b\n",
        r#"data: line 4, column "x": "three" is not a number"#,
    ),
    (
        "text among whole labels",
        "{}",
        "x,label\n1,0\n2,1\n3,unknown\n",
        r#"data: line 4, column "label": "unknown" is not a number"#,
    ),
    (
        "text to learn from",
        "{}",
        "colour,label\nred,a\nblue,b\n",
        r#"data: line 2, column "colour": "red" is text; set data.categories to "one_hot" to make each value a feature, or leave the column out of data.features"#,
    ),
    (
        "text to learn as a number",
        r#"{"task": "regression"}"#,
        "x,label\n1,a\n2,b\n",
        r#"data: line 2, column "label": "a" is not a number; to learn classes set data.task to "classification""#,
    ),
    (
        "a target of text",
        "{}",
        "x,target\n1,a\n2,b\n",
        r#"data: line 2, column "target": "a" is not a number; to learn classes set data.task to "classification""#,
    ),
    (
        "gaps",
        "{}",
        "x,y,label\n1,NA,a\n?,?,b\n3,4,\n",
        r#"data: line 2, column "y": the value is missing: 4 values in 3 rows, in "x", "y", "label"; set data.missing to "drop" (leaves such rows out) or "mean" (fills features)"#,
    ),
    (
        "nothing but gaps",
        r#"{"missing": "drop"}"#,
        "x,label\n,a\n?,b\n",
        "data.missing: leaves none of the 2 rows; leave columns with gaps out of data.features",
    ),
    (
        "a feature without values that train",
        r#"{"missing": "mean", "validation_split": 0.5}"#,
        "x,y,target\n,1,1\n2,2,2\n",
        r#"data: column "x" has no value in the rows that train; leave it out by data.features, or set data.mix to true"#,
    ),
    (
        "categories that do not train",
        r#"{"missing": "mean", "categories": "one_hot", "validation_split": 0.5}"#,
        "c,y,target\n,1,1\nred,2,2\n",
        r#"data: column "c" has no value in the rows that train; leave it out by data.features, or set data.mix to true"#,
    ),
    (
        "commas beside points",
        "{}",
        "a;b;target\n1,5;2;3\n2;2.5;4\n",
        r#"data: line 3, column "b": "2.5" has a decimal point and "1,5" on line 2 a decimal comma; write all numbers one way"#,
    ),
    (
        "also elsewhere",
        r#"{"features": ["b"]}"#,
        "a;b;target\n1,5;2.125;3\n2;2;4\n",
        r#"data: line 2, column "b": "2.125" has a decimal point and "1,5" on line 2 a decimal comma; write all numbers one way"#,
    ),
    (
        "grouped thousands",
        "{}",
        "a;target\n1.234,5;3\n17;4\n",
        r#"data: line 2, column "a": "1.234,5" groups its thousands; write the number without these marks"#,
    ),
    (
        "decimal commas between commas",
        "{}",
        "a,target\n\"1,5\",3\n\"2,5\",4\n",
        r#"data: line 2, column "a": "1,5" has a decimal comma where commas separate values; write a point, or separate by semicolons"#,
    ),
    (
        "a short row",
        "{}",
        "x,y,label\n1,2,a\n3,b\n",
        "data: line 3: must have 3 values, as many as the header row; found 2",
    ),
    (
        "a long row",
        "{}",
        "x,y,label\n1,2,a\n3,4,b,5\n",
        "data: line 3: must have 3 values, as many as the header row; found 4",
    ),
    (
        "other separators in an empty row",
        "{}",
        "x,y,label\n1,2,a\n;;\n",
        "data: line 3: must have 3 values, as many as the header row; found 1",
    ),
    ("one class", "{}", "x,label\n1,a\n2,a\n", r#"data: every label is "a"; at least two classes are needed"#),
    (
        "an odd separator",
        "{}",
        "sep=|\nx|label\n1|a\n",
        "data: line 1: sep= names no separator that is read; use semicolons, tabs or commas",
    ),
    (
        "several classes",
        r#"{"target": ["a", "b"], "task": "classification"}"#,
        "x,a,b\n1,2,3\n2,3,4\n",
        r#"data.task: classification has one target; name one in data.target, or set data.task to "regression""#,
    ),
    (
        "nothing to train on",
        r#"{"validation_split": 0.9}"#,
        "x,target\n1,2\n2,3\n",
        "data.validation_split: 0.9 leaves none to train on; lower it, or use more samples than 2",
    ),
    ("not finite", "{}", "x,target\n1,1\ninf,2\n3,3\n", r#"data: line 3, column "x": "inf" is not finite"#),
    ("no rows", "{}", "x,label\n\n,\n", "data: the file has a header row but no samples"),
];

#[test]
fn others_are_refused_in_a_line_that_says_what_to_do() {
    for (name, fields, file, expected) in REFUSED {
        assert_eq!(summary(fields, file.as_bytes()), expected, "{name}");
    }
}
