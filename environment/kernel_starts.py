"""Starts the Java kernel, asks it for a sum and says how long that took: the doctor's check."""

import sys
import time

try:
    from jupyter_client.manager import start_new_kernel

    began = time.monotonic()
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=60)
    try:
        ready = time.monotonic() - began
        reply = client.execute_interactive(
            "1 + 1", timeout=60, output_hook=lambda message: None
        )
        total = time.monotonic() - began
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
except Exception as problem:  # whatever it is, the user is told what it was
    print(f"missing  notebook kernel: {problem}", file=sys.stderr)
    print("         remedy: environment/workbench test kernel shows where it fails", file=sys.stderr)
    sys.exit(1)
if reply["content"]["status"] != "ok":
    print(f"missing  notebook kernel: 1 + 1 failed: {reply['content']}", file=sys.stderr)
    sys.exit(1)
print(f"ok       notebook kernel: ready in {ready:.1f} s, first result after {total:.1f} s", file=sys.stderr)
