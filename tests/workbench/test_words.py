"""What the workbench says to words that it knows and to words that it does not, before anything is installed."""

import unittest

from house import House, code, notebook

VERBS = ["run", "test", "lab", "reproduce", "report", "bench", "data", "docs", "doctor", "kernel"]


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
            for verb in VERBS:
                self.assertRegex(answer.stdout, rf"(?m)^  {verb} ")

    def test_each_verb_has_help(self):
        for verb in VERBS:
            with self.subTest(verb):
                answer = self.house.call(verb, "--help")
                self.assertEqual(0, answer.returncode)
                self.assertTrue(answer.stdout.startswith(f"environment/workbench {verb}"), answer.stdout)

    def test_unknown_verb_names_the_nearest(self):
        for word, nearest in (("rnu", "run"), ("tset", "test"), ("docter", "doctor"), ("jupyterlab", "lab")):
            self.assert_usage_error([word], f"no verb '{word}'", f"nearest: {nearest}.")

    def test_unknown_option_names_the_nearest(self):
        self.assert_usage_error(["run", "--scal", "quick"], "no option '--scal'", "nearest: --scale")
        self.assert_usage_error(["test", "--lnog"], "no option '--lnog'", "nearest: --long")
        self.assert_usage_error(["lab", "--prot", "1"], "no option '--prot'", "nearest: --port")
        self.assert_usage_error(["doctor", "--hepl"], "no option '--hepl'", "nearest: --help")

    def test_option_without_its_value(self):
        self.assert_usage_error(["run", "00", "--scale"], "--scale needs a value")
        self.assert_usage_error(["run", "-p"], "-p needs a value")

    def test_unknown_scale_names_the_nearest(self):
        self.assert_usage_error(["run", "--scale", "papre"], "no scale 'papre'", "nearest: paper")

    def test_unknown_notebook_names_the_nearest(self):
        self.assert_usage_error(["run", "14_vae"], "no notebook '14_vae'", "nearest: 13_vae")
        self.assert_usage_error(["run", "00", "13_vea"], "nearest: 13_vae")

    def test_unknown_word_after_kernel(self):
        self.assert_usage_error(["kernel", "instal"], "nearest: install")


if __name__ == "__main__":
    unittest.main()
