"""Jupyter's own tests of a kernel, told what C# looks like."""
import os
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["VOICELAKE_KERNEL"]
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    completion_samples = [
        {"text": "System.Console.Bee", "matches": ["Beep"]},
        {"text": "Math.Sqr", "matches": ["Sqrt"]},
        {"text": "#!lsm", "matches": ["#!lsmagic"]},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "", "#!lsmagic", "if (true) { Console.WriteLine(1); }", "record Point(int X);"]
    incomplete_code_samples = ["if (true) {", "Console.WriteLine(", 'var text = """', "1 +", "/* half"]
    invalid_code_samples = ["1 +* )", "var = ;", "}"]
    code_page_something = ""
    code_generate_error = 'throw new Exception("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "6 * 7.5", "result": "45"},
        {"code": "6 * 6", "result": "36"},
    ]
    code_display_data = [
        {"code": 'display("text")', "mime": "text/plain"},
        {"code": 'display(HTML("<b>bold</b>"))', "mime": "text/html"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "Kernel.ClearOutput();"


if __name__ == "__main__":
    unittest.main()
