"""The verbs that list and examine, as far as there is something to list."""

import os
import re
import shutil
import subprocess
import time
import unittest

from house import House, alive, code, ctrl_c, notebook


class Verbs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(_00_start=notebook(code("1"))).with_build()
        cls.addClassCleanup(cls.house.close)

    def well(self, *words):
        answer = self.house.call(*words, ELBOLAB_DATA="")
        self.assertEqual(0, answer.returncode, answer.stderr)
        return answer.stdout

    def test_verbs_that_list(self):
        self.assertIn("| hhvaem-5.1 | hhvaem | 50 |", self.well("reproduce"))
        self.assertRegex(self.well("bench"), r"(?m)^engine +\w")

    def test_an_unknown_claim_or_benchmark(self):
        for verb in ("reproduce", "bench"):
            answer = self.house.call(verb, "nothing-like-this")
            self.assertEqual(2, answer.returncode)
            self.assertIn("nothing-like-this", answer.stderr)
        self.assertIn("nearest: engine", self.house.call("bench", "engin").stderr)

    def test_report_without_results(self):
        said = self.well("report")
        self.assertRegex(said, r"(?m)^\d+ claims: 0 reproduced, .* not run$")
        self.assertIn("There are no results yet", said)
        page = self.house.build / "report" / "index.html"
        self.assertIn(str(page), said)
        self.assertIn("There is no result yet", page.read_text(encoding="utf-8"))

    def test_report_refuses_a_broken_result_and_unknown_words(self):
        results = self.house.build / "results"
        results.mkdir()
        self.addCleanup(shutil.rmtree, results)
        (results / "broken-quick.json").write_text('{"format": "elbolab result 1"}\n', encoding="utf-8")
        answer = self.house.call("report")
        self.assertEqual(1, answer.returncode)
        self.assertRegex(answer.stderr, r"^workbench: .*broken-quick\.json: cut off, damaged or edited")
        for words, hint in ((["--sav"], "nearest: --save"), (["everything"], "report takes no 'everything'")):
            answer = self.house.call("report", *words)
            self.assertEqual(2, answer.returncode)
            self.assertIn(hint, answer.stderr)

    def test_data_lists_and_names_the_nearest(self):
        self.assertRegex(self.well("data"), r"(?m)^mnist +(missing|generated)")
        answer = self.house.call("data", "mnits")
        self.assertEqual(2, answer.returncode)
        self.assertIn("'mnist'", answer.stderr)

    def test_docs_has_a_page_for_each_room(self):
        self.well("docs")
        index = (self.house.build / "docs" / "index.html").read_text(encoding="utf-8")
        for room in ("math", "tensor", "show", "reproduce"):
            self.assertIn(f'<a href="elbolab/{room}/package-summary.html">', index)

    def test_doctor_finds_everything_or_says_the_remedy(self):
        answer = self.house.call("doctor")
        for subject in ("Java", "memory", "vector module", "fonts", "ND4J", "graphics card", "notebook kernel"):
            found = re.search(rf"(?m)^(ok|missing) +{subject}: .+(\n +remedy: .+)?", answer.stdout)
            self.assertTrue(found, f"{subject} in {answer.stdout}{answer.stderr}")
            self.assertEqual(found[1] == "missing", found[2] is not None, found[0])
        self.assertIn("ok       notebook kernel: ready in", answer.stdout)


class Reproduce(unittest.TestCase):
    """Runs a fast experiment from the script to the file; what it decides is tested in Java."""

    def setUp(self):
        self.house = House(_00_start=notebook(code("1"))).with_build()
        self.addCleanup(self.house.close)
        self.file = self.house.build / "results" / "hmc-posteriors-quick.json"

    def content(self):
        return self.file.read_text(encoding="utf-8").split(' "runs": [')[0]

    def test_interrupted_and_resumed_it_gives_the_same_bits(self):
        words = ("reproduce", "hmc-posteriors", "--seeds", "5")
        whole = self.house.call(*words)
        self.assertEqual(0, whole.returncode, whole.stderr)
        self.assertRegex(whole.stdout, r"(?m)^\| hmc-posteriors/eight-schools/mu \| 4\.4105 \|")
        self.assertRegex(whole.stdout, r"(?m)^5 claims: \d REPRODUCED")
        expected = self.content()
        self.file.unlink()
        process = self.house.start(*words)
        while not self.file.exists() and process.poll() is None:
            time.sleep(0.01)
        ctrl_c(process)
        said = process.communicate(timeout=60)[0]
        self.assertEqual(130, process.returncode, said)
        self.assertIn("the same command goes on from there", said)
        self.assertNotEqual(expected, self.content())
        self.assertEqual(0, self.house.call(*words).returncode)
        self.assertEqual(expected, self.content())

    def test_a_tampered_file_is_refused(self):
        words = ("reproduce", "hmc-posteriors", "--seeds", "1")
        self.assertEqual(0, self.house.call(*words).returncode)
        text = self.file.read_text(encoding="utf-8")
        self.file.write_text(text.replace('"divergences": 0', '"divergences": 1', 1), encoding="utf-8")
        answer = self.house.call(*words)
        self.assertEqual(1, answer.returncode)
        self.assertIn("damaged or edited", answer.stderr)

    def test_wrong_words(self):
        for words, nearest in (
            (("hmc-posterior",), "hmc-posteriors"),
            (("all", "--scale", "papers"), "paper"),
            (("all", "--dryrun"), "--dry-run"),
            (("hmc-posteriors", "--datasets", "eight-school"), "eight-schools"),
        ):
            answer = self.house.call("reproduce", *words)
            self.assertEqual(2, answer.returncode, answer.stderr)
            self.assertIn(f"nearest: {nearest}", answer.stderr)
        self.assertFalse(self.file.exists())

    def test_a_dry_run_of_everything_tells_hours_and_runs_nothing(self):
        answer = self.house.call("reproduce", "all", "--dry-run", ELBOLAB_DATA="")
        self.assertEqual(0, answer.returncode, answer.stderr)
        self.assertRegex(answer.stdout, r"(?m)^All of it at paper scale: [\d.]+ (min|h)")
        self.assertIn("No experiment yet: ", answer.stdout)
        self.assertFalse(self.file.exists())


