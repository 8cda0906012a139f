using Microsoft.Playwright;
using Support;

namespace EndToEnd.Tests;

/// <summary>The page in a real browser, over the real system.</summary>
public sealed class DashboardTest
{
    private const float PatienceMs = 60_000;

    [ExternalFact("chromium", "chromium")]
    public async Task The_chart_moves_and_the_alert_appears()
    {
        using var data = new TemporaryDirectory();
        await using var host = LocalHostProcess.Start(data.File("data"), "--speed", "60", "--inject", "kitchen:+6@12s");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ExternalFactAttribute.Find("chromium"),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync((await host.DashboardAsync()).ToString());

        await PointsAsync(page, "kitchen", atLeast: 5);
        var before = await Canvas(page, "kitchen").ScreenshotAsync();
        await PointsAsync(page, "kitchen", atLeast: 30);
        Assert.NotEqual(before, await Canvas(page, "kitchen").ScreenshotAsync());

        var alert = page.Locator("#alerts li[data-device=kitchen]");
        await alert.First.WaitForAsync(new() { Timeout = PatienceMs });
        Assert.Contains("temperature step", await alert.First.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", "dashboard.png"), FullPage = true });
        Assert.Equal(5, await page.Locator("[data-device][data-points]").CountAsync());
        Assert.Equal(0, await page.Locator("#alerts li:not([data-device=kitchen])").CountAsync());
        Assert.Empty(errors);
    }

    private static ILocator Canvas(IPage page, string device) => page.Locator($"[data-device={device}][data-points] canvas").First;

    private static async Task PointsAsync(IPage page, string device, int atLeast) => await page.WaitForFunctionAsync(
        "([device, count]) => Number(document.querySelector(`[data-device=${device}][data-points]`)?.dataset.points) >= count",
        new object[] { device, atLeast },
        new() { Timeout = PatienceMs });
}
