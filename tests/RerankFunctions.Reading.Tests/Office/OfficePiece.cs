using FsCheck;
using FsCheck.Fluent;

namespace RerankFunctions.Reading.Tests.Office;

/// <summary>One construct of a generated document, with the words in it.</summary>
/// <param name="Kind">Which construct; each test says which there are.</param>
public sealed record OfficePiece(int Kind, string[] Words)
{
    public string Text => string.Join(' ', Words);

    public string Xml => System.Net.WebUtility.HtmlEncode(Text);
}

/// <summary>A generated document: constructs of its format in any order.</summary>
public sealed record OfficePieces(OfficePiece[] All)
{
    private static readonly string[] Vocabulary = ["scale", "größe", "mean", "日本語", "σ²", "naïve", "\U0001F600", "it's", "C++11", "0.5", "x<y", "A&B", "заглавие", "العربية"];

    public static Arbitrary<OfficePieces> Any()
        => (from kind in Gen.Choose(0, 11)
            from words in Gen.Elements(Vocabulary).ListOf().Where(words => words.Count is > 0 and < 6)
            select new OfficePiece(kind, [.. words])).ArrayOf().Select(pieces => new OfficePieces(pieces)).ToArbitrary();
}
