"""Runs one stage of VoiceLake on a Databricks driver: Databricks runs no C#, so the voicelake command does the work."""

import json
import os
import subprocess
import tarfile
import tempfile

BUNDLE = "/Volumes/voicelake/program/bundle/voicelake-linux-x64.tar.gz"


def unpack(bundle):
    """Unpacks what bundle.sh has made onto the driver's own disk, once a cluster and bundle: programs do not start from a volume."""
    found = os.stat(bundle)
    home = os.path.join(tempfile.gettempdir(), f"voicelake-{found.st_size}-{int(found.st_mtime)}")
    if not os.path.isdir(home):
        fresh = tempfile.mkdtemp(prefix="voicelake-")
        with tarfile.open(bundle) as archive:
            archive.extractall(fresh)
        os.rename(fresh, home)
    return home


def run_stage(dbutils, notebook, widgets):
    """Passes the widgets' values to a notebook as its parameters and exits with what the caller may read as output.runOutput."""
    for name in [*widgets, "runId"]:
        dbutils.widgets.text(name, "")

    home = unpack(os.environ.get("VOICELAKE_BUNDLE", BUNDLE))
    command = os.path.join(home, "bin", "VoiceLake.Cli")
    arguments = [command, "run", os.path.join(home, "notebooks", notebook), "--no-html", "--out", tempfile.mkdtemp(prefix="voicelake-run-")]
    for name in widgets:
        if value := dbutils.widgets.get(name):
            arguments += ["-p", f"{name}={value}"]

    environment = {**os.environ, "DOTNET_ROOT": os.path.join(home, "dotnet")}
    finished = subprocess.run(arguments, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(finished.stdout)
    if finished.returncode != 0:
        raise RuntimeError(f"{notebook} failed with exit code {finished.returncode}: its output stands above.")
    dbutils.notebook.exit(json.dumps({"notebook": notebook, "runId": dbutils.widgets.get("runId")}))
