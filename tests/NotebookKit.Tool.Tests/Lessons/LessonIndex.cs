using System.Text.Json;
using System.Text.Json.Serialization;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>Where each documented configuration and each recurring question stands in the lessons:
/// <c>data/lessons-index.json</c>.</summary>
/// <param name="About">What the file is, for whoever opens it.</param>
/// <param name="Rows">The documented configurations, by number.</param>
/// <param name="Questions">The recurring questions, by number.</param>
internal sealed record LessonIndex(string About, IReadOnlyList<LessonIndexEntry> Rows, IReadOnlyList<LessonIndexEntry> Questions)
{
    private static readonly JsonSerializerOptions s_options = new(
        JsonSerializerDefaults.Web)
    { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static LessonIndex Load() => JsonSerializer.Deserialize<LessonIndex>(
        File.ReadAllText(Path.Combine(Lesson.Root, "data", "lessons-index.json")), s_options)!;
}

/// <summary>One row or question and the cells that answer it.</summary>
internal sealed record LessonIndexEntry(int Number, string Title, IReadOnlyList<LessonIndexCell> Cells)
{
    public override string ToString() => $"{Number} ({Title})";
}

/// <summary>One cell.</summary>
/// <param name="Notebook">The notebook's file name.</param>
/// <param name="Cell">A piece of the source that occurs in this cell alone.</param>
/// <param name="Asserts">What the cell asserts, in words; null for one that only shows something.</param>
/// <param name="Shows">The media type of what a cell without an assertion shows, for example image/svg+xml.</param>
internal sealed record LessonIndexCell(string Notebook, string Cell, string? Asserts, string? Shows);
