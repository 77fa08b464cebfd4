"""Starts the Java kernel through Jupyter's own client and talks to it."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_spec_folder = None


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java")


def class_path():
    return f"{ROOT}/build/maven/classes{os.pathsep}{(ROOT / 'build/classpath').read_text().strip()}"


def write_kernelspec(folder, classes=None):
    done = subprocess.run(
        [java(), "-cp", classes or class_path(), "elbolab.kernel.KernelSpec", str(folder)],
        capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"No kernelspec was written: {done.stderr}")


def use_kernelspec():
    """Makes Jupyter find the kernel: where JUPYTER_PATH says, or else in a folder of its own."""
    global _spec_folder
    if not os.environ.get("JUPYTER_PATH"):
        _spec_folder = tempfile.TemporaryDirectory(prefix="elbolab-kernelspec-")
        write_kernelspec(_spec_folder.name)
        os.environ["JUPYTER_PATH"] = _spec_folder.name


class Result:
    """All that a cell caused, in order."""

    def __init__(self, reply, messages):
        self.reply = reply
        self.messages = messages

    def _contents(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def text(self, stream):
        return "".join(c["text"] for c in self._contents("stream") if c["name"] == stream)

    @property
    def stdout(self):
        return self.text("stdout")

    @property
    def stderr(self):
        return self.text("stderr")

    @property
    def value(self):
        """The forms of the cell's value, or None."""
        results = self._contents("execute_result")
        return results[0]["data"] if results else None

    @property
    def plain(self):
        return self.value["text/plain"] if self.value else None

    @property
    def displays(self):
        return self._contents("display_data")

    @property
    def updates(self):
        return self._contents("update_display_data")

    @property
    def error(self):
        errors = self._contents("error")
        return errors[0] if errors else None

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"]) if self.error else ""


class Kernel:
    """A running kernel and a client that is connected to it."""

    def __init__(self, **env):
        from jupyter_client.manager import KernelManager

        use_kernelspec()
        self.started = time.monotonic()
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel(env={**os.environ, **env})
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=30)
        except BaseException:
            self.stop()
            raise
        self.start_time = time.monotonic() - self.started

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def collect(self, request, timeout=30, on_message=None):
        """What the request caused, until the kernel is idle again."""
        messages = []
        end = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.001, end - time.monotonic()))
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if on_message:
                on_message(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        return Result(self._reply(request, end), messages)

    def _reply(self, request, end):
        while True:
            reply = self.client.get_shell_msg(timeout=max(0.001, end - time.monotonic()))
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def run(self, code, timeout=30, **options):
        return self.collect(self.send(code, **options), timeout)

    def ask(self, request, timeout=30):
        """The answer to a request that is no execution."""
        return self.collect(request, timeout).reply
