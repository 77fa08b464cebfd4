"""A notebook as a page, with its pictures inside."""

import re

from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

import page


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
    return page.around(body, _title(notebook, path), HtmlFormatter(style="default").get_style_defs(".highlight"))
