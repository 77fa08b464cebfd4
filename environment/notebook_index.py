"""The index of the notebooks: notebooks/README.md and notebooks/pictures, made from the notebooks themselves."""

import base64
import re

import nbformat

HEAD = """# The notebooks

Open them with `environment/workbench lab`, or read them here: they are committed with their outputs.
`environment/workbench run` executes them all and writes them as pages to `build/notebooks`, and at its end the
[report](../build/report/index.html): every published number beside what came out, the figures, and the defects that
were found on the way. `environment/workbench docs` writes the documentation of the library that the cells call to
[build/docs](../build/docs/index.html).

00 is the start, 10 to 19 are foundations, each further ten belongs to one paper. This index is written by
`environment/workbench run --save`.
"""


def picture(notebook):
    """The PNG that stands for a notebook: of the cell tagged "picture", else the last one; None without."""
    found = None
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            png = output.get("data", {}).get("image/png")
            if png:
                found = base64.b64decode(png)
                if "picture" in cell.metadata.get("tags", []):
                    return found
    return found


def opening(notebook):
    """The title and the first paragraph of the first text cell, as far as its last whole sentence."""
    text = next(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    title, _, rest = text.partition("\n")
    paragraph = re.split(r"\n\s*\n", rest.strip(), maxsplit=1)[0]
    sentences = re.match(r".*[.!?](?=\s|$)", paragraph, re.DOTALL)
    return title.lstrip("# ").strip(), sentences[0] if sentences else paragraph


def entry(path, notebook):
    title, paragraph = opening(notebook)
    parts = [f"## [{path.stem[:2]} {title}]({path.name})", paragraph]
    if picture(notebook):
        parts.append(f"[![{title}](pictures/{path.stem}.png)]({path.name})")
    return "\n\n".join(parts) + "\n"


def write(folder):
    """Writes the index and the pictures of all notebooks in the folder."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    entries = [HEAD]
    for path in sorted(folder.glob("[0-9]*.ipynb")):
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        entries.append(entry(path, notebook))
        if picture(notebook):
            (pictures / f"{path.stem}.png").write_bytes(picture(notebook))
    (folder / "README.md").write_text("\n".join(entries), encoding="utf-8")
