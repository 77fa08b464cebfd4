"""A whole notebook through nbconvert, as the workbench runs it."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import kernel_client


def notebook(*cells):
    return {
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
        "cells": [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None,
                   "source": source} for i, source in enumerate(cells)],
    }


def execute(*cells):
    """Exit code, what was printed, and the executed notebook if there is one."""
    kernel_client.use_kernelspec()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.ipynb"
        path.write_text(json.dumps(notebook(*cells)))
        done = subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)],
            capture_output=True, text=True, timeout=100, env=os.environ)
        return done.returncode, done.stderr, json.loads(path.read_text())


class Nbconvert(unittest.TestCase):
    def test_a_notebook_that_works(self):
        code, _, done = execute("int n = 20;", "System.out.println(n);\nn + 1")
        self.assertEqual(code, 0)
        outputs = done["cells"][1]["outputs"]
        self.assertEqual(outputs[0]["text"], ["20\n"])
        self.assertEqual(outputs[1]["data"]["text/plain"], ["21"])

    def test_a_failing_cell_gives_class_message_and_line(self):
        code, text, _ = execute("int n = 0;", '\nif (n == 0)\n  throw new IllegalStateException("ELBO is NaN");', "n = 2;")
        self.assertNotEqual(code, 0)
        self.assertIn("java.lang.IllegalStateException", text)
        self.assertIn("ELBO is NaN", text)
        self.assertIn('line 3: throw new IllegalStateException("ELBO is NaN");', text)

    def test_a_cell_that_does_not_compile(self):
        code, text, _ = execute("int n = 0;\nint m = o;")
        self.assertNotEqual(code, 0)
        self.assertIn("line 2: cannot find symbol", text)
        self.assertIn("        ^", text)


if __name__ == "__main__":
    unittest.main()
