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
        try
        {
            s_strict.GetCharCount(content);
        }
        catch (DecoderFallbackException error)
        {
            int line = content.AsSpan(0, Math.Clamp(error.Index, 0, content.Length)).Count((byte)'\n') + 1;
            throw new NotebookFormatException(
                file, string.Create(CultureInfo.InvariantCulture, $"line {line}"),
                IsUtf16(content) ? "the file is UTF-16 text; notebooks are UTF-8 text." : "the file is not UTF-8 text.",
                "Save it again with the encoding UTF-8.", error);
        }

        return content.AsSpan().StartsWith("\ufeff"u8) ? content.AsMemory(3) : content;
    }

    private static bool IsUtf16(ReadOnlySpan<byte> content) => content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    /// <summary>The content as text.</summary>
    /// <exception cref="NotebookFormatException">The content is not UTF-8.</exception>
    public static string Read(byte[] content, string file) => s_strict.GetString(Check(content, file).Span);
}
