using System.Runtime.CompilerServices;
using NotebookKit.Notebooks.Comparing;
using Xunit;
using Xunit.v3;

namespace NotebookKit.Xunit;

/// <summary>
/// Makes the code cells of notebooks the test cases of a method. Every notebook executes in a process of its own, in its own
/// folder, from top to bottom; each of its cells is a case that passes or fails with what it printed. A cell that is run alone runs
/// after the ones before it, since it needs what they have made.
/// </summary>
/// <remarks>
/// <para>
/// As with the command <c>notebookkit test</c>, the first error of a notebook ends it, and the cells behind it are reported as
/// skipped; a cell tagged <c>raises-exception</c> may fail, one tagged <c>skip-execution</c> is skipped, and a time limit stands in
/// the metadata of a cell as <c>"execution": {"timeout": seconds}</c>.
/// </para>
/// <para>
/// Each notebook is a test collection of its own, so that as many run at once as xunit allows; on a class with
/// <c>[Collection]</c> they run in that collection, one after the other. A case has the traits <c>Notebook</c> and <c>Tag</c>.
/// The method has no parameters and an empty body, which is never run.
/// </para>
/// </remarks>
/// <param name="path">
/// A notebook (.ipynb or .dib), a folder that is searched for *.ipynb with its subfolders, or a pattern such as
/// <c>lessons/**/0*.ipynb</c>. It is relative to the folder of the test project, or else to the folder that the tests run from.
/// </param>
/// <param name="sourceFilePath">Filled in by the compiler.</param>
/// <param name="sourceLineNumber">Filled in by the compiler.</param>
/// <example><code>
/// public class NotebookTests
/// {
///     [Notebooks("../notebooks")]
///     public void Lessons() { }
/// }
/// </code></example>
[XunitTestCaseDiscoverer(typeof(NotebooksDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotebooksAttribute(
    string path, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber)
{
    /// <summary>The notebook, the folder, or the pattern.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// How long a cell may run, in milliseconds, which is how xunit counts. 0 for 300 seconds, -1 for no limit. What a cell or a
    /// notebook says in its metadata goes before it.
    /// </summary>
    public new int Timeout { get; set; }

    /// <summary>How long a notebook may run, in milliseconds; 0 for no limit.</summary>
    public int NotebookTimeout { get; set; }

    /// <summary>
    /// Whether the outputs of cells are held against those that were saved, as by <c>notebookkit test --compare</c>: numbers within a
    /// tolerance, tags as nbval has them. Later cells may change what earlier ones show, so that a notebook runs to its end before
    /// its first case is told.
    /// </summary>
    public bool Compare { get; set; }

    /// <summary>With <see cref="Compare"/>: how far a number may be from the saved one, as a part of it.</summary>
    public double RelativeTolerance { get; set; } = ComparisonOptions.DefaultRelativeTolerance;

    /// <summary>With <see cref="Compare"/>: how far a number may be from the saved one, whatever that is.</summary>
    public double AbsoluteTolerance { get; set; } = ComparisonOptions.DefaultAbsoluteTolerance;

    /// <summary>
    /// Which notebooks and cells are cases, in the words of <c>notebookkit test --filter</c>: <c>tag=quick</c>, <c>tag!=slow</c>,
    /// <c>text=Fit(</c>, <c>path!=13*</c>. A cell that is none runs where one behind it needs it, unless a term with <c>!=</c> leaves
    /// it out.
    /// </summary>
    public string[] Filter { get; set; } = [];

    /// <summary>Values for the variables of the cell tagged <c>parameters</c>, such as <c>epochs=3</c>.</summary>
    public string[] Parameters { get; set; } = [];

    /// <summary>
    /// The limit of the managed memory of a notebook's process in megabytes; 0 for three quarters of the machine's, divided by its
    /// cores.
    /// </summary>
    public int Memory { get; set; }

    /// <summary>Whether the cells after one that failed run all the same.</summary>
    public bool ContinueAfterError { get; set; }
}
