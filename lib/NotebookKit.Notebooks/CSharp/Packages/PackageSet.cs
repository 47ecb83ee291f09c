using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The packages of a session, resolved together by the SDK's own restore against the reader's configured sources. What
/// was restored once is found again without a network.
/// </summary>
internal sealed class PackageSet(SessionOptions options)
{
    private readonly List<PackageRequest> _requests = [];
    private readonly List<string> _sources = [];
    private readonly HashSet<string> _handedOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResolvedPackage> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    /// <summary>Adds a source that later packages may come from.</summary>
    public void AddSource(string source)
    {
        lock (_gate)
        {
            string full = Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && !address.IsFile
                ? source
                : Path.GetFullPath(source, options.WorkingDirectory);
            if (Path.IsPathRooted(full) && !Directory.Exists(full))
            {
                throw CellFailure.Directive(
                    $"#i \"nuget:{source}\": there is no folder '{full}'. A source is a folder with packages or an https address.");
            }
            if (!_sources.Contains(full))
            {
                _sources.Add(full);
            }
        }
    }

    /// <summary>A package as it was resolved; <c>null</c> when the session has no such package.</summary>
    public ResolvedPackage? Resolved(string name)
    {
        lock (_gate)
        {
            return _resolved.GetValueOrDefault(name);
        }
    }

    /// <summary>The sources that directives added.</summary>
    public IReadOnlyList<string> Sources
    {
        get
        {
            lock (_gate)
            {
                return [.. _sources];
            }
        }
    }

    /// <summary>Adds a package and returns the files that came with it and were not there before.</summary>
    /// <exception cref="CellFailure">The package cannot be had; the message says why and what to do.</exception>
    public PackageFiles Add(PackageRequest request, CancellationToken cancellation)
    {
        lock (_gate)
        {
            PackageRequest? earlier = _requests.Find(known => known.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase));
            if (earlier is not null)
            {
                if (request.IsSameAs(earlier) || request.IsMetBy(_resolved[request.Name].Version))
                {
                    return PackageFiles.None;
                }

                throw CellFailure.Directive(
                    $"{request}: this session uses {earlier}, which gave version {_resolved[request.Name].Version}, already. Restart the "
                        + "session to use another version, with one #r for the package.");
            }

            List<PackageRequest> wanted = [.. _requests, request];
            PackageFiles files = ResolveInCache(wanted, request, cancellation);
            _requests.Add(request);
            foreach (ResolvedPackage package in files.Packages)
            {
                _resolved[package.Name] = package;
            }
            return new PackageFiles(
                New("compile", files.Compile), New("runtime", files.Runtime), New("native", files.Native),
                [.. files.Packages.Where(package => _handedOut.Add("package" + package.Root))]);
        }

        // One file often serves both to compile against and to load.
        string[] New(string use, IEnumerable<string> paths) => [.. paths.Where(path => _handedOut.Add(use + path))];
    }

    private PackageFiles ResolveInCache(List<PackageRequest> wanted, PackageRequest request, CancellationToken cancellation)
    {
        try
        {
            return Resolve(wanted, request, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CellFailure.Directive(
                $"{request}: what packages were restored is kept in '{options.PackageCache}', which cannot be written: "
                    + $"{error.Message.TrimEnd('.')}. Make room there, or let your user write it.");
        }
    }

    private PackageFiles Resolve(List<PackageRequest> wanted, PackageRequest request, CancellationToken cancellation)
    {
        string folder = CacheFolder(wanted);
        PackageFiles? earlier = RestoredAssets.Read(folder);
        if (earlier is not null && wanted.TrueForAll(package => package.IsExact))
        {
            return earlier;
        }
        Directory.CreateDirectory(folder);
        // Two sessions that ask for the same packages at once must not write the same project at once.
        using IDisposable turn = FolderLock.Take(folder, cancellation);
        WriteProject(folder, wanted);
        var restore = new DotnetRestore(folder, options.WorkingDirectory);
        CellFailure? failure = restore.Run(request, cancellation);
        if (failure is null)
        {
            return RestoredAssets.Read(folder)
                ?? throw CellFailure.Directive($"{request}: the restore succeeded but named no files. Its project is in '{folder}'.");
        }
        // A version such as 13.* asks the sources for the newest. Without them, the newest known is a fair answer.
        return earlier ?? throw failure;
    }

    private string CacheFolder(List<PackageRequest> wanted)
    {
        string key = string.Join('\n', wanted.OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
            .Select(package => $"{package.Name.ToLowerInvariant()} {package.NormalizedVersion}")
            .Concat(_sources).Append(Framework).Append(RuntimeInformation.RuntimeIdentifier));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        return Path.Combine(options.PackageCache, hash);
    }

    private static string Framework =>
        string.Create(CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.{Environment.Version.Minor}");

    private void WriteProject(string folder, List<PackageRequest> wanted)
    {
        IEnumerable<string> references = wanted.Select(package =>
            $"    <PackageReference Include=\"{SecurityElement.Escape(package.Name)}\" "
                + $"Version=\"{SecurityElement.Escape(package.Version ?? "*")}\" />");
        File.WriteAllText(Path.Combine(folder, DotnetRestore.ProjectFile), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{Framework}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', _sources))}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>

            """);
        // The reader's own projects must not reach in here with their build settings.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        }
    }
}
