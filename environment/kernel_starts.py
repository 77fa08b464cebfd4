"""Starts the Java kernel, asks it for a sum and says how long that took: the doctor's check."""

import subprocess
import sys
import time

from jupyter_client.manager import start_new_kernel


def measure():
    """Seconds until the kernel is ready and until its first result."""
    began = time.monotonic()
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=60, stderr=subprocess.DEVNULL)
    try:
        ready = time.monotonic() - began
        reply = client.execute_interactive("1 + 1", timeout=60, output_hook=lambda message: None)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"1 + 1 failed: {reply['content']}")
        return ready, time.monotonic() - began
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    try:
        ready, first = measure()
    except (RuntimeError, TimeoutError, OSError) as problem:
        print(f"missing  notebook kernel: {problem}")
        print("         remedy: environment/workbench test kernel shows where it fails")
        return 1
    print(f"ok       notebook kernel: ready in {ready:.1f} s, first result after {first:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
