"""Values from the command line become Java literals of the declared type, or an error that says why not."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "environment"))

import nbformat.v4 as v4  # noqa: E402
import parameters  # noqa: E402


def notebook(source):
    cell = v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    return v4.new_notebook(cells=[v4.new_markdown_cell("# Title"), cell])


class Declared(unittest.TestCase):
    def test_every_declaration_with_its_meaning(self):
        found = parameters.declared(
            notebook('int steps = 30; // how many; at least 1\ndouble rate=1e-3;\nString name = "a; b";\nvar x = 3;')
        )
        self.assertEqual(["steps", "rate", "name"], list(found))
        self.assertEqual("int steps = 30  how many; at least 1", str(found["steps"]))
        self.assertEqual("1e-3", found["rate"].default)
        self.assertEqual('"a; b"', found["name"].default)

    def test_none_without_the_cell(self):
        self.assertEqual({}, parameters.declared(v4.new_notebook(cells=[v4.new_code_cell("int a = 1;")])))


class Literal(unittest.TestCase):
    def literal(self, kind, text):
        return parameters.Parameter(kind, "p", "", "").literal(text)

    def test_values_of_each_type(self):
        for kind, text, literal in (
            ("int", "-2147483648", "-2147483648"),
            ("int", "1_000", "1000"),
            ("int", "010", "10"),
            ("long", "5000000000", "5000000000L"),
            ("double", "1e-3", "0.001"),
            ("double", "3", "3.0"),
            ("float", "0.5", "0.5f"),
            ("boolean", "true", "true"),
            ("String", 'a "b" \\ ü', '"a \\"b\\" \\\\ ü"'),
            ("String", "", '""'),
        ):
            self.assertEqual(literal, self.literal(kind, text))

    def test_values_of_another_type(self):
        for kind, text, said in (
            ("int", "1.5", "not a whole number (int)"),
            ("int", "", "not a whole number (int)"),
            ("int", "1; System.exit(1)", "not a whole number (int)"),
            ("int", "2147483648", "int goes from -2147483648 to 2147483647"),
            ("long", "9223372036854775808", "long goes from"),
            ("double", "fast", "not a number (double)"),
            ("double", "nan", "not a finite double"),
            ("double", "1e400", "not a finite double"),
            ("float", "1e39", "not a finite float"),
            ("boolean", "yes", "a boolean is true or false"),
        ):
            with self.subTest(f"{kind} {text}"), self.assertRaisesRegex(ValueError, ".") as caught:
                self.literal(kind, text)
            self.assertIn(said, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
