"""Runs one stage of VoiceLake on a Databricks driver: Databricks runs no C#, so the self-contained command does the work."""

import json
import os
import subprocess
import tempfile


def run_stage(dbutils, notebook, widgets):
    """Passes the widgets' values to a notebook as its parameters and exits with what the caller may read as output.runOutput."""
    home = os.environ.get("VOICELAKE_HOME", "/Workspace/Repos/voicelake/voicelake")
    command = os.environ.get("VOICELAKE_COMMAND", "/Volumes/main/voicelake/bin/voicelake")
    for name in [*widgets, "runId"]:
        dbutils.widgets.text(name, "")

    arguments = [command, "run", os.path.join(home, "notebooks", notebook), "--no-html", "--out", tempfile.mkdtemp(prefix="voicelake-")]
    for name in widgets:
        if value := dbutils.widgets.get(name):
            arguments += ["-p", f"{name}={value}"]

    finished = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(finished.stdout)
    if finished.returncode != 0:
        raise RuntimeError(f"{notebook} failed with exit code {finished.returncode}: its output stands above.")
    dbutils.notebook.exit(json.dumps({"notebook": notebook, "runId": dbutils.widgets.get("runId")}))
