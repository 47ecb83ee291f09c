using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;
using NotebookKit.Shared;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>Puts the kernelspec where Jupyter and VS Code look, and takes it away again; says what it did.</summary>
/// <param name="paths">Where they look.</param>
/// <param name="launcher">What the kernelspec starts.</param>
/// <param name="output">Takes what was done.</param>
/// <param name="error">Takes warnings and errors.</param>
internal sealed class KernelSpecInstaller(JupyterPaths paths, KernelLauncher launcher, TextWriter output, TextWriter error)
{
    private const string MovedSuffix = "-before-notebookkit";
    private const string EditedSuffix = ".edited";

    /// <summary>Installs.</summary>
    /// <param name="prefix">An installation prefix, or null for the user's own folder.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="replace">Whether another program's kernel of that name may be moved aside.</param>
    /// <returns>The exit code: 0 done, 1 not done, 2 wrong usage.</returns>
    public int Install(string? prefix, string name, bool replace) => Change(prefix, name, (folder, owner) =>
    {
        bool isOthers = owner is KernelSpecOwner.DotnetInteractive or KernelSpecOwner.Other;
        if (isOthers && !replace)
        {
            Tell($"Warning: '{name}' is already {Describe(owner)}, in {folder}. Nothing was changed.");
            string place = prefix is null ? "" : $" --prefix {ShellWord.Of(prefix)}";
            string same = name == KernelSpec.DefaultName ? "" : $" --name {name}";
            Tell($"To keep both, choose another name (VS Code recognises names that begin with .net-): "
                + $"notebookkit jupyter install --name {name}-notebookkit{place}");
            Tell($"To take its place: notebookkit jupyter install --replace{same}{place} "
                + "(the other one is kept beside it, and comes back with uninstall).");
            return 1;
        }
        if (isOthers && !MoveAside(folder, owner))
        {
            return 1;
        }
        if (owner == KernelSpecOwner.NotebookKit)
        {
            KeepEdited(folder);
        }
        foreach (string kept in KernelSpec.Write(folder, launcher))
        {
            Tell($"Note: {Path.Combine(folder, kept)} is not of this program, and stays.");
        }
        string done = owner == KernelSpecOwner.NotebookKit ? "Renewed" : "Installed";
        Done($"{done} the kernel '{name}' (.NET (C#)) in {folder}.");
        Done($"It starts {string.Join(' ', launcher.Arguments.Select(ShellWord.Of))}.");
        WarnOfOthers(folder, name);
        return 0;
    });

