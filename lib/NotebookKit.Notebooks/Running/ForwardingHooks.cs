using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>Passes every moment of a run on to another; derive and override those that are not only passed on.</summary>
/// <param name="inner">Who is told.</param>
internal abstract class ForwardingHooks(RunHooks inner) : RunHooks
{
    public override void OnNotebookStart(string path) => inner.OnNotebookStart(path);

    public override void OnNotebookLoaded(string path, NotebookDocument document) => inner.OnNotebookLoaded(path, document);

    public override void OnCellStart(string path, int index, NotebookCell cell) => inner.OnCellStart(path, index, cell);

    public override void OnCellOutput(string path, int index, SessionEvent shown) => inner.OnCellOutput(path, index, shown);

    public override void OnCellExecuted(CellReport report) => inner.OnCellExecuted(report);

    public override void OnCellError(CellReport report) => inner.OnCellError(report);

    public override void OnNotebookComplete(NotebookReport report) => inner.OnNotebookComplete(report);
}
