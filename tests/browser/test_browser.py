"""Jupyter and the pages as a person meets them, in Debian's Chromium driven by playwright-core."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(TOP / "tests" / "workbench"))

from house import BUILD, House, alive, code, ctrl_c, markdown, notebook  # noqa: E402

SCREENSHOTS = BUILD / "screenshots"
START = TOP / "notebooks" / "00_start_here.ipynb"
LIVE = """import elbolab.show.*;
int answer = 41;
try (LiveChart chart = LiveChart.of(() -> Plot.of("A curve that grows").x("step").y("loss"))) {
  for (int step = 1; step <= 100; step++) {
    chart.add("loss", step, 1.0 / step);
    Thread.sleep(100);
  }
}"""
ENDLESS = """for (long i = 0; ; i++) {
  if (i == 0) System.out.println("running");
  Thread.sleep(10);
}"""
TEX = "# Math\n\nInline $q_\\phi(z\\mid x)$ and\n\n$$\\log p(x) \\ge \\mathbb{E}_q[\\log p(x, z)] + H[q] \\tag{1}$$"


def installed():
    """The environment in which node finds playwright-core; a SkipTest says what is missing."""
    chromium = shutil.which("chromium")
    for program, found in (("chromium", chromium), ("node", shutil.which("node")), ("npm", shutil.which("npm"))):
        if not found:
            raise unittest.SkipTest(f"{program} is missing and could not be installed")
    folder = BUILD / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package-lock.json").read_text(encoding="utf-8")
    done = folder / "installed"
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        answer = subprocess.run(npm, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if answer.returncode:
            raise unittest.SkipTest("npm could not fetch playwright-core: " + answer.stderr.strip()[-300:])
        done.write_text(wanted, encoding="utf-8")
    return {**os.environ, "NODE_PATH": str(folder / "node_modules"), "CHROMIUM": chromium}


class Browser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.environment = installed()
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def look(self, script, *words):
        answer = subprocess.run(
            ["node", str(HERE / script), *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        self.assertEqual(0, answer.returncode, answer.stderr[-3000:])
        return json.loads(answer.stdout.splitlines()[-1])


class Jupyter(Browser):
    def lab(self, house):
        """Starts `lab` and returns it with the address that it prints."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        process = house.start("lab", "--port", port, "--no-browser")
        for line in process.stdout:
            address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\w+", line)
            if address:
                self.addCleanup(process.stdout.close)
                return process, address[0]
        self.fail("lab ended without an address")

    def end(self, process):
        ctrl_c(process)
        process.wait(timeout=20)
        self.assertFalse(alive(process.pid))

    def test_live_chart_interrupt_and_what_stays(self):
        cells = notebook(code(LIVE), code(ENDLESS), code("answer + 1"))
        with House(_00_live=cells).with_build() as house:
            process, address = self.lab(house)
            try:
                found = self.look("jupyter.js", address, SCREENSHOTS)
            finally:
                self.end(process)
        self.assertGreaterEqual(found["frames"], 3, "the curve moves")
        self.assertEqual(1, found["images"], "in one place")
        self.assertGreater(found["pictureWidth"], 600)
        self.assertLess(found["interruptedAfter"], 1500, "milliseconds from the click to the error on the page")
        self.assertEqual("42", found["result"].splitlines()[-1])

    @unittest.skipUnless(START.exists(), "notebook 00 is not there yet")
    def test_the_first_notebook_runs_through_the_page(self):
        with House(_00_start_here=json.loads(START.read_text(encoding="utf-8"))).with_build() as house:
            process, address = self.lab(house)
            try:
                found = self.look("whole.js", address, SCREENSHOTS / "jupyter-00.png")
            finally:
                self.end(process)
        self.assertEqual([], found["errors"])
        self.assertGreaterEqual(found["frames"], 3, "its live chart moves")
        self.assertGreater(min(found["widths"]), 100)


class Pages(Browser):
    """The pages that `run` writes, from a file and without a network."""

    def assert_page(self, page, name, pictures):
        for width in (1280, 400):
            found = self.look("page.js", page.as_uri(), width, SCREENSHOTS / f"{name}-{width}.png")
            self.assertEqual([], found["external"])
            self.assertEqual([], found["complaints"])
            self.assertEqual([], found["badFormulas"])
            self.assertGreater(found["formulas"], 0)
            self.assertEqual(found["formulas"], found["visible"])
            self.assertTrue(found["mathFont"], "formulas are set in their own font")
            self.assertGreaterEqual(len(found["images"]), pictures)
            self.assertNotIn(0, found["images"], "every picture is shown")
            self.assertLessEqual(found["scrollWidth"], width, "nothing sticks out to the side")

    def test_math_and_picture(self):
        with House(_00_math=notebook(markdown(TEX), code(LIVE.replace("100", "1")))).with_build() as house:
            answer = house.call("run")
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assert_page(house.build / "notebooks" / "00_math.html", "math", pictures=1)

    @unittest.skipUnless(START.exists(), "notebook 00 is not there yet")
    def test_the_first_notebook(self):
        with House(_00_start_here=json.loads(START.read_text(encoding="utf-8"))).with_build() as house:
            answer = house.call("run", "00")
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assert_page(house.build / "notebooks" / "00_start_here.html", "00", pictures=1)


