"""Runs the program that is tested, in a folder of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve()


class Folder:
    """A folder with the files of a test, gone at its end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)

    def write(self, name: str, content: str | dict) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        (self.path / name).write_text(text, encoding="utf-8")

    def gradlab(self, *arguments: str) -> str:
        """What the program prints; it must end with status 0."""
        ran = subprocess.run([PROGRAM, *arguments], cwd=self.path, capture_output=True, text=True, encoding="utf-8")
        if ran.returncode != 0:
            sys.exit(f"gradlab {' '.join(arguments)}: {ran.stderr}")
        return ran.stdout
