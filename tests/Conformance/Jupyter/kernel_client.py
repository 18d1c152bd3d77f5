"""What jupyter_kernel_test does not ask of a kernel, asked through jupyter_client."""
import http.server
import os
import signal
import socket as connections
import subprocess
import sys
import threading
import time
import unittest

import zmq
from jupyter_client import BlockingKernelClient

import client as helper
from client import KernelTestCase


class Interrupts(KernelTestCase):
    def assert_interrupted(self, cell):
        self.assertEqual(cell.reply["status"], "error")
        self.assertEqual(cell.reply["ename"], "OperationCanceledException")
        self.assertLess(cell.seconds, 2)
        self.assertEqual(len(cell.of("error")), 1)

    def test_an_await_is_interrupted_and_no_later_statement_runs(self):
        self.run_cell("var later = false;")
        self.assert_interrupted(self.interrupt("await Task.Delay(60_000); later = true;"))
        self.assertEqual(self.run_cell("await Task.Delay(100); later").result, "false")

    def test_a_wait_without_await_is_interrupted(self):
        self.run_cell("var later = false;")
        self.assert_interrupted(self.interrupt("Task.Delay(60_000).Wait(); later = true;"))
        self.assertEqual(self.run_cell("later").result, "false")

    def test_a_loop_that_sleeps_is_interrupted(self):
        self.run_cell("var turns = 0;")
        self.assert_interrupted(self.interrupt("while (true) { System.Threading.Thread.Sleep(20); turns++; }"))
        self.assertEqual(self.run_cell("var before = turns; await Task.Delay(200); turns == before").result, "true")

    def test_a_loop_that_prints_is_interrupted(self):
        self.assert_interrupted(self.interrupt('while (true) Console.WriteLine(new string((char)120, 1000));'))
        self.assertEqual(self.run_cell("1 + 1").result, "2")

    def test_a_request_over_http_is_interrupted(self):
        release = threading.Event()

        class Silent(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                release.wait(60)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            self.run_cell("using System.Net.Http; var http = new HttpClient(); var text = \"\";")
            self.assert_interrupted(self.interrupt(f'text = await http.GetStringAsync("http://127.0.0.1:{server.server_port}/");'))
        finally:
            release.set()
            server.shutdown()

    def test_a_cell_that_took_the_token_runs_its_finally_block(self):
        self.run_cell("var closed = false;")
        self.assert_interrupted(self.interrupt("try { await Task.Delay(60_000, Kernel.CancellationToken); } finally { closed = true; }"))
        self.assertEqual(self.run_cell("closed").result, "true")

    def test_a_busy_loop_is_answered_with_the_advice_to_restart_and_restart_works(self):
        cell = self.interrupt("while (true) { }")
        self.assert_interrupted(cell)
        self.assertIn("restart", cell.reply["evalue"])
        started = time.monotonic()
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=helper.TIMEOUT)
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual(self.run_cell("1 + 1").result, "2")

    def test_the_state_is_usable_after_an_interrupt(self):
        self.run_cell("var kept = 5;")
        self.interrupt("await Task.Delay(60_000);")
        self.assertEqual(self.run_cell("kept + 1").result, "6")


class Questions(KernelTestCase):
    def ask(self, code, answer):
        message = self.client.execute(code, allow_stdin=True)
        question = self.client.get_stdin_msg(timeout=helper.TIMEOUT)
        self.client.input(answer)
        return question["content"], self.finish(message, time.monotonic())

    def test_a_line_is_asked_for(self):
        question, cell = self.ask('var name = await Kernel.GetInputAsync("Your name?"); name', "Ada")
        self.assertEqual(question, {"prompt": "Your name?", "password": False})
        self.assertEqual(cell.result, "Ada")

    def test_a_password_is_asked_for_without_being_shown(self):
        question, cell = self.ask('var secret = await Kernel.GetPasswordAsync("Key?"); secret.GetClearTextPassword().Length', "hunter2")
        self.assertEqual(question, {"prompt": "Key?", "password": True})
        self.assertEqual(cell.result, "7")
        self.assertNotIn("hunter2", str(cell.outputs))

    def test_the_console_is_read(self):
        _, cell = self.ask('Console.WriteLine("<" + Console.ReadLine() + ">");', "typed")
        self.assertEqual(cell.text, "<typed>\n")

    def test_a_client_that_cannot_answer_gets_an_error(self):
        cell = self.run_cell("Console.ReadLine()", allow_stdin=False)
        self.assertEqual(cell.reply["status"], "error")
        self.assertIn("cannot answer", cell.reply["evalue"])

    def test_a_question_can_be_interrupted(self):
        message = self.client.execute("Console.ReadLine(); 1", allow_stdin=True)
        self.client.get_stdin_msg(timeout=helper.TIMEOUT)
        started = time.monotonic()
        self.manager.interrupt_kernel()
        self.assertEqual(self.finish(message, started).reply["status"], "error")
        self.assertEqual(self.run_cell("2").result, "2")


