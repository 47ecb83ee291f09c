using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Tests.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>Questions go to the client whose cell asks, or to nobody: never to a stranger, and no cell waits for an answer that cannot
/// come.</summary>
public sealed class AnonymousClientTests(KernelProcess kernel) : IClassFixture<KernelProcess>
{
    private const string Question = "await GetInputAsync(\"who?\")";

    [Fact]
    public void A_client_without_an_identity_is_told_so_and_no_other_connection_is_asked()
    {
        using var stranger = new TestPeer(kernel.Connection.Stdin, "DEALER", "ROUTER");
        using var client = new KernelClient(kernel.Connection, isAnonymous: true);

        KernelClient.Answer answer = client.Execute(Question);

        Assert.Equal("error", answer.Status);
        Assert.Contains("gave its sockets no identity", (string)answer.Content["evalue"]!);
        Assert.Contains("zmq.IDENTITY", (string)answer.Content["evalue"]!);
        Assert.Equal("2", client.Execute("1 + 1").Result);
    }

    [Fact]
    public void Among_anonymous_connections_a_client_with_an_identity_gets_its_own_question()
    {
        using var stranger = new TestPeer(kernel.Connection.Stdin, "DEALER", "ROUTER");
        using var anonymous = new KernelClient(kernel.Connection, isAnonymous: true);
        using var client = new KernelClient(kernel.Connection);
        string cell = client.Begin(Question);
        Assert.Equal("who?", (string)client.Read(client.Stdin).Content["prompt"]!);
        stranger.Send(anonymous.Encode("input_reply", new JsonObject { ["value"] = "forged" }));
        client.Send(client.Stdin, "input_reply", new JsonObject { ["value"] = "own" });

        Assert.Equal("own", client.End(cell).Result);
    }

    [Fact]
    public void A_client_that_is_not_connected_to_stdin_is_told_so()
    {
        using var anonymous = new KernelClient(kernel.Connection, isAnonymous: true);
        using var shell = new TestPeer(kernel.Connection.Shell, "DEALER", "ROUTER", "shell alone");

        shell.Send(anonymous.Encode("execute_request", new JsonObject { ["code"] = Question }));

        WireMessage reply = anonymous.Decode(shell.Receive());
        Assert.Contains("is not connected to the kernel's stdin channel", (string)reply.Content["evalue"]!);
    }
}
