using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Text of strangers on its way to a terminal. Control sequences in it would move the cursor, retitle the window, hide
/// text or write into the clipboard; shown as signs they do nothing, and the reader sees that they are there.
/// </summary>
internal static partial class TerminalText
{
    private const char FirstPicture = '\u2400';
    private const string DeletePicture = "\u2421";

    /// <summary>
    /// The text with every control character as a sign: <c>␛</c> for escape, <c>␇</c> for bell, <c>\x9b</c> and
    /// <c>\u202e</c> for those that have none. Line ends and tabs stay.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Visible(string text) => !text.AsSpan().ContainsAny(Controls)
        ? text
        : string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Select(Visible));

    private static string Visible(char character) => character switch
    {
        _ when !Controls.Contains(character) => character.ToString(),
        < ' ' => ((char)(FirstPicture + character)).ToString(),
        '\u007f' => DeletePicture,
        <= '\u00ff' => FormattableString.Invariant($"\\x{(int)character:x2}"),
        _ => FormattableString.Invariant($"\\u{(int)character:x2}"),
    };

    /// <summary>The text without its colours (which programs write on purpose), and every other control character as a sign.</summary>
    /// <param name="text">Any text.</param>
    public static string WithoutColours(string text) => Visible(Colour().Replace(text, ""));

    /// <summary>
    /// As <see cref="WithoutColours"/>, on one line: a name of a file that holds a line end would else write lines of its own.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string OneLine(string text) => WithoutColours(text).ReplaceLineEndings("␊");

    /// <summary>
    /// The text with its colours, each line that has some ending with a reset so that none reaches what stands after it, and
    /// every other control character as a sign.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string WithColours(string text) =>
        string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line =>
        {
            var coloured = new StringBuilder();
            int end = 0;
            foreach (Match colour in Colour().Matches(line))
            {
                coloured.Append(Visible(line[end..colour.Index])).Append(colour.Value);
                end = colour.Index + colour.Length;
            }

            coloured.Append(Visible(line[end..]));
            return end == 0 ? coloured.ToString() : coloured.Append("\x1b[0m").ToString();
        }));

    // All of C0 but tab and line feed, DEL, C1, and the marks that reorder the text around them (CVE-2021-42574).
    private static System.Buffers.SearchValues<char> Controls { get; } = System.Buffers.SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n')).Concat(Enumerable.Range(0x7f, 0x21))
            .Concat(Enumerable.Range(0x202a, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)));

    [GeneratedRegex(@"\x1b\[[0-9;:]{0,64}m", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
