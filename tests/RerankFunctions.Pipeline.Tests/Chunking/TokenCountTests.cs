using RerankFunctions.Pipeline.Chunking;

namespace RerankFunctions.Pipeline.Tests.Chunking;

public sealed class TokenCountTests
{
    /// <summary>
    /// Texts with the tokens that BERT's uncased English WordPiece vocabulary, the kind that embed-english-v3.0 has, and, for plain ASCII,
    /// cl100k_base make of them, counted with Microsoft.ML.Tokenizers 2.0.1.
    /// </summary>
    public static TheoryData<string, int, int?> RealCounts => new()
    {
        { "Feature scaling brings the ranges of independent variables into agreement before a model is trained.", 14, 16 },
        { "A StandardScaler subtracts the mean and divides by the standard deviation: z = (x - μ) / σ.", 23, null },
        { "qdrant upserts hnsw_config ef_construct=128, m=16; see docs/api.md#L42", 33, 25 },
        { "as of december 31, 2017, the company had gross state income tax credit carry-forwards of approximately $20 million", 20, 26 },
        { "senior notes due december 15 2021 5.000% (5.000%) | 2014 | 600", 16, 27 },
        { "Accession ID: PMC176545; doi 10.1371/journal.pbio.0000005; PMID 12929205", 28, 28 },
        { "Bozdech Z, Llinás M, Pulliam BL, Wong ED, Zhu J, DeRisi JL (2003)", 25, null },
        { "public async Task<IReadOnlyList<Chunk>> ChunkAsync(CancellationToken cancellationToken) => await source.ToListAsync(cancellationToken);", 35, 22 },
        { "for (int i = 0; i < n; i++) { sum += a[i] * b[i]; } // O(n)", 28, 29 },
        { "{\"id\":\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",\"score\":0.98231,\"tags\":[\"ml\",\"scaling\"]}", 61, 44 },
        { "d41d8cd98f00b204e9800998ecf8427e 9e107d9d372bb6826bd81d3542a419d6", 48, 39 },
        { "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZWxpdC4=", 52, 54 },
        { "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQVKVKALPDAQFEVVHSLAKWKRQ", 46, 48 },
        { "gattacagattacaccggttaaccggtttaacgcgcgatatatcgcgatcg", 22, 26 },
        { "Die Donaudampfschifffahrtsgesellschaft beförderte Güter und Fahrgäste auf der Donau.", 27, null },
        { "Les modèles d'apprentissage automatique sont sensibles à l'échelle des variables explicatives.", 27, null },
        { "La normalización de características acelera la convergencia del descenso de gradiente.", 21, null },
        { "Makine öğrenmesinde özellik ölçekleme, değişkenleri aynı aralığa getirir.", 30, null },
        { "Ominaisuuksien skaalaaminen nopeuttaa gradienttimenetelmän suppenemista huomattavasti.", 27, null },
        { "Chuẩn hóa đặc trưng giúp mô hình hội tụ nhanh hơn.", 19, null },
        { "Масштабирование признаков ускоряет обучение модели.", 41, null },
        { "Η κλιμάκωση των χαρακτηριστικών επιταχύνει την εκπαίδευση.", 50, null },
        { "特征缩放可以加快梯度下降的收敛速度。", 16, null },
        { "特徴量のスケーリングは学習を速くします。ガウス分布を仮定します。", 30, null },
        { "تسريع التعلم عن طريق تحجيم الميزات.", 28, null },
        { "קנה המידה של התכונות מאיץ את האימון.", 28, null },
        { "फ़ीचर स्केलिंग से प्रशिक्षण तेज़ होता है।", 18, null },
        { "a ≤ b ∑ x² → ∞, 25 °C ± 0.5 µm © 2026 “quoted” … — done", 17, null },
        { "Line one\nLine two\n\nLine three\\twith a tab", 9, 12 },
        { "https://example.com/a/b?c=d&e=f%20g#frag mailto:someone.else@mail.example.org", 33, 26 },
        { "xqzjvkw bcdfg hjklmn pqrstv wxyzq", 20, 18 },
        { "2026-11-23T23:02:51.123Z +49 (0)30 1234567 1,234,567.89", 30, 33 },
    };

    [Theory]
    [MemberData(nameof(RealCounts))]
    public void The_count_is_not_below_what_real_tokenizers_make_of_text(string text, int wordPiece, int? cl100k)
        => Assert.True(TokenCount.Count(text) >= Math.Max(wordPiece, cl100k ?? 0), $"{TokenCount.Count(text)} < {wordPiece} or {cl100k}");

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("cats", 1)]
    [InlineData("scale", 2)]
    [InlineData("scale features", 4)]
    [InlineData("NASA", 3)]
    [InlineData("PMC176545", 6)]
    [InlineData("hnsw", 3)]
    [InlineData("standardization", 5)]
    [InlineData("camelCase", 3)]
    [InlineData("2026", 2)]
    [InlineData("3.14", 3)]
    [InlineData("(a, b)", 5)]
    [InlineData("-----", 5)]
    [InlineData("größe", 4)]
    [InlineData("日本語", 3)]
    [InlineData("한국어", 8)]
    [InlineData("привет", 6)]
    [InlineData("👍", 3)]
    [InlineData("a\nb", 3)]
    [InlineData("∑", 2)]
    public void Every_kind_of_character_has_its_rate(string text, int tokens) => Assert.Equal(tokens, TokenCount.Count(text));

    [Fact]
    public void Half_a_surrogate_pair_counts_too() => Assert.Equal(1, TokenCount.Count("\ud83d"));

    [Fact]
    public void It_allocates_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("Größe 42, NASA, 日本語 👍🏽 camelCase — fin.\n", 100));
        TokenCount.Count(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        TokenCount.Count(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
