"""One HTML file that needs nothing else: style, fonts and KaTeX are inside."""

import base64
import html
import pathlib
import re
import string

KATEX = pathlib.Path("/usr/share/javascript/katex")
PARTS = pathlib.Path(__file__).parent / "page"
FONT_FACE = re.compile(r"src:url\(fonts/([\w-]+\.woff2)\)[^;}]*")


def _katex_style():
    def inline(match):
        font = base64.b64encode((KATEX / "fonts" / match[1]).read_bytes()).decode("ascii")
        return f'src:url(data:font/woff2;base64,{font}) format("woff2")'

    return FONT_FACE.sub(inline, (KATEX / "katex.min.css").read_text(encoding="utf-8"))


def part(name):
    """A file of the folder page."""
    return (PARTS / name).read_text(encoding="utf-8")


def around(body, title, style="", script=""):
    """The page with this body, whose formulas are set when it is opened; more style and script as needed."""
    return string.Template(part("page.html")).substitute(
        title=html.escape(title),
        katex_style=_katex_style(),
        style=part("page.css") + style,
        body=body,
        katex=(KATEX / "katex.min.js").read_text(encoding="utf-8"),
        auto_render=(KATEX / "contrib" / "auto-render.js").read_text(encoding="utf-8"),
        script=part("page.js") + script,
    )
