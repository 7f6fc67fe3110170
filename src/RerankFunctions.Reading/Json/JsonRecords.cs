using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RerankFunctions.Reading.Json;

/// <summary>
/// Gathers values into records: the elements of a top-level list, the objects of a list that a top-level object holds, and each top-level
/// value otherwise.
/// </summary>
internal sealed class JsonRecords(ReadingNotes notes)
{
    private const int DeepestNesting = 1000;
    private const int DeepestRecord = 2;
    private const int LongestRecord = 4096;

    // Byte order mark, which may come through transcoding.
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private readonly JsonPath _path = new();
    private readonly StringBuilder _record = new();
    private JsonReaderState _state = new(new JsonReaderOptions
    {
        AllowMultipleValues = true,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DeepestNesting,
    });

    private long _seen;
    private bool _isAfterLine;
    private bool _isLong;

    /// <summary>What is ready.</summary>
    public Queue<Block> Ended { get; } = new();

    /// <returns>How many of the bytes were used; the rest is to come again, with more behind it.</returns>
    public int Add(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        var mark = _seen == 0 && bytes.StartsWith(Mark) ? Mark.Length : 0;
        _seen += mark;
        // An empty document has no text, rather than an error.
        if (isFinal && _seen == mark && bytes[mark..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return bytes.Length;

        var reader = new Utf8JsonReader(bytes[mark..], isFinal, _state);
        try
        {
            while (reader.Read())
                Add(ref reader);
        }
        catch (JsonException invalid)
        {
            var rest = bytes[(mark + (int)reader.BytesConsumed)..];
            var atEnd = isFinal && rest.IndexOfAnyExcept(", \t\r\n"u8) < 0;
            throw new UnreadableDocumentException(Reason(invalid, reader.CurrentDepth, atEnd), inner: invalid);
        }

        if (isFinal)
            End();
        _state = reader.CurrentState;
        _seen += reader.BytesConsumed;
        return mark + (int)reader.BytesConsumed;
    }

    private void Add(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (_path.IsInList && reader.CurrentDepth <= DeepestRecord)
                    End();
                _path.Open(isList: reader.TokenType == JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _path.Close();
                if (reader.CurrentDepth == 0 || _path.IsInList && reader.CurrentDepth <= DeepestRecord)
                    End();
                break;
            case JsonTokenType.PropertyName:
                _path.Name(JsonText.ReadText(ref reader));
                break;
            case JsonTokenType.Null:
                _path.Skip();
                break;
            default:
                Add(reader.TokenType == JsonTokenType.String
                    ? JsonText.ReadText(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan), reader.TokenType);
                if (reader.CurrentDepth == 0)
                    End();
                break;
        }
    }

    // Values of one list go on one line.
    private void Add(string value, JsonTokenType type)
    {
        var goesOn = _path.Value(isNumber: type == JsonTokenType.Number, out var isShown);
        // The lines of a text, each a value with its line end: a notebook's cells.
        var isLine = _path.IsInList && (value.EndsWith('\n') || goesOn && _isAfterLine);
        _isAfterLine = isLine && value.EndsWith('\n');
        var text = isLine ? BlockText.Clean(value).TrimEnd() : JsonText.Shown(value);
        if (!isShown)
            notes.Count("1 number far into a list of numbers left out", "{0:N0} numbers far into lists of numbers left out");
        else if (JsonText.IsBinary(text))
            notes.Count("1 value left out that is bytes in Base64", "{0:N0} values left out that are bytes in Base64");
        if (!isShown || text.Length == 0 || JsonText.IsBinary(text))
            return;
        if (_record.Length + text.Length > LongestRecord)
        {
            End();
            goesOn = false;
        }

        if (goesOn && _record.Length > 0)
            _record.Append(isLine || text.Contains('\n') || _isLong ? "\n" : ", ").Append(text);
        else
        {
            if (_record.Length > 0)
                _record.Append('\n');
            if (_path.Text is { Length: > 0 } path)
                _record.Append(path).Append(": ");
            _record.Append(text);
        }

        _isLong = text.Contains('\n');
    }

    private void End()
    {
        foreach (var piece in BlockText.Pieces(_record.ToString()))
            Ended.Enqueue(new Block(BlockKind.TableRow, piece));
        _record.Clear();
    }

    private static string Reason(JsonException invalid, int depth, bool atEnd)
    {
        var line = (invalid.LineNumber + 1)?.ToString("N0", CultureInfo.InvariantCulture) ?? "?";
        var at = (invalid.BytePositionInLine + 1)?.ToString("N0", CultureInfo.InvariantCulture) ?? "?";
        return depth >= DeepestNesting - 1
            ? string.Create(CultureInfo.InvariantCulture, $"The JSON is nested deeper than {DeepestNesting:N0} levels.")
            : atEnd ? $"The JSON ends too early, in line {line}: something that was opened is not closed."
            : $"The JSON is not valid at line {line}, byte {at}.";
    }
}
