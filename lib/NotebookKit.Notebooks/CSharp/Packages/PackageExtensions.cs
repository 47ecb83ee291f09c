using System.Reflection;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What packages bring for notebooks: the libraries in their folder <c>interactive-extensions/dotnet</c>, whose extensions
/// are given the root kernel, and then the script <c>extension.dib</c> there.
/// </summary>
internal sealed class PackageExtensions(
    CellHost host, CellEngine engine, SessionThread thread, CompositeKernel root, ImportDirective import)
{
    private readonly HashSet<string> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads what the packages bring; the command fails with the first extension that does.</summary>
    public async Task LoadAsync(IEnumerable<ResolvedPackage> packages, KernelCommand command, KernelInvocationContext context)
    {
        foreach (string folder in packages.Select(package => Path.Combine(package.Root, "interactive-extensions", "dotnet"))
            .Where(Directory.Exists))
        {
            foreach (string path in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
            {
                if (!await LoadAsync(path, command, context))
                {
                    return;
                }
            }
            string script = Path.Combine(folder, "extension.dib");
            if (File.Exists(script))
            {
                await import.RunAsync(script, command, context);
            }
        }
    }

    private async Task<bool> LoadAsync(string path, KernelCommand command, KernelInvocationContext context)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (!_loaded.Add(name))
        {
            return true;
        }
        string what = Path.GetFileName(path);
        RunningCell? cell = host.Cell;
        try
        {
            Assembly assembly = engine.Assemblies.LoadExtension(path);
            foreach (Type type in assembly.ExportedTypes.Where(IsExtension))
            {
                what = $"{type.Name} of {Path.GetFileName(path)}";
                var extension = (IKernelExtension)Activator.CreateInstance(type)!;
                await thread.Run(() => engine.Control(() => extension.OnLoadAsync(root), cell));
                context.Publish(new KernelExtensionLoaded(extension, command));
            }

            return true;
        }
        catch (Exception error) when (cell is not { Interrupt.IsCancellationRequested: true })
        {
            Exception cause = error;
            while (cause is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 }
                && cause.InnerException is { } inner)
            {
                cause = inner;
            }
            var failure = CellFailure.Directive(
                $"The notebook extension {what} failed to load: {cause.GetType().Name}: {cause.Message} The package itself can be used.");
            host.Fail(command, context, failure);
            return false;
        }
    }

    private static bool IsExtension(Type type) =>
        type is { IsAbstract: false, IsInterface: false, IsGenericTypeDefinition: false }
            && typeof(IKernelExtension).IsAssignableFrom(type);
}
