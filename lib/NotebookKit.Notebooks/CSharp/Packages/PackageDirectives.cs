using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// <c>#r "nuget: …"</c> and <c>#i "nuget: …"</c>: the packages that a cell names are resolved together, before its code.
/// What they bring for notebooks is loaded then.
/// </summary>
internal sealed class PackageDirectives(CellHost host, CellEngine engine, SessionThread thread, PackageExtensions extensions)
{
    private readonly List<PackageRequest> _requested = [];

    /// <summary>Adds the directives to the C# kernel.</summary>
    public void AddTo(CSharpKernel kernel)
    {
        kernel.AddDirective<ReferPackage>(
            Directive("#r", "--package", "use a package, #r \"nuget: Name, Version\", or a library, #r \"path.dll\""),
            (command, context) => Do(command, context, "#r", () => Request(command.Package)));
        kernel.AddDirective<ReferSource>(
            Directive("#i", "--source", "add a package source, #i \"nuget:ADDRESS\", an address or a folder"),
            (command, context) => Do(command, context, "#i", () => kernel.AddSource(command.Source)));
        kernel.AddDirective(
            new KernelActionDirective("#!nuget-restore") { Hidden = true },
            (command, context) => RestoreAsync(command, context));
        // What code sends by itself is resolved at once.
        kernel.RegisterCommandHandler<AddPackage>((command, context) =>
        {
            Request($"nuget: {command.PackageName}, {command.PackageVersion}".TrimEnd(',', ' '));
            return RestoreAsync(command, context);
        });
        kernel.RegisterCommandHandler<AddPackageSource>((command, context) =>
            Do(command, context, "#i", () => engine.References.Packages.AddSource(command.PackageSource)));
    }

    private static KernelActionDirective Directive(string name, string parameter, string description) => new(name, description)
    {
        Parameters = { new KernelDirectiveParameter(parameter) { AllowImplicitName = true, Required = true } },
    };

    private void Request(string written)
    {
        if (!PackageRequest.TryParse(written, out PackageRequest? request))
        {
            throw CellFailure.Directive($"#r \"{written}\": a package is written #r \"nuget: Name, Version\".");
        }
        lock (_requested)
        {
            _requested.Add(request);
        }
    }

    private async Task RestoreAsync(KernelCommand command, KernelInvocationContext context)
    {
        PackageRequest[] requested;
        lock (_requested)
        {
            requested = [.. _requested];
            _requested.Clear();
        }

        if (!await Do(command, context, "#r", () => Resolve(requested)))
        {
            return;
        }
        IReadOnlyList<ResolvedPackage> packages = engine.References.TakeNewPackages();
        foreach (ResolvedPackage package in packages)
        {
            context.Publish(new PackageAdded(new ResolvedPackageReference(package.Name, package.Version, [], package.Root), command));
        }
        await extensions.LoadAsync(packages, command, context);
    }

    private void Resolve(IReadOnlyList<PackageRequest> requested)
    {
        foreach (PortableExecutableReference reference in requested.SelectMany(engine.References.AddPackage))
        {
            engine.Chain.AddReference(reference);
        }
        if (requested.Count == 0)
        {
            return;
        }
        // The version stands here as the sources gave it, which may be a newer one than was asked for.
        var installed = new InstallPackagesMessage(
            engine.References.Packages.Sources, [],
            [.. requested.Select(request => engine.References.Packages.Resolved(request.Name)).OfType<ResolvedPackage>()
                .Select(package => $"{package.Name}, {package.Version}").Distinct().Order(StringComparer.OrdinalIgnoreCase)], 0);
        host.DisplayData(MimeBundles.Of(
            FormattedValue.CreateManyFromObject(installed, HtmlFormatter.MimeType, PlainTextFormatter.MimeType),
            asPreferred: false, installed));
    }

    /// <summary>A restore takes its time, and must not keep the kernels' threads.</summary>
    private async Task<bool> Do(KernelCommand command, KernelInvocationContext context, string directive, Action work)
    {
        try
        {
            await thread.Run(() => DirectiveErrors.Do(directive, work, host.Interrupt));
            return true;
        }
        catch (CellFailure failure)
        {
            host.Fail(command, context, failure);
            return false;
        }
    }

    /// <summary>What <c>#r "nuget: …"</c> stands for.</summary>
    /// <param name="package">What stands between the quotes.</param>
    internal sealed class ReferPackage(string package) : KernelCommand
    {
        [JsonPropertyName("package")]
        public string Package { get; } = package;
    }

    /// <summary>What <c>#i "nuget: …"</c> stands for.</summary>
    /// <param name="source">What stands between the quotes.</param>
    internal sealed class ReferSource(string source) : KernelCommand
    {
        [JsonPropertyName("source")]
        public string Source { get; } = source;
    }
}
