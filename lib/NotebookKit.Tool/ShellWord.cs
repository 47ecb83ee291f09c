using System.Globalization;
using System.Text;

namespace NotebookKit.Tool;

/// <summary>A word of a command line as a reader can paste it into the shell: quoted where it must be.</summary>
internal static class ShellWord
{
    // What no shell of the platform does anything with.
    private const string Plain = "_@%+=:,./-", PlainOnWindows = @"_@+=:./\-";

    /// <summary>The word for this system's shell.</summary>
    public static string Of(string word) => OperatingSystem.IsWindows() ? ForWindows(word) : ForUnix(word);

    /// <summary>The word for sh, bash and zsh.</summary>
    public static string ForUnix(string word)
    {
        if (IsPlain(word, Plain))
        {
            return word;
        }

        // A control character must not reach the terminal, and $'…' spells it out.
        return word.Any(char.IsControl) ? $"$'{Spelled(word)}'" : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>The word for PowerShell, and where that has no meaning of its own for a character of it, for cmd as well.</summary>
    public static string ForWindows(string word)
    {
        return IsPlain(word, PlainOnWindows) ? word
            : word.AsSpan().IndexOfAny('$', '`') < 0 ? $"\"{word}\""
            : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(string word, string plain) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || plain.Contains(character, StringComparison.Ordinal));

    private static string Spelled(string word) => string.Concat(word.EnumerateRunes().Select(rune => rune.Value switch
    {
        '\n' => @"\n",
        '\t' => @"\t",
        '\'' => @"\'",
        '\\' => @"\\",
        _ when Rune.IsControl(rune) => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
        _ => rune.ToString(),
    }));
}
