"""Executes notebooks in order and writes each, with its outputs, as a notebook and as a page."""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import signal
import sys
import threading
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell

import notebook_index
import notebook_page
import parameters

TOP = pathlib.Path(__file__).resolve().parent.parent
ANSI = re.compile(r"\x1b\[[0-9;]*m")

AT_A_TIME = min(2, os.cpu_count() or 1)
"""Much of a notebook's time goes to its kernel's start and to its compiler, which use one core each."""

INDEX = threading.Lock()


class WrongParameter(Exception):
    """What the command line says about parameters fits no chosen notebook."""


def read(path):
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (OSError, ValueError) as problem:
        sys.exit(f"workbench: {path} cannot be read as a notebook: {problem}")


def asks_for_data(notebook):
    return any(cell.cell_type == "code" and "DataFolder" in cell.source for cell in notebook.cells)


def has_data():
    return bool(os.environ.get("ELBOLAB_DATA")) or (TOP / "data" / "cache").is_dir()


def prepare(notebook, scale, settings):
    """Puts a cell with the given values behind the parameters cell, and records them."""
    known = parameters.declared(notebook)
    if "scale" in known and known["scale"].literal(scale) != known["scale"].default:
        settings = {"scale": scale, **settings}
    source = parameters.assignments(notebook, settings)
    notebook.metadata["elbolab"] = {
        "scale": scale,
        "parameters": {name: text for name, text in settings.items() if name in known},
    }
    if source:
        cell = new_code_cell(source, metadata={"tags": ["injected-parameters"]})
        notebook.cells.insert(parameters.parameters_cell(notebook) + 1, cell)


class Kernels:
    """Those that run. A thread that waits for a cell hears of no signal: an interrupt ends its kernel instead."""

    def __init__(self):
        self.ended = False
        self.clients = set()

    def add(self, client):
        self.clients.add(client)
        if self.ended:
            self.end()

    def end(self):
        self.ended = True
        for client in list(self.clients):
            os.kill(client.km.provisioner.pid, signal.SIGKILL)


def execute(notebook, folder, scale, log, kernels=None):
    """Runs every cell in a kernel of its own, which is gone at the end whatever happens.

    What the kernel's JVM itself says, outside of any cell, goes to the open file log.
    """
    os.environ["ELBOLAB_SCALE"] = scale
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="java",
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
    )
    client.reset_execution_trackers()
    kernels = kernels or Kernels()
    with client.setup_kernel(stdout=log, stderr=log):
        kernels.add(client)
        try:
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
        finally:
            kernels.clients.discard(client)


