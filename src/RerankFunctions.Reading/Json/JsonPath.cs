using System.Globalization;

namespace RerankFunctions.Reading.Json;

/// <summary>Where in a JSON document the reader is: "address.lines[2]".</summary>
internal sealed class JsonPath
{
    private const int LongestKey = 200;
    private const int LongestText = 400;

    // Longer lists of numbers are vectors or series, which nobody finds by their numbers.
    private const int MostNumbers = 32;

    private sealed class Level(bool isList)
    {
        public bool IsList { get; } = isList;
        public string Key { get; set; } = "";
        public int Index { get; set; } = -1;
        public int Numbers { get; set; }
        public bool LastWasValue { get; set; }
    }

    private readonly Stack<Level> _levels = new();

    public bool IsInList => _levels.TryPeek(out var level) && level.IsList;

    public void Open(bool isList)
    {
        Next(wasValue: false);
        _levels.Push(new Level(isList));
    }

    public void Close() => _levels.Pop();

    public void Name(string key) => _levels.Peek().Key = key.Length > LongestKey ? key[..LongestKey] : key;

    /// <summary>Passes a value that is not shown.</summary>
    public void Skip() => Next(wasValue: true);

    /// <summary>Passes a value. True if it follows another one in the same list.</summary>
    /// <param name="isShown">False for a number far into a list of numbers.</param>
    public bool Value(bool isNumber, out bool isShown)
    {
        isShown = true;
        if (!IsInList)
            return false;
        var list = _levels.Peek();
        var goesOn = list.LastWasValue;
        list.Numbers += isNumber ? 1 : 0;
        isShown = list.Numbers <= MostNumbers;
        Next(wasValue: true);
        return goesOn;
    }

    /// <summary>
    /// The path of the value at hand, from its record: indexes of the top-level list, and of a list of plain values, are left out.
    /// </summary>
    public string Text
    {
        get
        {
            var text = "";
            var depth = 0;
            var levels = _levels.Reverse().ToList();
            foreach (var level in levels)
            {
                depth++;
                var isRecords = depth == 1 && level.IsList;
                var isValues = depth == levels.Count && level.IsList;
                if (level.IsList && !isRecords && !isValues)
                    text += string.Create(CultureInfo.InvariantCulture, $"[{level.Index}]");
                else if (!level.IsList && level.Key.Length > 0)
                    text += text.Length > 0 ? $".{level.Key}" : level.Key;
                if (text.Length > LongestText)
                    text = "…" + text[^LongestText..];
            }

            return BlockText.OneLine(text);
        }
    }

    private void Next(bool wasValue)
    {
        if (!IsInList)
            return;
        var list = _levels.Peek();
        list.Index++;
        list.LastWasValue = wasValue;
    }
}
