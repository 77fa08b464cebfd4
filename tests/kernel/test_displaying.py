"""Pictures, tables and formatted text; displays that change in place."""

import base64
import struct
import unittest

from kernel_client import Kernel


def png_size(data):
    raw = base64.b64decode(data)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", raw[16:24])


class Displaying(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def result(self, code):
        result = self.kernel.run(code)
        self.assertIsNone(result.error, result.traceback)
        return result

    def shown(self, code):
        content = self.result(code).displays[0]
        return content["data"], content["metadata"]

    def test_an_image_and_one_of_twice_the_pixels(self):
        self.result("import java.awt.image.BufferedImage;")
        data, metadata = self.shown("display(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB));")
        self.assertEqual(png_size(data["image/png"]), (40, 20))
        self.assertEqual(metadata["image/png"], {"width": 40, "height": 20})
        self.assertIn("text/plain", data)
        data, metadata = self.shown(
            "var p = new Hashtable<String, Object>(Map.of(\"scale\", 2.0));\n"
            "var model = java.awt.image.ColorModel.getRGBdefault();\n"
            "var raster = model.createCompatibleWritableRaster(40, 20);\n"
            "display(new BufferedImage(model, raster, false, p));")
        self.assertEqual(png_size(data["image/png"]), (40, 20))
        self.assertEqual(metadata["image/png"], {"width": 20, "height": 10})
        data, metadata = self.shown(
            "class Sharp {\n  public BufferedImage toImage() { return new BufferedImage(40, 20, 1); }\n"
            "  public double scale() { return 2; }\n}\ndisplay(new Sharp());")
        self.assertEqual(metadata["image/png"], {"width": 20, "height": 10})

    def test_a_chart(self):
        result = self.result(
            "var chart = new org.knowm.xchart.XYChartBuilder().width(300).height(200).build();\n"
            'chart.addSeries("a", new double[] {1, 2}, new double[] {3, 4});\nchart')
        self.assertEqual(png_size(result.value["image/png"]), (600, 400))
        metadata = [m["content"]["metadata"] for m in result.messages if m["msg_type"] == "execute_result"]
        self.assertEqual(metadata[0]["image/png"], {"width": 300, "height": 200})

    def test_tables_and_records(self):
        self.result("import tech.tablesaw.api.*;")
        value = self.result(
            'Table.create("T<1>", IntColumn.create("n", 1, 2), StringColumn.create("s", "a&b", null))').value
        self.assertIn("<caption>T&lt;1&gt;</caption>", value["text/html"])
        self.assertIn("<th>n</th><th>s</th>", value["text/html"])
        self.assertIn('<td style="text-align:right">1</td><td>a&amp;b</td>', value["text/html"])
        self.assertIn("a&b", value["text/plain"])
        self.result("record Row(String name, double score) {}")
        one = self.result('new Row("x", 0.5)').value
        self.assertEqual(one["text/plain"], "Row[name=x, score=0.5]")
        self.assertIn("<td>x</td>", one["text/html"])
        many = self.result('IntStream.range(0, 60).mapToObj(i -> new Row("r" + i, i)).toList()').value["text/html"]
        self.assertIn("<td>r49</td>", many)
        self.assertNotIn("<td>r50</td>", many)
        self.assertIn("50 of 60 rows", many)
        self.assertNotIn("text/html", self.result('List.of("a", "b")').value)

    def test_a_record_with_a_form_of_its_own_is_no_table(self):
        self.result('record Words(String text) {\n  public String toMarkdown() { return text; }\n}')
        value = self.result('new Words("**m**")').value
        self.assertEqual(value, {"text/plain": "Words[text=**m**]", "text/markdown": "**m**"})

    def test_text_forms_by_method(self):
        self.result(
            'class Rich {\n  public String toHtml() { return "<b>h</b>"; }\n  public String toMarkdown() { return "**m**"; }\n'
            '  public String toSvg() { return "<svg/>"; }\n  public String toLatex() { return "$x$"; }\n'
            '  public String toString() { return "plain"; }\n}')
        self.assertEqual(self.result("new Rich()").value, {
            "text/plain": "plain", "text/html": "<b>h</b>", "text/markdown": "**m**",
            "image/svg+xml": "<svg/>", "text/latex": "$x$"})
        data, _ = self.shown('display(new Rich(), "text/latex");')
        self.assertEqual(data, {"text/plain": "plain", "text/latex": "$x$"})
        data, _ = self.shown('display("# Title", "text/markdown");')
        self.assertEqual(data, {"text/markdown": "# Title"})

    def test_arrays_show_their_elements(self):
        self.assertEqual(self.result("new double[] {1, 2.5}").plain, "[1.0, 2.5]")
        self.assertEqual(self.result("new int[][] {{1}, {2, 3}}").plain, "[[1], [2, 3]]")
        self.assertTrue(self.result("new float[1000]").plain.endswith("0.0, … 1,000 in all]"))

    def test_a_display_changes_in_place(self):
        result = self.result(
            'String id = display("0 %");\nfor (int i = 1; i <= 3; i++) {\n  Thread.sleep(50);\n'
            '  updateDisplay(id, i * 33 + " %");\n}')
        self.assertEqual(len(result.displays), 1)
        name = result.displays[0]["transient"]["display_id"]
        self.assertEqual([u["data"]["text/plain"] for u in result.updates], ["33 %", "66 %", "99 %"])
        self.assertEqual({u["transient"]["display_id"] for u in result.updates}, {name})

    def test_a_fast_loop_of_updates_ends_with_the_last_one(self):
        result = self.result(
            'String id = display("start");\nfor (int i = 0; i < 20_000; i++) updateDisplay(id, "step " + i);')
        self.assertEqual(result.updates[-1]["data"]["text/plain"], "step 19999")
        self.assertLess(len(result.updates), 5_000)

    def test_the_id_of_a_display_is_no_result_unless_asked_for(self):
        self.assertIsNone(self.result('display("a")').value)
        self.assertIsNone(self.result('String shown() { return display("b"); }\nshown()').value)
        self.assertIsNotNone(self.result('String id = display("c");\nid').value)

    def test_the_signatures_are_those_of_ijava_and_jjava(self):
        self.assertEqual(
            self.result(
                "Stream.of(elbolab.kernel.Notebook.class.getMethods()).filter(m -> m.getName().endsWith(\"isplay\"))"
                ".map(m -> m.toGenericString()).sorted().toList()").plain,
            "[public static java.lang.String elbolab.kernel.Notebook.display(java.lang.Object,java.lang.String...), "
            "public static void elbolab.kernel.Notebook.updateDisplay(java.lang.String,java.lang.Object,java.lang.String...)]")


if __name__ == "__main__":
    unittest.main()
