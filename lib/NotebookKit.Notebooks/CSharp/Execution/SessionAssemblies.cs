using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Everything a session loads: compiled cells, libraries named by <c>#r</c> with what lies beside them, packages and
/// their native parts. What the host process already has comes first, so that a library and the session agree on types
/// such as the formatters.
/// </summary>
internal sealed class SessionAssemblies() : AssemblyLoadContext("notebook session")
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _native = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> _packageFiles = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _folders = new();

    /// <summary>A context of its own for each cell would find the framework's assemblies anew each time.</summary>
    private const int CellsTogether = 32;

    private TransientCells? _transient;
    private int _transientCells;

    /// <summary>Tells where a library lies, so that it and its neighbours are found when code first needs them.</summary>
    public void Offer(string path)
    {
        _known[Path.GetFileNameWithoutExtension(path)] = path;
        string folder = Path.GetDirectoryName(path)!;
        if (!_folders.Contains(folder))
        {
            _folders.Enqueue(folder);
        }
    }

    /// <summary>Tells where an assembly of a package lies. Package folders never change, so the file is mapped, not copied.</summary>
    public void OfferPackageFile(string path)
    {
        _packageFiles[path] = 0;
        _known[Path.GetFileNameWithoutExtension(path)] = path;
    }

    /// <summary>Tells where a native library of a package lies.</summary>
    public void OfferNative(string path) => _native[Path.GetFileName(path)] = path;

    /// <summary>The assembly of this simple name that the session has loaded already; <c>null</c> when it has not.</summary>
    public Assembly? Loaded(string simpleName) => _loaded.GetValueOrDefault(simpleName);

    /// <summary>Where the assembly of this simple name would come from; <c>null</c> when unknown.</summary>
    public string? Known(string simpleName) => _known.GetValueOrDefault(simpleName);

    /// <summary>The file beside an offered library; <c>null</c> when there is none.</summary>
    public string? Neighbour(string simpleName) =>
        _folders.Select(folder => Path.Combine(folder, simpleName + ".dll")).FirstOrDefault(File.Exists);

    /// <summary>Loads a compiled cell that later cells refer to.</summary>
    public Assembly LoadLinked(CompiledCell cell)
    {
        Assembly assembly = LoadFromStream(cell.Image!, cell.Symbols);
        CellSymbols.Add(assembly, cell);
        _loaded[cell.Compilation.AssemblyName!] = assembly;
        return assembly;
    }

    /// <summary>Loads a compiled cell that nothing refers to, in a context that goes away with it and a few others.</summary>
    public Assembly LoadTransient(CompiledCell cell)
    {
        if (_transient is null || _transientCells++ % CellsTogether == 0)
        {
            _transient = new TransientCells(this);
        }
        Assembly assembly = _transient.LoadFromStream(cell.Image!, cell.Symbols);
        CellSymbols.Add(assembly, cell);
        // Never unloaded by hand, and held by nothing but this field: when the next one has taken its place, the collector finds it and
        // the runtime unloads it as soon as no work that a cell left running, and no value, holds its code. A table from the assembly to
        // its context would hold both for ever, since the runtime holds the assembly until the context has been found.
        return assembly;
    }

    /// <summary>Loads a library that a package brings for notebooks, which nothing refers to by name.</summary>
    public Assembly LoadExtension(string path)
    {
        Offer(path);
        _packageFiles[path] = 0;
        return _loaded.GetOrAdd(Path.GetFileNameWithoutExtension(path), _ => LoadFile(path));
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly? assembly = null;
        // The runtime remembers a failure, so that an interrupt here would spoil the library for the rest of the session.
        WakeGuard.Run(() => assembly = Find(assemblyName));
        return assembly;
    }

    private Assembly? Find(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (_loaded.TryGetValue(name, out Assembly? assembly))
        {
            return assembly;
        }
        if (FrameworkReferences.HostAssemblies.Value.ContainsKey(name) && FromHost(assemblyName) is { } shared)
        {
            return shared;
        }
        string? path = Known(name) ?? Neighbour(name);
        return path is null
            ? null
            : _loaded.GetOrAdd(name, static (_, from) => from.Context.LoadFile(from.Path), (Context: this, Path: path));
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string candidate in NativeNames(unmanagedDllName))
        {
            if (_native.TryGetValue(candidate, out string? path) && PackageNatives.TryLoad(path, _native, out nint handle))
            {
                return handle;
            }
            foreach (string place in _folders.SelectMany(folder => (string[])[
                folder, Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")]))
            {
                if (NativeLibrary.TryLoad(Path.Combine(place, candidate), out handle))
                {
                    return handle;
                }
            }
        }

        return IntPtr.Zero;
    }

    private static IEnumerable<string> NativeNames(string name)
    {
        yield return name;
        if (OperatingSystem.IsWindows())
        {
            yield return name + ".dll";
        }
        string suffix = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        yield return name + suffix;
        yield return $"lib{name}{suffix}";
        yield return "lib" + name;
    }

    private static Assembly? FromHost(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name);
        }
        catch (Exception error) when (error is FileLoadException or FileNotFoundException)
        {
            // Where the host has an older version than the library asks for, the library's own copy is the right one.
            return null;
        }
    }

    /// <summary>A library is read into memory, so that its file can be rebuilt while the session runs.</summary>
    private Assembly LoadFile(string path)
    {
        if (_packageFiles.ContainsKey(path))
        {
            return LoadFromAssemblyPath(path);
        }
        using var image = new MemoryStream(File.ReadAllBytes(path));
        string symbols = Path.ChangeExtension(path, ".pdb");
        using MemoryStream? pdb = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return LoadFromStream(image, pdb);
    }

    private sealed class TransientCells(SessionAssemblies session) : AssemblyLoadContext("notebook cells", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => session.Load(assemblyName);
    }
}
