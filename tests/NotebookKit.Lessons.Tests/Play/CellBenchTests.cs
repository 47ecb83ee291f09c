using System.Globalization;
using Microsoft.Playwright;
using NotebookKit.Display;
using NotebookKit.Display.Tests.Pages;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests.Play;

public sealed class CellBenchTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly CellBench s_bench = new();

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task It_can_be_read(string theme)
    {
        IPage page = await browser.PageAsync(s_bench.ToHtml() + s_bench.Picture.ToSvg(), theme);
        Assert.Empty(await PageChecks.LowContrastAsync(page));
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task It_fits_a_telephone()
    {
        IPage page = await browser.PageAsync(s_bench.ToHtml(), "light");
        await page.SetViewportSizeAsync(390, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.Empty(await PageChecks.OverlapsAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task Beside_a_stepper_and_an_explorer_it_looks_as_it_does_alone()
    {
        const string measure = "() => [...document.querySelectorAll('.nk-bench *')].map(part => [part.tagName, "
            + "getComputedStyle(part).display, "
            + "Math.round(part.getBoundingClientRect().width)].join(' '))";
        Tensor x = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);
        NotebookFormatters.Register();
        string others = Notebook.Show(new LSTM(2, name: "lstm").Trace(x).Stepper(x))["text/html"] + new FlagExplorer().ToHtml();
        string[][] looks = new string[2][];
        foreach (string beside in new[] { "", others })
        {
            IPage page = await browser.PageAsync(beside + s_bench.ToHtml(), "light");
            await page.SetViewportSizeAsync(390, 800);
            looks[beside.Length == 0 ? 0 : 1] = await page.EvaluateAsync<string[]>(measure);
            await page.CloseAsync();
        }

        Assert.NotEmpty(looks[0]);
        Assert.Equal(looks[0], looks[1]);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public async Task Its_numbers_are_the_librarys(string cell)
    {
        IPage page = await browser.PageAsync(s_bench.ToHtml(), "light");
        await page.Locator("select").SelectOptionAsync(cell);
        foreach (BenchPreset preset in BenchPreset.All.Where(preset => preset.Setting.Cell == cell))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = preset.Name }).ClickAsync();
            await ShowsAsync(page, preset.Setting);
        }

        var random = new Random(5);
        for (int round = 0; round < 5; round++)
        {
            var setting = new BenchSetting(
                cell,
                [.. Enumerable.Range(0, BenchSetting.Steps).Select(_ => random.Next(-20, 21) / 10.0)],
                [.. BenchSetting.Gates(cell).Select(_ => new[] { Weight(), Weight(), Weight() })]);
            await page.EvaluateAsync(
                """
                setting => {
                  const [inputs, weights] = setting;
                  document.querySelectorAll('[data-input]').forEach((slider, i) => { slider.value = inputs[i]; });
                  weights.forEach((gate, g) => gate.forEach((value, k) => { document.querySelector(`[data-weight="${g},${k}"]`).value = value; }));
                  document.querySelector('[data-input]').dispatchEvent(new Event('input', { bubbles: true }));
                }
                """,
                new object[] { setting.Inputs, setting.Weights });
            await ShowsAsync(page, setting);
        }

        Assert.Empty(browser.Errors);
        await page.CloseAsync();

        double Weight() => random.Next(-8, 9) / 2.0;
    }

    [Fact]
    public async Task It_is_driven_by_the_keyboard_alone()
    {
        IPage page = await browser.PageAsync(s_bench.ToHtml(), "light");
        Assert.StartsWith("The 1 at step 1 opens", await page.Locator(".nk-now").TextContentAsync());
        await page.Keyboard.PressAsync("Tab");                       // cell
        await page.Keyboard.PressAsync("Tab");                       // remember
        await page.Keyboard.PressAsync("Tab");                       // forget
        await page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("The same, with the forget gate's bias at 0", await page.Locator(".nk-now").TextContentAsync());
        Assert.Equal("true", await page.Locator("[data-preset=forget]").GetAttributeAsync("aria-pressed"));
        await page.Keyboard.PressAsync("Tab");                       // count
        await page.Keyboard.PressAsync("Tab");                       // x(0)
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("A setting of your own.", await page.Locator(".nk-now").TextContentAsync());
        Assert.Equal("0.10", await page.Locator("[data-row='0'] [data-number='0']").TextContentAsync());
        await page.Keyboard.PressAsync("End");
        Assert.Equal("2.00", await page.Locator("[data-row='0'] [data-number='0']").TextContentAsync());
        Assert.Empty(browser.Errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Without_script_it_stands_at_its_first_setting_and_offers_no_sliders()
    {
        IPage page = await browser.PageAsync(s_bench.ToHtml(), "light", script: false);
        Assert.True(await page.Locator("svg").IsVisibleAsync());
        Assert.False(await page.Locator("input").First.IsVisibleAsync());
        Assert.StartsWith("The 1 at step 1 opens", await page.Locator(".nk-now").TextContentAsync());
        await ShowsAsync(page, BenchPreset.All[0].Setting);
        await page.CloseAsync();
    }

    [Fact]
    public void The_presets_do_what_they_are_called()
    {
        double[] Values(string cell, string name, string letter) => BenchPreset.All
            .Single(preset => preset.Setting.Cell == cell && preset.Name == name).Setting.Trace()
                .Single(row => row.Letter == letter).Values;

        Assert.InRange(Values("LSTM", "remember", "c")[5] / Values("LSTM", "remember", "c")[1], 0.95, 1);
        Assert.InRange(Values("LSTM", "forget", "c")[5] / Values("LSTM", "forget", "c")[1], 0.05, 0.08);
        Assert.Equal([1, 1, 2, 3, 3, 4], Values("LSTM", "count", "c").Select(c => (int)Math.Round(c)));
        Assert.InRange(Values("GRU", "remember", "h")[5] / Values("GRU", "remember", "h")[1], 0.9, 1);
        Assert.InRange(Values("GRU", "forget", "h")[5] / Values("GRU", "forget", "h")[1], 0.04, 0.08);
        double[] counted = Values("GRU", "count", "h");
        Assert.True(counted[0] < counted[2] && counted[2] < counted[3] && counted[3] < counted[5] && counted[5] < 1);
    }

    [Fact]
    public void The_script_is_the_same_text_in_every_bench()
    {
        string html = new CellBench().ToHtml();
        Assert.Contains($"<script>{BenchScript.Code}</script>", html);
        Assert.Single(html.Split("<script").Skip(1));
    }

    private static async Task ShowsAsync(IPage page, BenchSetting setting)
    {
        IReadOnlyList<(string Letter, double[] Values)> rows = setting.Trace();
        Assert.Equal(rows.Count, await page.EvaluateAsync<int>("() => document.querySelectorAll('[data-row]:not([display])').length"));
        for (int row = 0; row < rows.Count; row++)
        {
            string[] shown = await page.EvaluateAsync<string[]>(
                "row => [document.querySelector(`[data-row=\"${row}\"] [data-letter]`).textContent, "
                + "...[...document.querySelectorAll(`[data-row=\"${row}\"] [data-bar]`)].map(bar => bar.dataset.value)]", row);
            Assert.Equal(rows[row].Letter, shown[0]);
            double[] values = [.. shown.Skip(1).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Assert.All(rows[row].Values.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
