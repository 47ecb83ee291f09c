using System.CommandLine;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Shared;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit student</c>: the lessons without their solutions.</summary>
internal static class StudentCommand
{
    private const string Details =
        """
        Cells tagged solution are left out with their outputs; everything else is as it
        was saved. Files that a notebook imports from its own folder come along. Nothing
        is run. A notebook that cannot be read is named, and the others are written.

        Exit codes:
          0    the notebooks are written
          2    wrong usage, or a file is in the way
          3    a notebook could not be read or written
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = NotebookPaths.Argument();
        var output = new Option<DirectoryInfo>("--output", "-o")
        {
            Description = "Write the notebooks into this folder.",
            HelpName = "DIR",
            Required = true,
        };
        var replace = new Option<bool>("--replace")
        {
            Description = "Write over files that are there, for example those of an earlier time.",
        };
        var command = new DetailedCommand("student", "Writes the notebooks without their solutions, to hand them out.", Details)
        {
            paths, output, replace,
        };
        command.SetAction(parsed => Write(parsed.GetValue(paths) ?? [], parsed.GetValue(output)!.ToString(), parsed.GetValue(replace)));
        return command;
    }

    private static int Write(string[] paths, string folder, bool replace)
    {
        try
        {
            NotebookSearch search = NotebookPaths.Search(paths, folder);
            if (search.Notebooks.Count == 0)
            {
                return search.Tell();
            }

            List<string> problems = [.. search.Problems];
            Dictionary<string, (string Source, byte[] Content)> files = Edition(
                search.Notebooks, folder, problems, out int notebooks, out int solutions);
            foreach ((string target, (string source, _)) in files)
            {
                if (RealPath.Of(target) == RealPath.Of(source))
                {
                    return CommandLine.Fail($"{target}: this is the teacher's own file. Name another folder.", ExitCodes.WrongUsage);
                }

                if (!replace && File.Exists(target))
                {
                    return CommandLine.Fail(
                        $"{target}: there is such a file already. Name another folder, or say --replace.", ExitCodes.WrongUsage);
                }
            }

            foreach ((string target, (_, byte[] content)) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
                AtomicFile.Write(target, content);
            }

            Say.Done(FormattableString.Invariant(
                $"{Count(notebooks, "notebook")} in {folder}, without {Count(solutions, "solution cell")}"));
            foreach (string problem in problems)
            {
                CommandLine.Fail(problem, ExitCodes.Unreadable);
            }

            return problems.Count == 0 ? ExitCodes.Passed : ExitCodes.Unreadable;
        }
        catch (FileNotFoundException error)
        {
            return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
        }
        catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(error.Message, ExitCodes.Unreadable);
        }
    }

    // All is read before anything is written.
    private static Dictionary<string, (string Source, byte[] Content)> Edition(
        IReadOnlyList<NotebookPath> paths, string folder, List<string> problems, out int notebooks, out int solutions)
    {
        var files = new Dictionary<string, (string, byte[])>(StringComparer.Ordinal);
        (notebooks, solutions) = (0, 0);
        foreach (NotebookPath path in paths)
        {
            NotebookDocument lesson;
            try
            {
                lesson = NotebookDocument.Load(path.Path);
            }
            catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
            {
                problems.Add(
                    error is NotebookFormatException ? error.Message : $"{path.Path}: the notebook could not be read: {error.Message}");
                continue;
            }

            solutions += StudentEdition.TakeSolutionsOut(lesson);
            notebooks++;
            string target = Path.Combine(folder, path.Relative);
            Add(target, path.Path, lesson.ToBytes(lesson.Format));
            foreach (string import in StudentEdition.Imports(lesson))
            {
                string source = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path.Path))!, import);
                if (FileKinds.Of(source) == FileKind.Regular)
                {
                    Add(Path.Combine(Path.GetDirectoryName(target)!, import), source, File.ReadAllBytes(source));
                }
            }
        }

        return files;

        void Add(string target, string source, byte[] content)
        {
            if (!files.TryAdd(target, (source, content)) && files[target].Item1 != source)
            {
                throw new FileNotFoundException(
                    $"{files[target].Item1} and {source} would both become {target}. Write them into different folders.");
            }
        }
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
