using System.Text.Json.Nodes;
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
        var line = HostProtocol.EventLine(shown);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\r', line);
        var back = HostProtocol.ReadEvent(HostProtocol.Read(line));
        Assert.Equal(line, HostProtocol.EventLine(back!));
        Assert.IsType(shown.GetType(), back);
    }

    [Fact]
    public void Other_messages_are_no_events() => Assert.Null(HostProtocol.ReadEvent(HostProtocol.Read(HostProtocol.Line(HostProtocol.Done))));

    private static JsonObject Data() => (JsonObject)JsonNode.Parse("""{"text/plain":"a\nb","application/json":{"x":[1.0,null,true]}}""")!;
}
