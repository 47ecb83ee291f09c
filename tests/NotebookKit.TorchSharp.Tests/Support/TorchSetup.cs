using NotebookKit.TorchSharp.Tests;
using TorchSharp;

[assembly: AssemblyFixture(typeof(TorchSetup))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NotebookKit.TorchSharp.Tests;

/// <summary>
/// libtorch, loaded before the first test, on one thread: other load on the machine makes its second one many times slower.
/// </summary>
/// <remarks>Not when the assembly loads: a runner asks it for its tests first, and the process that answers should end at once.</remarks>
public sealed class TorchSetup
{
    public TorchSetup()
    {
        TorchLibrary.Load();
        torch.set_num_threads(1);
    }
}
