"""What a reader sees when a cell fails: what happened, where, and what to do."""

import re
import unittest

from kernel_client import Kernel


class FailingCells(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(JDK_JAVA_OPTIONS="-Xmx256m")

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def failure(self, code):
        result = self.kernel.run(code)
        self.assertIsNotNone(result.error, code)
        self.assertEqual(result.reply["status"], "error")
        self.assertEqual(result.reply["ename"], result.error["ename"])
        return result

    def plain(self, code):
        return re.sub("\x1b\\[[0-9;]*m", "", self.failure(code).traceback).split("\n")

    def test_class_message_and_line(self):
        lines = self.plain("int[] a = new int[2];\nfor (int j = 0; j < 3; j++) {\n  a[j] = 1;\n}")
        self.assertEqual(lines[0], "java.lang.ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 2")
        self.assertRegex(lines[1], r"^    cell \[\d+\], line 3: a\[j\] = 1;$")

    def test_the_way_through_methods_of_other_cells(self):
        self.kernel.run("// a method\nint half(int n) {\n  if (n % 2 == 1)\n    throw new IllegalArgumentException(n + \" is odd\");\n  return n / 2;\n}")
        lines = self.plain("\n\nint h = 1 +\n  half(3);")
        self.assertEqual(lines[0], "java.lang.IllegalArgumentException: 3 is odd")
        self.assertIn("line 4: throw new", lines[1])
        self.assertRegex(lines[2], r"^    at half \(cell \[\d+\], line 4\)$")
        self.assertRegex(lines[3], r"^    at cell \[\d+\], line [34]$")

    def test_frames_of_kernel_and_jshell_are_hidden(self):
        lines = self.plain('Integer.parseInt("x1")')
        self.assertEqual(lines[0], 'java.lang.NumberFormatException: For input string: "x1"')
        self.assertIn('line 1: Integer.parseInt("x1")', lines[1])
        text = "\n".join(lines)
        self.assertIn("java.lang.Integer.parseInt", text)
        for hidden in ("elbolab.kernel", "jdk.jshell", "REPL", "reflect", "ThreadPoolExecutor"):
            self.assertNotIn(hidden, text)

    def test_causes_are_listed(self):
        lines = self.plain('throw new IllegalStateException("outer", new RuntimeException("inner"));')
        self.assertEqual(lines[0], "java.lang.IllegalStateException: outer")
        self.assertIn("caused by java.lang.RuntimeException: inner", lines)
        self.assertNotIn("REPL", "\n".join(lines))

    def test_a_failing_initialiser_and_endless_recursion(self):
        self.assertIn("ArithmeticException: / by zero", self.plain("int z = 0;\nint q = 1 / z;")[0])
        self.kernel.run("int down(int n) { return down(n + 1); }")
        lines = self.plain("down(0)")
        self.assertIn("StackOverflowError", lines[0])
        self.assertLess(len(lines), 30)

    def test_compile_errors_have_line_and_caret(self):
        cases = {
            "int ok = 1;\nint y =  zz + 1;": (2, "cannot find symbol", "    int y =  zz + 1;", "             ^"),
            "int k = 1\nint l = 2;": (1, "';' expected", "    int k = 1", "             ^"),
            "// first\n\nfor (int j = 0; j < 3; j++) { int a = 1; int b = nope; }":
                (3, "cannot find symbol", "    for (int j = 0; j < 3; j++) { int a = 1; int b = nope; }",
                 "                                                     ^"),
            "String s = 5;": (1, "incompatible types: int cannot be converted to java.lang.String", "    String s = 5;", "               ^"),
            "List.of(1": (1, "reached end of file while parsing", "    List.of(1", "             ^"),
        }
        for code, (line, message, text, caret) in cases.items():
            with self.subTest(code):
                lines = self.plain(code)
                self.assertTrue(lines[0].startswith(f"CompileError: line {line}: {message}"), lines)
                at = lines.index(text)
                self.assertEqual(lines[at + 1], caret)

    def test_nothing_runs_of_a_piece_that_does_not_compile(self):
        result = self.failure('System.out.println("before");\nint n = none;\nSystem.out.println("after");')
        self.assertEqual(result.stdout, "before\n")

    def test_missing_names_in_methods_are_a_mistake_at_the_end_of_the_cell(self):
        self.assertIn("needs method missing()", self.plain("int caller() { return missing(); }")[0])
        self.assertIn("cannot find symbol", self.plain("Foo foo = null;")[0])

    def test_exit_ends_the_cell_and_not_the_kernel(self):
        self.kernel.run("int kept = 3;")
        for code in ("System.exit(3);", "Runtime.getRuntime().exit(3);", "Runtime.getRuntime().halt(3)",
                     "java.lang.System.exit(3);", "IntConsumer end = System::exit;\nend.accept(3);",
                     "void stop() { System.exit(3); }\nstop();"):
            with self.subTest(code):
                failure = self.failure(code)
                self.assertEqual(failure.error["ename"], "Exit")
                self.assertIn("exit code 3", failure.error["evalue"])
                self.assertEqual(self.kernel.run("kept").plain, "3")

    def test_exit_in_a_library_leaves_a_message(self):
        with Kernel() as kernel:
            kernel.send('System.class.getMethod("exit", int.class).invoke(null, 3);')
            text = ""
            while "Restart the kernel" not in text:
                message = kernel.client.get_iopub_msg(timeout=10)
                text = message["content"].get("text", "")
            self.assertIn("ended the program", text)

    def test_a_full_heap_is_an_error_with_its_remedy(self):
        self.kernel.run("int kept = 5;")
        for code in ("var all = new ArrayList<long[]>();\nwhile (true) all.add(new long[1 << 20]);",
                     "long[] huge = new long[1 << 30];"):
            failure = self.failure(code)
            self.assertEqual(failure.error["ename"], "java.lang.OutOfMemoryError")
            self.assertIn("JDK_JAVA_OPTIONS=-Xmx", failure.error["evalue"])
            self.assertIn("256 MB", failure.error["evalue"])
            self.kernel.run("all = null;")
            self.assertEqual(self.kernel.run("kept").plain, "5")

    def test_values_whose_methods_fail(self):
        failure = self.failure('new Object() { public String toString() { throw new RuntimeException("no text"); } }')
        self.assertEqual(failure.error["evalue"], "no text")
        result = self.kernel.run(
            'class Half { public String toHtml() { throw new RuntimeException("no html"); } '
            'public String toString() { return "text"; } }\nnew Half()')
        self.assertEqual(result.plain, "text")
        self.assertIn("no html", result.stderr)


if __name__ == "__main__":
    unittest.main()
