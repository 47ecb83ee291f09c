using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>The lines of a cell that are none of C#: directives, and what stands behind one that changes the language.</summary>
internal static partial class CellLines
{
    private static readonly string[] s_silent = ["#!csharp", "#!c#", "#!time", "#!who", "#!whos", "#!lsmagic", "#!about"];

    private static readonly string[] s_languages =
    [
        "#!html", "#!javascript", "#!js", "#!markdown", "#!md", "#!mermaid", "#!fsharp", "#!f#", "#!pwsh", "#!powershell", "#!sql", "#!kql",
        "#!http", "#!value",
    ];

    /// <summary>Takes directives out.</summary>
    /// <param name="source">A cell's text.</param>
    /// <param name="directive">Gets each directive line.</param>
    /// <param name="note">Gets what cannot go over.</param>
    /// <returns>The text in which they are comments.</returns>
    public static string Separate(string source, Action<string, string> directive, Action<string> note)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        bool isOther = false;
        // What the compiler would see since the language changed last: in a string over several lines a directive is text.
        var block = new StringBuilder();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            string name = Name().Match(line).Value.ToLowerInvariant();
            if (name.Length > 0 && !isOther && CellText.IsInsideLiteralOrComment(block.ToString()))
            {
                block.Append(line).Append('\n');
                continue;
            }

            if (name is "#!csharp" or "#!c#")
            {
                isOther = false;
                block.Clear();
            }
            else if (isOther)
            {
            }
            else if (s_languages.Contains(name))
            {
                isOther = true;
                note($"{name} is not C#; what follows it is left out");
            }
            else if (name is "#r" or "#i" or "#load" or "#!import")
            {
                directive(name, line[name.Length..].Trim().Trim('"', '\''));
            }
            else if (!name.StartsWith("#!", StringComparison.Ordinal))
            {
                block.Append(line).Append('\n');
                continue;
            }
            else if (!s_silent.Contains(name))
            {
                note($"{name} speaks to the notebook and is left out");
            }

            lines[i] = ProgramMarks.Line + line;
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^(#!\S+|#r\b|#i\b|#load\b)")]
    private static partial Regex Name();
}
