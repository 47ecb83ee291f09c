namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Compiles a trivial cell in the background as soon as the first session of a process is there, so that the compiler is
/// ready when the first real cell comes.
/// </summary>
internal static class WarmUp
{
    private static readonly Lazy<Task> Once = new(() => Task.Run(Compile));

    public static void Start() => _ = Once.Value;

    private static void Compile()
    {
        var options = new SessionOptions();
        var engine = new CellEngine(options, new CellHost(options));
        CompiledCell.From(engine.Chain.Create(SubmissionChain.Parse("var answer = 1; answer", "warm-up")), engine.Sources, default);
        ValueFormatter.Format(1, []);
    }
}
