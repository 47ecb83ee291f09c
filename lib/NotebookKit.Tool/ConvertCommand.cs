using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Conversion;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;
using NotebookKit.Shared;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit convert</c>: notebooks between .ipynb, .dib and a C# file that dotnet runs.</summary>
internal static class ConvertCommand
{
    private const int SomethingIsLeftOut = 1;

    private const string Details =
        """
        A C# file is run by dotnet run FILE.cs, in the notebook's folder. It prints what the
        notebook prints and the plain texts of what it shows. Packages become #:package,
        libraries #:include (.NET SDK 10.0.300 or later); names that cells define again get
        a number. What cannot go over, such as #!html, stays as a comment and is named, and
        the file becomes the same cells again. Any C# file with top-level statements becomes
        a notebook, with a cell for each // %% or #region.
        A .dib holds no outputs, tags and other metadata; what is lost is named.

        Exit codes:
          0    everything went over
          1    the files are there, and code was left out of one
          2    wrong usage; nothing was written
          3    a file could not be read or written
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES")
        {
            Description = "Notebooks (.ipynb, .dib) or C# files (.cs).",
            Arity = ArgumentArity.OneOrMore,
        };
        UsageErrors.RefuseUnknownOptions(files);
        var to = new Option<string>("--to") { Description = "What to make: ipynb, dib or cs.", HelpName = "FORMAT", Required = true };
        to.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && NotebookConversion.FormatOf("." + token.Value) is null)
            {
                result.AddError($"--to expects ipynb, dib or cs; received '{token.Value}'.");
            }
        });
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file to write, or a folder. Default: beside the original, with the other ending.",
            HelpName = "PATH",
        };
        var force = new Option<bool>("--force", "-f") { Description = "Overwrite files that are there." };
        var command = new DetailedCommand("convert", "Converts between .ipynb, .dib and a C# file that dotnet runs.", Details)
        {
            files, to, output, force,
        };

        command.SetAction(parsed => Convert(
            parsed.GetRequiredValue(files), NotebookConversion.FormatOf("." + parsed.GetRequiredValue(to))!.Value, parsed.GetValue(output),
            parsed.GetValue(force)));
        return command;
    }

    private static int Convert(string[] files, ConversionFormat format, string? output, bool force)
    {
        var targets = files.Select(file => (File: file, Target: Target(file, format, output, files.Length))).ToList();
        if (targets.Select(pair => Problem(pair.File, pair.Target, targets, force)).OfType<string>().FirstOrDefault() is { } wrong)
        {
            return CommandLine.Fail(wrong, ExitCodes.WrongUsage);
        }

        int code = ExitCodes.Passed;
        foreach ((string file, string target) in targets)
        {
            try
            {
                string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
                var converted = NotebookConversion.Convert(file, format, folder);
                Directory.CreateDirectory(folder);
                AtomicFile.Write(target, converted.Content);
                Say.Done($"{TerminalText.OneLine(file)} -> {TerminalText.OneLine(target)}");
                foreach (ConversionNote note in converted.Notes)
                {
                    Say.Done($"  {note}");
                }

                code = converted.Notes.Any(note => note.IsLeftOut) ? Math.Max(code, SomethingIsLeftOut) : code;
            }
            catch (Exception error) when (error is not OutputException)
            {
                // One file's failure is its own: the others are converted.
                Say.Wrong(FileFailure.Describe(file, error, "the file could not be converted"));
                code = ExitCodes.Unreadable;
            }
        }

        return code;
    }

    private static string Target(string file, ConversionFormat format, string? output, int files)
    {
        string name = Path.GetFileNameWithoutExtension(file) + NotebookConversion.Extension(format);
        return output is null ? Path.Combine(Path.GetDirectoryName(file) ?? "", name)
            : files > 1 || Directory.Exists(output) || Path.EndsInDirectorySeparator(output) ? Path.Combine(output, name)
            : output;
    }

    private static string? Problem(string file, string target, IReadOnlyList<(string File, string Target)> all, bool force) =>
        file.Length == 0 ? "A name without a character is no file. Name a notebook or a C# file."
        : !Path.Exists(file) ? $"{file}: there is no such file."
        : NotebookConversion.FormatOf(file) is null ? $"{file}: expected a file that ends in .ipynb, .dib or .cs."
        : RealPath.AreSame(file, target) ? $"{file} has that format already; name another file by --output."
        : all.Any(other => other.File != file && RealPath.AreSame(other.Target, target))
            ? $"{target} would be written twice."
        : !force && Path.Exists(target) ? $"{target} exists already; --force overwrites it."
        : null;
}
