namespace NotebookKit.Kernels;

/// <summary>Work in numbered tasks that several threads may take at the same time.</summary>
internal interface INumberedWork
{
    void Run(int task);
}
