namespace NotebookKit.Notebooks.Session;

/// <summary>
/// What stands for a <c>#</c> that begins no directive while a cell's text is on its way through .NET Interactive's parser: a code
/// point that never stands for a character.
/// </summary>
internal static class DirectiveSign
{
    public const char Sign = '\uFDD1';

    /// <summary>The text as it was written.</summary>
    public static string Restore(string text) => text.Replace(Sign, '#');
}
