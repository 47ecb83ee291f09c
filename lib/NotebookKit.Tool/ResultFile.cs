using System.CommandLine;
using NotebookKit.Notebooks.Conversion;
using NotebookKit.Shared;

namespace NotebookKit.Tool;

/// <summary>A file of results that a command writes when asked to.</summary>
internal static class ResultFile
{
    /// <summary>The option that asks for one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What the help says of it.</param>
    public static Option<FileInfo?> Option(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description, HelpName = "FILE" };
        // Whoever forgets the file's name, test --junit lesson.ipynb, must not lose the notebook.
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => NotebookConversion.FormatOf(token.Value) is not null) is { } token)
            {
                result.AddError($"{name} writes results into its file, and {token.Value} is the name of a notebook or of code. "
                    + $"Name the file of results first: {name} results{Ending(name)} {ShellWord.Of(token.Value)}");
            }
        });
        return option;
    }

    private static string Ending(string option) => option == "--csv" ? ".csv" : ".xml";

    /// <summary>Writes it, in a folder that is made where there is none.</summary>
    /// <param name="file">The file; null where none was asked for.</param>
    /// <param name="content">Makes what stands in it.</param>
    /// <returns>Why it could not be written; nothing when it was.</returns>
    public static IEnumerable<string> Write(FileInfo? file, Func<byte[]> content)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            file.Directory!.Create();
            AtomicFile.Write(file.FullName, content());
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [$"{file}: the results could not be written: {error.Message}"];
        }
    }
}
