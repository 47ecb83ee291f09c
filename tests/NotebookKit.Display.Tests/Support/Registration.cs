using System.Runtime.CompilerServices;

namespace NotebookKit.Display.Tests.Support;

/// <summary>Registers the formatters before any test, as a notebook's bootstrap does before any cell.</summary>
internal static class Registration
{
    [ModuleInitializer]
    internal static void Register() => NotebookFormatters.Register();
}
