using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Tests.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>The kernel as a process, asked on each channel. One kernel serves all of them, one test after the other.</summary>
public sealed class JupyterKernelTests(KernelProcess kernel) : IClassFixture<KernelProcess>, IDisposable
{
    private readonly KernelClient _client = kernel.Connect();

    [Fact]
    public void Kernel_info_is_the_same_on_both_channels()
    {
        foreach (TestPeer channel in new[] { _client.Shell, _client.Control })
        {
            KernelClient.Answer answer = _client.Ask("kernel_info_request", channel: channel);

            Assert.Equal(("ok", "5.4", "notebookkit"),
                (answer.Status, (string)answer.Content["protocol_version"]!, (string)answer.Content["implementation"]!));
            Assert.Equal(("C#", ".cs"),
                ((string)answer.Content["language_info"]!["name"]!, (string)answer.Content["language_info"]!["file_extension"]!));
            Assert.Equal("busy idle", answer.Story);
        }
    }

    [Fact]
    public void A_cell_shows_what_it_prints_displays_and_results_in()
    {
        KernelClient.Answer answer = _client.Execute(
            "Console.WriteLine(\"out\"); display(HTML(\"<b>x</b>\")); Console.Error.WriteLine(\"err\"); 1 + 1");

        Assert.Equal("ok", answer.Status);
        Assert.Equal("busy execute_input stream display_data stream execute_result idle", answer.Story);
        Assert.Equal(("out\n", "err\n", "2"), (answer.Stream("stdout"), answer.Stream("stderr"), answer.Result));
        Assert.Equal("<b>x</b>", (string)answer.Outputs[1].Content["data"]!["text/html"]!);
        Assert.Equal((int)answer.Content["execution_count"]!, (int)answer.Outputs[^1].Content["execution_count"]!);
    }

    [Fact]
    public void A_display_is_updated_under_its_id()
    {
        KernelClient.Answer answer = _client.Execute("var shown = display(\"before\"); shown.Update(\"after\");");

        Assert.Equal("busy execute_input display_data update_display_data idle", answer.Story);
        Assert.Equal(
            (string)answer.Outputs[0].Content["transient"]!["display_id"]!,
            (string)answer.Outputs[1].Content["transient"]!["display_id"]!);
    }

    [Fact]
    public void The_count_goes_up_by_one_unless_told_otherwise()
    {
        int Count(JsonObject? options = null) => (int)_client.Execute("1", options).Content["execution_count"]!;
        int first = Count();

        Assert.Equal(first + 1, Count());
        Assert.Equal(first + 1, Count(new JsonObject { ["store_history"] = false }));
        Assert.Equal(first + 1, Count(new JsonObject { ["silent"] = true }));
        Assert.Equal(first + 2, Count());
    }

    [Fact]
    public void A_silent_cell_runs_unseen()
    {
        KernelClient.Answer answer = _client.Execute(
            "var silence = 5; Console.WriteLine(silence); silence", new JsonObject { ["silent"] = true });

        Assert.Equal(("ok", "busy idle"), (answer.Status, answer.Story));
        Assert.Equal("5", _client.Execute("silence").Result);
    }

    [Fact]
    public void An_error_is_in_the_outputs_and_in_the_reply()
    {
        KernelClient.Answer answer = _client.Execute("throw new InvalidOperationException(\"broken\");");

        WireMessage error = Assert.Single(answer.Outputs);
        Assert.Equal(("error", "error"), (answer.Status, error.Type));
        foreach (JsonObject content in new[] { answer.Content, error.Content })
        {
            Assert.EndsWith("InvalidOperationException", (string)content["ename"]!);
            Assert.Equal("broken", (string)content["evalue"]!);
            Assert.NotEmpty(content["traceback"]!.AsArray());
        }
    }

    [Fact]
    public void User_expressions_are_answered_each_by_itself()
    {
        KernelClient.Answer answer = _client.Execute("var x = 20;", new JsonObject
        {
            ["user_expressions"] = new JsonObject { ["double"] = "x * 2", ["wrong"] = "nothingOfThatName" },
        });

        JsonNode expressions = answer.Content["user_expressions"]!;
        Assert.Equal(("ok", "40"), ((string)expressions["double"]!["status"]!, (string)expressions["double"]!["data"]!["text/plain"]!));
        Assert.Equal(("error", "CompilationError"), ((string)expressions["wrong"]!["status"]!, (string)expressions["wrong"]!["ename"]!));
        Assert.Equal("busy execute_input idle", answer.Story);
    }

