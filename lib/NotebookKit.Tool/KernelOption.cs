using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Running.Original;

namespace NotebookKit.Tool;

/// <summary>The option that chooses what executes the cells.</summary>
internal static class KernelOption
{
    private const string Original = "original";

    /// <summary>Creates it; its value is null for this project's own kernel.</summary>
    public static Option<OriginalCommand?> Create() => new("--kernel")
    {
        Description = "Execute with .NET Interactive itself (the tool dotnet-interactive, where it is installed, or the "
            + "one at PATH) in place "
            + "of this kernel: with --compare, what differs shows whether notebooks move over.",
        HelpName = "original[=PATH]",
        CustomParser = Parse,
    };

    private static OriginalCommand? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('=', 2);
        if (parts[0] != Original || parts is [_, ""])
        {
            result.AddError($"--kernel expects 'original', or 'original=' and the path of dotnet-interactive; received '{text}'.");
            return null;
        }

        if (parts is [_, var path])
        {
            if (!File.Exists(path))
            {
                result.AddError($"--kernel: there is no file {path}. {OriginalCommand.HowToInstall}");
                return null;
            }

            return new OriginalCommand(Path.GetFullPath(path), []);
        }

        if (OriginalCommand.Find(Environment.CurrentDirectory) is { } found)
        {
            return found;
        }

        result.AddError(
            "--kernel original: dotnet-interactive is neither on PATH, nor among your global tools, nor in a tool manifest here. "
            + OriginalCommand.HowToInstall);
        return null;
    }
}
