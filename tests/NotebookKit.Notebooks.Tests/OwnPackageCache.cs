using System.Runtime.CompilerServices;

namespace NotebookKit.Notebooks.Tests;

/// <summary>Tests that make packages keep each a cache of their own in nuget.config, over which a machine's NUGET_PACKAGES would
/// win.</summary>
internal static class OwnPackageCache
{
    [ModuleInitializer]
    internal static void LeaveTheMachinesAlone() => Environment.SetEnvironmentVariable("NUGET_PACKAGES", null);
}
