using System.CommandLine;
using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit jupyter install</c> and <c>uninstall</c>: the kernelspec that Jupyter and VS Code find.</summary>
internal static class JupyterCommand
{
    /// <summary>Describes the commands and what they do.</summary>
    public static Command Create() =>
        new("jupyter", "Makes the C# kernel known to Jupyter and VS Code.") { CreateInstall(), CreateUninstall() };

    private static Command CreateInstall()
    {
        (Option<bool> user, Option<DirectoryInfo?> prefix, Option<string> name) = Options();
        var replace = new Option<bool>("--replace")
        {
            Description = "Take the place of another program's kernel of that "
            + "name; it is kept beside."
        };
        Option<int> outputLimit = OutputLimitOption.Create();
        var command = new Command(
            "install", "Installs the kernelspec, for the user unless a prefix is given.") { user, prefix, name, replace, outputLimit };
        command.SetAction(result => Installer(result, OutputLimitOption.IfGiven(result, outputLimit)).Install(
            result.GetValue(prefix)?.FullName, result.GetRequiredValue(name), result.GetValue(replace)));
        ForbidBoth(command, user, prefix);
        return command;
    }

    private static Command CreateUninstall()
    {
        (Option<bool> user, Option<DirectoryInfo?> prefix, Option<string> name) = Options();
        var command = new Command("uninstall", "Removes the kernelspec that install wrote.") { user, prefix, name };
        command.SetAction(result => Installer(result).Uninstall(result.GetValue(prefix)?.FullName, result.GetRequiredValue(name)));
        ForbidBoth(command, user, prefix);
        return command;
    }

    private static (Option<bool> User, Option<DirectoryInfo?> Prefix, Option<string> Name) Options() =>
    (
        new("--user") { Description = "Use the user's own Jupyter folder (what happens without --prefix)." },
        new("--prefix")
        {
            Description = "Use DIR/share/jupyter/kernels, for example a virtual "
            + "environment or /usr/local.",
            HelpName = "DIR"
        },
        new("--name") { Description = "The kernel's name.", DefaultValueFactory = _ => KernelSpec.DefaultName }
    );

    private static void ForbidBoth(Command command, Option<bool> user, Option<DirectoryInfo?> prefix) => command.Validators.Add(result =>
    {
        if (result.IsOn(user) && result.GetResult(prefix) is { Tokens.Count: > 0 })
        {
            result.AddError("--user and --prefix name two different places; give one of them.");
        }
    });

    private static KernelSpecInstaller Installer(ParseResult result, int? outputLimit = null) => new(
        JupyterPaths.Here, KernelLauncher.Here() with { OutputLimit = outputLimit }, result.InvocationConfiguration.Output,
        result.InvocationConfiguration.Error);
}
