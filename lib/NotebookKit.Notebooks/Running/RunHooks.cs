using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// What happens at each moment of a run; derive and override. Notebooks that run at once call from several threads, one
/// call at a time for each notebook.
/// </summary>
public abstract class RunHooks
{
    /// <summary>A notebook's process is starting.</summary>
    public virtual void OnNotebookStart(string path)
    {
    }

    /// <summary>A notebook was read; its first cell is next.</summary>
    public virtual void OnNotebookLoaded(string path, NotebookDocument document)
    {
    }

    /// <summary>A code cell is about to run.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="index">The cell's place, from 0.</param>
    /// <param name="cell">The cell.</param>
    public virtual void OnCellStart(string path, int index, NotebookCell cell)
    {
    }

    /// <summary>A code cell shows something while it runs.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="index">The cell's place, from 0.</param>
    /// <param name="shown">What it shows; recorded in the cell's outputs already.</param>
    public virtual void OnCellOutput(string path, int index, SessionEvent shown)
    {
    }

    /// <summary>A code cell passed, failed or was skipped.</summary>
    public virtual void OnCellExecuted(CellReport report)
    {
    }

    /// <summary>A code cell failed or timed out; comes after <see cref="OnCellExecuted"/>.</summary>
    public virtual void OnCellError(CellReport report)
    {
    }

    /// <summary>A notebook has ended, one way or another.</summary>
    public virtual void OnNotebookComplete(NotebookReport report)
    {
    }
}
