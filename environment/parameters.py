"""The parameters of a notebook: the Java declarations in its cell tagged "parameters"."""

import dataclasses
import math
import re

DECLARATION = re.compile(
    r"^(int|long|double|float|boolean|String)\s+(\w+)\s*=\s*(.+?)\s*;[ \t]*(?://\s*(.*))?$",
    re.MULTILINE,
)
IMPORT = re.compile(r"^import ", re.MULTILINE)
WHOLE = re.compile(r"[+-]?\d+(_\d+)*$")
BITS = {"int": 32, "long": 64}
LARGEST_FLOAT = 3.4028234663852886e38


@dataclasses.dataclass(frozen=True)
class Parameter:
    type: str
    name: str
    default: str
    meaning: str

    def __str__(self):
        meaning = f"  {self.meaning}" if self.meaning else ""
        return f"{self.type} {self.name} = {self.default}{meaning}"

    def literal(self, text):
        """The Java literal for what the command line said; a ValueError says what is wrong."""
        if self.type == "String":
            escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        if self.type == "boolean":
            if text not in ("true", "false"):
                raise ValueError(f"{self.name}={text}: a boolean is true or false")
            return text
        if self.type in BITS:
            return self._whole(text)
        return self._real(text)

    def _whole(self, text):
        if not WHOLE.match(text):
            raise ValueError(f"{self.name}={text}: not a whole number ({self.type})")
        limit = 1 << (BITS[self.type] - 1)
        if not -limit <= int(text) < limit:
            raise ValueError(f"{self.name}={text}: {self.type} goes from {-limit} to {limit - 1}")
        # Not the text itself: 010 would be eight in Java.
        return str(int(text)) + ("L" if self.type == "long" else "")

    def _real(self, text):
        try:
            value = float(text)
        except ValueError:
            raise ValueError(f"{self.name}={text}: not a number ({self.type})") from None
        if not math.isfinite(value) or (self.type == "float" and abs(value) > LARGEST_FLOAT):
            raise ValueError(f"{self.name}={text}: not a finite {self.type}")
        return repr(value) + ("f" if self.type == "float" else "")


def parameters_cell(notebook):
    """The index of the cell tagged "parameters", or None."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", []):
            return index
    return None


def misplaced(notebook):
    """What stands where some kernels lose it: IJava sets variables to null at an import of a later cell.

    Imports belong into the first code cell and parameters behind it. Returns a sentence for each that does not.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = [
        f"code cell {number} has imports: they belong into the first"
        for number, cell in enumerate(cells, 1)
        if number > 1 and IMPORT.search(cell.source)
    ]
    if cells and "parameters" in cells[0].metadata.get("tags", []):
        problems.append("the parameters stand in the first code cell: they belong behind the imports")
    return problems


def declared(notebook):
    """The parameters by name, in the order of the cell."""
    index = parameters_cell(notebook)
    if index is None:
        return {}
    found = DECLARATION.findall(notebook.cells[index].source)
    return {name: Parameter(kind, name, default, meaning) for kind, name, default, meaning in found}


def assignments(notebook, settings):
    """Java source that gives the parameters of this notebook their values."""
    known = declared(notebook)
    return "\n".join(
        f"{name} = {known[name].literal(text)};" for name, text in settings.items() if name in known
    )
