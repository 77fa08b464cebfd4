"""The verbs that list and examine, as far as there is something to list."""

import os
import re
import subprocess
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
        for verb in ("reproduce", "report"):
            self.assertRegex(self.well(verb), r"There are no \w+ yet\.")
        self.assertRegex(self.well("bench"), r"(?m)^engine +\w")

    def test_an_unknown_claim_or_benchmark(self):
        for verb in ("reproduce", "bench"):
            answer = self.house.call(verb, "nothing-like-this")
            self.assertEqual(2, answer.returncode)
            self.assertIn("nothing-like-this", answer.stderr)
        self.assertIn("nearest: engine", self.house.call("bench", "engin").stderr)

    def test_data_lists_and_names_the_nearest(self):
        self.assertRegex(self.well("data"), r"(?m)^mnist +(missing|generated)")
        answer = self.house.call("data", "mnits")
        self.assertEqual(2, answer.returncode)
        self.assertIn("'mnist'", answer.stderr)

    def test_doctor_finds_everything_or_says_the_remedy(self):
        answer = self.house.call("doctor")
        for subject in ("Java", "memory", "vector module", "fonts", "ND4J", "graphics card", "notebook kernel"):
            found = re.search(rf"(?m)^(ok|missing) +{subject}: .+(\n +remedy: .+)?", answer.stdout)
            self.assertTrue(found, f"{subject} in {answer.stdout}{answer.stderr}")
            self.assertEqual(found[1] == "missing", found[2] is not None, found[0])
        self.assertIn("ok       notebook kernel: ready in", answer.stdout)


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
