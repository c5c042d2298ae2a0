"""Makes every figure again, in a temporary folder, and says where they are not the committed ones: see README.md.

    python check.py [NAME …]     all tables, and every case or those whose name contains one of the words
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import HERE, TOLERANCE, figures, place

# Of figures in double precision, and of initial weights in single, relative to figures larger than 1.
NEAR = 1e-12
NEAR_WEIGHTS = 1e-6
# Deviations are those of seventeen runs, which do not bound those of another machine for certain.
SLACK = 2.0


def lines(path):
    """The values of a file with one JSON value a line."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def near(committed, made, most):
    """Whether two JSON values are the same but for rounding."""
    if isinstance(committed, float) and isinstance(made, float):
        return abs(committed - made) <= most * max(1.0, abs(committed))
    if type(committed) is not type(made):
        return False
    if isinstance(committed, dict):
        return committed.keys() == made.keys() and all(near(value, made[key], most) for key, value in committed.items())
    if isinstance(committed, list):
        return len(committed) == len(made) and all(near(*pair, most) for pair in zip(committed, made))
    return committed == made


def agrees(committed, made, doubt):
    """Whether a figure made again agrees with Keras's own: README.md says how nearly."""
    if committed == made or not isinstance(committed, float) or not isinstance(made, float):
        return committed == made
    exact, deviation = doubt or (committed, 0.0)
    return abs(made - committed) <= TOLERANCE * abs(committed) or abs(made - exact) <= SLACK * deviation


def compare_tables(committed, made):
    """What is wrong with the tables of values."""
    for path in sorted(committed.glob("*.jsonl")):
        rows, again = lines(path), lines(made / path.name)
        if len(rows) != len(again):
            yield f"{path.name}: {len(again)} rows, {len(rows)} are committed"
        for at, pair in enumerate(zip(rows, again), 1):
            if not near(*pair, NEAR):
                yield f"{path.name}:{at}: not the same"


def compare_case(committed, made):
    """What is wrong with a case."""
    from safetensors.numpy import load_file

    for name in ("experiment.json", "data.csv"):
        if (committed / name).read_text() != (made / name).read_text():
            yield f"{name}: not the same"
    weights, again = ({name: tensor.tolist() for name, tensor in load_file(case / "initial.safetensors").items()}
                      for case in (committed, made))
    if not near(weights, again, NEAR_WEIGHTS):
        yield "initial.safetensors: not the same"
    doubts = json.loads((committed / "uncertain.json").read_text())

    def compare(where, records, again):
        if len(records) != len(again):
            yield f"{where}: {len(again)} records, {len(records)} are committed"
        for (key, figures), (_, others) in zip(records, again):
            for name, figure in figures.items():
                if not agrees(figure, others.get(name), doubts.get(key, {}).get(name)):
                    yield f"{key}: {name} is {others.get(name)}, {figure} is committed"

    traces = ([(place(record), dict(figures(record))) for record in lines(case / "trace.jsonl")]
              for case in (committed, made))
    yield from compare("trace.jsonl", *traces)
    ends = ([(f"final {name}", end) for name, end in json.loads((case / "final.json").read_text()).items()]
            if (case / "final.json").exists() else [] for case in (committed, made))
    yield from compare("final.json", *ends)


def compare_cases(committed, made):
    """What is wrong with the cases."""
    names, again = ({case.relative_to(folder) for case in folder.glob("*/*")} for folder in (committed, made))
    for name in sorted(names ^ again):
        yield f"{name}: {'not committed' if name in again else 'committed, but not made'}"
    for name in sorted(names & again):
        for fault in compare_case(committed / name, made / name):
            yield f"{name}: {fault}"


def main(words):
    """Runs the generators on a copy and compares."""
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "reference"
        shutil.copytree(HERE, made, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
        subprocess.run([sys.executable, made / "values.py"], check=True)
        subprocess.run([sys.executable, made / "generate.py", *words], check=True)
        faults = [*compare_tables(HERE / "values", made / "values"), *compare_cases(HERE / "cases", made / "cases")]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} figures are not as committed" if faults else "all figures are as committed")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(sys.argv[1:])
