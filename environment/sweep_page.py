"""Frames what Java wrote of sweeps as pages that need nothing else: sweep_page.py FOLDER."""

import pathlib
import sys

import page


def main(folder):
    for body in sorted(folder.glob("*/body.html")):
        target = body.with_name("index.html")
        if not target.exists() or target.stat().st_mtime < body.stat().st_mtime:
            text = page.around(
                body.read_text(encoding="utf-8"), f"elbolab: {body.parent.name}", page.part("sweep.css"), page.part("sweep.js")
            )
            target.write_text(text, encoding="utf-8")
            print(f"{target} ({len(text) / 1e6:.1f} MB)")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
