"""What the workbench says to words that it knows and to words that it does not.

What the script reads itself is answered before anything is installed."""

import unittest

from house import House, code, notebook

SHELL = ["run", "test", "lab", "bench", "docs", "kernel"]
JAVA = ["reproduce", "sweep", "report", "data", "doctor", "impute", "acquire", "forecast"]


class Words(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(_00_start=notebook(code("1")), _13_vae=notebook(code("2")))
        cls.addClassCleanup(cls.house.close)

    def assert_usage_error(self, words, *said):
        answer = self.house.call(*words)
        self.assertEqual(2, answer.returncode, answer.stderr)
        for part in said:
            self.assertIn(part, answer.stderr)
        self.assertFalse(self.house.build.exists(), "nothing is built for a mistyped word")

    def test_help_names_every_verb(self):
        for words in (["--help"], ["-h"], []):
            answer = self.house.call(*words)
            self.assertEqual(0, answer.returncode)
            for verb in SHELL + JAVA:
                self.assertRegex(answer.stdout, rf"(?m)^  {verb} ")

    def test_each_verb_of_the_script_has_help(self):
        self.assert_help(self.house, SHELL)
        self.assertFalse(self.house.build.exists(), "nothing is built for help")

    def test_each_verb_in_java_has_help_and_names_the_nearest_option(self):
        with House(_00_start=notebook(code("1"))).with_build() as house:
            self.assert_help(house, JAVA)
            for verb in JAVA:
                answer = house.call(verb, "--hepl")
                self.assertEqual(2, answer.returncode, answer.stderr)
                self.assertIn(f"{verb} has no option '--hepl'; nearest: --help", answer.stderr)

    def assert_help(self, house, verbs):
        for verb in verbs:
            with self.subTest(verb):
                answer = house.call(verb, "--help")
                self.assertEqual(0, answer.returncode)
                self.assertTrue(answer.stdout.startswith(f"environment/workbench {verb}"), answer.stdout)

    def test_unknown_verb_names_the_nearest(self):
        for word, nearest in (("rnu", "run"), ("tset", "test"), ("docter", "doctor"), ("jupyterlab", "lab")):
            self.assert_usage_error([word], f"no verb '{word}'", f"nearest: {nearest}.")

    def test_unknown_option_names_the_nearest(self):
        self.assert_usage_error(["run", "--scal", "quick"], "no option '--scal'", "nearest: --scale")
        self.assert_usage_error(["test", "--lnog"], "no option '--lnog'", "nearest: --long")
        self.assert_usage_error(["lab", "--prot", "1"], "no option '--prot'", "nearest: --port")
        self.assert_usage_error(["bench", "--hepl"], "no option '--hepl'", "nearest: --help")

    def test_option_without_its_value(self):
        self.assert_usage_error(["run", "00", "--scale"], "--scale needs a value")
        self.assert_usage_error(["run", "-p"], "-p needs a value")

    def test_unknown_scale_names_the_nearest(self):
        self.assert_usage_error(["run", "--scale", "papre"], "no scale 'papre'", "nearest: paper")

    def test_unknown_backend_names_the_nearest(self):
        self.assert_usage_error(["run", "--backend", "opencll"], "no backend 'opencll'", "nearest: opencl")

    def test_unknown_notebook_names_the_nearest(self):
        self.assert_usage_error(["run", "14_vae"], "no notebook '14_vae'", "nearest: 13_vae")
        self.assert_usage_error(["run", "00", "13_vea"], "nearest: 13_vae")

    def test_unknown_word_after_kernel(self):
        self.assert_usage_error(["kernel", "instal"], "nearest: install")


if __name__ == "__main__":
    unittest.main()
