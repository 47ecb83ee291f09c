using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>The command on a machine in another language, and on one without culture data.</summary>
public sealed class CulturesTests : IDisposable
{
    private const string Separator = "new System.Globalization.CultureInfo(\"fr-FR\").NumberFormat.NumberDecimalSeparator";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cells_see_the_machines_cultures_and_print_invariantly_in_any_language()
    {
        string sorted = "string.Join(\",\", new[] { \"b\", \"A\", \"a\", \"B\", \"é\", \"z\" }.OrderBy(s => s))";
        _folder.Add("a.ipynb", Separator, sorted, "$\"{1.5} {new DateTime(2020, 1, 2)}\"", "await Task.Run(() => 0.25.ToString())");
        (int code, string output) = await RunAsync(("LC_ALL", "de_DE.UTF-8"), "run", "a.ipynb");
        Assert.True(code == ExitCodes.Passed, output);
        string saved = _folder.Text("a.ipynb");
        Assert.Contains("\",\"", saved, StringComparison.Ordinal);
        Assert.Contains("a,A,b,B,é,z", saved, StringComparison.Ordinal);
        Assert.Contains("1.5 01/02/2020 00:00:00", saved, StringComparison.Ordinal);
        Assert.Contains("0.25", saved, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("fa_IR.UTF-8", Traits = ["Category", "Endurance"])]
    [InlineData("ar_SA.UTF-8", Traits = ["Category", "Endurance"])]
    public async Task What_a_cell_prints_is_the_same_in_every_language(string language)
    {
        _folder.Add(
            "a.ipynb", "\"title\".ToUpper() + \"TITLE\".ToLower()", "$\"{-1234.5:N1} {0.25:P0} {-7} {new DateTime(2024, 2, 29):d}\"",
            "new[] { -1.5, 0.25 }", "Console.WriteLine(-0.5f);", "double.Parse(\"1.5\") + int.Parse(\"-3\")",
            // Threads that do not inherit what the cell's thread has.
            """
            var pool = new TaskCompletionSource<string>();
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(_ => pool.SetResult($"pool {-2.5}"), null);
            Console.WriteLine(await pool.Task);
            """,
            """
            var alone = new System.Threading.Thread(() => Console.WriteLine($"alone {-3.5}"));
            alone.UnsafeStart();
            alone.Join();
            """,
            """
            class Last { public static string Text; ~Last() => Text = $"last {-4.5}"; }
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            void Leave() => new Last();
            Leave();
            for (int i = 0; i < 200 && Last.Text == null; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
            Console.WriteLine(Last.Text);
            """);

        (int code, string output) = await RunAsync(("LC_ALL", language), "run", "a.ipynb");

        Assert.True(code == ExitCodes.Passed, output);
        string saved = _folder.Text("a.ipynb");
        foreach (string expected in (string[])[
            "TITLEtitle", "-1,234.5 25 % -7 02/29/2024", "-1.5", "0.25", "-0.5", "<pre>-1.5</pre>", "pool -2.5", "alone -3.5", "last -4.5"])
        {
            Assert.Contains(expected, System.Text.RegularExpressions.Regex.Unescape(saved.Replace("\\\"", "\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_machine_without_libicu_starts_and_says_what_is_missing_where_it_is_needed()
    {
        Platform.LinuxOnly("elsewhere the system brings ICU along.");
        _folder.Add("plain.ipynb", "6 * 7", "new[] { \"b\", \"a\" }.OrderBy(s => s).First()");
        _folder.Add("french.ipynb", Separator);
        (string, string) hidden = ("LD_LIBRARY_PATH", HideIcu());

        (int code, string output) = await RunAsync(hidden, "run", "plain.ipynb");
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Contains("42", _folder.Text("plain.ipynb"), StringComparison.Ordinal);

        (code, output) = await RunAsync(hidden, "run", "french.ipynb");
        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Contains("CultureNotFoundException", output, StringComparison.Ordinal);
        Assert.Contains("Install ICU", output, StringComparison.Ordinal);
    }

    /// <summary>A folder whose files stand before the machine's ICU and are no libraries, which is where the loader gives up.</summary>
    private string HideIcu()
    {
        string folder = Directory.CreateDirectory(_folder.File("without-icu")).FullName;
        const string text = "Not a library: it hides the machine's own from the loader, as if the machine had none.";
        File.WriteAllText(Path.Combine(folder, "libicuuc.so"), text);
        for (int version = 50; version <= 100; version++)
        {
            File.WriteAllText(Path.Combine(folder, $"libicuuc.so.{version}"), text);
            for (int minor = 0; minor <= 4; minor++)
            {
                File.WriteAllText(Path.Combine(folder, $"libicuuc.so.{version}.{minor}"), text);
            }
        }

        return folder;
    }

    private async Task<(int Code, string Output)> RunAsync((string Name, string Value) variable, params string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltTool.DotNet, [BuiltTool.Assembly, .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable.Name] = variable.Value;
        start.Environment.Remove("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
