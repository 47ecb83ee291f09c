using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>What would end a session without a word: the front end sees what happened, and the session lives on where it can.</summary>
public sealed class SessionDeathTests
{
    [Fact]
    public void An_exception_on_a_thread_fails_the_cell_that_runs_and_the_session_lives()
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        client.Execute("var kept = 41;");

        KernelClient.Answer answer = client.Execute(
            "var t = new System.Threading.Thread(() => throw new InvalidOperationException(\"boom\")); t.Start(); t.Join();");

        Assert.Equal(("error", "UnhandledException"), (answer.Status, (string)answer.Content["ename"]!));
        Assert.Contains("InvalidOperationException: boom", (string)answer.Content["evalue"]!);
        Assert.Contains(answer.Outputs, output => output.Type == "error");
        Assert.Equal("42", client.Execute("kept + 1").Result);
    }

    [Theory]
    [InlineData("new System.Threading.Thread(() => { GATE throw new Exception(\"late\"); }).Start();")]
    [InlineData("System.Threading.ThreadPool.UnsafeQueueUserWorkItem(_ => { GATE throw new Exception(\"late\"); }, null);",
        Traits = ["Category", "Endurance"])]
    [InlineData("var timer = new System.Threading.Timer(_ => { GATE throw new Exception(\"late\"); }, null, 0, -1);",
        Traits = ["Category", "Endurance"])]
    public void An_exception_after_the_cell_appears_with_it(string code)
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        using var gate = new Gate();
        string cell = client.Begin(code.Replace("GATE", gate.Wait));
        Assert.Equal("ok", client.End(cell).Status);

        gate.Open();

        WireMessage output = client.Read(client.IoPub!);
        while (output.Type != "error")
        {
            output = client.Read(client.IoPub!);
        }
        Assert.Equal(cell, output.ParentId);
        Assert.Contains("Exception: late", (string)output.Content["evalue"]!);
        Assert.Equal("2", client.Execute("1 + 1").Result);
    }

    [Theory]
    [InlineData("Console.Write(\"before\"); Environment.Exit(0);", 0, Traits = ["Category", "Endurance"])]
    [InlineData("Console.Write(\"before\"); Environment.Exit(3);", 3, Traits = ["Category", "Endurance"])]
    [InlineData("Console.Write(\"before\"); var t = new System.Threading.Thread(() => Environment.Exit(4)); t.Start(); t.Join();", 4)]
    public void A_cell_that_ends_the_process_is_answered_with_what_happened(string code, int exitCode)
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();

        KernelClient.Answer answer = client.Execute(code);

        Assert.Equal(("error", "ProcessExited"), (answer.Status, (string)answer.Content["ename"]!));
        Assert.Contains($"with exit code {exitCode}", (string)answer.Content["evalue"]!);
        Assert.Equal("before", answer.Stream("stdout"));
        Assert.Contains(answer.Outputs, output => output.Type == "error");
        Assert.Equal(exitCode, kernel.WaitForExit());
    }
}
