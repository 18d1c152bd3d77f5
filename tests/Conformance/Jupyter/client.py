"""A kernel and a client of it, for the tests."""
import json
import os
import queue
import time
import unittest

from jupyter_client.manager import start_new_kernel

NAME = os.environ["VOICELAKE_KERNEL"]
TIMEOUT = 30


class Cell:
    """What came of one cell."""

    def __init__(self, reply, outputs, seconds):
        self.reply = reply["content"]
        self.outputs = outputs
        self.seconds = seconds

    def of(self, kind):
        return [message["content"] for message in self.outputs if message["msg_type"] == kind]

    @property
    def text(self):
        return "".join(content["text"] for content in self.of("stream"))

    @property
    def result(self):
        return self.of("execute_result")[0]["data"]["text/plain"]


class KernelTestCase(unittest.TestCase):
    def setUp(self):
        self.manager, self.client = start_new_kernel(kernel_name=NAME)
        self.addCleanup(self.stop)

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run_cell(self, code, client=None, **options):
        client = client or self.client
        started = time.monotonic()
        return self.finish(client.execute(code, **options), started, client)

    def finish(self, message, started, client=None):
        client = client or self.client
        outputs = []
        while True:
            output = client.get_iopub_msg(timeout=TIMEOUT)
            if output["parent_header"].get("msg_id") != message:
                continue
            if output["msg_type"] == "status" and output["content"]["execution_state"] == "idle":
                break
            outputs.append(output)
        return Cell(self.reply_to(message, client), outputs, time.monotonic() - started)

    def reply_to(self, message, client=None):
        while True:
            reply = (client or self.client).get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message:
                return reply

    def wait_for(self, message, text):
        """Waits until a cell has printed a text."""
        seen = ""
        while text not in seen:
            output = self.client.get_iopub_msg(timeout=TIMEOUT)
            if output["parent_header"].get("msg_id") == message and output["msg_type"] == "stream":
                seen += output["content"]["text"]

    def interrupt(self, code):
        """Starts a cell, interrupts it once it has begun, and returns what came of it from then on."""
        message = self.client.execute('Console.WriteLine("begun"); ' + code)
        self.wait_for(message, "begun")
        started = time.monotonic()
        self.manager.interrupt_kernel()
        return self.finish(message, started)


def connection(manager):
    with open(manager.connection_file, encoding="utf-8") as file:
        return json.load(file)


def nothing_arrives(client, seconds=0.5):
    try:
        client.get_shell_msg(timeout=seconds)
    except queue.Empty:
        return True
    return False
