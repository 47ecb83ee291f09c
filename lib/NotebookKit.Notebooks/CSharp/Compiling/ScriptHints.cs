using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What a reader needs to hear where the compiler speaks of something else: a cell is a script, in which a few things that
/// stand in every C# book do not compile.
/// </summary>
internal static partial class ScriptHints
{
    /// <summary>The hint to put under an error or a warning; <c>null</c> when the compiler's own words do.</summary>
    public static string? For(Diagnostic found)
    {
        if (!found.Location.IsInSource)
        {
            return null;
        }
        SyntaxTree tree = found.Location.SourceTree!;
        string line = tree.GetText().Lines.GetLineFromPosition(found.Location.SourceSpan.Start).ToString();
        return ForLine(found.Id, line) ?? ForName(found.Id, Text(tree, found)) ?? ForId(found.Id);
    }

    /// <summary>Declarations that the parser takes for something else, so that its errors are about that.</summary>
    private static string? ForLine(string id, string line)
    {
        if (id is "CS0825" or "CS1002" or "CS0138" or "CS0246" or "CS1519" or "CS0118" or "CS0426" or "CS0234"
            && UsingVariable().Match(line) is { Success: true } declared)
        {
            string start = declared.Groups["await"].Success ? "await using" : "using";
            return $"A cell has no `using` variable at its top level. Write a block, {start} ({declared.Groups["type"].Value} "
                + $"{declared.Groups["name"].Value} = …) {{ … }}, or put the lines into a method.";
        }

        if (id is "CS1003" or "CS1001" or "CS1026" or "CS0501" or "CS0825" or "CS0270" && RefVariable().IsMatch(line))
        {
            return "A variable at the top level of a cell lives on in later cells, so it cannot be a `ref` to another. "
                + "Put the lines into a block { … } or into a method.";
        }

        return null;
    }

    private static string? ForName(string id, string name) => (id, name) switch
    {
        ("CS0103", "await") =>
            "A script takes await (…) for a call of a method named await. Leave the outer brackets out: await x.",
        ("CS0103", "args") => "A notebook has no command line: define a variable of your own in place of args.",
        ("CS0103" or "CS0246", _) when Namespaces.Of(name) is { } place =>
            $"{name} is in {place}, which cells do not import by themselves: add using {place}; as the cell's first line.",
        _ => null,
    };

    private static string? ForId(string id) => id switch
    {
        "CS1109" or "CS9283" =>
            "A class in a cell is a nested class, which can hold no extensions. Write the method straight into the cell, without a class: "
            + "static T Name(this X x) => …;",
        "CS7021" =>
            "A cell has no namespaces. Leave the namespace line and its braces out: later cells see the types by their bare names.",
        "CS9054" => "A cell is not a file of its own: leave `file` out. A later cell may define the same name anew.",
        "CS8345" =>
            "A variable at the top level of a cell lives on in later cells, as a field, which no Span and no other ref struct can do. "
            + "Put the lines into a block { … } or into a method, or keep an array or a Memory<T>.",
        "CS9176" => "A bare [ … ] has no type of its own. Say which: int[] x = [1, 2, 3]; or (int[])[1, 2, 3] or new[] { 1, 2, 3 }.",
        "CS8716" => "A bare default has no type of its own. Say which: default(int).",
        "CS7020" => "Only a method can yield. Put the lines into one: IEnumerable<T> Name() { … yield return …; }",
        "CS7026" => "A cell cannot set attributes of its assembly or module: leave the line out.",
        "CS7015" => "A cell cannot have an extern alias. Write the type's full name, or load only one of the two libraries.",
        "CS0027" or "CS1512" => "The top level of a cell is inside no class: there is no `this` and no `base`. Use the names as they are.",
        "CS0214" => "Put the lines into unsafe { … }.",
        "CS1032" => "Move the line to the very top of the cell, above all code.",
        "CS0558" or "CS0563" => "An operator belongs to a type: put it into the class or struct that it is about.",
        "CS9045" => "A variable of a cell cannot be required: leave the word out.",
        "CS7022" => "A cell runs from top to bottom, and calls no Main by itself. Call it: add Main(…); below.",
        _ => null,
    };

    private static string Text(SyntaxTree tree, Diagnostic found) =>
        tree.GetText().ToString(found.Location.SourceSpan).Split('<')[0];

    // Other code, or a comment, may stand before it on the line.
    private const string Start = @"(?:^|[;{}/])\s*";

    [GeneratedRegex(Start + @"(?<await>await\s+)?using\s+(?!static\b|unsafe\b)"
        + @"(?<type>[\w.<>,\[\]?]+(?:\s*,\s*[\w.<>\[\]?]+)*)\s+(?<name>\w+)\s*=[^>]")]
    private static partial Regex UsingVariable();

    [GeneratedRegex(Start + @"(?:scoped\s+)?ref\s+(?:readonly\s+)?[\w.<>,\[\]?]+\s+\w+\s*=\s*ref\b")]
    private static partial Regex RefVariable();
}
