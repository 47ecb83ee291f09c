using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit export</c>: notebooks as a static site.</summary>
internal static class ExportCommand
{
    private const int HasProblems = 1;

    private const string Details =
        """
        The site has an index (from README.md where there is one), a page for each
        notebook and each Markdown file beside them that a page links to, and a search
        over all of them. The pages load nothing from the network and are complete
        without scripts. A script in an output runs only if the file scripts.txt beside
        the notebooks lists the hash of its exact text.

        In README.md a paragraph that is nothing but a link can stand for more:
          [Text](05.ipynb#cell-id "output")   what that cell shows ("output 2": its
                                              second output alone)
          [Text](. "lessons")                 a card for each lesson, with its first
                                              picture; where a table of lessons
                                              follows, a card for each of its rows

        Exit codes:
          0    the site is written as the notebooks are
          1    it is written, and something is not in it as in the notebooks, such as
               a picture from elsewhere or a dead link; what, is named
          2    wrong usage, or the folder holds files that are not the site's
          3    a notebook could not be read, and the site is written without it; or
               the site could not be written
        """;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = NotebookPaths.Argument();
        var output = new Option<DirectoryInfo>("--output", "-o")
        {
            Description = "Write the site into this folder: a new or empty one, or one that an earlier export wrote.",
            HelpName = "DIR",
            Required = true,
        };
        var links = new Option<string[]>("--link")
        {
            Description = "Put a link into the header of every page, to something that you publish beside the site, "
                + "for example \"API reference=api/index.html\".",
            HelpName = "TEXT=ADDRESS",
            AllowMultipleArgumentsPerToken = false,
        };
        links.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => Link(token.Value) is null))
            {
                result.AddError(
                    $"--link expects a text, = and an address of http or https or a path below the site's folder, such as "
                        + $"\"API reference=api/index.html\"; received {token.Value}.");
            }
        });
        var withoutNotebooks = new Option<bool>("--without-notebooks")
        {
            Description = "Leave out the notebooks themselves, which each page offers to download as they are saved.",
        };
        var command = new DetailedCommand("export", "Makes a static site of notebooks as they are saved, running nothing.", Details)
        {
            paths, output, links, withoutNotebooks,
        };
        command.SetAction(parsed => Export(
            parsed.GetValue(paths) ?? [],
            parsed.GetValue(output)!.ToString(),
            new SiteOptions
            {
                Links = [.. (parsed.GetValue(links) ?? []).Select(link => Link(link)!)],
                HasNotebooks = !parsed.GetValue(withoutNotebooks),
            }));
        return command;
    }

    private static SiteLink? Link(string written)
    {
        int at = written.IndexOf('=');
        if (at <= 0)
        {
            return null;
        }
        (string text, string address) = (written[..at].Trim(), written[(at + 1)..].Trim());
        bool isOnTheWeb = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        bool isBeside = address.Length > 0 && !address.Contains(':') && !address.StartsWith('/') && !address.Contains('\\')
            && !address.Split('/').Contains("..");
        return text.Length > 0 && (isOnTheWeb || isBeside) ? new SiteLink(text, address) : null;
    }

    private static int Export(string[] paths, string folder, SiteOptions options)
    {
        try
        {
            NotebookSearch search = NotebookPaths.Search(paths, folder);
            if (search.Notebooks.Count == 0)
            {
                return search.Tell();
            }

            Site site = SiteBuilder.Build(
                [.. search.Notebooks.Select(notebook => new SiteNotebook(notebook.Path, notebook.Relative))], options);
            foreach (SiteProblem problem in site.Problems)
            {
                Say.Wrong(problem.ToString());
            }
            search.Tell();
            if (site.Pages.Count == 0)
            {
                return CommandLine.Fail("no notebook could be read; nothing was written.", ExitCodes.Unreadable);
            }

            SiteFolder.Write(site, folder);
            if (site.Problems.Count > 0)
            {
                Say.Wrong(
                    $"{site.Problems.Count} {(site.Problems.Count == 1 ? "problem" : "problems")}; the site was written all the same.");
            }
            Say.Done($"{site.Pages.Count} pages in {folder}, the first is {Path.Combine(folder, site.Pages[0])}");
            return search.Problems.Count > 0 || site.Problems.Any(problem => problem.IsUnreadable) ? ExitCodes.Unreadable
                : site.Problems.Count > 0 ? HasProblems
                : ExitCodes.Passed;
        }
        catch (Exception error) when (error is FileNotFoundException or ArgumentException or SiteFolderException)
        {
            return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(error.Message, ExitCodes.Unreadable);
        }
    }
}
