using System.Diagnostics;
using System.Text;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>Every command that reads notebooks names each that it cannot read, and goes on with the others.</summary>
public sealed class BadNotebooksTests : IDisposable
{
    private const string Head = """{"cells":[{"cell_type":"code","id":"a1","metadata":{},"execution_count":null,"outputs":""";
    private const string Tail = ""","source":"1+1"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    /// <summary>Files that are no notebook, by name; what is said of each.</summary>
    private static readonly (string Name, byte[] Content, string Said)[] s_bad =
    [
        ("binary.ipynb", [.. Enumerable.Range(0, 5000).Select(i => (byte)i)], "not UTF-8 text"),
        ("cell.ipynb", Encoding.UTF8.GetBytes("""{"cells":[null],"metadata":{},"nbformat":4,"nbformat_minor":5}"""), "cell 1 of 1"),
        ("cells.ipynb", Encoding.UTF8.GetBytes("""{"cells":{},"metadata":{},"nbformat":4,"nbformat_minor":5}"""), "expected a list of cells"),
        ("cell-type.ipynb", Encoding.UTF8.GetBytes($"{Head}[]{Tail}".Replace("\"code\"", "\"video\"", StringComparison.Ordinal)),
            "found \"video\""),
        ("archive.ipynb", [.. "PK"u8, 3, 4, .. "rest"u8], "this is a zip archive, not a text file. Unpack it first."),
        ("gzip.ipynb", [0x1F, 0x8B, 8, 0], "this is a file compressed by gzip, not a text file."),
        ("wider.ipynb", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes($"{Head}[]{Tail}")], "UTF-32"),
        ("list.ipynb", "[]"u8.ToArray(), "not a notebook"),
        ("metadata.ipynb", Encoding.UTF8.GetBytes($"{Head}[]{Tail}".Replace("\"metadata\":{},\"exec", "\"metadata\":[],\"exec",
            StringComparison.Ordinal)), "expected its metadata as an object"),
        ("nul.ipynb", Encoding.UTF8.GetBytes($"{Head}[]{Tail}\0"), "after a single JSON value"),
        ("version.ipynb", Encoding.UTF8.GetBytes($"{Head}[]{Tail}".Replace("\"nbformat\":4", "\"nbformat\":1e400",
            StringComparison.Ordinal)), "found 1e400"),
        ("conflict.ipynb", Encoding.UTF8.GetBytes($"<<<<<<< HEAD\n{Head}[]{Tail}\n=======\n>>>>>>> x\n"), "unresolved merge conflict"),
        ("deep.ipynb", Encoding.UTF8.GetBytes(new string('[', 100_000)), "depth"),
        ("empty.ipynb", [], "the file is empty"),
        ("lfs.ipynb", "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n"u8.ToArray(), "git lfs pull"),
        ("old.ipynb", """{"nbformat":3,"nbformat_minor":0,"metadata":{},"worksheets":[]}"""u8.ToArray(), "nbformat 3"),
        ("page.ipynb", "<!DOCTYPE html><html></html>"u8.ToArray(), "a web page"),
        ("source.ipynb", Encoding.UTF8.GetBytes(
            $"{Head}[]{Tail}".Replace("\"1+1\"", "5", StringComparison.Ordinal)), "expected its source as a string"),
        ("truncated.ipynb", Encoding.UTF8.GetBytes($"{Head}[]"), "truncated"),
        ("twice.ipynb", Encoding.UTF8.GetBytes($"{Head}[],\"id\":\"b\"{Tail}"), "Duplicate property 'id'"),
        ("wide.ipynb", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Head}[]{Tail}")], "UTF-16"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("clear")]
    [InlineData("clear", "--check", Traits = ["Category", "Endurance"])]
    [InlineData("student", "--output", "out", Traits = ["Category", "Endurance"])]
    [InlineData("test", Traits = ["Category", "Endurance"])]
    [InlineData("check", Traits = ["Category", "Endurance"])]
    [InlineData("run", "--output", "out")]
    [InlineData("export", "--output", "out", Traits = ["Category", "Endurance"])]
    public async Task Each_is_named_and_the_others_are_done(params string[] command)
    {
        Assert.NotNull(command);
        List<string> names = [.. await WriteAsync("all"), "missing-target.ipynb"];
        File.CreateSymbolicLink(_folder.File("all/missing-target.ipynb"), "nowhere");
        if (!OperatingSystem.IsWindows())
        {
            using var made = Process.Start("mkfifo", _folder.File("all/pipe.ipynb"));
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
            File.CreateSymbolicLink(_folder.File("all/loop.ipynb"), "loop.ipynb");
            names.AddRange(["pipe.ipynb", "loop.ipynb"]);
        }

        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, [command[0], "all", .. command[1..]]);

        Assert.Equal(ExitCodes.Unreadable, code);
        AssertNamed(names, output + error);
        if (command.Contains("out"))
        {
            string ending = command[0] == "export" ? "html" : "ipynb";
            Assert.True(File.Exists(_folder.File($"out/a-good.{ending}")), output + error);
            Assert.True(File.Exists(_folder.File($"out/z-good.{ending}")), output + error);
        }
    }

    [Fact]
    public async Task Submissions_that_are_no_notebooks_are_named_and_the_others_are_graded()
    {
        Directory.CreateDirectory(_folder.File("lessons"));
        await File.WriteAllTextAsync(_folder.File("lessons/a.ipynb"), $"{Head}[]{Tail}", TestContext.Current.CancellationToken);
        List<string> names = await WriteAsync("lessons");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "grade", "lessons", "--lessons", "lessons");
        Assert.Equal(ExitCodes.Unreadable, code);
        AssertNamed(names, output + error);
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("""{"output_type":"stream","name":"stdout","text":["hi",null]}""")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":5}""")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":{}}""")]
    [InlineData("""{"output_type":"execute_result","metadata":{},"execution_count":1,"data":{"application/json":NaN}}""")]
    [InlineData("""{"output_type":"execute_result","metadata":{"\ud800":1},"execution_count":1,"data":{"text/plain":"\udc00"}}""")]
    [InlineData("5")]
    [InlineData("null")]
    public async Task Odd_outputs_keep_no_command_from_its_work(string outputs)
    {
        Directory.CreateDirectory(_folder.File("odd"));
        string path = _folder.File("odd/a.ipynb");
        await File.WriteAllTextAsync(path, $"{Head}[{outputs}]{Tail}", TestContext.Current.CancellationToken);
        foreach (string[] command in (string[][])[
            ["student", "odd", "-o", "s"], ["export", "odd", "-o", "e"], ["test", "odd"], ["clear", "odd"]])
        {
            (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, command);
            // The site is written without such an output, which its exit code says.
            Assert.True(code == ExitCodes.Passed || (command[0] == "export" && code == 1), $"{command[0]}: {code} {output} {error}");
            Assert.DoesNotContain("   at ", output + error);
        }

        Assert.DoesNotContain("stdout", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private async Task<List<string>> WriteAsync(string folder)
    {
        Directory.CreateDirectory(_folder.File(folder));
        foreach (string good in (string[])["a-good.ipynb", "z-good.ipynb"])
        {
            await File.WriteAllTextAsync(_folder.File($"{folder}/{good}"), $"{Head}[]{Tail}", TestContext.Current.CancellationToken);
        }

        foreach ((string name, byte[] content, _) in s_bad)
        {
            await File.WriteAllBytesAsync(_folder.File($"{folder}/{name}"), content, TestContext.Current.CancellationToken);
        }

        return [.. s_bad.Select(bad => bad.Name)];
    }

    private static void AssertNamed(IEnumerable<string> names, string said)
    {
        Assert.DoesNotContain("   at ", said);
        foreach (string name in names)
        {
            Assert.Contains(name, said);
        }

        foreach ((_, _, string words) in s_bad)
        {
            Assert.Contains(words, said);
        }
    }
}
