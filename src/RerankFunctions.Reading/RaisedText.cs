using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading;

/// <summary>
/// Text with what stands raised in it told apart: powers as "10^6", marks of notes as "2019 (1)", and endings of ordinals as they
/// read, "1st". Glued on, as plain text would have them, "10⁶" is 106 and "2019¹" is 20191.
/// </summary>
internal sealed partial class RaisedText
{
    private const int LongestMark = 12;

    private readonly StringBuilder _text = new();
    private StringBuilder? _raised;
    private bool _isNote;

    public int Length => _text.Length + (_raised?.Length ?? 0);

    public RaisedText Append(char character) => Append([character]);

    public RaisedText Append(ReadOnlySpan<char> text)
    {
        if (text.Length > 0)
        {
            Settle(text[0]);
            _text.Append(text);
        }

        return this;
    }

    /// <summary>Appends text that stands above the line.</summary>
    /// <param name="isNote">It is known to be the mark of a note, since it leads to one.</param>
    public void AppendRaised(ReadOnlySpan<char> text, bool isNote = false)
    {
        (_raised ??= new StringBuilder()).Append(text);
        _isNote |= isNote;
    }

    public void Clear()
    {
        _text.Clear();
        _raised?.Clear();
    }

    public override string ToString()
    {
        Settle('\0');
        return _text.ToString();
    }

    /// <summary>Takes away what stands from there on.</summary>
    public void Cut(int start)
    {
        Settle('\0');
        _text.Length = Math.Min(start, _text.Length);
    }

    /// <summary>Whether what stands from there on is a single number, word or bracketed term, that needs no further brackets.</summary>
    public bool IsTerm(int start)
    {
        Settle('\0');
        var term = _text.ToString(Math.Min(start, _text.Length), Math.Max(0, _text.Length - start));
        return term.All(character => char.IsLetterOrDigit(character) || character is '.' or '\'' or '′') || Bracketed().IsMatch(term);
    }

    public void Enclose(int start)
    {
        Settle('\0');
        _text.Insert(Math.Min(start, _text.Length), '(').Append(')');
    }

    private void Settle(char next)
    {
        if (_raised is null or { Length: 0 })
            return;
        var raised = _raised.ToString();
        _raised.Clear();
        var isNote = _isNote;
        _isNote = false;
        var mark = raised.Trim();
        // "1)" and "[1]" are marks of notes with their own brackets.
        var note = mark.Trim('(', ')', '[', ']');
        var before = Before();
        if (mark is "TM" or "SM")
            _text.Append(mark is "TM" ? '™' : '℠');
        else if (Bracketed().IsMatch(mark))
            _text.Append(before.Length > 0 && char.IsLetterOrDigit(before[^1]) ? " " : "").Append(mark);
        else if (mark.Length == 0 || mark.Length > LongestMark || IsRaisedAlready().IsMatch(mark) || IsEnding(mark, before))
            _text.Append(raised);
        else if (next is '/' or '⁄' && Digits().IsMatch(mark))
            _text.Append(before.Length > 0 && char.IsAsciiDigit(before[^1]) ? " " : "").Append(mark);
        else if (before.Length == 0 || char.IsWhiteSpace(before[^1]))
            _text.Append(IsNote().IsMatch(note) ? $"({note})" : mark).Append(char.IsLetterOrDigit(next) ? " " : "");
        else if (!isNote && IsPower(note, before))
            _text.Append('^').Append(IsSimple().IsMatch(note) ? note : $"({note})");
        else if (isNote || IsNote().IsMatch(note))
            _text.Append(" (").Append(note).Append(char.IsLetterOrDigit(next) ? ") " : ")");
        else
            _text.Append('^').Append('(').Append(note).Append(')');
    }

    // Enough of it to see what the mark stands on.
    private string Before() => _text.ToString(Math.Max(0, _text.Length - 32), Math.Min(32, _text.Length));

    // "1st", "Mme", "2e", "XIXe", "1º".
    private static bool IsEnding(string mark, string before) => mark.All(char.IsLetter) && before.Length > 0
        && (mark.Length > 1 ? char.IsLetterOrDigit(before[^1]) :
            mark is "e" or "ª" or "º" && CountedWord().IsMatch(before) || mark is "o" or "a" && SmallCount().IsMatch(before));

    private static bool IsPower(string mark, string before)
        => IsSigned().IsMatch(mark) || PowerBase().IsMatch(before)
            || !Digits().IsMatch(mark) && VariableMark().IsMatch(mark) && (SingleLetter().IsMatch(before)
                || char.IsAsciiDigit(before[^1]) && !IsNote().IsMatch(mark))
        || mark is "2" or "3" or "4" && UnitOrFunction().IsMatch(before);

    [GeneratedRegex(@"^\([^()]*\)$|^\[[^\[\]]*\]$")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[\u2070-\u209F\u00B2\u00B3\u00B9™®©℠\s]+$")]
    private static partial Regex IsRaisedAlready();

    [GeneratedRegex(@"^[-+−–]?[\p{L}\p{N}.,]+[-+−–]?$")]
    private static partial Regex IsSimple();

    [GeneratedRegex(@"^(\d{1,3}|[a-z]|[ivx]+|[*†‡§¶#]+)(\s*[,;–-]\s*(\d{1,3}|[a-z]|[*†‡§¶#]+))*$")]
    private static partial Regex IsNote();

    [GeneratedRegex(@"^[-+−–]\s*[\p{L}\p{N}]|^\d*[-+−–]$")]
    private static partial Regex IsSigned();

    [GeneratedRegex(@"^[\p{L}\p{N}+−*/.()^-]+$")]
    private static partial Regex VariableMark();

    // Ten and single digits, single letters, a few behind an operator, brackets around a term: what powers stand on. Other numbers carry notes.
    [GeneratedRegex(@"(?<![\p{L}\p{N}.,])(10|\d)$|(?<![\p{L}\p{N}'’])[\p{L}-[\p{IsCJKUnifiedIdeographs}]]$|(?<=[=+*/×·−])\p{L}{2,3}$|\([^\s()]*\)$|[\])]\s?\)$")]
    private static partial Regex PowerBase();

    [GeneratedRegex(@"(?<!\p{L})\p{L}$")]
    private static partial Regex SingleLetter();

    [GeneratedRegex(@"\d$|(?<!\p{L})[IVX]+$")]
    private static partial Regex CountedWord();

    // "1a", "21o"; behind longer numbers they are marks of notes.
    [GeneratedRegex(@"(?<![\p{L}\p{N}.,])\d{1,2}$")]
    private static partial Regex SmallCount();

    [GeneratedRegex(@"(?<!\p{L})(mm|cm|dm|km|µm|μm|nm|ft|in|yd|mi|sq|sec|kg|Hz|sin|cos|tan|log|ln)$")]
    private static partial Regex UnitOrFunction();
}
