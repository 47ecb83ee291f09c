using System.Globalization;
using System.Text;

namespace NotebookKit.Notebooks.Documents;

/// <summary>The encoding of notebook files: UTF-8, with or without a byte order mark.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The content without its byte order mark.</summary>
    /// <exception cref="NotebookFormatException">The content is not UTF-8.</exception>
    public static ReadOnlyMemory<byte> Check(byte[] content, string file)
    {
        if (Archive(content) is { } archive)
        {
            throw new NotebookFormatException(file, null, $"this is {archive}, not a text file.", "Unpack it first.");
        }

        try
        {
            s_strict.GetCharCount(content);
        }
        catch (DecoderFallbackException error)
        {
            int line = content.AsSpan(0, Math.Clamp(error.Index, 0, content.Length)).Count((byte)'\n') + 1;
            throw new NotebookFormatException(
                file, string.Create(CultureInfo.InvariantCulture, $"line {line}"),
                Wide(content) is { } wide ? $"the file is {wide} text; notebooks are UTF-8 text." : "the file is not UTF-8 text.",
                "Save it again with the encoding UTF-8.", error);
        }

        return content.AsSpan().StartsWith("\ufeff"u8) ? content.AsMemory(3) : content;
    }

    private static string? Archive(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
        [0x1F, 0x8B, ..] => "a file compressed by gzip",
        _ => null,
    };

    private static string? Wide(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };

    /// <summary>The content as text.</summary>
    /// <exception cref="NotebookFormatException">The content is not UTF-8.</exception>
    public static string Read(byte[] content, string file) => s_strict.GetString(Check(content, file).Span);
}
