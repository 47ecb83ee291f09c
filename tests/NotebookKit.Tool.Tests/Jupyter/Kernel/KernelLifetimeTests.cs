using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>How a kernel begins and ends; each test has its own.</summary>
public sealed class KernelLifetimeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_shutdown_is_answered_and_then_carried_out_even_while_a_cell_runs(bool restart)
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        client.Begin("while (true) { }");

        KernelClient.Answer answer = client.Ask("shutdown_request", new JsonObject { ["restart"] = restart }, client.Control);

        Assert.Equal(("ok", restart), (answer.Status, (bool)answer.Content["restart"]!));
        Assert.Equal("busy shutdown_reply idle", answer.Story);
        Assert.Equal(0, kernel.WaitForExit());
    }

    [Fact]
    public void A_shutdown_on_the_shell_channel_is_carried_out_as_well()
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();

        Assert.Equal("ok", client.Ask("shutdown_request", new JsonObject { ["restart"] = false }).Status);
        Assert.Equal(0, kernel.WaitForExit());
    }

    [Fact]
    public void A_kernel_listens_on_ipc_as_well()
    {
        using var kernel = new KernelProcess("ipc");
        using KernelClient client = kernel.Connect();

        Assert.Equal("2", client.Execute("1 + 1").Result);
    }

    [Fact]
    public void The_first_request_waits_for_a_subscriber_who_then_misses_nothing()
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect(subscribe: false);
        string info = client.Send(client.Shell, "kernel_info_request");
        // Answered at once: control does not wait, or a front end could not even end the kernel.
        client.ReplyTo(client.Send(client.Control, "kernel_info_request"), client.Control);

        client.Subscribe();

        Assert.Equal("starting", (string)client.Read(client.IoPub!).Content["execution_state"]!);
        Assert.Equal(["busy", "idle"], client.Outputs(info).Select(status => (string)status.Content["execution_state"]!));
        Assert.Equal("ok", (string)client.ReplyTo(info).Content["status"]!);
    }

    [Fact]
    public void A_client_that_never_subscribes_is_answered_after_a_while()
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect(subscribe: false);

        Assert.Equal("ok", (string)client.ReplyTo(client.Send(client.Shell, "kernel_info_request")).Content["status"]!);
        kernel.WaitForLog("nobody has subscribed to iopub within 3 s of the first request");
    }

    [Fact]
    public void A_second_front_end_is_greeted_and_sees_what_the_first_one_runs()
    {
        using var kernel = new KernelProcess();
        using KernelClient first = kernel.Connect();
        using KernelClient second = kernel.Connect();

        string id = first.Send(first.Shell, "execute_request", new JsonObject { ["code"] = "1 + 1" });

        Assert.Contains(second.Outputs(id), output => output.Type == "execute_result");
    }

    [Fact]
    public void Control_C_interrupts_and_SIGTERM_ends()
    {
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        string cell = client.Begin("while (true) { }");

        Signal("INT", kernel.Id);

        Assert.Equal("error", (string)client.ReplyTo(cell).Content["status"]!);
        Assert.Equal("2", client.Execute("1 + 1").Result);
        Signal("TERM", kernel.Id);
        Assert.Equal(0, kernel.WaitForExit());
    }

    [Fact]
    public void A_kernel_ends_when_the_process_it_was_started_by_is_gone()
    {
        using var parent = Process.Start("sleep", "600");
        using var kernel = new KernelProcess("tcp", new Dictionary<string, string>
        {
            ["JPY_PARENT_PID"] = parent.Id.ToString(CultureInfo.InvariantCulture),
        });
        using KernelClient client = kernel.Connect();
        client.Begin("while (true) { }");

        parent.Kill();
        parent.WaitForExit();

        Assert.Equal(0, kernel.WaitForExit());
        kernel.WaitForLog("the front end that started this kernel is gone");
    }

    [Fact]
    public void A_connection_file_that_is_missing_is_named()
    {
        using Process command = Process.Start(
            new ProcessStartInfo("dotnet", [KernelProcess.Program, "kernel", "--connection-file", "/nowhere/file.json"])
            {
                RedirectStandardError = true,
            })!;
        string error = command.StandardError.ReadToEnd();
        command.WaitForExit();

        Assert.Equal(2, command.ExitCode);
        Assert.StartsWith("The connection file '/nowhere/file.json' cannot be used: Could not find", error);
    }

    private static void Signal(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
