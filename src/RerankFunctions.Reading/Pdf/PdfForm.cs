using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace RerankFunctions.Reading.Pdf;

/// <summary>What people filled into a PDF's form: on no page as text, but in its fields.</summary>
internal static partial class PdfForm
{
    private const double FarthestLabel = 40;
    private const double SameLine = 6;
    private const double FarthestAbove = 30;

    /// <summary>"label: value" of every filled field, by page; ticked boxes and chosen buttons too. Push buttons hold nothing.</summary>
    public static ILookup<int, string> Fields(PdfDocument document, IReadOnlyList<PdfPage> pages)
    {
        if (!document.TryGetForm(out var form))
            return Array.Empty<(int Page, string Text)>().ToLookup(field => field.Page, field => field.Text);
        return form.Fields.SelectMany(field => Filled(field, "", pages)).ToLookup(field => field.Page, field => field.Text);
    }

    private static IEnumerable<(int Page, string Text)> Filled(AcroFieldBase field, string parent, IReadOnlyList<PdfPage> pages)
    {
        var name = Name(field, parent);
        if (field is AcroNonTerminalField group)
        {
            foreach (var child in group.Children.SelectMany(child => Filled(child, name, pages)))
                yield return child;
            yield break;
        }

        var number = Math.Clamp(field.PageNumber ?? 1, 1, Math.Max(1, pages.Count));
        var value = BlockText.OneLine(Value(field));
        if (value.Length == 0 || pages.Count == 0)
            yield break;
        var isButton = field is AcroCheckboxField or AcroRadioButtonField;
        var label = BlockText.OneLine(field.Information.AlternateName) is { Length: > 0 } told ? told : Label(field, pages[number - 1], isButton);
        if (!isButton)
            yield return (number, $"{label ?? name}: {value}");
        else if (label is not null)
            yield return (number, $"☑ {label}");
        else
            yield return (number, IsState(value) ? $"☑ {name}" : $"{name}: {value}");
    }

    private static string? Value(AcroFieldBase field) => field switch
    {
        AcroTextField text => text.Value,
        AcroComboBoxField choice => string.Join(", ", choice.SelectedOptions),
        AcroListBoxField choices => string.Join(", ", choices.SelectedOptions),
        AcroCheckboxField or AcroRadioButtonField => State(field),
        _ => null,
    };

    // What a box shows is its appearance's state; "Off" is that of no box that is ticked.
    private static string? State(AcroFieldBase field)
        => field.Dictionary.TryGet(NameToken.Create("AS"), out NameToken state) || field.Dictionary.TryGet(NameToken.V, out state)
            ? state.Data is "Off" ? null : state.Data
            : null;

    private static bool IsState(string value) => value is "Yes" or "On" or "1" or "true" or "True";

    // "topmostSubform[0].Page1[0].name[0]" is called "name"; a field that has no name of its own is called as its parent.
    private static string Name(AcroFieldBase field, string parent)
    {
        var own = BlockText.OneLine(Index().Replace(field.Information.PartialName ?? "", "")).Split('.')[^1];
        return own.Length > 0 ? own : parent;
    }

    // What stands beside it: before a field and after a box, on its line; else above it.
    private static string? Label(AcroFieldBase field, PdfPage page, bool isButton)
    {
        if (field.Bounds is not { Width: > 0 } bounds)
            return null;
        var middle = (bounds.Bottom + bounds.Top) / 2;
        var line = page.Words.Where(word => Math.Abs(word.Middle - middle) < Math.Max(SameLine, word.Size / 2)).OrderBy(word => word.Left).ToList();
        var beside = isButton ? Run(line.Where(word => word.Left >= bounds.Right - 1), bounds.Right)
            : Run(Enumerable.Reverse(line).Where(word => word.Right <= bounds.Left + 1), bounds.Left);
        if (beside.Count == 0 && !isButton)
            beside = Above(page, bounds);
        var label = BlockText.OneLine(string.Join(' ', beside.OrderBy(word => word.Left).Select(word => word.Text))).Trim(':', ' ', '_', '.');
        return label.Any(char.IsLetter) ? label : null;
    }

    // Words without a wide gap between them, from the field outwards.
    private static List<PdfWord> Run(IEnumerable<PdfWord> outwards, double edge)
    {
        var run = new List<PdfWord>();
        foreach (var word in outwards)
        {
            var gap = Math.Min(Math.Abs(word.Left - edge), Math.Abs(word.Right - edge));
            if (gap > (run.Count == 0 ? FarthestLabel : 0.8 * word.Size))
                break;
            run.Add(word);
            edge = word.Left >= edge ? word.Right : word.Left;
        }

        return run;
    }

    private static List<PdfWord> Above(PdfPage page, PdfRectangle bounds)
    {
        var above = page.Words.Where(word => word.Bottom >= bounds.Top - 2 && word.Bottom < bounds.Top + FarthestAbove
            && word.Left < bounds.Right && word.Right > bounds.Left - SameLine).ToList();
        if (above.Count == 0)
            return [];
        var lowest = above.Min(word => word.Baseline);
        return [.. above.Where(word => Math.Abs(word.Baseline - lowest) < SameLine)];
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
