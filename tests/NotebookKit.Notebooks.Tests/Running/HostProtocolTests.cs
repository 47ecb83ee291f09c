using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

public class HostProtocolTests
{
    public static TheoryData<SessionEvent> Events =>
    [
        new StreamEvent("stderr", "line\nnext\r\n\u2028\u0085 \"quoted\" 🎉"),
        new DisplayEvent(Data(), "id", true),
        new ResultEvent(Data()),
        new ClearOutputEvent(true),
        new ErrorEvent("Boom", "it\nbroke", ["a", "\x1b[31mb"]),
    ];

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void An_event_goes_over_the_pipe_as_one_line_and_comes_back_the_same(SessionEvent shown)
    {
        string line = HostProtocol.EventLine(shown);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\r', line);
        SessionEvent back = HostProtocol.ReadEvent(HostProtocol.Read(line));
        Assert.Equal(line, HostProtocol.EventLine(back!));
        Assert.IsType(shown.GetType(), back);
    }

    [Theory]
    [InlineData("")]
    [InlineData("noise")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":\"nonsense\"}")]
    [InlineData("{\"type\":\"stream\",\"name\":\"stdout\"}")]
    [InlineData("{\"type\":\"stream\",\"name\":\"stdlog\",\"text\":\"x\"}")]
    [InlineData("{\"type\":\"stream\",\"name\":\"stdout\",\"text\":[1]}")]
    [InlineData("{\"type\":\"display_data\",\"data\":[],\"transient\":{\"display_id\":\"1\"}}")]
    [InlineData("{\"type\":\"display_data\",\"data\":{},\"transient\":{\"display_id\":null}}")]
    [InlineData("{\"type\":\"update_display_data\",\"data\":{},\"transient\":\"1\"}")]
    [InlineData("{\"type\":\"execute_result\"}")]
    [InlineData("{\"type\":\"clear_output\",\"wait\":null}")]
    [InlineData("{\"type\":\"error\",\"ename\":\"a\",\"evalue\":\"b\",\"traceback\":[null]}")]
    [InlineData("{\"type\":\"stream\",\"type\":\"execute_result\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"type\":\"done\",\"number\":2}")]
    [InlineData("{\"type\":\"done\",\"number\":\"1\"}")]
    [InlineData("{\"type\":\"done\"}")]
    public void A_line_that_the_host_does_not_send_is_told_as_such(string line)
    {
        HostProtocolException error = Assert.Throws<HostProtocolException>(() => Receive(line));
        Assert.StartsWith("The process of the notebook broke off the conversation with its runner, which received ", error.Message);
    }

    [Fact]
    public void Half_a_character_that_a_host_sends_is_recorded_as_one_that_is_replaced()
    {
        var data = new JsonObject { ["text/\ud800"] = "a\udc00", ["application/json"] = "\ud800" };
        string line = HostProtocol.EventLine(new ResultEvent(data));
        var shown = (ResultEvent)HostProtocol.ReadEvent(HostProtocol.Read(line));
        NotebookCell cell = NotebookDocument.Create().Add(CellKind.Code, "1");
        var recorder = new OutputRecorder();
        recorder.Start(cell, 1);
        new OutputLimit(OutputLimit.Default, recorder.Record).Pass(shown);
        Assert.Contains("\"text/\ufffd\":[\"a\ufffd\"]", JupyterJson.WriteCompact(Assert.Single(cell.StoredOutputs)));
    }

    [Fact]
    public void A_line_deeper_than_any_output_is_told_as_such() =>
        Assert.Throws<HostProtocolException>(() => Receive("{\"type\":" + new string('[', 100_000)));

    [Fact]
    public void Whatever_is_changed_in_a_line_it_is_read_or_told_as_wrong()
    {
        var random = new Random(17);
        const string telling = "\"\\{}[],:0dnu\0é\ud800";
        string[] lines = [.. Events.Select(row => HostProtocol.EventLine(row.Data)), HostProtocol.DoneLine(1)];
        for (int i = 0; i < 20_000; i++)
        {
            char[] line = lines[random.Next(lines.Length)].ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                line[random.Next(line.Length)] = telling[random.Next(telling.Length)];
            }
            try
            {
                Receive(new string(line));
            }
            catch (HostProtocolException)
            {
                // Told as such.
            }
        }
    }

    [Fact]
    public void A_request_comes_over_the_pipe_the_same()
    {
        var request = new HostRequest("1\n+ 1", "csharp", "cell 3", 7, 5_000_000_000);
        Assert.Equal(request, HostProtocol.ReadRequest(HostProtocol.ExecuteLine(request)));
        Assert.Null(HostProtocol.ReadRequest(HostProtocol.Line(HostProtocol.Shutdown)));
    }

    private static void Receive(string line)
    {
        JsonObject message = HostProtocol.Read(line);
        if (!HostProtocol.IsDone(message, 1))
        {
            HostProtocol.ReadEvent(message);
        }
    }

    private static JsonObject Data() => (JsonObject)JsonNode.Parse("""{"text/plain":"a\nb","application/json":{"x":[1.0,null,true]}}""")!;
}
