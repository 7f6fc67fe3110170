using System.Text;

namespace RerankFunctions.Reading.Office;

/// <summary>
/// What the characters of symbol fonts are in Unicode: Adobe's encoding of Symbol, and of Wingdings and its like the signs that
/// documents use (boxes, ticks, arrows, bullets, digits in circles).
/// </summary>
internal static class SymbolFonts
{
    private const string Symbol =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

    private const string SymbolUpper =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uF8FF〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

    private static readonly Dictionary<char, string> Wingdings = Signs(
        "\"✂#✁)✆6⌛>✇?✍A✌C👍D👎E☜F☞G☝H☟J☺L☹Q✈R☼T❄V✞X✠Y✡Z☪[☯]☸^♈_♉`♊a♋b♌c♍d♎e♏f♐g♑h♒i♓l●m○n■o□p□q❑r❒t◆u◆v❖x⌧z⌘",
        "\u0080⓪\u0081①\u0082②\u0083③\u0084④\u0085⑤\u0086⑥\u0087⑦\u0088⑧\u0089⑨\u008A⑩\u008C❶\u008D❷\u008E❸\u008F❹\u0090❺\u0091❻\u0092❼\u0093❽\u0094❾\u0095❿",
        "\u009E·\u009F•\u00A0▪¡○¢○¤◉¥◎§▪¨☐ª✦«★¬✶®✴¯✹µ✪¶✰Õ⌫Ö⌦Ø➢ß←à→á↑â↓ã↖ä↗å↙æ↘è➔ï⇦ð⇨ñ⇧ò⇩ó⇔ô⇕û✗ü✓ý☒þ☑");

    private static readonly Dictionary<char, string> Wingdings2 = Signs("O✗P✓Q☒R☑S☒T☒U☑V☒£☐¢■\u0097●\u0098●\u0099●");

    private static readonly Dictionary<char, string> Webdings = Signs("a✓c☐g■n●r✗=⊟3◀4▶5▲6▼");

    public static bool IsOne(string? font) => font is not null
        && (font.Equals("Symbol", StringComparison.OrdinalIgnoreCase) || font.StartsWith("Wingdings", StringComparison.OrdinalIgnoreCase)
            || font.Equals("Webdings", StringComparison.OrdinalIgnoreCase));

    /// <param name="code">As the font has it, or with F000 added, as documents write it.</param>
    /// <returns>Null for a sign that is not known; the character itself for a font that is none of symbols.</returns>
    public static string? FindSign(string? font, int code)
    {
        var at = code is >= 0xF000 and <= 0xF0FF ? code - 0xF000 : code;
        if (!IsOne(font))
            return code is >= 0xE000 and <= 0xF8FF || !Rune.IsValid(code) || code < ' ' ? null : new Rune(code).ToString();
        if (at is < 0x20 or > 0xFF)
            return Rune.IsValid(code) && code is not (>= 0xE000 and <= 0xF8FF) ? new Rune(code).ToString() : null;
        if (font!.Equals("Symbol", StringComparison.OrdinalIgnoreCase))
            return at < 0x7F ? Symbol[at - 0x20].ToString() : at >= 0xA0 && at - 0xA0 < SymbolUpper.Length && SymbolUpper[at - 0xA0] != '\uF8FF'
                ? SymbolUpper[at - 0xA0].ToString() : null;
        if (at == ' ')
            return " ";
        var signs = font.Equals("Webdings", StringComparison.OrdinalIgnoreCase) ? Webdings
            : font.EndsWith('2') ? Wingdings2
            : font.EndsWith('3') ? []
            : Wingdings;
        return signs.GetValueOrDefault((char)at);
    }

    /// <summary>Text that is set in a font of symbols.</summary>
    /// <param name="unknown">How many of its signs are not known; they are left out.</param>
    public static string Decode(string text, string? font, out int unknown)
    {
        unknown = 0;
        var isSymbols = IsOne(font);
        if (!isSymbols && text.AsSpan().IndexOfAnyInRange('\uF020', '\uF0FF') < 0)
            return text;
        var decoded = new StringBuilder();
        foreach (var character in text)
        {
            if (!isSymbols && character is not (>= '\uF020' and <= '\uF0FF'))
                decoded.Append(character);
            else if (FindSign(font, character) is { } sign)
                decoded.Append(sign);
            else
                unknown++;
        }

        return decoded.ToString();
    }

    // Code and sign, code and sign.
    private static Dictionary<char, string> Signs(params string[] pairs)
    {
        var signs = new Dictionary<char, string>();
        foreach (var pair in pairs)
        {
            var runes = pair.EnumerateRunes().ToArray();
            for (var at = 0; at + 1 < runes.Length; at += 2)
                signs[(char)runes[at].Value] = runes[at + 1].ToString();
        }

        return signs;
    }
}
