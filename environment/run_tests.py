"""Runs the stages of the tests and counts: every stage even after a failed one, and a last line that adds up."""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree as xml

TOP = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["ELBOLAB_BUILD"])
STAGES = ("java", "kernel", "workbench", "notebooks", "browser")
GROUPS = (
    # Two at a time, since most of them wait for one process that uses one core. Pages in a browser are not to wait.
    (("workbench", "1/2"), ("workbench", "2/2"), ("kernel", "1/1"), ("notebooks", "1/2"), ("notebooks", "2/2")),
    (("browser", "1/1"),),
)


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list = dataclasses.field(default_factory=list)
    reasons: list = dataclasses.field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.failures += other.failures
        self.reasons += other.reasons

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run_java(options, pattern, build=BUILD, profile=()):
    """Maven's Surefire; its reports are what is counted."""
    reports = build / "maven" / "surefire-reports"
    shutil.rmtree(reports, ignore_errors=True)
    left_out = [tag for tag in ("long", "gpu") if not getattr(options, tag)]
    command = ["mvn", "-B", "-ntp", "-f", str(TOP / "pom.xml"), f"-Delbolab.build={build}", *profile, "test"]
    command.append("-DexcludedGroups=" + (",".join(left_out) or "none"))
    if pattern:
        command += [f"-Dtest={pattern}", "-Dsurefire.failIfNoSpecifiedTests=false"]
    log = BUILD / "log" / "test-java.txt"
    with open(log, "w", encoding="utf-8") as kept:
        maven = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in maven.stdout:
            kept.write(line)
            if "Tests run:" in line and " -- in " in line or line.startswith("[ERROR]"):
                print("  " + line.rstrip(), flush=True)
        status = maven.wait()
    counts = Counts()
    for report in sorted(reports.glob("TEST-*.xml")):
        for case in xml.parse(report).iter("testcase"):
            name = f"{case.get('classname')}.{case.get('name')}"
            if case.find("failure") is not None or case.find("error") is not None:
                counts.failed += 1
                counts.failures.append(name)
            elif (skipped := case.find("skipped")) is not None:
                counts.skipped += 1
                reason = skipped.get("message") or (skipped.text or "").split("\n", 1)[0]
                counts.reasons.append(f"{name}: {reason}")
            else:
                counts.passed += 1
    if status and not counts.failed:
        counts.failed += 1
        counts.failures.append(f"Maven ended with {status} before a test failed: {log}")
    return counts


class PythonTests:
    """Tests of one stage in a process of their own: the stages may have modules of the same name."""

    def __init__(self, stage, part, pattern):
        """The part is 1/1 for all of the stage's tests, 2/3 for the second of every three."""
        self.stage = stage
        name = f"test-{stage}-{part[0]}"
        self.answer = BUILD / "log" / f"{name}.json"
        self.said = BUILD / "log" / f"{name}.txt"
        self.command = [sys.executable, "-s", __file__, "--stage", stage, "--part", part, "--answer", str(self.answer)]
        self.command += [pattern] if pattern else []
        self.began = self.ended = 0

    def run(self, live):
        """Runs them; what they say is shown at once or, where others run beside them, at their end."""
        self.answer.unlink(missing_ok=True)
        self.began = time.monotonic()
        print(f"== {self.stage}" + ("" if live else " ..."), flush=True)
        with open(self.said, "wb") as kept:
            out = {} if live else {"stdout": kept, "stderr": subprocess.STDOUT}
            status = subprocess.call(self.command, cwd=TOP, **out)
        self.ended = time.monotonic()
        if not live:
            said = self.said.read_text(encoding="utf-8", errors="replace")
            print(f"== {self.stage}\n{said}", end="", flush=True)
        if self.answer.exists():
            return Counts(**json.loads(self.answer.read_text(encoding="utf-8")))
        return Counts(failed=1, failures=[f"{self.stage}: the tests ended with {status} and no answer"])


