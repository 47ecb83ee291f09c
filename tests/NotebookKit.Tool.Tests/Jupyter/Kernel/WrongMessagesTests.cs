using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>What a kernel does with messages that are wrong, foreign or repeated: it says so, and serves the next one.</summary>
public sealed class WrongMessagesTests(KernelProcess kernel) : IClassFixture<KernelProcess>, IDisposable
{
    private readonly KernelClient _client = kernel.Connect();

    [Fact]
    public void An_unknown_request_goes_idle_and_is_logged()
    {
        string id = _client.Send(_client.Shell, "no_such_request");

        Assert.Equal(2, _client.Outputs(id).Count);
        kernel.WaitForLog("its type 'no_such_request' is unknown here");
    }

    [Theory]
    [InlineData("execute_request", "{}", "execute_request needs a string as 'code'; received nothing")]
    [InlineData("execute_request", """{"code": 5}""", "execute_request needs a string as 'code'; received 5")]
    [InlineData("execute_request", """{"code": "1", "silent": "no"}""", "execute_request needs true or false as 'silent'; received \"no\"")]
    [InlineData("history_request", """{"hist_access_type": "all"}""", "history_request knows the access types tail, range and search; received 'all'")]
    [InlineData("complete_request", """{"code": "1", "cursor_pos": 1.5}""", "complete_request needs a whole number as 'cursor_pos'; received 1.5")]
    public void A_request_with_wrong_content_is_answered_with_what_is_wrong(string type, string content, string expected)
    {
        KernelClient.Answer answer = _client.Ask(type, JsonNode.Parse(content)!.AsObject());

        Assert.Equal(("error", expected), (answer.Status, (string)answer.Content["evalue"]!));
    }

    [Fact]
    public void Ten_thousand_wrong_messages_do_not_keep_the_next_good_one_from_its_answer()
    {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++)
        {
            byte[][] message = _client.Encode("execute_request", new JsonObject { ["code"] = "Environment.Exit(1)" });
            switch (i % 5)
            {
                case 0:
                    random.NextBytes(message[1]);
                    break;
                case 1:
                    message = message[..random.Next(1, message.Length)];
                    break;
                case 2:
                    message[random.Next(2, 6)] = [];
                    break;
                case 3:
                    message[5] = new byte[random.Next(2_000)];
                    break;
                default:
                    message = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new byte[random.Next(50)])];
                    break;
            }
            (i % 2 == 0 ? _client.Shell : _client.Control).Send(message);
        }

        Assert.Equal("4", _client.Execute("2 + 2").Result);
        Assert.Equal("ok", _client.Ask("kernel_info_request", channel: _client.Control).Status);
    }

    [Fact]
    public void A_recorded_cell_cannot_be_played_again()
    {
        byte[][] message = _client.Encode("execute_request", new JsonObject { ["code"] = "replayed++" });
        _client.Execute("var replayed = 0;");
        for (int i = 0; i < 3; i++)
        {
            _client.Shell.Send(message);
        }

        Assert.Equal("1", _client.Execute("replayed").Result);
    }

    public void Dispose() => _client.Dispose();
}