class Execution(KernelTestCase):
    def test_two_clients_share_the_state_and_see_all_outputs(self):
        second = BlockingKernelClient(connection_file=self.manager.connection_file)
        second.load_connection_file()
        second.start_channels()
        self.addCleanup(second.stop_channels)
        second.wait_for_ready(timeout=helper.TIMEOUT)
        message = self.client.execute("var shared = 41; shared")
        self.finish(message, time.monotonic())
        while True:
            output = second.get_iopub_msg(timeout=helper.TIMEOUT)
            if output["msg_type"] == "execute_result":
                break
        self.assertEqual(output["parent_header"]["msg_id"], message)
        self.assertEqual(self.run_cell("shared + 1", second).result, "42")

    def test_ten_thousand_lines_arrive_in_order_in_few_messages(self):
        cell = self.run_cell('for (var n = 0; n < 10_000; n++) Console.WriteLine($"line {n} of a long output");')
        self.assertEqual(cell.text, "".join(f"line {n} of a long output\n" for n in range(10_000)))
        self.assertLess(len(cell.of("stream")), 200)

    def test_output_comes_while_the_cell_runs(self):
        message = self.client.execute('Console.WriteLine("early"); await Task.Delay(60_000);')
        self.wait_for(message, "early")
        self.manager.interrupt_kernel()
        self.finish(message, time.monotonic())

    def test_cells_queued_behind_an_error_are_aborted(self):
        failing = self.client.execute('await Task.Delay(300); throw new InvalidOperationException("first");')
        queued = [self.client.execute(f"var queued{n} = {n};") for n in range(3)]
        replies = [self.reply_to(message)["content"]["status"] for message in [failing, *queued]]
        self.assertEqual(replies, ["error", "aborted", "aborted", "aborted"])
        self.assertEqual(self.run_cell("1").reply["status"], "ok")
        self.assertEqual(self.run_cell("queued0").reply["status"], "error")

    def test_cells_queued_behind_an_error_run_if_the_client_says_so(self):
        failing = self.client.execute('await Task.Delay(300); throw new InvalidOperationException("first");', stop_on_error=False)
        queued = self.client.execute("1 + 1")
        self.assertEqual(self.reply_to(failing)["content"]["status"], "error")
        self.assertEqual(self.reply_to(queued)["content"]["status"], "ok")

    def test_expressions_of_the_client_are_evaluated(self):
        cell = self.run_cell("var x = 20;", user_expressions={"twice": "x * 2", "wrong": "nothing.There"})
        self.assertEqual(cell.reply["user_expressions"]["twice"]["data"]["text/plain"], "40")
        self.assertEqual(cell.reply["user_expressions"]["wrong"]["status"], "error")

    def test_a_silent_cell_shows_nothing_and_does_not_count(self):
        before = self.run_cell("1").reply["execution_count"]
        cell = self.run_cell('Console.WriteLine("quiet"); 5', silent=True)
        self.assertEqual([output["msg_type"] for output in cell.outputs], ["status"])
        self.assertEqual(self.run_cell("2").reply["execution_count"], before + 1)

    def test_a_display_is_updated_in_place(self):
        cell = self.run_cell('var shown = display("before"); shown.Update("after");')
        first, second = cell.of("display_data")[0], cell.of("update_display_data")[0]
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual((first["data"]["text/plain"], second["data"]["text/plain"]), ("before", "after"))

    def test_an_error_is_told_once_with_the_lines_of_the_user(self):
        cell = self.run_cell('int Deep(int n) => n == 0 ? throw new ArgumentException("too deep") : Deep(n - 1);\nDeep(2)')
        self.assertEqual([content["ename"] for content in cell.of("error")], ["System.ArgumentException"])
        self.assertEqual(cell.of("stream"), [])
        self.assertEqual(cell.reply["evalue"], "too deep")
        for line in cell.reply["traceback"]:
            self.assertNotIn("VoiceLake.Notebooks", line)
            self.assertNotIn("CodeAnalysis", line)

    def test_a_cell_that_ends_its_process_is_an_error_and_the_kernel_goes_on(self):
        cell = self.run_cell("Environment.Exit(3);")
        self.assertEqual(cell.reply["ename"], "ProcessExited")
        self.assertEqual(self.run_cell("1 + 1").result, "2")

    def test_the_end_of_the_process_between_two_cells_is_told_once_before_the_next_one(self):
        process = int(self.run_cell("Environment.ProcessId.ToString()").result)
        os.kill(process, signal.SIGKILL)
        # Asked about code, the kernel knows nothing from the moment on that it has seen the end.
        while self.reply_to(self.client.is_complete("1"))["content"]["status"] != "unknown":
            pass
        cell = self.run_cell("1 + 1")
        self.assertEqual(cell.result, "2")
        self.assertEqual([content["name"] for content in cell.of("stream")], ["stderr"])
        self.assertIn("signal 9", cell.text)
        self.assertIn("variables of earlier cells are lost", cell.text)
        self.assertEqual(self.run_cell("3").of("stream"), [])

    def test_what_a_background_thread_prints_after_its_cell_arrives(self):
        message = self.client.execute('_ = Task.Run(async () => { await Task.Delay(500); Console.WriteLine("from behind"); });')
        self.finish(message, time.monotonic())
        self.wait_for(message, "from behind")

    def test_completion_answers_while_a_cell_runs(self):
        self.run_cell("var words = new List<string>();")
        message = self.client.execute('Console.WriteLine("begun"); await Task.Delay(60_000);')
        self.wait_for(message, "begun")
        reply = self.reply_to(self.client.complete("words.AddR"))
        self.assertIn("AddRange", reply["content"]["matches"])
        self.manager.interrupt_kernel()
        self.finish(message, time.monotonic())

    def test_places_are_counted_in_code_points(self):
        code = 'var face = "😀😀"; face.Len'
        reply = self.reply_to(self.client.complete(code))["content"]
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["Length"], len(code) - 3, len(code)))


