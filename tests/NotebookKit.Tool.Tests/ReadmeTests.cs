using System.CommandLine;
using System.Text.RegularExpressions;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Jupyter;
using YamlDotNet.RepresentationModel;

namespace NotebookKit.Tool.Tests;

/// <summary>The workflows that README hands out: YAML that can be read, with commands and options that there are.</summary>
public partial class ReadmeTests
{
    private const string Install = "dotnet tool install NotebookKit.Tool --tool-path tools --prerelease --add-source packages";

    public static TheoryData<string> Workflows =>
        [.. Blocks().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => match.Groups[1].Value)];

    [Fact]
    public void There_is_one_for_GitHub_and_one_for_GitLab() => Assert.Equal(2, Workflows.Count);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_runs_commands_that_there_are(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(workflow));
        var commands = yaml.Documents[0].AllNodes.OfType<YamlMappingNode>()
            .SelectMany(node => node.Children)
            .Where(child => child.Key is YamlScalarNode { Value: "run" or "script" })
            .SelectMany(child => child.Value is YamlSequenceNode list ? list.Children : [child.Value])
            .Select(command => ((YamlScalarNode)command).Value!).ToList();

        Assert.Equal(Install, commands[0]);
        string[] test = commands[1].Split(' ');
        Assert.Equal("tools/notebookkit", test[0]);
        Assert.Empty(UsageErrors.Of(CommandLine.Create().Parse(test[1..])));
        // Where the results are written, there the service looks for them.
        string results = test[Array.IndexOf(test, "--junit") + 1];
        Assert.Contains(
            yaml.Documents[0].AllNodes.OfType<YamlScalarNode>(),
            node => node.Value == results || node.Value == Path.GetDirectoryName(results));
    }

    [GeneratedRegex(@"```yaml\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
