using System.CommandLine;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit new</c>: a notebook to begin with.</summary>
internal static class NewCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The notebook to make, .ipynb or .dib; it must not exist." };
        file.Validators.Add(result =>
        {
            string path = result.Tokens[0].Value;
            if (path.StartsWith('-'))
            {
                result.AddError(UsageErrors.UnknownOption((System.CommandLine.Parsing.CommandResult)result.Parent!, path));
            }
            else if (path.Length == 0)
            {
                result.AddError("A name without a character is no file. Name the notebook to make, which ends in .ipynb or .dib.");
            }
            else if (Path.GetExtension(path).ToLowerInvariant() is not (".ipynb" or ".dib"))
            {
                result.AddError($"{path}: expected the name of a notebook, which ends in .ipynb or .dib.");
            }
            else if (Path.Exists(path))
            {
                result.AddError($"{path} exists already; choose another name.");
            }
        });
        var command = new Command("new", "Makes a notebook with a title and one C# cell.") { file };
        command.SetAction(parsed => Make(parsed.GetRequiredValue(file)));
        return command;
    }

    private static int Make(FileInfo file)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, $"# {Path.GetFileNameWithoutExtension(file.Name)}");
        document.Add(CellKind.Code, "Console.WriteLine(\"Hello from a C# notebook.\");");
        try
        {
            file.Directory!.Create();
            document.Save(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(FileFailure.Describe(file.ToString(), error, "the notebook could not be made"), ExitCodes.Unreadable);
        }

        Say.Done($"{file} is there. Run it: {CommandLine.Name} run {ShellWord.Of(file.ToString())}");
        return ExitCodes.Passed;
    }
}
