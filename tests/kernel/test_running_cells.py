"""Values, text, state: what every cell relies on."""

import time
import unittest

from kernel_client import Kernel


class RunningCells(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def run_cell(self, code, **options):
        return self.kernel.run(code, **options)

    def value(self, code):
        result = self.run_cell(code)
        self.assertIsNone(result.error, result.traceback)
        return result.plain

    def test_the_value_of_the_last_expression_is_shown(self):
        self.assertEqual(self.value("int a = 6;\na * 7"), "42")
        self.assertEqual(self.value('// a comment\n"x" + a // and another\n/* one more */'), "x6")
        for silent in ("int b = 3;", "a = 4", "a + 1;", "new StringBuilder().append(1); // said", "System.out.print(\"\");", "", "// nothing", "String n = null; n"):
            self.assertIsNone(self.value(silent), silent)

    def test_state_methods_and_classes_outlive_the_cell(self):
        self.value("record Point(double x, double y) {\n  double norm() { return Math.hypot(x, y); }\n}")
        self.value("double twice(Point p) { return 2 * p.norm(); }")
        self.assertEqual(self.value("twice(new Point(3, 4))"), "10.0")
        self.assertEqual(self.value("enum Colour { RED, GREEN }\ninterface Shape { int n(); }\nColour.GREEN"), "GREEN")

    def test_a_method_may_call_one_that_follows_in_the_same_cell(self):
        self.assertEqual(self.value("int even() { return odd() - 1; }\nint odd() { return 3; }\neven()"), "2")

    def test_usual_imports_are_there(self):
        self.assertEqual(
            self.value("IntStream.range(0, 3).boxed().collect(Collectors.toList()).equals(List.of(0, 1, 2))"),
            "true")
        self.assertEqual(self.value('Path.of("a") + "" + BigInteger.TWO'), "a2")

    def test_the_library_and_its_vector_code_can_be_used(self):
        self.assertEqual(
            self.value("import jdk.incubator.vector.*;\nFloatVector.SPECIES_128.length()"), "4")
        self.assertIn("XYChart", self.value("new org.knowm.xchart.XYChartBuilder().build().getClass().getName()"))

    def test_text_arrives_while_the_cell_runs(self):
        seen = []
        request = self.kernel.send(
            "for (int i = 0; i < 4; i++) {\n  System.out.println(i);\n  Thread.sleep(300);\n}")
        self.kernel.collect(request, on_message=lambda m: seen.append((time.monotonic(), m)))
        texts = [(at, m["content"]["text"]) for at, m in seen if m["msg_type"] == "stream"]
        self.assertEqual("".join(text for _, text in texts), "0\n1\n2\n3\n")
        end = seen[-1][0]
        self.assertGreater(end - texts[0][0], 0.8)

    def test_both_streams_and_background_threads_are_heard(self):
        result = self.run_cell(
            'var t = new Thread(() -> { System.out.println("from a thread"); System.err.println("error"); });\n'
            "t.start();\nt.join();")
        self.assertEqual(result.stdout, "from a thread\n")
        self.assertEqual(result.stderr, "error\n")
        request = self.kernel.send(
            'new Thread(() -> {\n  try { Thread.sleep(400); } catch (InterruptedException e) { }\n'
            '  System.out.println("late");\n}).start();')
        self.kernel.collect(request)
        late = self.kernel.client.get_iopub_msg(timeout=5)
        self.assertEqual(late["content"].get("text"), "late\n")
        self.assertEqual(late["parent_header"]["msg_id"], request)

    def test_text_comes_before_the_display_that_follows_it(self):
        result = self.run_cell('System.out.println("1"); display("2"); System.out.println("3");')
        kinds = [m["msg_type"] for m in result.messages]
        self.assertEqual([k for k in kinds if k in ("stream", "display_data")], ["stream", "display_data", "stream"])

    def test_unicode_survives_in_both_directions(self):
        text = "grün ∂ε/∂θ 中文 עברית 😀👩‍🔬"
        result = self.run_cell(f'String s = "{text}";\nSystem.out.println(s);\nSystem.err.println(s);\ns')
        self.assertEqual((result.plain, result.stdout, result.stderr), (text, text + "\n", text + "\n"))
        self.assertEqual(self.value("double θ = 2, ε = 0.5; θ * ε"), "1.0")
        for one in "ü∂😀":
            bytewise = self.run_cell(f'for (byte b : "{one}".getBytes("UTF-8")) System.out.write(b);')
            self.assertEqual(bytewise.stdout, one)

    def test_a_megabyte_of_text_arrives_whole(self):
        result = self.run_cell('String big = "0123456789abcde\\n".repeat(65536);\nSystem.out.print(big);\nbig')
        self.assertEqual(result.stdout, "0123456789abcde\n" * 65536)
        self.assertEqual(result.plain, "0123456789abcde\n" * 65536)

    def test_endless_text_is_cut_and_the_next_cell_is_free_again(self):
        result = self.run_cell('for (int i = 0; i < 500_000; i++) System.out.println("line " + i);')
        self.assertEqual(len(result.stdout), 2_000_000)
        self.assertIn("2,000,000 characters", result.stderr)
        self.assertEqual(self.run_cell("System.out.println(1)").stdout, "1\n")

    def test_a_star_import_of_two_lines_loses_no_variable(self):
        self.value('var kept = new ArrayList<String>(List.of("kept"));\nrecord Box(int n) {}\nvar box = new Box(5);')
        for code in ("import java.time.*;", "\n\nimport java.time.\n  chrono.*;\n", "// why\nimport java.nio.*;\nimport java.text.*;\n",
                     "import java.time.*;"):
            self.assertIsNone(self.value(code))
            self.assertEqual(self.value('kept + " " + box'), "[kept] Box[n=5]", code)

    def test_an_import_that_would_cost_variables_is_refused(self):
        self.value('var names = new ArrayList<String>(List.of("a"));')
        result = self.run_cell("import java.awt.*;")
        self.assertEqual(result.error["ename"], "CompileError")
        self.assertIn("names", result.error["evalue"])
        self.assertEqual(self.value("names"), "[a]")

    def test_a_changed_method_costs_no_variable(self):
        self.value("int rate() { return 1; }\nvar trained = new ArrayList<Integer>(List.of(rate()));\ntrained.add(7);")
        self.value("int rate() { return 2; }")
        self.assertEqual(self.value("trained + \" \" + rate()"), "[1, 7] 2")
        self.value("int rate() { var trained = List.of(3); return trained.get(0); }")
        self.assertEqual(self.value("trained + \" \" + rate()"), "[1, 7] 3")

    def test_a_variable_can_be_declared_again(self):
        for value in ("1", "2", "2", "3"):
            self.assertEqual(self.value(f"int again = {value};\nagain"), value)
        self.assertEqual(self.value("var again = List.of(4);\nagain"), "[4]")
        self.assertEqual(self.value("var again = List.of(5);\nagain"), "[5]")
        self.assertEqual(self.value("int p = 1, q = 2;\nint p = 3, q = 4;\np + q"), "7")

    def test_a_changed_class_says_which_variables_are_lost(self):
        self.value("record Model(int n) {}\nvar model = new Model(1);")
        self.assertEqual(self.run_cell("record Model(int n) {}").stderr, "")
        self.assertEqual(self.value("model"), "Model[n=1]")
        changed = self.run_cell("record Model(int n, int m) {}")
        self.assertIn("Model has changed", changed.stderr)
        self.assertIn("model", changed.stderr)

    def test_silent_cells_and_counts(self):
        before = self.run_cell("1").reply["execution_count"]
        silent = self.run_cell("2", silent=True)
        self.assertIsNone(silent.value)
        self.assertEqual(self.run_cell("3").reply["execution_count"], before + 1)

    def test_cells_that_were_sent_together_stop_at_the_first_failure(self):
        requests = [self.kernel.send(code) for code in
                    ("Thread.sleep(300); int one = 1;", 'throw new RuntimeException("stop")', "one = 2;", "one = 3;")]
        statuses = [self.kernel.collect(request).reply["status"] for request in requests]
        self.assertEqual(statuses, ["ok", "error", "aborted", "aborted"])
        self.assertEqual(self.value("one"), "1")

    def test_another_request_that_waits_at_a_failure_costs_no_later_cell(self):
        failing = self.kernel.send('Thread.sleep(300); throw new IllegalStateException("so");')
        self.kernel.client.kernel_info()
        self.assertEqual(self.kernel.collect(failing).reply["status"], "error")
        self.assertEqual(self.value("6 * 7"), "42")

    def test_standard_input_says_that_there_is_none(self):
        result = self.run_cell("System.in.read()")
        self.assertEqual(result.error["ename"], "java.io.IOException")
        self.assertIn("no standard input", result.error["evalue"])


if __name__ == "__main__":
    unittest.main()
