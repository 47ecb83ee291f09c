using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace NotebookKit.Tool.Tests;

/// <summary>The workflows of the repository, as far as they can be checked without GitHub.</summary>
public partial class WorkflowTests
{
    private static readonly string s_root =
        AppContext.BaseDirectory[..(AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal) + 1)];

    public static TheoryData<string> Workflows =>
        [.. Directory.GetFiles(Path.Combine(s_root, ".github", "workflows")).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_is_yaml_with_bounded_jobs_and_actions_by_their_versions(string name)
    {
        Dictionary<object, object> workflow = Read(name);
        Assert.NotEmpty((Dictionary<object, object>)workflow["on"]);
        foreach ((object job, object value) in (Dictionary<object, object>)workflow["jobs"])
        {
            var settings = (Dictionary<object, object>)value;
            Assert.True(settings.ContainsKey("runs-on"), $"{name}: the job {job} does not say on what it runs.");
            Assert.InRange(int.Parse((string)settings["timeout-minutes"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
            foreach (Dictionary<object, object> step in ((List<object>)settings["steps"]).Cast<Dictionary<object, object>>())
            {
                Assert.True(step.ContainsKey("uses") != step.ContainsKey("run"), $"{name}: a step of {job} runs nothing, or two things.");
                if (step.TryGetValue("uses", out object? action))
                {
                    Assert.Matches(Action(), (string)action);
                }
                if (step.TryGetValue("run", out object? command))
                {
                    Exists(name, (string)command);
                }
            }
        }
    }

    [Fact]
    public void Only_the_job_that_publishes_the_pages_may_write_and_only_pages()
    {
        Dictionary<object, object> pages = Read("pages.yml");
        Assert.Equal([("contents", "read")], Permissions(pages));
        var jobs = (Dictionary<object, object>)pages["jobs"];
        Assert.Equal(["build", "publish"], jobs.Keys);
        Assert.False(((Dictionary<object, object>)jobs["build"]).ContainsKey("permissions"));
        Assert.Equal([("pages", "write"), ("id-token", "write")], Permissions((Dictionary<object, object>)jobs["publish"]));
        Assert.Equal("build", ((Dictionary<object, object>)jobs["publish"])["needs"]);
    }

    private static IEnumerable<(string, string)> Permissions(Dictionary<object, object> settings) =>
        ((Dictionary<object, object>)settings["permissions"]).Select(permission => ((string)permission.Key, (string)permission.Value));

    private static Dictionary<object, object> Read(string name) => new DeserializerBuilder().WithDuplicateKeyChecking().Build()
        .Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(s_root, ".github", "workflows", name)));

    // Scripts and projects of the repository that a command names are there.
    private static void Exists(string workflow, string command)
    {
        foreach (Match path in RepositoryPath().Matches(command))
        {
            Assert.True(Path.Exists(Path.Combine(s_root, path.Value)), $"{workflow}: there is no {path.Value}.");
        }
    }

    [GeneratedRegex(@"^[\w-]+/[\w-]+@v\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Action();

    [GeneratedRegex(@"(?<![\w/.])(?:(?:\.ci|\.config|lib|tests|notebooks)/[\w/.-]+|NotebookKit\.sln)", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPath();
}
