namespace RerankFunctions.Pipeline.Chunking;

/// <summary>
/// Packs pieces into chunks, section by section. It holds back as much text as one and a half chunks, so that the last two of a
/// section can be cut evenly, and sections that are too short to stand alone, which join their neighbours.
/// </summary>
internal sealed class ChunkPacker(int maxTokens, int overlapTokens)
{
    private readonly Queue<ChunkDraft> _ready = new();
    private readonly List<SectionPart> _short = [];
    private SectionPart _current = new(HeadingPath.CreateRoot());

    /// <summary>Below this a section says too little to be found and judged alone: a line or two, its heading included.</summary>
    private int ShortTokens => maxTokens / 10;

    public HeadingPath Path => _current.Path;

    public bool TryTake(out ChunkDraft draft) => _ready.TryDequeue(out draft!);

    public void Add(Segment segment)
    {
        _current.Add(segment);
        while (_current.Tokens > maxTokens * 3 / 2)
        {
            SettleShort();
            Cut(isEnd: false);
        }
    }

    public void BeginSection(HeadingPath path)
    {
        EndSection();
        _current = new SectionPart(path);
    }

    public void Complete()
    {
        EndSection();
        FlushShort();
    }

    private void EndSection()
    {
        if (_current.IsContinued)
        {
            while (_current.HasOwn)
                Cut(isEnd: true);
        }
        else if (_current.IsHeadingOnly || (_current.HasOwn && _current.Tokens + _current.Path.Tokens < ShortTokens))
        {
            if (_short.Count > 0 && !(IsNeighbour() && ChunkDraft.Tokens([.. _short, _current]) <= maxTokens / 2))
                FlushShort();
            _short.Add(_current);
            if (ChunkDraft.Tokens(_short) >= ShortTokens)
                FlushShort();
        }
        else if (_current.HasOwn)
        {
            SettleShort();
            while (_current.HasOwn)
                Cut(isEnd: true);
        }
    }

    /// <summary>The short sections before this one open it, if it is below them all; else they are a chunk of their own.</summary>
    private void SettleShort()
    {
        if (_short.Count > 0
            && !(IsIntroduction() && ChunkDraft.Tokens([.. _short, _current]) - _current.Tokens <= maxTokens / 4))
            FlushShort();
    }

    private bool IsIntroduction() => _short.TrueForAll(part => !part.IsHeadingOnly && part.Path.Contains(_current.Path));

    /// <summary>The last short section is beside this one, or above it.</summary>
    private bool IsNeighbour() => _short[^1].Path.Parent == _current.Path.Parent || _short[^1].Path.Contains(_current.Path);

    private void FlushShort()
    {
        if (_short.Count > 0)
            _ready.Enqueue(ChunkDraft.Join(_short, _short[^1].Count));
        _short.Clear();
    }

    private void Cut(bool isEnd)
    {
        SectionPart[] parts = [.. _short, _current];
        var room = maxTokens - (ChunkDraft.Tokens(parts) - _current.Tokens);
        var count = ChunkCut.Find(_current, room, isEnd ? overlapTokens : null);
        if (count > 0)
        {
            _ready.Enqueue(ChunkDraft.Join(parts, count));
            _short.Clear();
            _current.RemoveFirst(count, overlapTokens);
        }
        else if (_current.Repeated > 0)
        {
            _current.RepeatLess();
        }
        else
        {
            FlushShort(); // The section's first piece needs a chunk of its own.
        }
    }
}
