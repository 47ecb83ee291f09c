using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public class JupyterMessageTests
{
    public static TheoryData<SessionEvent, string, string> Events => new()
    {
        { new StreamEvent("stderr", "a\nb"), "stream", """{"name":"stderr","text":"a\nb"}""" },
        {
            new DisplayEvent(Plain("x"), "id", IsUpdate: false), "display_data",
            """{"data":{"text/plain":"x"},"metadata":{},"transient":{"display_id":"id"}}"""
        },
        {
            new DisplayEvent(Plain("y"), "id", IsUpdate: true), "update_display_data",
            """{"data":{"text/plain":"y"},"metadata":{},"transient":{"display_id":"id"}}"""
        },
        { new ResultEvent(Plain("z")), "execute_result", """{"data":{"text/plain":"z"},"execution_count":7,"metadata":{}}""" },
        { new ClearOutputEvent(Wait: true), "clear_output", """{"wait":true}""" },
        { new ErrorEvent("Boom", "it broke", ["line"]), "error", """{"ename":"Boom","evalue":"it broke","traceback":["line"]}""" },
    };

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void An_event_is_told_in_Jupyters_words(SessionEvent shown, string type, string content)
    {
        (string told, JsonObject message) = JupyterMessage.Of(shown, executionCount: 7);
        Assert.Equal(type, told);
        Assert.Equal(content, JupyterJson.WriteCompact(message));
    }

    [Fact]
    public void A_message_does_not_share_its_data_with_the_event()
    {
        JsonObject data = Plain("x");
        (_, JsonObject message) = JupyterMessage.Of(new ResultEvent(data), executionCount: 1);
        ((JsonObject)message["data"]!)["text/plain"] = "changed";
        Assert.Equal("x", (string?)data["text/plain"]);
        Assert.Null(data.Parent);
    }

    private static JsonObject Plain(string text) => new() { ["text/plain"] = text };
}
