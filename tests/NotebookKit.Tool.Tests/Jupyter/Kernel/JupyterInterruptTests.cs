using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>Interrupts, and what is answered while a cell runs: a kernel as a process, one test after the other.</summary>
public sealed class JupyterInterruptTests(KernelProcess kernel) : IClassFixture<KernelProcess>, IDisposable
{
    private readonly KernelClient client = kernel.Connect();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);")]
    [InlineData("await System.Threading.Tasks.Task.Delay(-1);")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 64, i => { while (true) System.Threading.Thread.Sleep(1); });")]
    [InlineData("for (int i = 0; ; i++) Console.WriteLine(i);")]
    public void An_interrupt_stops_the_cell_and_what_came_before_survives(string code)
    {
        client.Execute("var kept = 41;");
        string cell = client.Begin(code);

        string interrupt = client.Send(client.Control, "interrupt_request");

        Assert.Equal("ok", (string)client.ReplyTo(interrupt, client.Control).Content["status"]!);
        Assert.Equal("error", (string)client.ReplyTo(cell).Content["status"]!);
        Assert.Equal("42", client.Execute("kept + 1").Result);
    }

    [Fact]
    public void An_interrupt_is_heard_while_cells_fill_the_thread_pool()
    {
        client.Execute("""
            var gate = new System.Threading.ManualResetEventSlim();
            for (int i = 0; i < 400; i++) _ = Task.Run(() => gate.Wait());
            """);
        string cell = client.Begin("while (true) { }");

        client.Send(client.Control, "interrupt_request");

        Assert.Equal("error", client.End(cell).Status);
        Assert.Equal("True", client.Execute("gate.Set(); gate.IsSet").Result);
    }

    [Theory]
    [InlineData("network.Fit(Tensor.Zeros(256, 8, 2), Tensor.Zeros(256, 1), epochs: 1_000_000, batchSize: 32);")]
    [InlineData("network.Fit(Tensor.Zeros(256, 8, 2), Tensor.Zeros(256, 1), epochs: 1_000_000, batchSize: 32, verbose: 0);")]
    [InlineData("network.Evaluate(Tensor.Zeros(1_000_000, 8, 2), Tensor.Zeros(1_000_000, 1), batchSize: 1);")]
    [InlineData("System.Linq.Enumerable.Range(0, int.MaxValue).Sum(_ => (long)network.Predict(Tensor.Zeros(1, 8, 2))[0].Item())")]
    public void An_interrupt_stops_what_the_library_computes(string code)
    {
        string library = Path.Combine(Repository.Root, "lib", "NotebookKit.Display", "bin", "NotebookKit.dll");
        var prepared = client.Execute($$"""
            #r "{{library}}"
            using NotebookKit; using NotebookKit.Layers;
            var network = new Sequential(new Input(8, 2), new LSTM(16), new Dense(1));
            network.Compile(new Adam(0.01f), Losses.MeanSquaredError);
            """);
        Assert.Equal("ok", prepared.Status);
        string computing = client.Begin(code);

        client.Send(client.Control, "interrupt_request");

        var answer = client.End(computing);
        Assert.Equal("error", answer.Status);
        Assert.DoesNotContain("Interrupt again", answer.Stream("stderr"));
        Assert.Equal("(1, 1)", client.Execute("network.Predict(Tensor.Zeros(1, 8, 2))[0].Shape.ToString()").Result);
    }

    [Fact]
    public void The_control_channel_is_served_while_a_cell_runs()
    {
        string cell = client.Begin("while (true) { }");

        string info = client.Send(client.Control, "kernel_info_request");
        Assert.Equal("ok", (string)client.ReplyTo(info, client.Control).Content["status"]!);
        Assert.Equal(["busy", "idle"], client.Outputs(info).Select(status => (string)status.Content["execution_state"]!));

        client.Send(client.Control, "interrupt_request");
        client.ReplyTo(cell);
    }

    [Fact]
    public void An_interrupt_with_nothing_running_changes_nothing()
    {
        var answer = client.Ask("interrupt_request", channel: client.Control);

        Assert.Equal(("ok", "busy idle"), (answer.Status, answer.Story));
        Assert.Equal("1", client.Execute("1").Result);
    }

    [Fact]
    public void A_cell_that_waits_for_input_can_be_interrupted_and_a_late_answer_is_nobodys()
    {
        string cell = client.Begin("await GetInputAsync(\"first\")", new JsonObject { ["allow_stdin"] = true });
        client.Read(client.Stdin);
        client.Ask("interrupt_request", channel: client.Control);
        Assert.Equal("error", (string)client.ReplyTo(cell).Content["status"]!);
        client.Send(client.Stdin, "input_reply", new JsonObject { ["value"] = "too late" });
        client.Execute("0");

        string again = client.Begin("await GetInputAsync(\"second\")", new JsonObject { ["allow_stdin"] = true });
        client.Read(client.Stdin);
        client.Send(client.Stdin, "input_reply", new JsonObject { ["value"] = "in time" });

        Assert.Contains(client.Outputs(again), output => output.Type == "execute_result" && (string)output.Content["data"]!["text/plain"]! == "in time");
    }

    public void Dispose() => client.Dispose();
}