class Channels(KernelTestCase):
    def test_a_comm_answers_what_it_is_sent(self):
        self.run_cell('Comms.Register("echo", comm => comm.Received += data => comm.Send(data));')
        open_message = self.client.session.msg("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}})
        self.client.shell_channel.send(open_message)
        self.client.shell_channel.send(self.client.session.msg("comm_msg", {"comm_id": "c1", "data": {"text": "hällo"}}))
        while True:
            message = self.client.get_iopub_msg(timeout=helper.TIMEOUT)
            if message["msg_type"] == "comm_msg":
                break
        self.assertEqual(message["content"], {"comm_id": "c1", "data": {"text": "hällo"}})
        info = self.reply_to(self.client.comm_info())
        self.assertEqual(info["content"]["comms"], {"c1": {"target_name": "echo"}})

    def test_a_comm_for_nobody_is_closed(self):
        self.client.shell_channel.send(self.client.session.msg("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}}))
        while True:
            message = self.client.get_iopub_msg(timeout=helper.TIMEOUT)
            if message["msg_type"] == "comm_close":
                break
        self.assertEqual(message["content"]["comm_id"], "c2")

    def test_a_cell_opens_a_comm(self):
        cell = self.run_cell('var comm = Comms.Open("front", new { size = 3 }); comm.Send("more");')
        self.assertEqual(cell.of("comm_open")[0]["target_name"], "front")
        self.assertEqual(cell.of("comm_open")[0]["data"], {"size": 3})
        self.assertEqual(cell.of("comm_msg")[0]["data"], "more")


class Wire(KernelTestCase):
    def raw(self, port):
        context = zmq.Context.instance()
        socket = context.socket(zmq.DEALER)
        self.addCleanup(socket.close, 0)
        socket.connect(f"tcp://127.0.0.1:{helper.connection(self.manager)[port]}")
        return socket

    def assert_ignored(self, frames):
        socket = self.raw("shell_port")
        socket.send_multipart(frames)
        self.assertEqual(self.run_cell("1 + 1").result, "2")
        self.assertEqual(socket.poll(300), 0)

    def frames(self, signature=None, **parts):
        message = self.client.session.msg("kernel_info_request")
        frames = self.client.session.serialize(message)
        if signature is not None:
            frames[1] = signature
        for index, part in parts.items():
            frames[int(index[1:])] = part
        return frames

    def test_a_well_signed_message_is_answered(self):
        socket = self.raw("shell_port")
        socket.send_multipart(self.frames())
        self.assertEqual(socket.poll(5000), zmq.POLLIN)

    def test_a_wrong_signature_is_ignored(self):
        self.assert_ignored(self.frames(signature=b"0" * 64))

    def test_a_missing_signature_is_ignored(self):
        self.assert_ignored(self.frames(signature=b""))

    def test_a_changed_content_is_ignored(self):
        self.assert_ignored(self.frames(_5=b'{"changed": true}'))

    def test_malformed_json_is_ignored(self):
        header = b"{ this is no JSON"
        rest = [b"{}", b"{}", b"{}"]
        signature = self.client.session.sign([header, *rest])
        self.assert_ignored([b"<IDS|MSG>", signature, header, *rest])

    def test_a_header_with_half_a_character_or_a_name_twice_is_ignored(self):
        for header in (b'{"msg_type": "execute_request", "username": "\\ud83d"}', b'{"msg_type": "execute_request", "msg_type": "x"}'):
            parts = [header, b"{}", b"{}", b'{"code": "1"}']
            self.assert_ignored([b"<IDS|MSG>", self.client.session.sign(parts), *parts])

    def test_code_with_half_a_character_is_answered_with_an_error(self):
        parts = [b'{"msg_type": "execute_request", "msg_id": "half", "session": "s"}', b"{}", b"{}", b'{"code": "\\ud83d"}']
        self.client.shell_channel.socket.send_multipart([b"<IDS|MSG>", self.client.session.sign(parts), *parts])
        self.assertIn("'code' is no valid Unicode", self.reply_to("half")["content"]["evalue"])

    def test_garbage_on_every_socket_is_survived(self):
        ports = helper.connection(self.manager)
        for port in ("shell_port", "control_port", "stdin_port", "hb_port"):
            socket = self.raw(port)
            for count in range(1, 10):
                socket.send_multipart([bytes(range(256))] * count)
        for port in ("shell_port", "control_port", "stdin_port", "hb_port", "iopub_port"):
            with connections.create_connection(("127.0.0.1", ports[port])) as connection:
                connection.sendall(bytes(range(256)) * 100)
        self.assertEqual(self.run_cell("1 + 1").result, "2")
        self.test_a_well_signed_message_is_answered()

    def test_too_few_frames_are_ignored(self):
        self.assert_ignored([b"<IDS|MSG>", b"", b"{}"])

    def test_the_heartbeat_answers_while_a_cell_computes(self):
        message = self.client.execute('Console.WriteLine("begun"); while (true) { }')
        self.wait_for(message, "begun")
        socket = zmq.Context.instance().socket(zmq.REQ)
        self.addCleanup(socket.close, 0)
        socket.connect(f"tcp://127.0.0.1:{helper.connection(self.manager)['hb_port']}")
        socket.send(b"ping")
        self.assertEqual(socket.poll(1000), zmq.POLLIN)
        self.assertEqual(socket.recv(), b"ping")

    def test_an_unknown_request_ends_in_idle(self):
        message = self.client.session.msg("surprise_request", {})
        self.client.shell_channel.send(message)
        states = []
        while "idle" not in states:
            output = self.client.get_iopub_msg(timeout=helper.TIMEOUT)
            if output["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                states.append(output["content"]["execution_state"])
        self.assertEqual(states, ["busy", "idle"])


class Life(KernelTestCase):
    def test_shutdown_takes_less_than_two_seconds(self):
        self.run_cell("1")
        started = time.monotonic()
        self.client.shutdown()
        while self.manager.is_alive() and time.monotonic() - started < 10:
            time.sleep(0.02)
        self.assertLess(time.monotonic() - started, 2)

    def test_shutdown_works_while_a_cell_computes(self):
        message = self.client.execute('Console.WriteLine("begun"); while (true) { }')
        self.wait_for(message, "begun")
        started = time.monotonic()
        self.client.shutdown()
        while self.manager.is_alive() and time.monotonic() - started < 10:
            time.sleep(0.02)
        self.assertLess(time.monotonic() - started, 2)

    def test_restart_forgets_the_variables(self):
        self.run_cell("var old = 1;")
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=helper.TIMEOUT)
        self.assertEqual(self.run_cell("old").reply["status"], "error")

    def test_a_killed_client_leaves_no_process_behind(self):
        script = (
            "import client, sys, time\n"
            "manager, kernel = client.start_new_kernel(kernel_name=client.NAME)\n"
            "kernel.execute('Environment.ProcessId')\n"
            "while True:\n"
            "    message = kernel.get_iopub_msg(timeout=30)\n"
            "    if message['msg_type'] == 'execute_result': break\n"
            "print(manager.provisioner.pid, message['content']['data']['text/plain'], flush=True)\n"
            "time.sleep(60)\n"
        )
        starter = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=os.path.dirname(os.path.abspath(__file__)))
        processes = [int(word.replace(",", "").replace(".", "")) for word in starter.stdout.readline().split()]
        self.assertEqual(len(processes), 2)
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        starter.stdout.close()
        deadline = time.monotonic() + 10
        while any(lives(process) for process in processes) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual([process for process in processes if lives(process)], [])


def lives(process):
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    unittest.main()
