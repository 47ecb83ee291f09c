namespace NotebookKit.Lessons;

/// <summary>Finds the kit's <c>data</c> folder from wherever a lesson runs.</summary>
internal static class DataFolder
{
    /// <summary>The path of a folder in <c>data</c>, looked for from the current directory upwards.</summary>
    /// <param name="name">The folder's name, for example <c>published</c>.</param>
    /// <exception cref="FileNotFoundException">There is none; the message says where it was looked for.</exception>
    public static string Find(string name)
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "data", name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }
        throw new FileNotFoundException($"There is no folder data/{name} in {Environment.CurrentDirectory} or above it. Run the lesson "
            + "from the repository, where notebooks and data lie side by side.");
    }
}
