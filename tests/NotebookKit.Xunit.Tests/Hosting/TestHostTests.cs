using System.Diagnostics;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;
using NotebookKit.Xunit.Hosting;

namespace NotebookKit.Xunit.Tests.Hosting;

/// <summary>The process in which a notebook executes, as tests start it.</summary>
public class TestHostTests
{
    [Fact]
    public async Task The_process_that_someone_starts_by_hand_says_what_starts_it()
    {
        HostCommand command = TestHost.Command();
        Assert.Equal(HostCommand.Verb, command.Arguments[^1]);
        var start = new ProcessStartInfo(command.FileName, command.Arguments.Take(command.Arguments.Count - 1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (int exitCode, _, string error) = await BuiltTool.RunAsync(start);
        Assert.Equal(2, exitCode);
        Assert.Equal("NotebookKit.Xunit is started by tests with [Notebooks]; run dotnet test.", error.Trim());
    }
}
