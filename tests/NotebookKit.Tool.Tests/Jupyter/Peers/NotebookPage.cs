using Microsoft.Playwright;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Peers;

/// <summary>A notebook in the classic front end, as a person uses it: menus, keys and what is on the page.</summary>
internal sealed class NotebookPage(IPage page)
{
    private static readonly PageWaitForFunctionOptions s_patient = new() { Timeout = HangGuard.Milliseconds };

    /// <summary>Opens a notebook and waits for its kernel.</summary>
    public async Task OpenAsync(string url)
    {
        await page.GotoAsync(url);
        await page.WaitForFunctionAsync("() => window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && "
            + "Jupyter.notebook.kernel.info_reply.status", null, s_patient);
        await WaitForIdleAsync();
    }

    /// <summary>Cell, Run All; waits until every cell has run.</summary>
    public async Task RunAllAsync()
    {
        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");
        await page.WaitForFunctionAsync(
            "() => Jupyter.notebook.get_cells().every(cell => cell.cell_type !== 'code' || !cell.get_text().trim() "
                + "|| Number.isInteger(cell.input_prompt_number))",
            null,
            s_patient);
        await WaitForIdleAsync();
    }

    /// <summary>The text of every error that the page shows.</summary>
    public Task<string[]> ErrorsAsync() =>
        page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.output_error')].map(error => error.innerText)");

    /// <summary>The number of the first code cell that contains a text.</summary>
    public Task<int> FindAsync(string text) =>
        page.EvaluateAsync<int>(
            "text => Jupyter.notebook.get_cells().findIndex(cell => cell.cell_type === 'code' && cell.get_text().includes(text))", text);

    /// <summary>Replaces a text in a cell by another, everywhere.</summary>
    public Task ReplaceAsync(int cell, string text, string other) => page.EvaluateAsync(
        "([cell, text, other]) => { const c = Jupyter.notebook.get_cell(cell); c.set_text(c.get_text().replaceAll(text, other)); }",
        new object[] { cell, text, other });

    /// <summary>Puts the cursor into a cell and presses Control and Enter; waits for the result.</summary>
    public async Task RunAsync(int cell)
    {
        await StartAsync(cell);
        await page.WaitForFunctionAsync("cell => Number.isInteger(Jupyter.notebook.get_cell(cell).input_prompt_number)", cell, s_patient);
        await WaitForIdleAsync();
    }

    /// <summary>Puts the cursor into a cell and presses Control and Enter.</summary>
    public async Task StartAsync(int cell)
    {
        await EditAsync(cell);
        await page.Keyboard.PressAsync("Control+Enter");
    }

    /// <summary>What stands below a cell.</summary>
    public Task<string> OutputAsync(int cell) =>
        page.EvaluateAsync<string>("cell => Jupyter.notebook.get_cell(cell).output_area.element[0].innerText", cell);

    /// <summary>What stands in a cell.</summary>
    public Task<string> TextAsync(int cell) => page.EvaluateAsync<string>("cell => Jupyter.notebook.get_cell(cell).get_text()", cell);

    /// <summary>Adds a cell at the end and types into it.</summary>
    public async Task<int> TypeNewCellAsync(string text)
    {
        int cell = await page.EvaluateAsync<int>(
            "() => { Jupyter.notebook.insert_cell_at_bottom('code'); return Jupyter.notebook.ncells() - 1; }");
        await EditAsync(cell);
        await page.Keyboard.InsertTextAsync(text);
        return cell;
    }

    /// <summary>Presses Tab; waits until the cell's text is longer or choices are shown.</summary>
    public async Task CompleteAsync(int cell)
    {
        string before = await TextAsync(cell);
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForFunctionAsync(
            "([cell, before]) => document.querySelector('.completions') || Jupyter.notebook.get_cell(cell).get_text() !== before",
            new object[] { cell, before }, s_patient);
    }

    /// <summary>Presses Shift and Tab, and returns what the tooltip says.</summary>
    public async Task<string> InspectAsync()
    {
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.WaitForFunctionAsync("() => document.querySelector('#tooltip .tooltiptext')?.innerText.trim()", null, s_patient);
        return await page.InnerTextAsync("#tooltip .tooltiptext");
    }

    /// <summary>Kernel, Interrupt; waits until the cell says how it ended.</summary>
    public async Task InterruptAsync(int cell)
    {
        await page.WaitForSelectorAsync("#kernel_indicator_icon.kernel_busy_icon");
        await page.ClickAsync("#kernellink");
        await page.ClickAsync("#int_kernel");
        // Not for idle: the interrupt request has a busy and an idle of its own.
        await page.WaitForFunctionAsync(
            "cell => Jupyter.notebook.get_cell(cell).output_area.element[0].querySelector('.output_error')", cell, s_patient);
    }

    /// <summary>Kernel, Restart, and yes.</summary>
    public async Task RestartAsync()
    {
        await page.ClickAsync("#kernellink");
        await page.ClickAsync("#restart_kernel");
        await page.ClickAsync(".modal-dialog .btn-danger");
        await page.WaitForFunctionAsync(
            "() => Jupyter.notebook.kernel.is_connected() && document.querySelector('.modal-dialog') === null", null, s_patient);
        await WaitForIdleAsync();
    }

    /// <summary>A picture of a cell with what stands below it, or of the window, kept where <c>NOTEBOOKKIT_SCREENSHOTS</c> says.</summary>
    public async Task PictureAsync(string name, int? cell = null)
    {
        if (Environment.GetEnvironmentVariable("NOTEBOOKKIT_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }
        if (cell is { } number)
        {
            await page.EvaluateAsync("cell => Jupyter.notebook.get_cell(cell).element[0].scrollIntoView({ block: 'center' })", number);
        }
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    private Task EditAsync(int cell) => page.EvaluateAsync(
        "cell => { Jupyter.notebook.select(cell); Jupyter.notebook.edit_mode(); "
            + "const editor = Jupyter.notebook.get_cell(cell).code_mirror; editor.focus(); editor.execCommand('goDocEnd'); }",
        cell);

    private Task WaitForIdleAsync() =>
        page.WaitForFunctionAsync("() => document.querySelector('#kernel_indicator_icon.kernel_idle_icon')", null, s_patient);
}
