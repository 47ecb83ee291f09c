namespace NotebookKit.Tool.Tests;

/// <summary>The command is a program: nobody compiles against it, and what a library user wants stands in NotebookKit.Notebooks.</summary>
public class PublicTypesTests
{
    [Fact]
    public void The_command_has_no_public_types() => Assert.Empty(typeof(CommandLine).Assembly.GetExportedTypes());
}
