"""Jupyter's own kernel test suite against the kernel of the name given, with every sample set, so that nothing is skipped."""
import sys
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = sys.argv.pop(1)
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("to the error stream");'
    # What a cell fails with is worth knowing; the suite only compares the status.
    def execute_helper(self, code, *args, **kwargs):
        reply, outputs = super().execute_helper(code, *args, **kwargs)
        if reply["content"]["status"] != "ok" and code != self.code_generate_error:
            print(code, reply["content"], file=sys.stderr)
        return reply, outputs

    code_page_something = "Math.Max?"
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_clear_output = 'Console.WriteLine("soon gone"); ClearOutput();'
    code_inspect_sample = "Math.Max"
    code_history_pattern = "1*2"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "StringComparer.OrdinalI", "matches": {"OrdinalIgnoreCase"}},
        {"text": "System.Globalization.CultureInfo.Inv", "matches": {"InvariantCulture"}},
    ]
    complete_code_samples = ["1", "var x = 1;", "for (int i = 0; i < 3; i++) { Console.WriteLine(i); }", "", "// only a comment"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "class A {", 'Console.WriteLine("a",', "/* begun", "if (true)"]
    invalid_code_samples = ["var = ;", "}", "int 5x = 1;"]
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "1 + 2 * 3", "result": "7"},
        {"code": '"a".ToUpper()', "result": "A"},
        {"code": 'HTML("<b>bold</b>")', "mime": "text/html", "result": "<b>bold</b>"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<i>x</i>"));', "mime": "text/html"},
        {"code": '"# Title".DisplayAs("text/markdown");', "mime": "text/markdown"},
        {"code": '"<svg xmlns=\\"http://www.w3.org/2000/svg\\"/>".DisplayAs("image/svg+xml");', "mime": "image/svg+xml"},
    ]


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    if result.skipped:
        print("skipped:", result.skipped)
    sys.exit(0 if result.wasSuccessful() and not result.skipped and result.testsRun >= 12 else 1)
