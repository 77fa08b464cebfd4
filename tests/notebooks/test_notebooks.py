"""Every committed notebook: the rules of the house, and its checks again with a fresh kernel."""

import base64
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "environment"))

import notebook_index  # noqa: E402
import parameters  # noqa: E402
import run_notebooks  # noqa: E402

BUILD = pathlib.Path(os.environ.get("ELBOLAB_BUILD", TOP / "build"))
NOTEBOOKS = sorted((TOP / "notebooks").glob("[0-9][0-9]_*.ipynb"))
LONGEST_CELL = 12
LARGEST_PICTURE = 200_000
LONGEST_RUN = 90


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text_of(cell):
    """The text that a cell put out, whatever form it also has."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif "data" in output:
            parts.append(output.data.get("text/plain", ""))
    return "".join(parts)


class Rules(unittest.TestCase):
    def test_the_index_is_what_the_notebooks_say(self):
        self.assertTrue(NOTEBOOKS)
        with tempfile.TemporaryDirectory() as folder:
            for path in NOTEBOOKS:
                shutil.copy(path, folder)
            notebook_index.write(pathlib.Path(folder))
            for made in pathlib.Path(folder).rglob("*.*"):
                committed = TOP / "notebooks" / made.relative_to(folder)
                self.assertEqual(made.read_bytes(), committed.read_bytes(), f"{committed}: workbench run --save")

    def test_the_rules_of_the_house(self):
        for path in NOTEBOOKS:
            with self.subTest(path.stem):
                self.check(run_notebooks.read(path))

    def test_imports_come_first_and_parameters_behind_them(self):
        for path in NOTEBOOKS:
            with self.subTest(path.stem):
                self.assertEqual([], parameters.misplaced(run_notebooks.read(path)))

    def check(self, notebook):
        cells = code_cells(notebook)
        self.assertEqual("java", notebook.metadata.kernelspec.name)
        self.assertIsNotNone(parameters.parameters_cell(notebook), "one cell is tagged parameters")
        self.assertTrue(any(cell.outputs for cell in cells), "the outputs are committed")
        self.assertTrue(text_of(cells[-1]), "it ends with checks that say what they found")
        for number, cell in enumerate(cells, 1):
            self.assertLessEqual(len(cell.source.splitlines()), LONGEST_CELL, f"lines of code cell {number}")
            self.assertNotIn("injected-parameters", cell.metadata.get("tags", []))
            self.assertNotIn("execution", cell.metadata)
            self.assertEqual(number, cell.execution_count, "executed once, in order")
            for output in cell.outputs:
                self.assertNotEqual("error", output.output_type, f"code cell {number}")
                picture = output.get("data", {}).get("image/png", "")
                self.assertLessEqual(len(base64.b64decode(picture)), LARGEST_PICTURE, f"code cell {number}")


def names_and_verdict(line):
    columns = re.split(r" {2,}", line.strip())
    return columns[0], columns[-1]


class Execution(unittest.TestCase):
    """One test for each notebook: it runs at quick scale and its last cell says what the committed one says."""

    def execute(self, path):
        committed = run_notebooks.read(path)
        fresh = run_notebooks.read(path)
        began = time.monotonic()
        with open(BUILD / "log" / f"{path.stem}.txt", "wb") as log:
            run_notebooks.execute(fresh, path.parent, "quick", log)
        seconds = time.monotonic() - began
        run_notebooks.settle(fresh)
        said = [text_of(code_cells(notebook)[-1]) for notebook in (committed, fresh)]
        if run_notebooks.asks_for_data(committed) and not run_notebooks.has_data():  # Committed are numbers of real data: compare what was checked, and that it holds.
            said = [[names_and_verdict(line) for line in text.splitlines()] for text in said]
        self.assertEqual(said[0], said[1])
        self.assertLess(seconds, LONGEST_RUN)


def _test_of(path):
    return lambda self: self.execute(path)


for _path in NOTEBOOKS:
    setattr(Execution, f"test_{_path.stem}", _test_of(_path))

if __name__ == "__main__":
    unittest.main()