    /// <summary>Removes what <see cref="Install"/> put there, and nothing else, and brings back what it moved aside.</summary>
    /// <returns>The exit code: 0 done, 1 not done, 2 wrong usage.</returns>
    public int Uninstall(string? prefix, string name) => Change(prefix, name, (folder, owner) =>
    {
        if (owner != KernelSpecOwner.NotebookKit)
        {
            Tell(owner == KernelSpecOwner.None
                ? $"There is no kernel '{name}' in {folder}. Nothing was changed."
                : $"'{name}' in {folder} is {Describe(owner)}, not this program's. Nothing was changed.");
            return 1;
        }
        KeepEdited(folder);
        // The list last: a removal cut short can be repeated.
        foreach (string own in InstalledFiles.Names.Where(file => InstalledFiles.IsOwn(folder, file)).ToList())
        {
            File.Delete(Path.Combine(folder, own));
        }
        Done($"Removed the kernel '{name}' from {folder}.");
        var left = Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).ToList();
        foreach (string foreign in left)
        {
            Tell($"Note: {foreign} is not what install wrote, and stays.");
        }
        if (left.Count == 0)
        {
            Directory.Delete(folder);
        }
        BringBack(folder);
        return 0;
    });

    /// <summary>
    /// The kernel's folder: a folder directly below the one of all kernels, or null, with a message, when the prefix cannot
    /// be a folder or there is no folder of the user's.
    /// </summary>
    private string? Folder(string? prefix, string name)
    {
        string kernels;
        try
        {
            if ((prefix is null ? paths.UserData : JupyterPaths.PrefixData(prefix)) is not { } data)
            {
                Tell($"There is no Jupyter folder of yours: {UserFolders.NoHome} Set HOME or JUPYTER_DATA_DIR, or choose a "
                    + "folder: --prefix DIR.");
                return null;
            }

            kernels = Path.GetFullPath(Path.Combine(data, "kernels"));
        }
        catch (ArgumentException problem)
        {
            Tell($"The prefix cannot be a folder: {problem.Message}");
            return null;
        }
        string folder = Path.Combine(kernels, name);
        return Path.GetDirectoryName(folder) == kernels
            ? folder
            : throw new InvalidOperationException($"'{name}' would be outside of {kernels}.");
    }

    // Outside the folder of kernels, or Jupyter would list it.
    private static string Moved(string folder) =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(folder))!, "kernels-moved", Path.GetFileName(folder) + MovedSuffix);

    private bool MoveAside(string folder, KernelSpecOwner owner)
    {
        string moved = Moved(folder);
        if (Path.Exists(moved))
        {
            Tell($"{moved} holds a kernel that was put aside before. Move it elsewhere first. Nothing was changed.");
            return false;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        Directory.Move(folder, moved);
        Done($"Moved {Describe(owner)} aside, to {moved}.");
        return true;
    }

    private void BringBack(string folder)
    {
        string moved = Moved(folder);
        if (!Directory.Exists(moved))
        {
            return;
        }
        if (Path.Exists(folder))
        {
            Tell($"Note: what was there before stays in {moved}, since {folder} is not empty.");
            return;
        }
        Directory.Move(moved, folder);
        Done($"Brought back what was there before, {Describe(KernelSpec.Owner(folder))}.");
    }

    /// <summary>A kernel.json that its user has edited is put beside, where Jupyter does not see it.</summary>
    private void KeepEdited(string folder)
    {
        if (InstalledFiles.IsOwn(folder, KernelSpec.FileName))
        {
            return;
        }
        string file = Path.Combine(folder, KernelSpec.FileName);
        string kept = Enumerable.Range(1, int.MaxValue)
            .Select(number => file + EditedSuffix + (number == 1 ? "" : $"-{number}"))
            .First(path => !Path.Exists(path));
        File.Move(file, kept);
        Tell($"Note: {KernelSpec.FileName} was edited since it was installed, and is kept as {kept}.");
    }

    /// <summary>The same name elsewhere: one of the two hides the other.</summary>
    private void WarnOfOthers(string folder, string name)
    {
        var search = paths.Search.Select(data => Path.GetFullPath(Path.Combine(data, "kernels", name))).ToList();
        int own = search.IndexOf(folder);
        foreach ((int i, string place) in search.Index().Where(
            other => other.Index != own && KernelSpec.Owner(other.Item) is KernelSpecOwner.DotnetInteractive or KernelSpecOwner.Other))
        {
            string other = Describe(KernelSpec.Owner(place));
            Tell(own >= 0 && own < i
                ? $"Note: {other} of the same name in {place} is hidden by this one. Uninstalling this one shows it again."
                : $"Warning: {other} of the same name in {place} may be found first and hide this one. "
                    + $"Install with --name {name}-notebookkit, or for the user with --user.");
        }
    }

    /// <summary>Does something in the kernel's folder, if that can be done at all; otherwise says why not.</summary>
    /// <param name="prefix">An installation prefix, or null for the user's own folder.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="work">Gets the folder and whose kernel is in it; gives the exit code.</param>
    private int Change(string? prefix, string name, Func<string, KernelSpecOwner, int> work)
    {
        if (KernelName.Problem(name) is { } problem)
        {
            Tell(problem);
            return ExitCodes.WrongUsage;
        }
        if (Folder(prefix, name) is not { } folder)
        {
            return ExitCodes.WrongUsage;
        }
        try
        {
            if (FileKinds.Of(folder, followLinks: false) != FileKind.Link)
            {
                return work(folder, KernelSpec.Owner(folder));
            }
            Tell($"{folder} is a symbolic link, which install does not make: what it leads to is not this program's. "
                + "Nothing was changed.");
            return 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Tell($"{folder} cannot be changed: {failure.Message} Choose a folder that is yours: --user, or --prefix DIR.");
            return 1;
        }
    }

    private static string Describe(KernelSpecOwner owner) =>
        owner == KernelSpecOwner.DotnetInteractive ? ".NET Interactive's kernel" : "another program's kernel";

    // Names of folders and files may hold control sequences.
    private void Tell(string sentence) => error.WriteLine(TerminalText.WithoutColours(sentence));

    private void Done(string sentence) => output.WriteLine(TerminalText.WithoutColours(sentence));
}
