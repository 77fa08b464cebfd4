"""Where the workbench must work or say clearly why not: odd paths, folders and machines."""

import os
import pathlib
import shutil
import tempfile
import unittest

from house import OFFLINE, House, can, code, notebook, text_of

SUM = notebook(code("1 + 41"))
MOUNTS = can("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
NETWORKS = can("unshare", "-n", "true")


class Path(unittest.TestCase):
    def test_builds_and_runs_in_a_path_with_spaces_and_letters_of_all_kinds_without_network(self):
        with House("élan Ünïcode 変分 $HOME 'a'", _00_sum=SUM) as house:
            answer = house.call("run", before=OFFLINE if NETWORKS else [], LC_ALL="C", LANG="")
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assertIn("Built in", answer.stderr)
            self.assertEqual("42", text_of(house.executed("00_sum")))
            again = house.call("run")
            self.assertEqual(0, again.returncode, again.stderr)
            self.assertNotIn("Built in", again.stderr)

    def test_a_changed_source_is_built(self):
        with House(_00_sum=SUM).with_build() as house:
            (house.top / "lib" / "java" / "elbolab" / "Broken.java").write_text("package elbolab; class Broken {")
            answer = house.call("run")
            self.assertEqual(1, answer.returncode)
            self.assertIn("Broken.java", answer.stderr)
            self.assertIn("the library does not build", answer.stderr)

    def test_works_through_a_link_from_another_folder(self):
        with House(_00_sum=SUM).with_build() as house:
            link = house.top.parent / "link"
            link.symlink_to(house.top / "environment" / "workbench")
            house.command = lambda *words: [str(link), *words]
            answer = house.call("run", "00")
            self.assertEqual(0, answer.returncode, answer.stderr)


class Missing(unittest.TestCase):
    def test_a_damaged_notebook_is_named(self):
        with House(_00_sum=SUM).with_build() as house:
            (house.top / "notebooks" / "00_sum.ipynb").write_text("{")
            answer = house.call("run")
            self.assertEqual(1, answer.returncode)
            self.assertIn("00_sum.ipynb cannot be read as a notebook", answer.stderr)
            self.assertNotIn("Traceback", answer.stderr)

    def test_a_java_home_that_is_none(self):
        with House(_00_sum=SUM) as house:
            answer = house.call("run", JAVA_HOME="/nowhere")
            self.assertEqual(1, answer.returncode)
            self.assertIn("JAVA_HOME=/nowhere is not a JDK 17 or later", answer.stderr)

    def test_an_older_java_home(self):
        with House(_00_sum=SUM) as house:
            old = house.top / "jdk-11"
            (old / "bin").mkdir(parents=True)
            (old / "bin" / "javac").touch(mode=0o755)
            (old / "release").write_text('JAVA_VERSION="11.0.2"\n')
            answer = house.call("run", JAVA_HOME=str(old))
            self.assertEqual(1, answer.returncode)
            self.assertIn("is not a JDK 17 or later", answer.stderr)


class Programs:
    """A PATH with every program of this machine but some, and with others put in their place."""

    def __init__(self, folder, without=(), **scripts):
        self.folder = pathlib.Path(folder)
        for source in ("/usr/bin", "/bin", "/usr/sbin", "/sbin"):
            for program in pathlib.Path(source).iterdir():
                link = self.folder / program.name
                if program.name not in without and not link.is_symlink():
                    link.symlink_to(program)
        for name, text in scripts.items():
            script = self.folder / name.replace("_", "-")
            script.unlink(missing_ok=True)
            script.write_text(f"#!/bin/sh\n{text}\n")
            script.chmod(0o755)


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="elbolab-path-")
        self.addCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        self.path = folder.name
        self.house = House(_00_sum=SUM)
        self.addCleanup(self.house.close)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user without a password")
    def test_without_root_the_line_to_run_is_said(self):
        Programs(self.path, without=("mvn", "sudo"))
        self.house.build.mkdir()
        self.house.build.chmod(0o777)
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        answer = self.house.call("run", before=as_nobody, PATH=self.path)
        self.assertEqual(1, answer.returncode)
        self.assertIn("Run as root: apt-get install --no-install-recommends maven", answer.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "as another user the workbench asks sudo first")
    def test_apt_that_reaches_no_server(self):
        says = "echo 'E: Failed to fetch Packages  Could not resolve host' >&2; exit 100"
        Programs(self.path, without=("mvn",), apt_get=says)
        answer = self.house.call("run", PATH=self.path)
        self.assertEqual(1, answer.returncode)
        self.assertIn("apt could not install maven; is there a network?", answer.stderr)
        self.assertIn("Could not resolve host", answer.stderr)
        self.assertIn("apt-get install --no-install-recommends maven", answer.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "as another user the workbench asks sudo first")
    def test_a_distribution_without_apt(self):
        Programs(self.path, without=("mvn", "apt-get"))
        answer = self.house.call("run", PATH=self.path)
        self.assertEqual(1, answer.returncode)
        self.assertIn("no apt-get here to install the equivalents of these Debian packages: maven", answer.stderr)


