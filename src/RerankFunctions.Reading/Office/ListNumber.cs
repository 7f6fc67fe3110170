using System.Globalization;
using System.Text;

namespace RerankFunctions.Reading.Office;

/// <summary>Writes the numbers of lists: "4", "iv", "D", "四".</summary>
internal static class ListNumber
{
    private const string Circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
    private const string ChineseDigits = "〇一二三四五六七八九";
    private static readonly (int Value, string Letters)[] Roman =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
         (1, "I")];

    /// <param name="format">ST_NumberFormat (ECMA-376 part 1, 17.18.59). What is not known there is written in digits.</param>
    public static string FormatNumber(int number, string format) => format switch
    {
        "none" => "",
        "upperLetter" => Letters(number),
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "upperRoman" => RomanOf(number),
        "lowerRoman" => RomanOf(number).ToLowerInvariant(),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "ordinal" => Digits(number) + (number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" or "ideographEnclosedCircle" => number is > 0 and <= 20
            ? Circled[number - 1].ToString() : Digits(number),
        "decimalEnclosedParen" => $"({Digits(number)})",
        "decimalEnclosedFullstop" => Digits(number) + ".",
        "numberInDash" => $"- {Digits(number)} -",
        "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "taiwaneseCounting" or "taiwaneseCountingThousand"
            or "ideographDigital"
            or "taiwaneseDigital" or "japaneseDigitalTenThousand" or "koreanDigital2" => Chinese(number),
        "russianUpper" => Cyrillic(number),
        "russianLower" => Cyrillic(number).ToLowerInvariant(),
        _ => Digits(number),
    };

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A to Z, then AA to ZZ, AAA to ZZZ.
    private static string Letters(int number)
        => number is < 1 or > 26 * 40 ? Digits(number) : new string((char)('A' + (number - 1) % 26), (number - 1) / 26 + 1);

    private static string Cyrillic(int number)
    {
        const string Alphabet = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ";
        return number is < 1 or > 28 ? Digits(number) : Alphabet[number - 1].ToString();
    }

    private static string RomanOf(int number)
    {
        if (number is < 1 or > 3999)
            return Digits(number);
        var roman = new StringBuilder();
        foreach (var (value, letters) in Roman)
            for (; number >= value; number -= value)
                roman.Append(letters);
        return roman.ToString();
    }

    private static string Chinese(int number) => number switch
    {
        < 0 or > 99 => Digits(number),
        < 10 => ChineseDigits[number].ToString(),
        _ => (number >= 20 ? ChineseDigits[number / 10].ToString() : "") + "十" + (number % 10 > 0 ? ChineseDigits[number % 10].ToString() : ""),
    };
}
