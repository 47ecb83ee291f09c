namespace NotebookKit.Notebooks.Export;

/// <summary>Pictures that Markdown shows, put into the page itself.</summary>
internal static class PagePictures
{
    private const string Attachment = "attachment:";

    /// <summary>The picture as a data URI; null, and a report, when it is not to be had.</summary>
    /// <param name="url">Where the Markdown says it is.</param>
    /// <param name="page">The page.</param>
    /// <param name="attachment">Finds a picture attached to the cell by its name.</param>
    public static string? Embed(string url, PageDraft page, Func<string, string?>? attachment)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return url;
        if (url.StartsWith(Attachment, StringComparison.Ordinal))
        {
            if (attachment?.Invoke(Uri.UnescapeDataString(url[Attachment.Length..])) is { } attached) return attached;
            page.Report($"the picture {url} is not attached to the cell. Attach it again, or name a file.");
            return null;
        }

        // A page loads nothing from elsewhere: SiteCheck reports pictures that stay links.
        if (SiteLinks.IsAbsolute(url)) return null;
        var file = SiteLinks.FullPath(page.File, url);
        var mime = MimeType(Path.GetExtension(file));
        if (mime is not null && System.IO.File.Exists(file)) return $"data:{mime};base64,{Convert.ToBase64String(System.IO.File.ReadAllBytes(file))}";
        page.Report(mime is null
            ? $"the picture {url} is of no kind that browsers show; expected .png, .jpg, .gif, .svg or .webp."
            : $"the picture {url} does not exist.");
        return null;
    }

    private static string? MimeType(string extension) => extension.ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => null,
    };
}