def settle(notebook):
    """Takes out what differs from run to run or machine to machine although the result is the same."""
    notebook.metadata["language_info"] = {"name": "java", "file_extension": ".java", "mimetype": "text/x-java"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        joined = []
        for output in cell.outputs:
            output.pop("transient", None)
            last = joined[-1] if joined else None
            if output.output_type == "stream" and last and last.get("name") == output.name:
                last["text"] += output.text
            else:
                joined.append(output)
        cell.outputs = joined


def write(notebook, path, out):
    """Both files of one notebook; each is complete or not there."""
    settle(notebook)
    for suffix, text in ((".ipynb", nbformat.writes(notebook) + "\n"), (".html", notebook_page.of(notebook, path))):
        target = out / (path.stem + suffix)
        partial = target.with_name(target.name + ".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)


def save(notebook, path):
    """Writes the outputs into the notebook's own file, which keeps no trace of how it was run, and the index.

    What a cell tagged "machine" puts out is for those who run it: it tells of one machine and is not kept.
    """
    notebook.metadata.pop("elbolab", None)
    for cell in notebook.cells:
        if "machine" in cell.metadata.get("tags", []):
            cell.outputs = []
    with INDEX:
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        notebook_index.write(path.parent)


def check_settings(notebooks, settings):
    """Each setting must be a parameter of a chosen notebook, with a value of its type."""
    by_notebook = {path: parameters.declared(notebook) for path, notebook in notebooks.items()}
    problems = [
        f"no parameter '{name}' here"
        for name in settings
        if not any(name in known for known in by_notebook.values())
    ]
    for notebook in notebooks.values():
        try:
            parameters.assignments(notebook, settings)
        except ValueError as problem:
            problems.append(str(problem))
    if problems:
        lines = [f"workbench: {'; '.join(dict.fromkeys(problems))}. The parameters are:"]
        for path, known in by_notebook.items():
            lines.append(f"  {path.stem}" + ("" if known else ": none"))
            lines += [f"    {parameter}" for parameter in known.values()]
        raise WrongParameter("\n".join(lines))


def one(path, notebook, options, settings, kernels):
    """Executes and writes one notebook; returns whether it went well."""
    print(f"{path.stem} ...", file=sys.stderr, flush=True)
    prepare(notebook, options.scale, settings)
    began = time.monotonic()
    problem = None
    try:
        with open(options.out / f"{path.stem}.log", "wb") as log:
            execute(notebook, path.parent, options.scale, log, kernels)
    except CellExecutionError as error:
        problem = ANSI.sub("", str(error)).strip()
    except RuntimeError as error:  # the kernel did not start, or died
        problem = f"{error}\nWhat the kernel said: {options.out / path.stem}.log"
    finally:
        write(notebook, path, options.out)
    seconds = time.monotonic() - began
    if kernels.ended:
        return False
    if problem:
        print(f"{path.stem} FAILED after {seconds:.1f} s\n{problem}\n", file=sys.stderr)
    else:
        print(f"{path.stem} ok, {seconds:.1f} s", file=sys.stderr)
        if options.save:
            save(notebook, path)
    return problem is None


def command_line():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=("quick", "paper"), required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("-p", dest="settings", action="append", default=[])
    parser.add_argument("--save", action="store_true")
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path)
    options = parser.parse_intermixed_args()
    if options.save and (options.settings or options.scale != "quick"):
        sys.exit("workbench: --save keeps quick outputs without -p; leave those out")
    return options


def main():
    options = command_line()
    settings = {}
    for setting in options.settings:
        name, equals, text = setting.partition("=")
        if not equals:
            print(f"workbench: -p {setting}: say -p name=value", file=sys.stderr)
            return 2
        settings[name] = text
    notebooks = {path: read(path) for path in options.notebooks}
    if options.save and not has_data() and (asking := [path.stem for path, n in notebooks.items() if asks_for_data(n)]):
        print(f"workbench: --save keeps outputs made of real data, and there is none for {' '.join(asking)}: "
              "set ELBOLAB_DATA, or fetch it (environment/workbench data)", file=sys.stderr)
        return 2
    try:
        check_settings(notebooks, settings)
    except WrongParameter as problem:
        print(problem, file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    kernels = Kernels()
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        runs = {path: pool.submit(one, path, notebook, options, settings, kernels) for path, notebook in notebooks.items()}
        try:
            failed = [path.stem for path, run in runs.items() if not run.result()]
        except KeyboardInterrupt:
            left = [path.stem for path, run in runs.items() if not run.done()]
            pool.shutdown(wait=False, cancel_futures=True)
            kernels.end()
            words = left + ["--scale", options.scale]
            words += [word for setting in options.settings for word in ("-p", setting)]
            print(f"\nInterrupted at {left[0]}. Go on with:", file=sys.stderr)
            print("  environment/workbench run " + shlex.join(words), file=sys.stderr)
            return 130
        except OSError as problem:  # a full disk, a folder that went away
            pool.shutdown(wait=False, cancel_futures=True)
            kernels.end()
            print(f"workbench: {problem}", file=sys.stderr)
            return 1
    done = len(notebooks) - len(failed)
    print(f"{done} of {len(notebooks)} notebooks ran; pages: {options.out}", file=sys.stderr)
    if failed:
        print(f"Failed: {' '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
