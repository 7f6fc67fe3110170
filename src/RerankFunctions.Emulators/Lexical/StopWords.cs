using System.Collections.Frozen;

namespace RerankFunctions.Emulators.Lexical;

/// <summary>English words too common to tell one text from another, question words among them.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = """
        a about above after again against all also am an and any are as at be because been before being below between both but
        by can could did do does doing don down during each few for from further had has have having he her here hers him his
        how i if in into is it its itself just may me might more most must my no nor not now of off on once only or other our
        ours out over own per s same shall she should so some such than that the their theirs them then there these they this
        those through to too under until up us very via was we were what when where whether which while who whom why will with
        within without would yet you your yours
        """
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet()
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Words.Contains(word);
}
