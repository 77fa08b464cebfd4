"""A checkout of its own for each test: the real sources and the real build, other notebooks."""

import fcntl
import json
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("ELBOLAB_BUILD", TOP / "build"))


def code(source, *tags):
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": source,
    }


def markdown(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells):
    kernel = {"display_name": "Java", "language": "java", "name": "java"}
    cells = [dict(cell, id=f"cell-{index}") for index, cell in enumerate(cells)]
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


class House:
    """Sources are copied with their times, so that nothing counts as changed; the build is the real one."""

    def __init__(self, folder="house", **notebooks):
        self._temporary = tempfile.TemporaryDirectory(prefix="elbolab-")
        os.chmod(self._temporary.name, 0o755)
        self.top = pathlib.Path(self._temporary.name) / folder
        self.top.mkdir()
        for name in ("lib", ".mvn", "environment"):
            shutil.copytree(TOP / name, self.top / name)
        shutil.copy2(TOP / "pom.xml", self.top)
        (self.top / "data").mkdir()
        (self.top / "data" / "README.md").touch()
        for name in ("published", "samples"):
            shutil.copytree(TOP / "data" / name, self.top / "data" / name)
        (self.top / "notebooks").mkdir()
        for name, content in notebooks.items():
            path = self.top / "notebooks" / f"{name.lstrip('_')}.ipynb"
            path.write_text(json.dumps(content), encoding="utf-8")
        self.build = self.top / "build"

    def with_build(self):
        """Gives the house what the real one has built, as if it had built it itself."""
        shutil.copytree(BUILD / "maven" / "classes", self.build / "maven" / "classes")
        for name in ("classpath", "built"):
            shutil.copy2(BUILD / name, self.build)
        return self

    def close(self):
        self._temporary.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def command(self, *words):
        return [str(self.top / "environment" / "workbench"), *words]

    def environment(self, **more):
        """The caller's, without what a surrounding run of the workbench has set."""
        own = ("ELBOLAB_BUILD", "ELBOLAB_SCALE", "IPYTHONDIR")
        kept = {k: v for k, v in os.environ.items() if k not in own and not k.startswith("JUPYTER_")}
        return {**kept, **more}

    def call(self, *words, before=(), timeout=180, **environment):
        """Runs the workbench to its end; the answer has returncode, stdout and stderr as text."""
        return subprocess.run(
            [*before, *self.command(*words)],
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd="/",
        )

    def start(self, *words, **environment):
        """Starts the workbench in a process group of its own, as a terminal does."""
        return subprocess.Popen(
            self.command(*words),
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # A shell's background job ignores SIGINT, and so would all that the tests start in one.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def executed(self, name):
        return json.loads((self.build / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))


def text_of(executed):
    """All text that the cells of an executed notebook put out."""
    parts = []
    for cell in executed["cells"]:
        for output in cell.get("outputs", []):
            parts += output.get("text", "") if isinstance(output.get("text"), list) else [output.get("text", "")]
            plain = output.get("data", {}).get("text/plain", "")
            parts.append("".join(plain))
    return "".join(parts)


def ctrl_c(process):
    os.killpg(process.pid, signal.SIGINT)


def alive(pid):
    """Whether the process runs; one that ended and was not yet waited for does not."""
    try:
        status = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def can(*command):
    """Whether this machine lets the tests do this, such as making a network namespace."""
    return subprocess.run(command, capture_output=True).returncode == 0


# Runs a command where the only network is the machine's own loopback.
OFFLINE = ["unshare", "-n", sys.executable, __file__]


def _loopback_up():
    name_and_flags = struct.pack("16sh22x", b"lo", 1)  # ifreq with IFF_UP
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, name_and_flags)  # SIOCSIFFLAGS


if __name__ == "__main__":
    _loopback_up()
    os.execvp(sys.argv[1], sys.argv[1:])
