using System.Globalization;
using System.Text.RegularExpressions;
using ExcelNumberFormat;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>
/// How a cell shows its number: as ExcelNumberFormat has it, but days in ISO 8601, whichever order of day and month the file's country has.
/// </summary>
internal sealed partial class CellFormat
{
    /// <summary>Numbers as they are, to the 15 digits that spreadsheets keep.</summary>
    public static readonly CellFormat General = new("General");

    private const double MostShown = 1e15;

    private readonly NumberFormat? _format;
    private readonly bool _isDay;
    private readonly bool _isMonth;
    private readonly bool _hasTime;
    private readonly bool _isPercent;
    private readonly bool _hasTextSection;

    public CellFormat(string code)
    {
        if (code.Length == 0 || IsGeneral().IsMatch(code))
            return;
        // What fills the cell's width is for the eye.
        code = Fill().Replace(code, fill => fill.Groups[1].Success ? " " : fill.Value);
        var format = new NumberFormat(code);
        if (!format.IsValid)
            return;
        _format = format;
        var letters = Literals().Replace(code, "").ToLowerInvariant();
        _hasTextSection = TextSection().Match(code) is { Success: true } section && Spacing().Replace(section.Value, "") is not "@";
        _isPercent = letters.Contains('%');
        if (!format.IsDateTimeFormat)
            return;
        // Minutes stand beside hours or seconds; every other m is a month.
        _hasTime = letters.Contains('h') || letters.Contains('s');
        var hasYear = letters.Contains('y') || letters.Contains('e');
        var hasMonth = Months().IsMatch(Minutes().Replace(letters, ""));
        _isDay = hasMonth && letters.Contains('d');
        _isMonth = hasMonth && hasYear && !_isDay;
    }

    /// <summary>Whether it shows numbers as they are.</summary>
    public bool IsPlain => _format is null;

    public bool IsDate => _format is { IsDateTimeFormat: true };

    /// <summary>The number as shown; empty where the format shows nothing. As it is where the format cannot show it.</summary>
    public string Show(double number, bool from1904)
    {
        if (_format is null || Math.Abs(number) >= MostShown)
            return Plain(number);
        try
        {
            return IsDate ? Date(number, from1904) : Formatted(number, from1904);
        }
        catch (Exception beyond) when (beyond is ArithmeticException or ArgumentException or FormatException or InvalidOperationException)
        {
            return Plain(number);
        }
    }

    private string Formatted(double number, bool from1904)
    {
        // A share that was written with few digits stays whole: "0%" would show 12.5 % as 13 %.
        if (_isPercent && Math.Abs(number) < 1e9 && decimal.Round((decimal)number * 100, 2) is var percent
            && Math.Abs((double)percent - number * 100) < 1e-9
            && Shown(number) is var shown && PercentNumber().Match(shown) is { Success: true } digits)
            return Decimals(digits.Value) < Decimals(Trimmed(percent)) ? PercentNumber().Replace(shown, Trimmed(Math.Abs(percent)), 1) : shown;
        return Shown(number);

        string Shown(double value) => BlockText.OneLine(_format!.Format(value, CultureInfo.InvariantCulture, from1904));
    }

    /// <summary>A text as shown: some formats put words around it.</summary>
    public string Show(string text)
        => _hasTextSection && text.Length > 0 ? BlockText.OneLine(_format!.Format(text, CultureInfo.InvariantCulture)) : text;

    private string Date(double days, bool from1904)
    {
        // What spreadsheets can show as a date: up to the year 9999.
        if (days is < 0 or >= 2958466)
            return Plain(days);
        if (!_isDay && !_isMonth)
            return BlockText.OneLine(_format!.Format(days, CultureInfo.InvariantCulture, from1904));
        var rounded = Math.Round(days * 86400, MidpointRounding.AwayFromZero) / 86400;
        var time = DateTime.MinValue.AddSeconds(Math.Round((rounded - Math.Floor(rounded)) * 86400));
        var clock = time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        if (rounded < 1 && !from1904)
            return clock;
        var day = Day(Math.Floor(rounded), from1904);
        return _isMonth ? day[..7] : time.TimeOfDay == TimeSpan.Zero && !(_hasTime && days % 1 != 0) ? day : $"{day} {clock}";
    }

    // Lotus 1-2-3 took 1900 for a leap year, and every spreadsheet since has a 29 February 1900 (ECMA-376 part 1, 18.17.4.1).
    private static string Day(double day, bool from1904) => !from1904 && day == 60 ? "1900-02-29"
        : new DateTime(from1904 ? 1904 : 1900, 1, 1).AddDays(from1904 ? day : day < 60 ? day - 1 : day - 2)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(double number)
    {
        var size = Math.Abs(number);
        if (size is not 0 and (< 1e-9 or >= 1e21) || double.IsNaN(number))
            return number.ToString("G15", CultureInfo.InvariantCulture);
        return decimal.Parse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString("0.###############################", CultureInfo.InvariantCulture);
    }

    private static string Trimmed(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static int Decimals(string number) => number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - point - 1 : 0;

    // Excel's words for it in some languages, which other programs write into files.
    [GeneratedRegex(@"^\s*(General|Standard|Estándar|Standaard|@)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex IsGeneral();

    [GeneratedRegex("""
        "[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Literals();

    [GeneratedRegex("""
        "[^"]*"|\\.|_.|(\*.)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Fill();

    [GeneratedRegex("""(?:"[^"]*"|\\.|[^;"\\@])*@(?:"[^"]*"|\\.|[^;"\\])*""")]
    private static partial Regex TextSection();

    [GeneratedRegex(@"_.|\[[^\]]*\]|\s")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"(?<=h[^a-z]*)m+|m+(?=[^a-z]*s)")]
    private static partial Regex Minutes();

    [GeneratedRegex("m+")]
    private static partial Regex Months();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex PercentNumber();
}