class Report(Browser):
    """The report on the claims, from a file and without a network."""

    CLAIM = "hhvaem-5.1/VAEM/avocado"
    LARGEST = 8_000_000
    CONTRAST = 4.5  # what WCAG 2 asks of normal text

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        answer = subprocess.run(
            [TOP / "environment" / "workbench", "report"],
            env={**os.environ, "ELBOLAB_BUILD": str(BUILD)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        if answer.returncode:
            raise AssertionError(answer.stderr)
        cls.page = BUILD / "report" / "index.html"

    def test_size(self):
        self.assertLess(self.page.stat().st_size, self.LARGEST)

    def test_wide_and_narrow_light_and_dark(self):
        for scheme, background in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 24, 30)")):
            for width in (1280, 400):
                with self.subTest(scheme=scheme, width=width):
                    picture = SCREENSHOTS / f"report-{width}-{scheme}.png"
                    found = self.look("page.js", self.page.as_uri(), width, picture, scheme)
                    self.assertEqual([], found["external"])
                    self.assertEqual([], found["complaints"])
                    self.assertEqual([], found["badFormulas"])
                    self.assertGreater(found["formulas"], 20)
                    self.assertEqual(found["formulas"], found["visible"])
                    self.assertTrue(found["mathFont"])
                    self.assertGreaterEqual(len(found["images"]), 6)
                    self.assertNotIn(0, found["images"])
                    self.assertLessEqual(found["scrollWidth"], width)
                    self.assertEqual(background, found["background"])
                    self.assertGreaterEqual(found["faint"]["contrast"], self.CONTRAST, found["faint"]["text"])

    def test_a_link_to_a_claim_the_keyboard_and_paper(self):
        found = self.look("report.js", self.page.as_uri(), self.CLAIM, SCREENSHOTS)
        self.assertTrue(found["claimInView"], "a folded table opens for a link to its claim")
        self.assertEqual(["#overview", "#tables", "#findings"], found["focused"])
        self.assertEqual("#findings", found["jumpedTo"])
        self.assertEqual("rgb(255, 255, 255)", found["printed"]["background"], "paper is white in the dark too")
        self.assertGreater(found["printed"]["claims"], 400)
        self.assertEqual(found["printed"]["claims"], found["printed"]["visible"], "nothing stays folded on paper")
        self.assertGreater(found["folded"], 0)
        self.assertEqual(found["folded"], found["foldedAgain"])


class Replay(Browser):
    """The page that replays which feature of a row is looked up next, from a file and without a network."""

    CONTRAST = 4.5

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = BUILD / "replay"
        folder.mkdir(exist_ok=True)
        lines = [f"{i % 17},{(i * 7) % 5},{'low' if i % 17 < 8 else 'high'},{i % 17 + i % 3}" for i in range(120)]
        table = folder / "people.csv"
        table.write_text("\n".join(["age,visits,risk,weight", *lines, ""]), encoding="utf-8")
        model = folder / "people-completed.model.safetensors"
        for words in (
            ["impute", table, "--target", "weight", "--steps", "200", "--draws", "5", "--model-kind", "VAEM"],
            ["acquire", model, table, "--samples", "200", "--export", folder, "--out", folder / "next.csv"],
        ):
            answer = subprocess.run(
                [TOP / "environment" / "workbench", *map(str, words)],
                env={**os.environ, "ELBOLAB_BUILD": str(BUILD)},
                capture_output=True,
                text=True,
                timeout=300,
            )
            if answer.returncode:
                raise AssertionError(answer.stderr)
        cls.page = folder / "replay.html"

    def test_wide_and_narrow_light_and_dark(self):
        for scheme, background in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 24, 30)")):
            for width in (1280, 400):
                with self.subTest(scheme=scheme, width=width):
                    picture = SCREENSHOTS / f"replay-{width}-{scheme}.png"
                    found = self.look("page.js", self.page.as_uri(), width, picture, scheme)
                    self.assertEqual([], found["external"])
                    self.assertEqual([], found["complaints"])
                    self.assertLessEqual(found["scrollWidth"], width)
                    self.assertEqual(background, found["background"])
                    self.assertGreaterEqual(found["faint"]["contrast"], self.CONTRAST, found["faint"]["text"])

    def test_slider_keys_and_buttons(self):
        found = self.look("replay.js", self.page.as_uri(), SCREENSHOTS / "replay-walked.png")
        for state, known in (("start", 0), ("key", 1), ("end", 3), ("slider", 2), ("button", 3), ("otherRow", 0)):
            self.assertEqual(f"{known} of 3 known", found[state]["count"], state)
            self.assertEqual(known, found[state]["known"], state)
            self.assertEqual(3 - known, len(found[state]["bars"]), state)
            self.assertGreater(found[state]["drawn"], 0, state)
        self.assertIn("Nothing is known", found["start"]["told"])
        self.assertRegex(found["key"]["told"], r"^\w+ was looked up: \w+\. weight is believed to be about")
        self.assertIn("Everything is known", found["end"]["told"])


if __name__ == "__main__":
    unittest.main()
