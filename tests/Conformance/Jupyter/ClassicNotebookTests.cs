using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoiceLake.Conformance.Browser;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>The classic notebook in a real browser: what a person does in a lesson, with the kernel behind it.</summary>
/// <remarks>VOICELAKE_SCREENSHOTS names a folder for pictures of each step.</remarks>
public sealed partial class ClassicNotebookTests(InstalledKernel kernel, BrowserFixture browser) : IClassFixture<InstalledKernel>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const float Patience = 90_000;
    private readonly TemporaryFolder _folder = new();
    private Process? _server;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        // The lesson's folder: the notebooks beside the library that they name.
        Directory.CreateDirectory(_folder.PathOf("lesson/notebooks"));
        Directory.CreateDirectory(_folder.PathOf("lesson/artifacts"));
        foreach (var notebook in Directory.GetFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            File.Copy(notebook, _folder.PathOf($"lesson/notebooks/{Path.GetFileName(notebook)}"));
        }

        Directory.CreateSymbolicLink(_folder.PathOf("lesson/artifacts/lib"), Repository.PathOf("artifacts/lib"));
        Directory.CreateSymbolicLink(_folder.PathOf("lesson/data-samples"), Repository.PathOf("data-samples"));
        await FillLakeAsync();
        _address = await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_lesson_runs_in_the_browser_with_tables_plots_sound_completion_hover_interrupt_and_restart()
    {
        var page = await browser.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 1000 } });
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync($"{_address.Replace("/?", "/notebooks/notebooks/03-gold-features.ipynb?", StringComparison.Ordinal)}");
        await Assertions.Expect(page.Locator("#kernel_indicator")).ToContainTextAsync(".NET (C#)", new() { Timeout = Patience });
        await IdleAsync(page);

        await page.ClickAsync("#kernellink");
        await page.HoverAsync("#menu-change-kernel");
        await page.ClickAsync("[id='kernel-submenu-.net-csharp'] a");
        await IdleAsync(page);

        await page.EvaluateAsync("Jupyter.notebook.clear_all_output()");
        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells a");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').every(c => typeof c.input_prompt_number === 'number')");
        await IdleAsync(page);
        (await page.Locator(".output_error").CountAsync()).ShouldBe(0);
        (await page.Locator(".output_html table tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        (await page.Locator(".output_png img").CountAsync()).ShouldBeGreaterThan(3);
        (await page.Locator(".output_html audio").CountAsync()).ShouldBeGreaterThan(0);
        await ShotAsync(page, "run-all", fullPage: true);

        await AppendAsync(page, "SubmissionPrev");
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.get_selected_cell().get_text().startsWith('SubmissionPreview') || document.querySelector('.completions')");
        await ReplaceAsync(page, "Math.Sq");
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.get_selected_cell().get_text() === 'Math.Sqrt'");
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(page.Locator("#tooltip .tooltiptext")).ToContainTextAsync("square root", new() { Timeout = Patience });
        await ShotAsync(page, "hover");
        await page.Keyboard.PressAsync("Escape");

        await ReplaceAsync(page, "await Task.Delay(600_000);");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel_busy");
        await page.ClickAsync("[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
        await Assertions.Expect(page.Locator(".output_error")).ToContainTextAsync("interrupted", new() { Timeout = Patience });
        await ShotAsync(page, "interrupt");

        await page.ClickAsync("#kernellink");
        await page.ClickAsync("#restart_kernel a");
        await page.ClickAsync(".modal-dialog .btn-danger");
        await IdleAsync(page);
        await ReplaceAsync(page, "6 * 7");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".cell.selected .output_result, .cell:last-child .output_result")).ToContainTextAsync("42", new() { Timeout = Patience });
        await ShotAsync(page, "restart");
    }

    private async Task FillLakeAsync()
    {
        var environment = new Dictionary<string, string> { ["VOICELAKE_LAKE"] = _folder.PathOf("lake") };
        var filled = await InstalledKernel.CommandAsync(environment, "run", Repository.PathOf("notebooks/01-extract-to-bronze.ipynb"), Repository.PathOf("notebooks/02-silver-decode-and-cast.ipynb"), "--out", _folder.PathOf("run"), "--no-html");
        filled.ExitCode.ShouldBe(0, filled.Output);
    }

    private async Task<string> StartServerAsync()
    {
        // This server does not tell which port the system gave it; one that was free a moment ago is free still, or the server takes the next.
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var start = kernel.StartInfo("-m", "notebook", "--no-browser", "--ip=127.0.0.1", $"--port={port}", "--allow-root", $"--notebook-dir={_folder.PathOf("lesson")}");
        start.Environment["VOICELAKE_LAKE"] = _folder.PathOf("lake");
        _server = Process.Start(start)!;
        while (await _server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                _ = _server.StandardError.ReadToEndAsync();
                _ = _server.StandardOutput.ReadToEndAsync();
                return found.Value;
            }
        }

        throw new InvalidOperationException("The notebook server ended before it named its address.");
    }

    private static async Task IdleAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy && document.querySelector('#kernel_indicator_icon.kernel_idle_icon')");

    private static async Task AppendAsync(IPage page, string code)
    {
        await page.EvaluateAsync("() => { const n = Jupyter.notebook; n.select(n.ncells() - 1); n.insert_cell_below('code'); n.select_next(); n.edit_mode(); n.focus_cell(); n.edit_mode(); }");
        await page.Keyboard.TypeAsync(code);
    }

    private static async Task ReplaceAsync(IPage page, string code)
    {
        await page.EvaluateAsync("() => { const n = Jupyter.notebook; n.get_selected_cell().set_text(''); n.edit_mode(); n.get_selected_cell().focus_editor(); }");
        await page.Keyboard.TypeAsync(code);
    }

    private static async Task ShotAsync(IPage page, string name, bool fullPage = false)
    {
        if (Environment.GetEnvironmentVariable("VOICELAKE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"classic-{name}.png"), FullPage = fullPage });
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/\?token=[0-9a-f]+")]
    private static partial Regex Address();
}
