namespace RerankFunctions.Emulators.Lexical;

/// <summary>
/// Walks the terms of a text without allocating: 96 texts of 400 words are embedded per call, and a string for each word
/// would be most of the work.
/// </summary>
/// <param name="text">The text to read.</param>
/// <param name="buffer">Where the current term is put together; at least <see cref="LongestTerm"/> characters.</param>
internal ref struct TermReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>Longer words are cut to this many characters.</summary>
    public const int LongestTerm = 48;

    private readonly Span<char> _buffer = buffer;
    private ReadOnlySpan<char> _rest = text;
    private int _length;

    /// <summary>The term that <see cref="Read"/> found. Valid until it is called again.</summary>
    public readonly ReadOnlySpan<char> Term => _buffer[.._length];

    /// <summary>Moves to the next term; false at the end of the text.</summary>
    public bool Read()
    {
        while (ReadWord())
        {
            if (StopWords.Contains(Term))
                continue;
            _length = LightStem.Shorten(_buffer[.._length]);
            return true;
        }

        return false;
    }

    private bool ReadWord()
    {
        var start = 0;
        while (start < _rest.Length && !char.IsLetterOrDigit(_rest[start]))
            start++;
        if (start == _rest.Length)
            return false;

        var end = start;
        _length = 0;
        for (; end < _rest.Length && char.IsLetterOrDigit(_rest[end]); end++)
        {
            if (_length < LongestTerm)
                _buffer[_length++] = char.ToLowerInvariant(_rest[end]);
        }

        _rest = _rest[end..];
        SkipPossessive();
        return true;
    }

    // "the model's" and "don't" each hold one word; what follows the apostrophe says nothing about the subject.
    private void SkipPossessive()
    {
        if (_rest.Length < 2 || _rest[0] is not ('\'' or '\u2019') || !char.IsLetter(_rest[1]))
            return;
        var end = 1;
        while (end < _rest.Length && char.IsLetter(_rest[end]))
            end++;
        if (end <= 3)
            _rest = _rest[end..];
    }
}
