"""Measures one run of an installed kernel through jupyter_client; prints one line of JSON."""
import json
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

CELLS = 200
COMPLETIONS = ["Console.Wri", "x1.ToS", "new List<int>().Fi", "System.IO.Pa", "x19"]
SETTLE_SECONDS = 5
IDLE_SECONDS = 5
TIMEOUT = 60


def processes(root):
    """A process and all it started."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as stat:
                    parents[int(name)] = int(stat.read().rsplit(")", 1)[1].split()[1])
            except FileNotFoundError:
                continue
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def memory(root):
    """Resident memory of a process and all it started, in MB."""
    total = 0
    for process in processes(root):
        with open(f"/proc/{process}/statm") as statm:
            total += int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total / 1e6


def cpu(root):
    """CPU seconds used so far by a process and all it started."""
    ticks = 0
    for process in processes(root):
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def timed(action):
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result


class Session:
    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        started = time.perf_counter()
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.ready = time.perf_counter() - started
        self.pid = self.manager.provisioner.pid

    def run(self, code):
        """Runs a cell to its idle status."""
        message = self.client.execute(code)
        idle = replied = False
        while not idle:
            output = self.client.get_iopub_msg(timeout=TIMEOUT)
            idle = output["parent_header"].get("msg_id") == message and output["content"].get("execution_state") == "idle"
        while not replied:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
            replied = reply["parent_header"].get("msg_id") == message
        if reply["content"]["status"] != "ok":
            raise RuntimeError(reply["content"])

    def complete(self, code):
        message = self.client.complete(code)
        while True:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message:
                if not reply["content"]["matches"]:
                    raise RuntimeError(f"nothing was offered for '{code}'")
                return

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def main(name):
    session = Session(name)
    try:
        first, _ = timed(lambda: session.run("1 + 1"))
        session.run("GC.Collect();")
        before = memory(session.pid)
        cells = [timed(lambda n=n: session.run(f"var x{n} = {n}; x{n} + 1"))[0] for n in range(CELLS)]
        session.run("GC.Collect();")
        growth = (memory(session.pid) - before) / CELLS
        for code in COMPLETIONS:
            session.complete(code)
        completions = [timed(lambda c=code: session.complete(c))[0] for _ in range(4) for code in COMPLETIONS]
        time.sleep(SETTLE_SECONDS)
        used = cpu(session.pid)
        time.sleep(IDLE_SECONDS)
        idle = (cpu(session.pid) - used) / IDLE_SECONDS
    finally:
        session.close()
    print(json.dumps({
        "ready_s": session.ready,
        "first_cell_s": first,
        "trivial_cell_s": statistics.median(cells),
        "all_cells_s": sum(cells),
        "memory_per_cell_mb": growth,
        "memory_mb": before,
        "completion_s": statistics.median(completions),
        "slowest_completion_s": max(completions),
        "idle_cpu": idle,
    }))


main(sys.argv[1])
