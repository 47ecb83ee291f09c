using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NotebookKit.Notebooks.Documents;

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    None,

    /// <summary>A file with bytes in it.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link; only seen when links are not followed.</summary>
    Link,

    /// <summary>A Unix domain socket.</summary>
    Socket,

    /// <summary>A named pipe: opening it waits for the other end, possibly for ever.</summary>
    Fifo,

    /// <summary>A device, such as <c>/dev/zero</c>, which may give bytes without end.</summary>
    Device,
}

/// <summary>Tells what stands at a path without opening it, since opening a pipe waits and reading a device may never end.</summary>
internal static class FileKinds
{
    private const int TypeMask = 0xF000;

    /// <summary>The kind of what stands at <paramref name="path"/>.</summary>
    /// <param name="path">A path, relative to the current directory or absolute.</param>
    /// <param name="followLinks">Whether a symbolic link counts as what it leads to.</param>
    public static FileKind Of(string path, bool followLinks = true) =>
        path.Length == 0 || path.Contains('\0') ? FileKind.None
        : OperatingSystem.IsWindows() ? OfWindows(path, followLinks)
        : OfMode(Mode(path, followLinks));

    private static FileKind OfMode(int mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Link,
        0xC000 => FileKind.Socket,
        0x1000 => FileKind.Fifo,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.None,
    };

    private static FileKind OfWindows(string path, bool followLinks)
    {
        FileSystemInfo file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            if (!followLinks)
            {
                return FileKind.Link;
            }
            if (file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target)
            {
                return FileKind.None;
            }
            file = target;
        }

        // A path that names nothing has all attributes set.
        return (int)file.Attributes == -1 ? FileKind.None
            : file.Attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
            : file.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Device
            : FileKind.Regular;
    }

    // statx has one layout on every Linux; that of stat differs by processor. On macOS stat's is the same on both.
    private static int Mode(string path, bool followLinks)
    {
        const int size = 256, currentDirectory = -100, doNotFollow = 0x100, wantType = 1, linuxMode = 28, macMode = 4;
        byte[] found = new byte[size];
        if (OperatingSystem.IsLinux())
        {
            return LinuxStat(currentDirectory, path, followLinks ? 0 : doNotFollow, wantType, found) == 0 ? Read(linuxMode) : 0;
        }

        return (followLinks ? MacStat(path, found) : MacLinkStat(path, found)) == 0 ? Read(macMode) : 0;

        int Read(int offset) => BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(found.AsSpan(offset))
            : BinaryPrimitives.ReadUInt16BigEndian(found.AsSpan(offset));
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int LinuxStat(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, [Out] byte[] found);

    [DllImport("libc", EntryPoint = "stat")]
    private static extern int MacStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] found);

    [DllImport("libc", EntryPoint = "lstat")]
    private static extern int MacLinkStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] found);
}
