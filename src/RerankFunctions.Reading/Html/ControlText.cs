using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>Buttons and labels that are text: they stand as a heading, or open what stands below them (accordions, tabs).</summary>
internal static partial class ControlText
{
    private const string Headings = "h1, h2, h3, h4, h5, h6, summary, dt, legend, caption, th, [role=heading]";

    private static readonly HashSet<string> Panels =
        new(StringComparer.OrdinalIgnoreCase) { "div", "section", "article", "p", "ul", "ol", "dl", "dd" };

    public static bool IsContent(IElement button)
    {
        if (button.Closest(Headings) is not null)
            return true;
        // Menus and windows come and go with the page's own business.
        if (OpensWindow(button))
            return false;
        return Toggle(button) is not null || button.HasAttribute("aria-expanded") || button.HasAttribute("itemprop")
            || button.GetAttribute("role") is "tab" || Accordion().IsMatch(button.ClassName ?? "")
            || PanelOf(button) is { } panel && (IsSentence(button) || IsDrawer(panel));
    }

    /// <summary>Whether what is hidden stands right below the button, label or heading that opens it.</summary>
    public static bool IsOpened(IElement panel)
    {
        var control = panel.PreviousElementSibling;
        while (control is { LocalName: "input" })
            control = control.PreviousElementSibling;
        var button = control?.LocalName is "button" or "label" || control?.GetAttribute("role") is "button" ? control
            : control?.Matches(Headings) is true ? control.QuerySelector("button, [role=button]") : null;
        return button is not null && !OpensWindow(button) && Panels.Contains(panel.LocalName);
    }

    private static bool OpensWindow(IElement button)
        => button.HasAttribute("aria-haspopup") || Toggle(button) is "dropdown" or "modal" or "offcanvas" or "tooltip" or "popover";

    // A switch that shows the text below without any script: input, label, text.
    public static bool IsLabelContent(IElement label)
        => label.Closest(Headings) is not null
        || label.QuerySelector("input, select, textarea") is null && Switch(label) is not null && PanelOf(label) is not null;

    private static string? Toggle(IElement button) => button.GetAttribute("data-bs-toggle") ?? button.GetAttribute("data-toggle");

    private static IElement? Switch(IElement label)
    {
        var input = label.GetAttribute("for") is { Length: > 0 } id ? label.Owner?.GetElementById(id) : label.PreviousElementSibling;
        return input is { LocalName: "input" } && input.GetAttribute("type") is "checkbox" or "radio" ? input : null;
    }

    // What stands below a control, its own switch left aside.
    private static IElement? PanelOf(IElement control)
    {
        var panel = control.NextElementSibling;
        while (panel is { LocalName: "input" })
            panel = panel.NextElementSibling;
        return panel is not null && Panels.Contains(panel.LocalName) && panel.TextContent.Any(char.IsLetterOrDigit) ? panel : null;
    }

    // Shut until the control opens it.
    private static bool IsDrawer(IElement panel)
        => (ContentRules.IsMarkedHidden(panel) || Drawer().IsMatch(panel.ClassName ?? ""))
            && ContentRules.LinkShare(panel) <= ContentRules.MostlyLinks;

    private static bool IsSentence(IElement button) => Words().Count(button.TextContent) >= 3 || button.TextContent.TrimEnd().EndsWith('?');

    [GeneratedRegex("accordion|collaps|faq|question|disclosure", RegexOptions.IgnoreCase)]
    private static partial Regex Accordion();

    [GeneratedRegex(@"(^|[\s_-])(panel|answer|collaps\w*|accordion\w*)([\s_-]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Drawer();

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Words();
}
