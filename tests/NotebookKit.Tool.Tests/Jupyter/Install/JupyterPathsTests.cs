using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

public sealed class JupyterPathsTests
{
    [Fact]
    public void On_Linux_it_is_the_XDG_data_folder()
    {
        Assert.Equal("/home/me/.local/share/jupyter", Paths(JupyterPlatform.Linux).UserData);
        Assert.Equal("/data/jupyter", Paths(JupyterPlatform.Linux, ("XDG_DATA_HOME", "/data")).UserData);
        Assert.Equal("/home/me/.local/share/jupyter", Paths(JupyterPlatform.Linux, ("XDG_DATA_HOME", "")).UserData);
    }

    [Fact]
    public void On_macOS_it_is_the_library() =>
        Assert.Equal("/home/me/Library/Jupyter", Paths(JupyterPlatform.MacOS, ("XDG_DATA_HOME", "/data")).UserData);

    [Fact]
    public void On_Windows_it_is_the_roaming_profile() =>
        Assert.Equal(Path.Combine("roaming", "jupyter"), Paths(JupyterPlatform.Windows, ("APPDATA", "roaming")).UserData);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_variable_of_Jupyter_itself_wins(int platform) =>
        Assert.Equal("/mine", Paths((JupyterPlatform)platform, ("JUPYTER_DATA_DIR", "/mine"), ("XDG_DATA_HOME", "/data")).UserData);

    [Fact]
    public void The_search_goes_from_the_nearest_to_the_system() => Assert.Equal(
        ["/first", "/second", "/home/me/.local/share/jupyter", "/venv/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
        Paths(JupyterPlatform.Linux, ("JUPYTER_PATH", "/first:/second"), ("VIRTUAL_ENV", "/venv")).Search);

    [Fact]
    public void Without_a_home_folder_there_is_only_what_a_variable_says()
    {
        foreach (JupyterPlatform platform in Enum.GetValues<JupyterPlatform>())
        {
            Assert.Null(new JupyterPaths(_ => null, platform, home: null).UserData);
        }

        Assert.Equal("/data/jupyter", new JupyterPaths(
            name => name == "XDG_DATA_HOME" ? "/data" : null, JupyterPlatform.Linux, home: null).UserData);
        Assert.Equal(
            ["/usr/local/share/jupyter", "/usr/share/jupyter"], new JupyterPaths(_ => null, JupyterPlatform.Linux, home: null).Search);
    }

    private static JupyterPaths Paths(JupyterPlatform platform, params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(variable => variable.Name == name).Value, platform, "/home/me");
}
