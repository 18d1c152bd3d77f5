"""Runs a wrapper of infra/databricks as a driver does: with widgets, and with an exit that ends the notebook."""

import os
import runpy
import sys
import types


class Exited(BaseException):
    """What dbutils.notebook.exit does to a notebook."""


class Widgets:
    def __init__(self, given):
        self.values = dict(given)

    def text(self, name, default):
        self.values.setdefault(name, default)

    def get(self, name):
        return self.values[name]


def leave(value):
    raise Exited(value)


script, *given = sys.argv[1:]
sys.path.insert(0, os.path.dirname(script))
widgets = Widgets(pair.split("=", 1) for pair in given)
try:
    runpy.run_path(script, init_globals={"dbutils": types.SimpleNamespace(widgets=widgets, notebook=types.SimpleNamespace(exit=leave))})
except Exited as exited:
    print("exit:", exited)
