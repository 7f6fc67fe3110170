using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Text;

/// <summary>
/// The options of the <c>qdrant/bm25</c> model: saturation <c>K</c>, length normalisation <c>B</c>, the expected document
/// length in tokens, and whether text is treated as English (stop words, stems).
/// </summary>
internal sealed record Bm25Options(double K = 1.2, double B = 0.75, double AverageLength = 256, bool English = true, bool Lowercase = true)
{
    public static Bm25Options Parse(MapField<string, Value> options)
    {
        var parsed = new Bm25Options();
        foreach (var (name, value) in options)
        {
            parsed = name switch
            {
                "k" => parsed with { K = Number(name, value) },
                "b" => parsed with { B = Number(name, value) },
                "avg_len" => parsed with { AverageLength = Number(name, value) },
                "lowercase" => parsed with { Lowercase = value.BoolValue },
                "language" when value.StringValue is "english" or "en" => parsed,
                "language" when value.StringValue == "none" => parsed with { English = false },
                "tokenizer" when value.StringValue == "word" => parsed,
                _ => throw Refusal.NotEmulated($"option {name} = {value} of the model {Bm25Text.Model}"),
            };
        }
        if (parsed.K < 0)
            throw Refusal.WrongInput($"BM25 k1 must be finite and >= 0, got {parsed.K}");
        if (parsed.B is < 0 or > 1)
            throw Refusal.WrongInput($"BM25 b must be finite and in [0.0, 1.0], got {parsed.B}");
        if (parsed.AverageLength <= 0)
            throw Refusal.WrongInput($"BM25 avg_doc_len must be finite and > 0, got {parsed.AverageLength}");
        return parsed;
    }

    private static double Number(string name, Value value) => value.KindCase switch
    {
        Value.KindOneofCase.DoubleValue when double.IsFinite(value.DoubleValue) => value.DoubleValue,
        Value.KindOneofCase.IntegerValue => value.IntegerValue,
        _ => throw Refusal.WrongInput($"Invalid BM25 config: {name} is not a number"),
    };
}
