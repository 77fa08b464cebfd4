"""The commands that the documentation shows: words, options, notebooks and parameters are there, claims can be run."""

import re
import shlex
import sys
import unittest

from house import TOP, House, code, notebook

sys.path.insert(0, str(TOP / "environment"))

import nbformat  # noqa: E402
import parameters  # noqa: E402

WORKBENCH = "environment/workbench "
# What stands for a word of the reader's own, or says how words may be put together.
PLACEHOLDER = re.compile(r"[A-Z]+(\.\.\.)?$|.*[\[\]|]|.*\.\.\.|a,b|name=value|'.*")


def sources():
    """Every text that shows commands, by its place."""
    for page in sorted(TOP.glob("*.md")) + sorted(TOP.glob("*/README.md")) + sorted(TOP.glob("data/*/README.md")):
        yield page.relative_to(TOP), page.read_text(encoding="utf-8")
    for page in sorted((TOP / "lib/resources").rglob("*.html")):
        yield page.relative_to(TOP), re.sub("<[^>]*>", "`", page.read_text(encoding="utf-8"))
    for path in sorted((TOP / "notebooks").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        yield path.relative_to(TOP), "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def commands(verbs):
    """(place, words) of each command: behind the script's name, or a verb and more in backticks."""
    for place, text in sources():
        text = re.sub(r"```\w*", "", text)
        spans = re.findall(r"`([^`]+)`", re.sub(r"\s+", " ", text))
        spans += [line for line in text.splitlines() if "`" not in line]
        for span in spans:
            said = span.replace("\\|", "|").partition(" #")[0].strip()
            if said.startswith(WORKBENCH):
                said = said[len(WORKBENCH) :]
            elif " " not in said or said.split()[0] not in verbs or not re.match(r"bench|[\w-]+ (-|\[|\d|[A-Z]+$)", said):
                continue
            if said.split()[0] != "VERB":
                yield place, shlex.split(said)


class Documentation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(_00_start=notebook(code("1"))).with_build()
        cls.addClassCleanup(cls.house.close)
        overview = cls.house.call("--help").stdout
        cls.verbs = re.findall(r"(?m)^  ([a-z]+)  ", overview)
        cls.help = {verb: cls.house.call(verb, "--help").stdout for verb in cls.verbs}
        cls.commands = list(commands(cls.verbs))

    def each(self, *verbs):
        for place, words in self.commands:
            if not verbs or words[0] in verbs:
                with self.subTest(f"{place}: {' '.join(words)}"):
                    yield words

    def test_every_place_that_should_is_read(self):
        read = {str(place) for place, _ in self.commands}
        for place in ("README.md", "environment/README.md", "notebooks/README.md", "data/README.md"):
            self.assertIn(place, read)
        self.assertIn("notebooks/00_start_here.ipynb", read)
        self.assertGreater(len(self.commands), 30)

    def test_verbs_and_options_are_there(self):
        for verb, *words in self.each():
            self.assertIn(verb, self.verbs)
            for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(words)):
                self.assertRegex(self.help[verb], rf"(?<![\w-]){re.escape(option)}(?![\w-])")

    def test_notebooks_and_their_parameters_are_there(self):
        for words in self.each("run"):
            chosen = []
            settings = {}
            for before, word in zip(words, words[1:]):
                if before == "-p" and not PLACEHOLDER.match(word):
                    name, _, text = word.partition("=")
                    settings[name] = text
                elif re.match(r"\d\d", word):
                    chosen += (TOP / "notebooks").glob(f"{word}*.ipynb")
                    self.assertTrue(chosen, f"no notebook {word}")
            known = {}
            for path in chosen:
                known.update(parameters.declared(nbformat.read(path, as_version=4)))
            for name, text in settings.items():
                self.assertIn(name, known)
                known[name].literal(text)

    def test_claims_and_data_sets_can_be_run(self):
        for words in self.each("reproduce"):
            if not any(PLACEHOLDER.match(word) for word in words):
                answer = self.house.call(*words, *([] if "--dry-run" in words else ["--dry-run"]))
                self.assertEqual(0, answer.returncode, answer.stderr)

    def test_benchmarks_and_stages_are_there(self):
        for verb, *words in self.each("bench", "kernel", "test"):
            for word in words:
                if re.fullmatch("[a-z]+", word):
                    self.assertRegex(self.help[verb], rf"\b{word}\b")


if __name__ == "__main__":
    unittest.main()