class Impute(unittest.TestCase):
    """A table of one's own, from where one stands; what is said of bad ones is tested in Java."""

    def setUp(self):
        self.house = House(_00_start=notebook(code("1"))).with_build()
        self.addCleanup(self.house.close)
        self.folder = self.house.top / "tables"
        self.folder.mkdir()
        lines = [f"{i % 13 if i % 4 else ''},{'ab'[i % 13 > 6] if i % 5 else '?'}" for i in range(40)]
        (self.folder / "mine.csv").write_text("\n".join(["x,y", *lines, ""]), encoding="utf-8")

    def impute(self, *words):
        """What one types in the folder of the table."""
        in_the_folder = ("sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(self.folder))
        answer = self.house.call("impute", "mine.csv", "--draws", "10", *words, before=in_the_folder)
        self.assertEqual(0, answer.returncode, answer.stderr)
        return answer.stdout

    def cells(self, name):
        return re.split(r"[,\n]", (self.folder / name).read_text(encoding="utf-8"))

    def test_fills_a_table_and_uses_the_model_again(self):
        said = self.impute("--steps", "30")
        self.assertRegex(said, r"(?m)^x +count +whole numbers of 0 or more +10 ")
        self.assertRegex(said, r"(?m)^18 cells filled: mine-completed\.csv$")
        for was, became in zip(self.cells("mine.csv"), self.cells("mine-completed.csv"), strict=True):
            self.assertRegex(became, {"": r"^(\d+|)$", "?": "^[ab]$"}.get(was, f"^{was}$"))
        self.impute("--model", "mine-completed.model.safetensors", "--out", "again.csv")
        self.assertEqual(self.cells("mine-completed.csv"), self.cells("again.csv"))

    def test_ctrl_c_ends_with_130_and_says_what_is_kept(self):
        process = self.house.start("impute", str(self.folder / "mine.csv"), "--steps", "1000000")
        said = ""
        for line in process.stdout:
            said += line
            if "columns together" in line:
                break
        ctrl_c(process)
        said += process.communicate(timeout=60)[0]
        self.assertEqual(130, process.returncode, said)
        self.assertIn("Interrupted. Nothing was written.", said)
        self.assertEqual(["mine.csv"], os.listdir(self.folder))

    def test_wrong_words(self):
        answer = self.house.call("impute", "mine.csv", "--typs", "x=real")
        self.assertEqual(2, answer.returncode)
        self.assertIn("impute has no option '--typs'; nearest: --types", answer.stderr)
        answer = self.house.call("impute", str(self.folder / "mien.csv"))
        self.assertEqual(1, answer.returncode)
        self.assertRegex(answer.stderr, r"(?m)^workbench: .*mien\.csv: no such file")
        for words, variable in ((("--backend", "gpu"), ""), ((), "gpu")):
            answer = self.house.call("impute", str(self.folder / "mine.csv"), *words, ELBOLAB_BACKEND=variable)
            self.assertEqual(2, answer.returncode, answer.stderr)
            self.assertIn('workbench: no backend "gpu"; there are [cpu, cuda, opencl, nd4j]', answer.stderr)

    def test_the_model_says_which_cell_to_obtain_next(self):
        self.impute("--steps", "30", "--target", "y")
        in_the_folder = ("sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(self.folder))
        model = "mine-completed.model.safetensors"
        answer = self.house.call("acquire", model, "mine.csv", "--samples", "50", before=in_the_folder)
        self.assertEqual(0, answer.returncode, answer.stderr)
        lines = answer.stdout.splitlines()
        self.assertEqual("row,next,gain", lines[0])
        self.assertEqual(41, len(lines))
        self.assertRegex(lines[1], r"^1,x,\d")
        self.assertEqual("2,,", lines[2], "its target is known")
        self.assertEqual("6,,", lines[6], "nothing but its target is missing")


class Lab(unittest.TestCase):
    def test_prints_an_address_and_ends_at_ctrl_c_with_all_that_it_started(self):
        with House(_00_start=notebook(code("1"))).with_build() as house:
            process = house.start("lab", "--no-browser")
            said = ""
            for line in process.stdout:
                said += line
                if re.search(r"http://127\.0\.0\.1:\d+/\?token=\w{20,}", line):
                    break
            else:
                self.fail(said)
            ctrl_c(process)
            process.communicate(timeout=20)
            self.assertFalse(alive(process.pid))
            left = subprocess.run(["ps", "-s", str(process.pid), "-o", "pid="], capture_output=True, text=True)
            self.assertEqual("", left.stdout.strip())
            self.assertFalse(os.path.exists(house.top / "notebooks" / ".jupyter"))


if __name__ == "__main__":
    unittest.main()
