"""Completion, inspection, is-complete, and the questions a page asks when it connects."""

import unittest

from kernel_client import Kernel


class Assisting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.kernel.run("class Learner { int steps; void learnALot() {} }\nvar learner = new Learner();")

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def complete(self, code, cursor=None):
        answer = self.kernel.ask(self.kernel.client.complete(code, cursor))
        self.assertEqual(answer["status"], "ok")
        return answer

    def inspect(self, code, cursor=None):
        answer = self.kernel.ask(self.kernel.client.inspect(code, cursor))
        return answer["data"].get("text/plain", "") if answer["found"] else None

    def test_members_variables_types(self):
        for code, expected, start in (
            ("learner.lea", "learnALot()", 8), ("lear", "learner", 0), ("new Array", "ArrayList(", 4),
            ("int a = 1;\nlearner.st", "steps", 19), ("Math.ab", "abs(", 5),
            ("int lossOfAll = 3;\nloss", "lossOfAll", 19), ('String s = "😀"; learner.st', "steps", 24),
        ):
            with self.subTest(code):
                answer = self.complete(code)
                self.assertIn(expected, answer["matches"])
                self.assertEqual((answer["cursor_start"], answer["cursor_end"]), (start, len(code)))
        self.assertIn("learnALot()", self.complete("learner.lea; int b = 2;", 11)["matches"])
        self.assertEqual(self.complete("nothingStartsLikeThis")["matches"], [])

    def test_signature_and_javadoc(self):
        self.assertIn("int Math.max(int a, int b)", self.inspect("Math.max(1, 2)", 6))
        self.assertIn("void Learner.learnALot()", self.inspect("learner.learnALot"))
        display = self.inspect("display")
        self.assertIn("display(Object value, String... mimes)", display)
        self.assertIn("Shows a value below the running cell.", display)
        for name, comment in (
            ("elbolab.kernel.Notebook", "What a cell may call of the kernel."),
            ("elbolab.kernel.Main", "Starts the kernel"), ("elbolab.reproduce.Main", "The verbs of the workbench"),
        ):
            self.assertIn(comment, self.inspect(name))
        self.assertIn("Learner", self.inspect("learner"))
        self.assertIsNone(self.inspect("noSuchName"))

    def test_is_complete(self):
        for code, status in (
            ("int a = 1;", "complete"), ("a + 1", "complete"), ("for (int i = 0; i < 3; i++) {", "incomplete"),
            ("int a = 1;\nint b = List.of(", "incomplete"), ("int a = 1;\nint b = 2;", "complete"),
            ("int )", "invalid"), ("", "complete"), ("/* open", "incomplete"),
        ):
            with self.subTest(code):
                answer = self.kernel.ask(self.kernel.client.is_complete(code))
                self.assertEqual(answer["status"], status)

    def test_what_a_page_asks(self):
        client = self.kernel.client
        info = self.kernel.ask(client.kernel_info())
        self.assertEqual((info["status"], info["protocol_version"]), ("ok", "5.3"))
        self.assertEqual(info["language_info"]["name"], "Java")
        self.assertEqual(self.kernel.ask(client.history())["history"], [])
        self.assertEqual(self.kernel.ask(client.comm_info())["comms"], {})
        self.assertTrue(client.is_alive())


if __name__ == "__main__":
    unittest.main()
