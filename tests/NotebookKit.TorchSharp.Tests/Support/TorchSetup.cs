using System.Runtime.CompilerServices;
using TorchSharp;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NotebookKit.TorchSharp.Tests;

/// <summary>Loads libtorch before a test names anything of it, and lets it use one thread: with more, other load makes it many times slower.</summary>
internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void Load()
    {
        TorchLibrary.Load();
        torch.set_num_threads(1);
    }
}
