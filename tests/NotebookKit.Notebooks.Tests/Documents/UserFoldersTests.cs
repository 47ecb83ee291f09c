using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class UserFoldersTests
{
    [Fact]
    public void A_home_folder_that_is_not_there_is_one_all_the_same() =>
        Assert.Equal("/not/there", UserFolders.HomeOf("/not/there", "/root"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_variable_the_system_is_asked(string? variable) =>
        Assert.Equal("/home/me", UserFolders.HomeOf(variable, "/home/me"));

    [Theory]
    [InlineData("home", "/root")]
    [InlineData("./home", "/root")]
    [InlineData(null, "")]
    [InlineData(null, "/")]
    public void What_would_lie_in_the_working_folder_or_the_systems_root_is_none(string? variable, string system) =>
        Assert.Null(UserFolders.HomeOf(variable, system));

    [Fact]
    public void A_service_whose_home_is_not_there_keeps_its_cache_among_the_temporary_files()
    {
        string home = Directory.CreateTempSubdirectory("user-folders-").FullName;
        try
        {
            Assert.Equal("/cache", UserFolders.CacheOf("/cache", home));
            Assert.Equal(Path.Combine(home, ".cache"), UserFolders.CacheOf("cache", home));
            Assert.Equal(Path.GetTempPath(), UserFolders.CacheOf(null, Path.Combine(home, "none")));
            Assert.Equal(Path.GetTempPath(), UserFolders.CacheOf("", null));
        }
        finally
        {
            Directory.Delete(home);
        }
    }
}
