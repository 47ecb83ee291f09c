using System.CommandLine;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit export</c>: notebooks as a static site.</summary>
public static class ExportCommand
{
    private const int HasProblems = 1;

    private const string Details =
        """
        The site has an index (from README.md where there is one) and a page for each
        notebook. The pages load nothing from the network and are complete without
        scripts.

        Exit codes:
          0    the site is written
          1    a page has a problem such as a dead link; nothing is written
          2    wrong usage, or the folder holds files that are not the site's
          3    a notebook could not be read, or the site not be written
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var paths = NotebookPaths.Argument();
        var output = new Option<DirectoryInfo>("--output", "-o")
        {
            Description = "Write the site into this folder: a new or empty one, or one that an earlier export wrote.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new DetailedCommand("export", "Makes a static site of notebooks as they are saved, running nothing.")
        {
            Details = Details,
        };
        command.Arguments.Add(paths);
        command.Options.Add(output);
        command.SetAction(parsed => Export(parsed.GetValue(paths) ?? [], parsed.GetValue(output)!.ToString()));
        return command;
    }

    private static int Export(string[] paths, string folder)
    {
        try
        {
            var site = SiteBuilder.Build([.. NotebookPaths.Find(paths, folder).Select(notebook => new SiteNotebook(notebook.Path, notebook.Relative))]);
            if (site.Problems.Count > 0)
            {
                foreach (var problem in site.Problems) Console.Error.WriteLine(problem);
                Console.Error.WriteLine($"{site.Problems.Count} {(site.Problems.Count == 1 ? "problem" : "problems")}; nothing was written.");
                return HasProblems;
            }

            SiteFolder.Write(site, folder);
            Console.WriteLine($"{site.Pages.Count} pages in {folder}, the first is {Path.Combine(folder, site.Pages[0])}");
            return ExitCodes.Passed;
        }
        catch (Exception error) when (error is FileNotFoundException or ArgumentException or SiteFolderException)
        {
            return Fail(error, ExitCodes.WrongUsage);
        }
        catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return Fail(error, ExitCodes.Unreadable);
        }
    }

    private static int Fail(Exception error, int code)
    {
        Console.Error.WriteLine($"notebookkit: {error.Message}");
        return code;
    }
}
