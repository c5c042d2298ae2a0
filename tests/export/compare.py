"""Exports programs, runs them, and compares their traces with ours.

    python compare.py GRADLAB [NAME …]     every case, or those whose name contains one of the words

Every case is run as a Keras program (on JAX, unless KERAS_BACKEND says otherwise) and as a PyTorch program; a few more as
a student would: as programs of their own on each of Keras's backends, from the standard output, and as a notebook.
"""

import contextlib
import csv
import io
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import cases  # noqa: E402

STEPS = 50
TOLERANCE = 1e-3
SMALLEST = 1e-34  # Near the smallest number of single precision, libraries differ in what they take for 0.
CATALOGUES = ("activation", "init", "bias_init", "normalization", "loss", "optimizer", "schedule", "clipping", "data")


def gradlab(folder, *arguments):
    """Runs the program, and gives its standard output."""
    done = subprocess.run([GRADLAB, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def write(case, folder):
    """Writes a case's files, and gives the arguments that name them."""
    (folder / "experiment.json").write_text(json.dumps(case.document), encoding="utf-8")
    if case.csv is None:
        return ["experiment.json"]
    (folder / "data.csv").write_text(case.csv, encoding="utf-8", newline="")
    return ["experiment.json", "--data", "data.csv"]


def our_losses(folder, arguments):
    """The losses of our trace."""
    lines = gradlab(folder, "run", *arguments, "--trace", "-", "--steps", str(STEPS), "--quiet").splitlines()
    records = [record for record in map(json.loads, lines) if record["type"] == "step"]
    return [record["loss"] for record in records]


def their_losses(trace):
    """The losses of a program's trace."""
    with open(trace, newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["step", "loss"], header
    assert [int(step) for step, _ in rows] == list(range(1, len(rows) + 1)), "steps are missing"
    return [float(loss) for _, loss in rows]


def deviation(ours, theirs):
    """The largest relative deviation over the first steps."""
    assert len(theirs) >= len(ours) > 0, f"{len(theirs)} steps, and we have {len(ours)}"
    return max(abs(their - our) / max(abs(our), SMALLEST) for our, their in zip(ours, theirs))


def run(program):
    """Runs a program in this process, whose libraries are loaded once."""
    with contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(str(program), run_name="__main__")


def both(case, folder):
    """The deviations of a case's Keras and PyTorch programs."""
    import keras

    arguments = write(case, folder)
    ours = our_losses(folder, arguments)
    found = {}
    for kind in ("keras", "pytorch"):
        gradlab(folder, "export", kind, *arguments, "--out", f"{kind}.py")
        keras.utils.clear_session()
        run(folder / f"{kind}.py")
        found[kind] = deviation(ours, their_losses(folder / f"{kind}.py.trace.csv"))
    return found


def as_students_do(chosen, folder):
    """Yields the ways in which a student may run a program, with their deviations."""
    case = next(case for case in chosen if case.name == "hostile_texts")
    arguments = write(case, folder)
    ours = our_losses(folder, arguments)

    def started(name, backend):
        environment = {**os.environ, "KERAS_BACKEND": backend}
        subprocess.run([sys.executable, name], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        return deviation(ours, their_losses(folder / f"{name}.trace.csv"))

    # A name that would end the string it stands in.
    name = "it's \"a\" program.py"
    gradlab(folder, "export", "keras", *arguments, "--out", name)
    for backend in ("tensorflow", "jax", "torch"):
        yield f"Keras on {backend}", started(name, backend)
    for kind in ("keras", "pytorch"):
        (folder / "alone.py").write_text(gradlab(folder, "export", kind, *arguments), encoding="utf-8", newline="")
        yield f"{kind} from the standard output", started("alone.py", "jax")
    yield "the notebook", deviation(ours, notebook(folder, arguments))


def notebook(folder, arguments):
    """Runs the notebook in a kernel; gives the losses of its trace."""
    import nbclient
    import nbformat

    gradlab(folder, "export", "notebook", *arguments, "--out", "a \"b\".ipynb")
    read = nbformat.read(folder / "a \"b\".ipynb", as_version=4)
    nbformat.validate(read)
    nbclient.NotebookClient(read, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return their_losses(folder / "a \"b\".ipynb.trace.csv")


def choices(value, field=""):
    """Every choice in a document: the catalogue it is from, its kind, and the parameters that are given."""
    catalogue = "clipping" if field == "gradient_clipping" else field
    kind = value if isinstance(value, str) else value.get("kind") if isinstance(value, dict) else None
    if isinstance(kind, str) and catalogue in CATALOGUES:
        yield catalogue, kind, set(value) - {"kind"} if isinstance(value, dict) else set()
    for name, inner in value.items() if isinstance(value, dict) else []:
        for item in inner if isinstance(inner, list) else [inner]:
            yield from choices(item, name)


def without_case(schema, every):
    """Entries of the catalogues that no case has, and parameters that none sets."""
    given = defaultdict(set)
    for case in every:
        for catalogue, kind, names in choices(case.document):
            given[catalogue, kind] |= names
    for catalogue in CATALOGUES:
        for kind in cases.entries(schema, catalogue):
            if (catalogue, kind) not in given:
                yield f"{catalogue}: {kind}"
            elif catalogue not in ("init", "bias_init", "data"):  # whose results are in the program, not the choice
                wanted = set(cases.parameters(schema, catalogue, kind))
                yield from (f"{catalogue}: {kind}: {name}" for name in sorted(wanted - given[catalogue, kind]))


def main(words):
    schema = json.loads(gradlab(".", "schema"))
    every = cases.all_cases(schema)
    failures = [f"{entry} is in no case" for entry in without_case(schema, every)]
    worst = defaultdict(lambda: defaultdict(float))
    passed = 0

    def note(name, found, of):
        nonlocal passed
        print(f"{name}: " + ", ".join(f"{kind} {value:.1e}" for kind, value in found.items()), flush=True)
        for kind, value in found.items():
            for entry in of:
                worst[entry][kind] = max(worst[entry][kind], value)
        if all(value <= TOLERANCE for value in found.values()):
            passed += 1
        else:
            failures.append(f"{name}: the losses deviate by {max(found.values()):.2g}")

    with tempfile.TemporaryDirectory() as temporary:
        for number, case in enumerate(every):
            if words and not any(word in case.name for word in words):
                continue
            folder = Path(temporary) / str(number)
            folder.mkdir()
            try:
                of = {f"{catalogue} {kind}" for catalogue, kind, _ in choices(case.document)}
                note(case.name, both(case, folder), of)
            except Exception as error:
                failures.append(f"{case.name}: {type(error).__name__}: {error}")
                print(failures[-1], flush=True)
        if not words or "students" in words:
            folder = Path(temporary) / "students"
            folder.mkdir()
            for name, value in as_students_do(every, folder):
                note(name, {"losses": value}, [])
    print("\nLargest deviation of each entry")
    for entry, found in sorted(worst.items()):
        print(f"  {entry}: " + ", ".join(f"{kind} {value:.1e}" for kind, value in found.items()))
    for failure in failures:
        print("FAILED", failure)
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    GRADLAB = str(Path(sys.argv[1]).resolve())
    main(sys.argv[2:])
