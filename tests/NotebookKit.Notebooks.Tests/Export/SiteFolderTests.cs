using System.Text;
using NotebookKit.Notebooks.Export;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Tests.Export;

public sealed class SiteFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("notebookkit-site-").FullName, "site");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void A_new_export_replaces_its_own_files_and_leaves_others_alone()
    {
        SiteFolder.Write(Of("index.html", "deep/old.html"), _folder);
        File.WriteAllText(Path.Combine(_folder, "CNAME"), "mine");
        SiteFolder.Write(Of("index.html", "new.html"), _folder);
        Assert.Equal([SiteFolder.Marker, "CNAME", "index.html", "new.html"], Directory.GetFileSystemEntries(_folder)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("new.html", File.ReadAllText(Path.Combine(_folder, "new.html")));
        Assert.DoesNotContain("old", File.ReadAllText(Path.Combine(_folder, SiteFolder.Marker)));
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "thesis.txt"), "years");
        Assert.Contains("not empty and was not made by an export",
            Assert.Throws<SiteFolderException>(() => SiteFolder.Write(Of("index.html"), _folder)).Message);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_not_the_sites_is_not_written_over()
    {
        SiteFolder.Write(Of("index.html"), _folder);
        File.WriteAllText(Path.Combine(_folder, "new.html"), "mine");
        Assert.Contains("new.html: this file is not the site's",
            Assert.Throws<SiteFolderException>(() => SiteFolder.Write(Of("index.html", "new.html"), _folder)).Message);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "new.html")));
    }

    [Fact]
    public void A_file_in_the_folders_place_is_refused()
    {
        File.WriteAllText(_folder, "a file");
        Assert.Contains("this is a file", Assert.Throws<SiteFolderException>(() => SiteFolder.Write(Of("index.html"), _folder)).Message);
    }

    [Fact]
    public void A_list_that_leads_out_of_the_folder_removes_nothing_there()
    {
        SiteFolder.Write(Of("index.html"), _folder);
        string outside = Path.Combine(Path.GetDirectoryName(_folder)!, "outside.txt");
        File.WriteAllText(outside, "mine");
        File.AppendAllText(Path.Combine(_folder, SiteFolder.Marker), $"../outside.txt\n{outside}\n");
        SiteFolder.Write(Of("index.html"), _folder);
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public void A_first_export_that_was_killed_while_it_wrote_its_list_can_be_repeated()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, $"{AtomicFile.TemporaryStart(SiteFolder.Marker)}-{int.MaxValue}-0.tmp"), "half a li");
        SiteFolder.Write(Of("index.html"), _folder);
        Assert.Equal([SiteFolder.Marker, "index.html"],
            Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_with_names_of_no_files_removes_nothing_and_stops_nothing()
    {
        SiteFolder.Write(Of("index.html"), _folder);
        Directory.CreateDirectory(Path.Combine(_folder, "mine"));
        File.AppendAllText(Path.Combine(_folder, SiteFolder.Marker), "mine\nno/such/file\na\0b\n/\n..\n.\n");
        SiteFolder.Write(Of("index.html"), _folder);
        Assert.True(Directory.Exists(Path.Combine(_folder, "mine")));
    }

    [Fact]
    public void A_link_out_of_the_folder_is_neither_written_nor_emptied_through()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege on Windows.");
            return;
        }
        string outside = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_folder)!, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "kept.txt"), "mine");
        SiteFolder.Write(Of("index.html"), _folder);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "deep"), outside);
        File.AppendAllText(Path.Combine(_folder, SiteFolder.Marker), "deep/kept.txt\n");
        SiteFolder.Write(Of("index.html"), _folder);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(outside, "kept.txt")));
        Assert.Contains("leads out of the folder",
            Assert.Throws<SiteFolderException>(() => SiteFolder.Write(Of("index.html", "deep/page.html"), _folder)).Message);
        Assert.Single(Directory.GetFileSystemEntries(outside));
    }

    private static Site Of(params string[] paths) =>
        new([.. paths.Select(path => new SiteFile(path, Encoding.UTF8.GetBytes(path)))], paths, []);
}
