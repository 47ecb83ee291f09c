using System.CommandLine;

namespace NotebookKit.Tool.Tests;

public class UsageErrorsTests
{
    [Fact]
    public void Any_option_without_its_value_is_told_whatever_else_is_asked()
    {
        int told = 0;
        foreach ((Command command, string[] words) in All(CommandLine.Create(), []))
        {
            var options = command.Options.Where(option => option.Name is not ("--help" or "--version")).ToList();
            foreach (Option lacking in options.Where(option => option.Arity.MinimumNumberOfValues > 0))
            {
                foreach (Option other in options.Where(option => option != lacking))
                {
                    string[] given = other.Arity.MinimumNumberOfValues > 0 ? [other.Name, "tag=1"] : [other.Name];
                    string[] line = [.. words, .. given, lacking.Name];
                    Assert.True(UsageErrors.Of(CommandLine.Create().Parse(line)).Count > 0, string.Join(' ', line));
                    told++;
                }
            }
        }

        Assert.NotEqual(0, told);
    }

    private static IEnumerable<(Command Command, string[] Words)> All(Command group, string[] words) =>
        group.Subcommands.SelectMany(command => All(command, [.. words, command.Name])).Prepend((group, words));
}
