using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Formatting;

public class MimeBundlesTests
{
    [Theory]
    [InlineData(1.5, "1.5")]
    [InlineData(42, "42")]
    [InlineData(true, "True")]
    public void Numbers_are_a_plain_div(object value, string text)
    {
        JsonObject data = MimeBundles.Format(value, []);
        Assert.Equal($"<div class=\"dni-plaintext\"><pre>{text}</pre></div>", data["text/html"]!.ToString());
        Assert.Equal(text, data["text/plain"]!.ToString());
    }

    [Fact]
    public void Text_is_plain()
    {
        JsonObject data = MimeBundles.Format("a <b>", []);
        Assert.Equal("a <b>", Assert.Single(data).Value!.ToString());
        Assert.True(data.ContainsKey("text/plain"));
    }

    [Fact]
    public void A_lazy_sequence_is_enumerated_once()
    {
        int times = 0;
        IEnumerable<int> Lazy()
        {
            times++;
            yield return 1;
        }

        MimeBundles.Format(Lazy(), []);
        Assert.Equal(1, times);
    }

    [Fact]
    public void Json_stays_JSON()
    {
        JsonObject data = MimeBundles.Format(new { A = 1 }, ["application/json"]);
        Assert.Equal(1, (int)data["application/json"]!["A"]!);
        Assert.Single(data);
    }

    [Fact]
    public async Task Half_a_character_shows_as_one_that_is_replaced()
    {
        using var run = new SessionRun();
        await run.Value("new[] { \"a\\ud800b\", \"\\udc00\" }");
        Assert.Equal("[ a\ufffdb, \ufffd ]", run.Shown["text/plain"]!.GetValue<string>());
        Assert.All(run.Shown, part => Assert.DoesNotContain(part.Value!.GetValue<string>(), char.IsSurrogate));
        Assert.Equal("\ufffd", Assert.Single(MimeBundles.Format("\udfff", [])).Value!.GetValue<string>());
    }

    [Fact]
    public void Half_a_character_in_JSON_shows_as_one_that_is_replaced()
    {
        const string written = """{"\ud800":["\uD83D\uDE00","\\ud800","\uDC00a","\ud83d\n"]}""";
        JsonNode json = MimeBundles.Of("application/json", written)["application/json"]!;
        Assert.Equal(["😀", "\\ud800", "\ufffda", "\ufffd\n"], json["\ufffd"]!.AsArray().Select(text => text!.GetValue<string>()));
    }

    [Fact]
    public void Json_with_a_key_twice_stays_text()
    {
        const string written = """{"a":1,"a":2}""";
        Assert.Equal(written, MimeBundles.Of("application/json", written)["application/json"]!.GetValue<string>());
    }

    [Fact]
    public async Task Several_MIME_types_come_from_the_formatter()
    {
        using var run = new SessionRun();
        await run.Value("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Shape { }
            Formatter.Register<Shape>(s => "<svg></svg>", "text/html");
            Formatter.Register<Shape>(s => "a shape", "text/plain");
            Formatter.SetPreferredMimeTypesFor(typeof(Shape), "text/html", "text/plain");
            new Shape()
            """);
        Assert.Equal("<svg></svg>", run.Shown["text/html"]!.ToString());
        Assert.Equal("a shape", run.Shown["text/plain"]!.ToString());
    }

    [Fact]
    public async Task Types_of_a_library_show_themselves_by_the_convention()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "shown", """
            using System; using System.Collections.Generic; using System.IO;
            [AttributeUsage(AttributeTargets.Class)]
            class TypeFormatterSourceAttribute : Attribute
            {
                public TypeFormatterSourceAttribute(Type type) => FormatterSourceType = type;
                public Type FormatterSourceType { get; }
                public string[] PreferredMimeTypes { get; set; }
            }
            public class Html { public string MimeType => "text/html"; public bool Format(object value, TextWriter writer) { writer.Write("<i>note</i>"); return true; } }
            public class Plain { public string MimeType => "text/plain"; public bool Format(object value, TextWriter writer) { writer.Write("note"); return true; } }
            public class Source { public IEnumerable<object> CreateTypeFormatters() { yield return new Html(); yield return new Plain(); } }
            [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "text/html", "text/plain" })]
            public class Note { }
            """);
        await run.Value("#r \"shown.dll\"\nnew Note()");
        Assert.Equal("<i>note</i>", run.Shown["text/html"]!.ToString());
        Assert.Equal("note", run.Shown["text/plain"]!.ToString());
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_the_cell_with_its_error()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Broken { }
            Formatter.Register<Broken>(s => throw new FormatException("no picture"), "text/html");
            new Broken()
            """);
        Assert.Contains("no picture", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Equal("Broken", await run.Value("typeof(Broken).Name"));
    }
}