class Result(unittest.TextTestResult):
    """Counts what succeeded itself: neither subtests nor classes that skip as a whole spoil the sum."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def tests_of(suite):
    for test in suite:
        yield from tests_of(test) if isinstance(test, unittest.TestSuite) else [test]


def inside_stage(stage, pattern, part, answer):
    """The body of a stage's process: unittest's own discovery, its results counted one by one."""
    folder = TOP / "tests" / stage
    loader = unittest.TestLoader()
    if pattern:
        loader.testNamePatterns = [f"*{pattern}*"]
    suite = loader.discover(str(folder), top_level_dir=str(folder)) if folder.is_dir() else unittest.TestSuite()
    first, parts = map(int, part.split("/"))
    suite = unittest.TestSuite(list(tests_of(suite))[first - 1 :: parts])
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Result).run(suite)
    broken = result.failures + result.errors
    counts = Counts(
        passed=result.passed,
        failed=len(broken) + len(result.unexpectedSuccesses),
        skipped=len(result.skipped),
        failures=[test.id() for test, _ in broken] + [test.id() for test in result.unexpectedSuccesses],
        reasons=[f"{test.id()}: {reason}" for test, reason in result.skipped],
    )
    answer.write_text(json.dumps(dataclasses.asdict(counts)), encoding="utf-8")


def java_pattern(text):
    """Surefire's pattern for part of a name: a class, or Class#method."""
    if not text:
        return None
    return text if re.search(r"[*#]", text) else f"*{text}*"


def run_all(options):
    stages, pattern = STAGES, options.filter
    if options.filter in STAGES:
        stages, pattern = (options.filter,), None
    counts, seconds = {}, {}
    if "java" in stages:
        print("== java", flush=True)
        began = time.monotonic()
        counts["java"] = run_java(options, java_pattern(pattern))
        seconds["java"] = time.monotonic() - began
    if options.spark:
        print("== spark", flush=True)
        began = time.monotonic()
        counts["spark"] = run_java(options, java_pattern(pattern) or "SparkTest", BUILD / "spark", ["-Pspark"])
        seconds["spark"] = time.monotonic() - began
        stages = (*stages, "spark")
    for group in GROUPS:
        tests = [PythonTests(stage, part, pattern) for stage, part in group if stage in stages]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            try:
                answers = list(pool.map(lambda each: each.run(live=len(tests) == 1), tests))
            except KeyboardInterrupt:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for each, answer in zip(tests, answers):
            counts.setdefault(each.stage, Counts()).add(answer)
            seconds[each.stage] = seconds.get(each.stage, 0) + each.ended - each.began
    total = Counts()
    table = []
    for stage in stages:
        table.append(f"  {stage:10} {counts[stage]}, {seconds[stage]:.0f} s")
        total.add(counts[stage])
    print("\n== summary")
    print("\n".join(table))
    for name in total.failures:
        print(f"  failed: {name}")
    for reason in total.reasons:
        print(f"  skipped: {reason}")
    if not total.passed + total.failed + total.skipped:
        print(f"workbench: no test is called '{options.filter}'. Stages: {' '.join(STAGES)}", file=sys.stderr)
        return 2
    print(total)
    return 1 if total.failed else 0


def main():
    # A job in the background begins with Ctrl-C ignored; the tests of Ctrl-C need it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--stage", choices=STAGES[1:])
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--answer", type=pathlib.Path)
    parser.add_argument("filter", nargs="?")
    options = parser.parse_args()
    if options.stage:
        inside_stage(options.stage, options.filter, options.part, options.answer)
        return 0
    for tag in ("long", "gpu"):
        if getattr(options, tag):
            os.environ[f"ELBOLAB_{tag.upper()}"] = "1"
    return run_all(options)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nInterrupted. Start again with one stage or part of a test's name to go on from there.", file=sys.stderr)
        sys.exit(130)
