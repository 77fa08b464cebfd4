"""Frames the report's body, which Java wrote, as one page: report_page.py FOLDER."""

import pathlib
import sys

import page

LARGEST = 8_000_000


def main(folder):
    body = (folder / "body.html").read_text(encoding="utf-8")
    text = page.around(body, "elbolab: published and obtained", page.part("report.css"), page.part("report.js"))
    size = len(text.encode("utf-8"))
    if size > LARGEST:
        sys.exit(f"workbench: the report has {size} bytes, more than {LARGEST}: make the notebooks' pictures smaller")
    (folder / "index.html").write_text(text, encoding="utf-8")
    print(f"{folder / 'index.html'} ({size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
