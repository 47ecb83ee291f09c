using System.Text.Json.Nodes;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>Interrupts, and what is answered while a cell runs: a kernel as a process, one test after the other.</summary>
public sealed class JupyterInterruptTests(KernelProcess kernel) : IClassFixture<KernelProcess>, IDisposable
{
    private readonly KernelClient _client = kernel.Connect();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);")]
    [InlineData("await System.Threading.Tasks.Task.Delay(-1);")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 64, i => { while (true) System.Threading.Thread.Sleep(1); });")]
    [InlineData("for (int i = 0; ; i++) Console.WriteLine(i);")]
    public void An_interrupt_stops_the_cell_and_what_came_before_survives(string code)
    {
        _client.Execute("var kept = 41;");
        string cell = _client.Begin(code);

        string interrupt = _client.Send(_client.Control, "interrupt_request");

        Assert.Equal("ok", (string)_client.ReplyTo(interrupt, _client.Control).Content["status"]!);
        Assert.Equal("error", (string)_client.ReplyTo(cell).Content["status"]!);
        Assert.Equal("42", _client.Execute("kept + 1").Result);
    }

    [Fact]
    public void An_interrupt_is_heard_while_cells_fill_the_thread_pool()
    {
        _client.Execute("""
            var gate = new System.Threading.ManualResetEventSlim();
            for (int i = 0; i < 400; i++) _ = Task.Run(() => gate.Wait());
            """);
        string cell = _client.Begin("while (true) { }");

        _client.Send(_client.Control, "interrupt_request");

        Assert.Equal("error", _client.End(cell).Status);
        Assert.Equal("True", _client.Execute("gate.Set(); gate.IsSet").Result);
    }

    [Theory]
    [InlineData("network.Fit(Tensor.Zeros(256, 8, 2), Tensor.Zeros(256, 1), epochs: 1_000_000, batchSize: 32);")]
    [InlineData("network.Fit(Tensor.Zeros(256, 8, 2), Tensor.Zeros(256, 1), epochs: 1_000_000, batchSize: 32, verbose: 0);")]
    [InlineData("network.Evaluate(Tensor.Zeros(1_000_000, 8, 2), Tensor.Zeros(1_000_000, 1), batchSize: 1);")]
    [InlineData("System.Linq.Enumerable.Range(0, int.MaxValue).Sum(_ => (long)network.Predict(Tensor.Zeros(1, 8, 2))[0].Item())")]
    public void An_interrupt_stops_what_the_library_computes(string code)
    {
        string library = Path.Combine(Repository.Root, "lib", "NotebookKit.Display", "bin", "NotebookKit.dll");
        KernelClient.Answer prepared = _client.Execute($$"""
            #r "{{library}}"
            using NotebookKit; using NotebookKit.Layers;
            var network = new Sequential(new Input(8, 2), new LSTM(16), new Dense(1));
            network.Compile(new Adam(0.01f), Losses.MeanSquaredError);
            """);
        Assert.Equal("ok", prepared.Status);
        string computing = _client.Begin(code);

        _client.Send(_client.Control, "interrupt_request");

        KernelClient.Answer answer = _client.End(computing);
        Assert.Equal("error", answer.Status);
        Assert.DoesNotContain("Interrupt again", answer.Stream("stderr"));
        Assert.Equal("(1, 1)", _client.Execute("network.Predict(Tensor.Zeros(1, 8, 2))[0].Shape.ToString()").Result);
    }

    [Fact]
    public void The_control_channel_is_served_while_a_cell_runs()
    {
        string cell = _client.Begin("while (true) { }");

        string info = _client.Send(_client.Control, "kernel_info_request");
        Assert.Equal("ok", (string)_client.ReplyTo(info, _client.Control).Content["status"]!);
        Assert.Equal(["busy", "idle"], _client.Outputs(info).Select(status => (string)status.Content["execution_state"]!));

        _client.Send(_client.Control, "interrupt_request");
        _client.ReplyTo(cell);
    }

    [Fact]
    public void An_interrupt_with_nothing_running_changes_nothing()
    {
        KernelClient.Answer answer = _client.Ask("interrupt_request", channel: _client.Control);

        Assert.Equal(("ok", "busy idle"), (answer.Status, answer.Story));
        Assert.Equal("1", _client.Execute("1").Result);
    }

    [Fact]
    public void A_cell_that_waits_for_input_can_be_interrupted_and_a_late_answer_is_nobodys()
    {
        string cell = _client.Begin("await GetInputAsync(\"first\")", new JsonObject { ["allow_stdin"] = true });
        _client.Read(_client.Stdin);
        _client.Ask("interrupt_request", channel: _client.Control);
        Assert.Equal("error", (string)_client.ReplyTo(cell).Content["status"]!);
        _client.Send(_client.Stdin, "input_reply", new JsonObject { ["value"] = "too late" });
        _client.Execute("0");

        string again = _client.Begin("await GetInputAsync(\"second\")", new JsonObject { ["allow_stdin"] = true });
        _client.Read(_client.Stdin);
        _client.Send(_client.Stdin, "input_reply", new JsonObject { ["value"] = "in time" });

        Assert.Contains(_client.Outputs(again), output => output.Type == "execute_result"
            && (string)output.Content["data"]!["text/plain"]! == "in time");
    }

    public void Dispose() => _client.Dispose();
}
