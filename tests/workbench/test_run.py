"""The verb run: results, parameters, failures, Ctrl-C."""

import html.parser
import pathlib
import re
import time
import unittest

from house import House, alive, code, ctrl_c, markdown, notebook, text_of

PARAMETERS = """int steps = 3; // how many
long seed = 1L;
double rate = 0.5;
float weight = 1f;
boolean loud = false;
String name = "plain";
"""
SUM = 'System.out.println("sum " + (steps + seed + rate + weight) + " " + loud + " " + name);'


def notebook_of_sums():
    return notebook(markdown("# Sums\n\nThe bound $\\log p(x)$."), code(PARAMETERS, "parameters"), code(SUM))


class Run(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(
            _00_sums=notebook_of_sums(),
            _10_fails=notebook(
                code('System.out.println("before");'),
                code('throw new IllegalStateException("deliberate");'),
                code('System.out.println("after");'),
            ),
            _20_scale=notebook(
                code('String scale = "quick";', "parameters"),
                code('System.out.println(scale + " and " + System.getenv("ELBOLAB_SCALE"));'),
            ),
        ).with_build()
        cls.addClassCleanup(cls.house.close)

    def run_well(self, *words, **environment):
        answer = self.house.call("run", *words, **environment)
        self.assertEqual(0, answer.returncode, answer.stderr)
        return answer

    def test_defaults_hold_without_parameters(self):
        self.run_well("00")
        self.assertIn("sum 5.5 false plain", text_of(self.house.executed("00_sums")))
        self.assertTrue((self.house.build / "report" / "index.html").exists(), "the report comes after the notebooks")

    def test_parameters_change_the_result_and_are_recorded(self):
        settings = ["steps=1_000", "seed=5000000000", "rate=1e-3", "weight=2", "loud=true", 'name=a "ü" \\ b']
        self.run_well("00_sums", *[word for setting in settings for word in ("-p", setting)])
        executed = self.house.executed("00_sums")
        self.assertIn('sum 5.000001002001E9 true a "ü" \\ b', text_of(executed))
        self.assertEqual("5000000000", executed["metadata"]["elbolab"]["parameters"]["seed"])
        tags = [cell["metadata"].get("tags") for cell in executed["cells"]]
        self.assertEqual([None, ["parameters"], ["injected-parameters"], None], tags)

    def test_wrong_parameters_are_answered_with_the_list(self):
        answer = self.house.call("run", "00", "-p", "stesp=1", "-p", "rate=fast")
        self.assertEqual(2, answer.returncode)
        self.assertIn("no parameter 'stesp'", answer.stderr)
        self.assertIn("rate=fast: not a number (double)", answer.stderr)
        self.assertIn("int steps = 3  how many", answer.stderr)
        self.assertIn('String name = "plain"', answer.stderr)
        self.assertEqual(2, self.house.call("run", "00", "-p", "steps").returncode)

    def test_a_failed_notebook_is_written_with_its_error_and_the_next_one_runs(self):
        answer = self.house.call("run", "10", "00")
        self.assertEqual(1, answer.returncode)
        self.assertIn("deliberate", answer.stderr)
        self.assertIn("Failed: 10_fails", answer.stderr)
        self.assertIn("00_sums ok", answer.stderr)
        first, second, third = self.house.executed("10_fails")["cells"]
        self.assertEqual("before\n", "".join(first["outputs"][0]["text"]))
        self.assertEqual("error", second["outputs"][-1]["output_type"])
        self.assertEqual([], third["outputs"])
        self.assertIn("deliberate", (self.house.build / "notebooks" / "10_fails.html").read_text(encoding="utf-8"))

    def test_the_scale_reaches_the_notebook(self):
        self.run_well("20")
        self.assertIn("quick and quick", text_of(self.house.executed("20_scale")))
        self.run_well("20", "--scale", "paper")
        self.assertIn("paper and paper", text_of(self.house.executed("20_scale")))
        self.run_well("20", ELBOLAB_SCALE="paper")
        self.assertIn("paper and paper", text_of(self.house.executed("20_scale")))

    def test_the_page_needs_nothing_else(self):
        self.run_well("00")
        page = (self.house.build / "notebooks" / "00_sums.html").read_text(encoding="utf-8")
        references = References()
        references.feed(page)
        self.assertGreater(len(references.found), 20, "the fonts at least")
        self.assertEqual([], [found for found in references.found if not found.startswith("data:")])
        self.assertLess(len(page), 800_000)

    def test_saved_outputs_are_the_same_bytes_each_time(self):
        with House(_00_sums=notebook_of_sums()).with_build() as house:
            path = house.top / "notebooks" / "00_sums.ipynb"
            saved = []
            for _ in range(2):
                answer = house.call("run", "--save")
                self.assertEqual(0, answer.returncode, answer.stderr)
                saved.append(path.read_bytes())
            self.assertIn(b"sum 5.5 false plain", saved[0])
            self.assertEqual(*saved)
            self.assertEqual(1, house.call("run", "--save", "-p", "steps=4").returncode)
            self.assertEqual(saved[0], path.read_bytes())

    def test_outputs_of_generated_data_are_not_saved(self):
        with House(_00_data=notebook(code("// DataFolder"))).with_build() as house:
            answer = house.call("run", "--save", ELBOLAB_DATA="")
            self.assertEqual(2, answer.returncode, answer.stderr)
            self.assertIn("there is none for 00_data", answer.stderr)


class References(html.parser.HTMLParser):
    """Every address that a page loads something from."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.tag = None

    def handle_starttag(self, tag, attributes):
        self.tag = tag
        for name, value in attributes:
            if name == "src" or (name == "href" and tag == "link"):
                self.found.append(value)

    def handle_data(self, data):
        if self.tag == "style":
            self.found += re.findall(r"url\(([^)]*)\)", data)


class Interrupted(unittest.TestCase):
    def test_ctrl_c_leaves_no_process_and_says_how_to_go_on(self):
        long_run = """java.nio.file.Files.writeString(java.nio.file.Path.of("PID"),
            String.valueOf(ProcessHandle.current().pid()));
        for (long i = 0; i < Long.MAX_VALUE; i++) { Thread.sleep(1000); }"""
        with House(_10_first=notebook(code("1")), _11_long=notebook(code(long_run))).with_build() as house:
            process = house.start("run", "--scale", "quick")
            self.wait_for(house.build / "notebooks" / "10_first.ipynb", process)
            kernel = int(self.wait_for(house.top / "notebooks" / "PID", process))
            ctrl_c(process)
            said, _ = process.communicate(timeout=10)
            self.assertEqual(130, process.returncode, said)
            self.assertIn("environment/workbench run 11_long --scale quick", said)
            self.assertNotIn("Traceback", said)
            self.assertFalse(alive(kernel), "the kernel is gone")
            self.assertEqual("1", text_of(house.executed("10_first")))

    def wait_for(self, file: pathlib.Path, process):
        for _ in range(600):
            if file.exists() and file.read_text():
                return file.read_text()
            if process.poll() is not None:
                self.fail(process.communicate()[0])
            time.sleep(0.1)
        self.fail(f"{file} did not come")


if __name__ == "__main__":
    unittest.main()
