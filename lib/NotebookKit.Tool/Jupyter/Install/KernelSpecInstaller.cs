using System.Text.RegularExpressions;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>Puts the kernelspec where Jupyter and VS Code look, and takes it away again; says what it did.</summary>
/// <param name="paths">Where they look.</param>
/// <param name="launcher">What the kernelspec starts.</param>
/// <param name="output">Takes what was done.</param>
/// <param name="error">Takes warnings and errors.</param>
internal sealed partial class KernelSpecInstaller(JupyterPaths paths, KernelLauncher launcher, TextWriter output, TextWriter error)
{
    private const string MovedSuffix = "-before-notebookkit";

    /// <summary>Installs.</summary>
    /// <param name="prefix">An installation prefix, or null for the user's own folder.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="replace">Whether another program's kernel of that name may be moved aside.</param>
    /// <returns>The exit code: 0 done, 1 not done, 2 wrong usage.</returns>
    public int Install(string? prefix, string name, bool replace)
    {
        if (!IsValid(name))
            return 2;
        string folder = Folder(prefix, name);
        var owner = KernelSpec.Owner(folder);
        bool isOthers = owner is KernelSpecOwner.DotnetInteractive or KernelSpecOwner.Other;
        if (isOthers && !replace)
        {
            error.WriteLine($"Warning: '{name}' is already {Describe(owner)}, in {folder}. Nothing was changed.");
            error.WriteLine($"To keep both, choose another name (VS Code recognises names that begin with .net-): notebookkit jupyter install --name {name}-notebookkit");
            error.WriteLine("To take its place: notebookkit jupyter install --replace (the other one is kept beside it, and comes back with uninstall).");
            return 1;
        }
        return Try(folder, () =>
        {
            if (isOthers)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Moved(folder))!);
                Directory.Move(folder, Moved(folder));
                output.WriteLine($"Moved {Describe(owner)} aside, to {Moved(folder)}.");
            }
            KernelSpec.Write(folder, launcher);
            output.WriteLine($"{(owner == KernelSpecOwner.NotebookKit ? "Renewed" : "Installed")} the kernel '{name}' (.NET (C#)) in {folder}.");
            output.WriteLine($"It starts {string.Join(' ', launcher.Arguments)}.");
            WarnOfOthers(folder, name);
        });
    }

    /// <summary>Removes what <see cref="Install"/> put there, and brings back what it moved aside.</summary>
    /// <returns>The exit code: 0 done, 1 not done, 2 wrong usage.</returns>
    public int Uninstall(string? prefix, string name)
    {
        if (!IsValid(name))
            return 2;
        string folder = Folder(prefix, name);
        var owner = KernelSpec.Owner(folder);
        if (owner != KernelSpecOwner.NotebookKit)
        {
            error.WriteLine(owner == KernelSpecOwner.None
                ? $"There is no kernel '{name}' in {folder}. Nothing was changed."
                : $"'{name}' in {folder} is {Describe(owner)}, not this program's. Nothing was changed.");
            return 1;
        }
        return Try(folder, () =>
        {
            Directory.Delete(folder, recursive: true);
            output.WriteLine($"Removed the kernel '{name}' from {folder}.");
            if (!Directory.Exists(Moved(folder)))
                return;
            Directory.Move(Moved(folder), folder);
            output.WriteLine($"Brought back what was there before, {Describe(KernelSpec.Owner(folder))}.");
        });
    }

    private string Folder(string? prefix, string name) =>
        Path.Combine(prefix is null ? paths.UserData : JupyterPaths.PrefixData(prefix), "kernels", name);

    // Outside the folder of kernels, or Jupyter would list it.
    private static string Moved(string folder) =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(folder))!, "kernels-moved", Path.GetFileName(folder) + MovedSuffix);

    private bool IsValid(string name)
    {
        if (Name().IsMatch(name))
            return true;
        error.WriteLine($"A kernel's name has letters, digits, '.', '_' and '-'; received '{name}'.");
        return false;
    }

    /// <summary>The same name elsewhere: one of the two hides the other.</summary>
    private void WarnOfOthers(string folder, string name)
    {
        var search = paths.Search.Select(data => Path.Combine(data, "kernels", name)).ToList();
        int own = search.IndexOf(folder);
        for (int i = 0; i < search.Count; i++)
        {
            if (i == own || KernelSpec.Owner(search[i]) is KernelSpecOwner.None or KernelSpecOwner.NotebookKit)
                continue;
            string other = Describe(KernelSpec.Owner(search[i]));
            error.WriteLine(own >= 0 && own < i
                ? $"Note: {other} of the same name in {search[i]} is hidden by this one. Uninstalling this one shows it again."
                : $"Warning: {other} of the same name in {search[i]} may be found first and hide this one. Install with --name {name}-notebookkit, or for the user with --user.");
        }
    }

    private int Try(string folder, Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{folder} cannot be changed: {failure.Message} Choose a folder that is yours: --user, or --prefix DIR.");
            return 1;
        }
    }

    private static string Describe(KernelSpecOwner owner) =>
        owner == KernelSpecOwner.DotnetInteractive ? ".NET Interactive's kernel" : "another program's kernel";

    [GeneratedRegex("^[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
