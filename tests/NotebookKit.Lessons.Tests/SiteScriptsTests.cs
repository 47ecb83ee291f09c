using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Display;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests;

/// <summary>The list beside the lessons by which <c>notebookkit export</c> lets the library's scripts run, and no others.</summary>
public partial class SiteScriptsTests
{
    [Fact]
    public void The_list_beside_the_lessons_has_the_scripts_of_the_library_and_no_others()
    {
        NotebookFormatters.Register();
        string list = Path.Combine(
            AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)], "notebooks", "scripts.txt");
        IEnumerable<string> listed = File.ReadLines(list).Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')[0]);
        Tensor x = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);
        object[] moving =
        [
            new LSTM(2, name: "one").Trace(x).Stepper(x), new GRU(1, name: "two").Trace(x).Stepper(x), new SimpleRNN(1).Trace(x).Stepper(x),
            new FlagExplorer(), new CellBench(),
        ];
        IEnumerable<string> made =
            moving.SelectMany(value => Scripts().Matches(Notebook.Show(value)["text/html"]).Select(match => Hash(match.Groups[1].Value)));
        Assert.Equal(made.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Hash(string script) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
