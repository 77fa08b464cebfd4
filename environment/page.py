"""A notebook as one HTML file that needs nothing else: pictures, style, fonts and KaTeX are inside."""

import base64
import html
import pathlib
import re
import string

from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

KATEX = pathlib.Path("/usr/share/javascript/katex")
PARTS = pathlib.Path(__file__).parent / "page"
FONT_FACE = re.compile(r"src:url\(fonts/([\w-]+\.woff2)\)[^;}]*")


def _katex_style():
    def inline(match):
        font = base64.b64encode((KATEX / "fonts" / match[1]).read_bytes()).decode("ascii")
        return f'src:url(data:font/woff2;base64,{font}) format("woff2")'

    return FONT_FACE.sub(inline, (KATEX / "katex.min.css").read_text(encoding="utf-8"))


def _title(notebook, path):
    for cell in notebook.cells:
        heading = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            return heading[1].strip()
    return path.stem


def of(notebook, path):
    """The page of an executed notebook that stands at path."""
    exporter = HTMLExporter(template_name="basic", embed_images=True)
    body, _ = exporter.from_notebook_node(notebook, {"metadata": {"path": str(path.parent)}})
    template = string.Template((PARTS / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=html.escape(_title(notebook, path)),
        katex_style=_katex_style(),
        code_style=HtmlFormatter(style="default").get_style_defs(".highlight"),
        style=(PARTS / "page.css").read_text(encoding="utf-8"),
        body=body,
        katex=(KATEX / "katex.min.js").read_text(encoding="utf-8"),
        auto_render=(KATEX / "contrib" / "auto-render.js").read_text(encoding="utf-8"),
        script=(PARTS / "page.js").read_text(encoding="utf-8"),
    )
