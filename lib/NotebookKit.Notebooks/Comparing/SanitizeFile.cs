using System.Globalization;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// A file of patterns to ignore, as nbval's <c>--nbval-sanitize-with</c> reads it: sections with <c>regex</c> and <c>replace</c>.
/// A section that is called after a known pattern replaces it, or leaves it out with <c>enabled: no</c>.
/// </summary>
/// <example><code>
/// [process ids]
/// regex: pid \d+
/// replace: pid N
///
/// [date]
/// enabled: no
/// </code></example>
public static class SanitizeFile
{
    private const int MaxLength = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patterns">What the file adds to.</param>
    /// <returns>Both.</returns>
    /// <exception cref="CompareException">The file is not as it should be; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IgnoredPatterns Load(string path, IgnoredPatterns patterns)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > MaxLength)
        {
            throw new CompareException($"{path}: a file of patterns has at most {MaxLength >> 20} MB; this has {file.Length >> 20} MB.");
        }

        return Parse(File.ReadAllText(path), path, patterns);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="patterns">What the text adds to.</param>
    /// <exception cref="CompareException">The text is not as it should be.</exception>
    public static IgnoredPatterns Parse(string text, string name, IgnoredPatterns patterns)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (Section section in Sections(text, name))
        {
            patterns = Add(section, name, patterns);
        }

        return patterns;
    }

    private static IgnoredPatterns Add(Section section, string file, IgnoredPatterns patterns)
    {
        if (section.Values.TryGetValue("enabled", out string? enabled))
        {
            bool isOn = enabled.ToLowerInvariant() switch
            {
                "yes" or "true" or "on" or "1" => true,
                "no" or "false" or "off" or "0" => false,
                _ => throw Wrong($"enabled is yes or no; received '{enabled}'"),
            };
            if (!isOn)
            {
                return patterns.Without([section.Name]);
            }
        }

        if (!section.Values.TryGetValue("regex", out string? regex))
        {
            return enabled is not null ? patterns : throw Wrong("has no line 'regex: …'");
        }

        // As in nbval, what the pattern matches goes where nothing is said of what comes instead.
        string replacement = section.Values.GetValueOrDefault("replace", "").Replace("\\g<0>", "$0", StringComparison.Ordinal);
        try
        {
            return patterns.With(section.Name, regex, replacement);
        }
        catch (ArgumentException error)
        {
            throw Wrong($"regex cannot be read: {error.Message}");
        }

        CompareException Wrong(string what) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {section.Line}: section [{section.Name}] {what}."));
    }

    private static IEnumerable<Section> Sections(string text, string file)
    {
        Section? section = null;
        string? key = null;
        foreach ((int index, string line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            string trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] is '#' or ';')
            {
                continue;
            }

            if (trimmed is ['[', .., ']'])
            {
                if (section is not null)
                {
                    yield return section;
                }

                section = new Section(trimmed[1..^1].Trim(), index + 1, new(StringComparer.OrdinalIgnoreCase));
                key = null;
                continue;
            }

            // An indented line goes on with the value above, as in Python's configparser.
            if (key is not null && char.IsWhiteSpace(line[0]))
            {
                section!.Values[key] += "\n" + trimmed;
                continue;
            }

            int colon = trimmed.IndexOfAny([':', '=']);
            if (section is null || colon <= 0)
            {
                string expected = section is null ? "a section such as [times]" : "'regex: …' or 'replace: …'";
                throw new CompareException(
                    string.Create(CultureInfo.InvariantCulture, $"{file}, line {index + 1}: expected {expected}; received '{trimmed}'."));
            }

            key = trimmed[..colon].Trim();
            section.Values[key] = trimmed[(colon + 1)..].Trim();
        }

        if (section is not null)
        {
            yield return section;
        }
    }

    private sealed record Section(string Name, int Line, Dictionary<string, string> Values);
}