    [Fact]
    public void After_a_failed_cell_the_waiting_ones_are_aborted_and_other_requests_answered()
    {
        using var gate = new Gate();
        string failing = _client.Begin($"{gate.Wait} throw new Exception(\"stop\");");
        string next = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "1" });
        string info = _client.Send(_client.Shell, "kernel_info_request");
        string last = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "2" });
        gate.Open();

        Assert.Equal("error", (string)_client.ReplyTo(failing).Content["status"]!);
        Assert.Equal("aborted", (string)_client.ReplyTo(next).Content["status"]!);
        Assert.Equal("ok", (string)_client.ReplyTo(info).Content["status"]!);
        Assert.Equal("aborted", (string)_client.ReplyTo(last).Content["status"]!);
        Assert.Equal("3", _client.Execute("3").Result);
    }

    [Fact]
    public void With_stop_on_error_off_the_waiting_cells_run()
    {
        using var gate = new Gate();
        string failing = _client.Begin($"{gate.Wait} throw new Exception(\"go on\");", new JsonObject { ["stop_on_error"] = false });
        string next = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "1" });
        gate.Open();

        Assert.Equal("error", (string)_client.ReplyTo(failing).Content["status"]!);
        Assert.Equal("ok", (string)_client.ReplyTo(next).Content["status"]!);
    }

    [Fact]
    public void Completion_knows_earlier_cells_and_counts_code_points()
    {
        _client.Execute("var temperatures = new List<double>();");
        const string code = "/* \U0001F321 */ temperatures.AddR";

        KernelClient.Answer answer = _client.Ask("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length - 1 });

        Assert.Equal(["AddRange"], answer.Content["matches"]!.AsArray().Select(match => (string)match!));
        Assert.Equal((code.Length - 5, code.Length - 1), ((int)answer.Content["cursor_start"]!, (int)answer.Content["cursor_end"]!));
        Assert.Equal("method", (string)answer.Content["metadata"]!["_jupyter_types_experimental"]![0]!["type"]!);
    }

    [Fact]
    public void Completion_after_a_reference_offers_files()
    {
        const string code = "#r \"";

        KernelClient.Answer answer = _client.Ask(
            "complete_request", new JsonObject { ["code"] = code + "conn", ["cursor_pos"] = code.Length + 4 });

        Assert.Equal("ok", answer.Status);
        Assert.Equal(code.Length, (int)answer.Content["cursor_start"]!);
    }

    [Fact]
    public void Inspection_shows_declaration_and_documentation()
    {
        KernelClient.Answer answer = _client.Ask(
            "inspect_request", new JsonObject { ["code"] = "Math.Sqrt(2)", ["cursor_pos"] = 7, ["detail_level"] = 0 });

        Assert.True((bool)answer.Content["found"]!);
        Assert.Contains("double Math.Sqrt(double d)", (string)answer.Content["data"]!["text/plain"]!);
        Assert.Contains("square root", (string)answer.Content["data"]!["text/markdown"]!);
        Assert.False((bool)_client.Ask("inspect_request", new JsonObject { ["code"] = "   ", ["cursor_pos"] = 1 }).Content["found"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("}", "invalid")]
    public void Completeness_is_told_once_with_an_indent_where_more_is_to_come(string code, string expected)
    {
        KernelClient.Answer answer = _client.Ask("is_complete_request", new JsonObject { ["code"] = code });

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == "incomplete", answer.Content.ContainsKey("indent"));
    }

    [Theory]
    [InlineData("Math.Sqrt?", "double Math.Sqrt(double d)")]
    [InlineData("?Math.Sqrt", "double Math.Sqrt(double d)")]
    [InlineData("nothingOfThatName??", "'nothingOfThatName' is not known in this session.")]
    public void A_name_with_a_question_mark_is_explained_in_the_pager(string code, string expected)
    {
        KernelClient.Answer answer = _client.Execute(code);

        JsonNode page = Assert.Single(answer.Content["payload"]!.AsArray())!;
        Assert.Equal(("ok", "page"), (answer.Status, (string)page["source"]!));
        Assert.Contains(expected, (string)page["data"]!["text/plain"]!);
    }

    [Fact]
    public void Input_is_asked_of_the_front_end_that_runs_the_cell()
    {
        using KernelClient bystander = kernel.Connect();
        string cell = _client.Begin("var name = await GetInputAsync(\"Your name?\"); var secret = await "
            + "GetPasswordAsync(\"Password?\"); name", new JsonObject { ["allow_stdin"] = true });

        foreach ((string prompt, bool isPassword, string answer) in new[] { ("Your name?", false, "Ada"), ("Password?", true, "1815") })
        {
            WireMessage question = _client.Read(_client.Stdin);
            Assert.Equal(("input_request", cell), (question.Type, question.ParentId));
            Assert.Equal((prompt, isPassword), ((string)question.Content["prompt"]!, (bool)question.Content["password"]!));
            _client.Send(_client.Stdin, "input_reply", new JsonObject { ["value"] = answer });
        }

        Assert.Equal("ok", (string)_client.ReplyTo(cell).Content["status"]!);
        Assert.Contains(
            _client.Outputs(cell), output => output.Type == "execute_result" && (string)output.Content["data"]!["text/plain"]! == "Ada");
    }

    [Fact]
    public void A_front_end_that_cannot_ask_makes_the_cell_fail_with_the_reason()
    {
        KernelClient.Answer answer = _client.Execute("await GetInputAsync(\"?\")", new JsonObject { ["allow_stdin"] = false });

        Assert.Equal("error", answer.Status);
        Assert.Contains("allow_stdin is false", (string)answer.Content["evalue"]!);
    }

    [Fact]
    public void The_history_can_be_had_by_end_by_range_and_by_pattern()
    {
        _client.Execute("var alpha1 = 1;");
        _client.Execute("2 * alpha1");
        _client.Execute("var alpha2 = 2;");
        _client.Execute("2 * alpha1");

        JsonArray Ask(JsonObject content) => _client.Ask("history_request", content).Content["history"]!.AsArray();
        JsonArray tail = Ask(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = true });
        Assert.Equal(["var alpha2 = 2;", "2 * alpha1"], tail.Select(entry => (string)entry![2]![0]!));
        Assert.Equal("2", (string)tail[1]![2]![1]!);
        int line = (int)tail[0]![1]!;
        JsonArray range = Ask(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = line, ["stop"] = line + 1 });
        Assert.Equal("var alpha2 = 2;", (string)Assert.Single(range)![2]!);
        JsonArray search = Ask(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "*alpha1", ["unique"] = true });
        Assert.Equal("2 * alpha1", (string)Assert.Single(search)![2]!);
        Assert.Empty(Ask(new JsonObject { ["hist_access_type"] = "range", ["session"] = -1 }));
    }

    [Fact]
    public void Comms_are_listed_as_none_and_an_opening_is_closed()
    {
        Assert.Empty(_client.Ask("comm_info_request").Content["comms"]!.AsObject());
        string open = _client.Send(_client.Shell, "comm_open",
            new JsonObject { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });

        List<WireMessage> outputs = _client.Outputs(open);

        Assert.Equal(["status", "comm_close", "status"], outputs.Select(output => output.Type));
        Assert.Equal("c1", (string)outputs[1].Content["comm_id"]!);
        foreach (string type in new[] { "comm_msg", "comm_close" })
        {
            Assert.Equal(2, _client.Outputs(_client.Send(_client.Shell, type, new JsonObject { ["comm_id"] = "c1" })).Count);
        }
    }

    [Fact]
    public void The_heartbeat_echoes_while_a_cell_runs()
    {
        string cell = _client.Begin("while (true) { }");
        using var heartbeat = new Zmtp.TestPeer(kernel.Connection.Heartbeat, "REQ", "REP");

        heartbeat.Send([[], "ping"u8.ToArray()]);

        Assert.Equal([[], "ping"u8.ToArray()], heartbeat.Receive());
        _client.Send(_client.Control, "interrupt_request");
        _client.ReplyTo(cell);
    }

    public void Dispose() => _client.Dispose();
}
