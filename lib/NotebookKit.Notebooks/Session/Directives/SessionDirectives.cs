using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;

namespace NotebookKit.Notebooks.Session;

/// <summary>The directives that only .NET Interactive's tool had, and none of its packages.</summary>
internal static class SessionDirectives
{
    public static void AddTo(CompositeKernel root, CellHost host, DirectiveNames directives)
    {
        root.AddDirective(new KernelActionDirective("#!time", "show how long this cell takes"), (_, context) =>
        {
            long started = Stopwatch.GetTimestamp();
            host.Cell?.AtEnd(() => host.DisplayData(MimeBundles.Of(
                "text/plain", string.Create(CultureInfo.InvariantCulture, $"Wall time: "
                    + $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0###}ms"))));
            return Task.CompletedTask;
        });
        root.AddDirective(
            new KernelActionDirective("#!lsmagic", "list the directives"), (_, _) => Show(host, DirectiveListings.Directives(directives)));
        root.AddDirective(new KernelActionDirective("#!about", "what runs this notebook"), (_, _) => Show(host, DirectiveListings.About()));
    }

    private static Task Show(CellHost host, System.Text.Json.Nodes.JsonObject data)
    {
        host.DisplayData(data);
        return Task.CompletedTask;
    }
}
