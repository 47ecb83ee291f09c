using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Turns what stands in <c>#r "…"</c> into references: a file, a framework assembly or a NuGet package.</summary>
internal sealed class LibraryReferences(SessionOptions options, SessionAssemblies assemblies, CellHost host)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Path, Guid Version)> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ResolvedPackage> _newPackages = [];

    /// <summary>The session's NuGet packages.</summary>
    public PackageSet Packages { get; } = new(options);

    /// <summary>The references a directive stands for; none when the library is referenced already.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <param name="folder">The folder of the file with the directive; <c>null</c> in a cell.</param>
    /// <exception cref="CellFailure">There is no such file, assembly or package.</exception>
    public IReadOnlyList<PortableExecutableReference> Resolve(string reference, string? folder)
    {
        if (PackageRequest.TryParse(reference, out PackageRequest? request))
        {
            return AddPackage(request);
        }
        string path = Path.GetFullPath(reference, folder ?? options.WorkingDirectory);
        if (File.Exists(path))
        {
            return Add(path) is { } added ? [added] : [];
        }

        return FrameworkAssembly(reference) is { } framework
            ? [FrameworkReferences.Reference(framework)]
            : throw Missing(reference, path);
    }

    /// <summary>The reference for an assembly that a referenced library was built against; <c>null</c> when it is nowhere.</summary>
    public PortableExecutableReference? ResolveByName(string simpleName)
    {
        string? path = FrameworkReferences.Find(simpleName) ?? assemblies.Known(simpleName) ?? assemblies.Neighbour(simpleName);
        return path is null ? null : FrameworkReferences.IsFrameworkFile(path) ? FrameworkReferences.Reference(path) : Read(path);
    }

    /// <summary>Packages that came since the last call, with what they depend on.</summary>
    public IReadOnlyList<ResolvedPackage> TakeNewPackages()
    {
        lock (_gate)
        {
            ResolvedPackage[] taken = [.. _newPackages];
            _newPackages.Clear();
            return taken;
        }
    }

    /// <summary>The references that a package brings; none when it is there already.</summary>
    /// <exception cref="CellFailure">The package cannot be had.</exception>
    public IReadOnlyList<PortableExecutableReference> AddPackage(PackageRequest request)
    {
        PackageFiles added = Packages.Add(request, host.Interrupt);
        lock (_gate)
        {
            _newPackages.AddRange(added.Packages);
        }
        foreach (string path in added.Native)
        {
            assemblies.OfferNative(path);
        }
        foreach (string path in added.Runtime)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            lock (_gate)
            {
                Guid version = ModuleVersion(path);
                if (_byName.TryGetValue(name, out (string Path, Guid Version) earlier) && earlier.Version != version
                    && assemblies.Loaded(name) is not null)
                {
                    throw CellFailure.Directive(
                        $"{request} needs {name} from {path}, but this session has loaded {name} from {earlier.Path} already. Restart the "
                            + "session and put this #r first.");
                }
                _byName[name] = (path, version);
            }

            assemblies.OfferPackageFile(path);
        }

        return [.. added.Compile.Where(path => !FrameworkReferences.IsNewestInFramework(path)).Select(FrameworkReferences.Reference)];
    }

    /// <summary>
    /// Adds a library file. One that was rebuilt, or another of the same name, cannot replace what is loaded: .NET gives
    /// no way to take code back that live objects use. The session goes on with the first and says so.
    /// </summary>
    private PortableExecutableReference? Add(string path)
    {
        (string name, Guid version) = Identify(path);
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out (string Path, Guid Version) earlier))
            {
                if (earlier.Version != version)
                {
                    host.Write("stderr", earlier.Path == path
                        ? $"#r: '{path}' was rebuilt after this session loaded it; the session keeps the build it has. Restart the session "
                            + "to use the new one.\n"
                        : $"#r: '{path}' is another build of '{earlier.Path}', which this session uses already and keeps. Restart the "
                            + "session to use the other.\n");
                }
                return null;
            }

            _byName[name] = (path, version);
        }

        assemblies.Offer(path);
        return Read(path);
    }

    /// <summary>A user's library is read into memory, so that its file can be rebuilt while the session runs.</summary>
    private static PortableExecutableReference Read(string path) =>
        MetadataReference.CreateFromImage(
            File.ReadAllBytes(path), documentation: new XmlFileDocumentation(Path.ChangeExtension(path, ".xml")), filePath: path);

    private static (string Name, Guid Version) Identify(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata)
            {
                return (metadata.GetString(metadata.GetAssemblyDefinition().Name), metadata.GetGuid(metadata.GetModuleDefinition().Mvid));
            }
        }
        catch (BadImageFormatException)
        {
            // No library either.
        }

        throw NotALibrary(path);
    }

    private static Guid ModuleVersion(string path) => Identify(path).Version;

    private static string? FrameworkAssembly(string reference)
    {
        if (reference.AsSpan().ContainsAny('/', '\\'))
        {
            return null;
        }

        string name = reference.Split(',')[0].Trim();
        return FrameworkReferences.Find(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);
    }

    private static CellFailure NotALibrary(string path) =>
        CellFailure.Directive(
            $"#r: '{path}' is not a .NET library. #r takes the .dll of a managed assembly; native libraries are found beside it.");

    private static CellFailure Missing(string reference, string path)
    {
        IReadOnlyList<string> similar = Directory.Exists(Path.GetDirectoryName(path))
            ? CloseMatches.Among(
                Path.GetFileName(path), NotebookFolder.Entries(Path.GetDirectoryName(path)!)
                    .Where(entry => Path.GetExtension(entry) == ".dll").Select(entry => Path.GetFileName(entry)))
            : [];
        string hint = similar.Count > 0
            ? $" That folder has {string.Join(", ", similar)}."
            : " If it is a project's output, build the project first.";
        return CellFailure.Directive(
            $"#r \"{reference}\": there is no file '{path}'.{hint} A package is written #r \"nuget: Name, Version\".");
    }
}
