using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Compiles a trivial cell in the background as soon as the first session of a process is there, so that the compiler is
/// ready when the first real cell comes.
/// </summary>
internal static class WarmUp
{
    private static readonly Lazy<Task> s_once = new(() => Task.WhenAll(Task.Run(Compile), Task.Run(StartKernels)));

    public static void Start() => _ = s_once.Value;

    /// <summary>
    /// Over when the trivial cell is compiled. Real cells wait for it: when two compilations bind the same references for the
    /// first time at the same moment, the compiler may keep one's symbols for the libraries and the other's for
    /// <c>string</c>, and from then on says that a string is no string (CS1929, CS4027).
    /// </summary>
    public static Task Done => Task.WhenAny(s_once.Value);

    private static void Compile()
    {
        var options = new SessionOptions();
        var engine = new CellEngine(options, new CellHost(options));
        CompiledCell.From(engine.Chain, ScriptSyntax.Parse("var answer = 1; answer", "warm-up"), engine.Sources, default);
        FormattingGuard.Install();
        MimeBundles.Format(1, []);
    }

    /// <summary>The first command that goes through .NET Interactive's kernels costs as much as the first compilation.</summary>
    private static async Task StartKernels()
    {
        using var root = new CompositeKernel { new HtmlKernel() };
        await root.SendAsync(new SubmitCode("<!-- warm-up -->", "html"));
    }
}