class Network(unittest.TestCase):
    def test_maven_that_must_fetch_says_so(self):
        if not NETWORKS:
            self.skipTest("this machine allows no network namespaces (unshare -n)")
        with House(_00_sum=SUM) as house:
            empty = house.top.parent / "repository"
            answer = house.call("run", before=OFFLINE, MAVEN_OPTS=f"-Dmaven.repo.local={empty}")
            self.assertEqual(1, answer.returncode)
            self.assertIn("Maven could not fetch what it needs: no network?", answer.stderr)


class ReadOnly(unittest.TestCase):
    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user without a password")
    def test_a_folder_of_somebody_else(self):
        with House(_00_sum=SUM) as house:
            as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            answer = house.call("run", before=as_nobody)
            self.assertEqual(1, answer.returncode)
            self.assertIn(f"cannot write to {house.build}", answer.stderr)
            self.assertIn("Set ELBOLAB_BUILD", answer.stderr)

    def test_a_read_only_checkout_works_with_its_build_elsewhere(self):
        if not MOUNTS:
            self.skipTest("this machine allows no mounts (unshare -m)")
        with House(_00_sum=SUM) as house:
            shutil.copytree(house.with_build().build, house.top.parent / "elsewhere")
            shutil.rmtree(house.build)
            read_only = f"mount --bind '{house.top}' '{house.top}' && mount -o remount,ro,bind '{house.top}'"
            before = ["unshare", "-m", "sh", "-c", read_only + ' && exec "$@"', "sh"]
            refused = house.call("run", before=before)
            self.assertEqual(1, refused.returncode)
            self.assertIn(f"cannot write to {house.build}", refused.stderr)
            house.build = house.top.parent / "elsewhere"
            answer = house.call("run", before=before, ELBOLAB_BUILD=str(house.build))
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assertEqual("42", text_of(house.executed("00_sum")))

    def test_a_full_disk(self):
        if not MOUNTS:
            self.skipTest("this machine allows no mounts (unshare -m)")
        with House(_00_sum=SUM).with_build() as house:
            (house.build / "notebooks").mkdir()
            small = f"mount -t tmpfs -o size=64k tmpfs '{house.build / 'notebooks'}'"
            answer = house.call("run", before=["unshare", "-m", "sh", "-c", small + ' && exec "$@"', "sh"])
            self.assertEqual(1, answer.returncode)
            self.assertIn("No space left on device", answer.stderr)
            self.assertNotIn("Traceback", answer.stderr)


class Kernel(unittest.TestCase):
    def test_installs_into_the_home_on_request_and_removes_it(self):
        with House().with_build() as house, tempfile.TemporaryDirectory() as home:
            spec = pathlib.Path(home, ".local/share/jupyter/kernels/java/kernel.json")
            self.assertEqual(0, house.call("kernel", "install", HOME=home, XDG_DATA_HOME="").returncode)
            self.assertIn("elbolab.kernel.Main", spec.read_text())
            self.assertEqual(0, house.call("kernel", "uninstall", HOME=home, XDG_DATA_HOME="").returncode)
            self.assertFalse(spec.parent.exists())
            again = house.call("kernel", "uninstall", HOME=home, XDG_DATA_HOME="")
            self.assertEqual(1, again.returncode)
            self.assertIn("no Java kernel of elbolab", again.stderr)

    def test_nothing_else_touches_the_home(self):
        with House(_00_sum=SUM).with_build() as house, tempfile.TemporaryDirectory() as home:
            answer = house.call("run", HOME=home)
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assertEqual([], list(pathlib.Path(home).iterdir()))


if __name__ == "__main__":
    unittest.main()
