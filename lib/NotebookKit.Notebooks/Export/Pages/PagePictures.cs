using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>Pictures that a notebook shows by their address, put into the page itself.</summary>
internal static class PagePictures
{
    private const string Attachment = "attachment:";
    private const long MostBytes = 32L << 20;

    /// <summary>The picture as a data URI; null, and a report, when it is not to be had.</summary>
    /// <param name="address">Where the notebook says it is; not a data URI.</param>
    /// <param name="page">The page.</param>
    /// <param name="attachment">Finds a picture attached to the cell by its name.</param>
    public static string? Embed(string address, PageDraft page, Func<string, string?>? attachment)
    {
        string shown = Shortened.Of(address);
        if (address.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase))
        {
            return attachment?.Invoke(Uri.UnescapeDataString(address[Attachment.Length..]))
                ?? Missing($"the picture {shown} is not attached to the cell. Attach it again, or name a file.");
        }

        if (FragmentUrl.Scheme(address) is { } scheme)
        {
            return Missing(scheme is "http" or "https" or "//"
                ? $"the picture {shown} is elsewhere, and the page would load it; a page loads nothing, so a link stands in its place. "
                    + $"Save the picture beside the notebook."
                : $"the picture {shown} is left out; expected a file beside the notebook or an attachment.");
        }

        string file = SiteLinks.FullPath(page.Source, address.Split('?', '#')[0]);
        if (MimeType(Path.GetExtension(file)) is not { } mime)
        {
            return Missing($"the picture {shown} is of no kind that browsers show; expected .png, .jpg, .gif, .svg or .webp.");
        }
        string? problem = FileKinds.Of(file) switch
        {
            FileKind.None => "does not exist.",
            _ when page.Links.RootOf(file) is null => "lies outside the folder of the notebooks, or is hidden there, and is not published. "
                + "Copy it beside the notebook.",
            not FileKind.Regular => "is not a regular file.",
            _ => null,
        };
        if (problem is not null)
        {
            return Missing($"the picture {shown} {problem}");
        }

        try
        {
            return new FileInfo(RealPath.Of(file)).Length > MostBytes
                ? Missing($"the picture {shown} has more than {MostBytes >> 20} MB, too much for a page. Make it smaller.")
                : $"data:{mime};base64,{Convert.ToBase64String(RegularFile.Read(file))}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Missing($"the picture {shown} cannot be read: {error.Message}");
        }

        string? Missing(string what)
        {
            page.Report(what);
            return null;
        }
    }

    private static string? MimeType(string extension) => extension.ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        ".avif" => "image/avif",
        _ => null,
    };
}
