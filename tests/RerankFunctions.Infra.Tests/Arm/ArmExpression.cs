namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>
/// An expression of an Azure Resource Manager template, such as <c>[format('rg-{0}', parameters('name'))]</c>.
/// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
/// </summary>
internal abstract record ArmExpression
{
    public static bool IsExpression(string text) => text.StartsWith('[') && !text.StartsWith("[[") && text.EndsWith(']');

    public static ArmExpression Parse(string text) => new Parser(text[1..^1]).ParseAll();

    private sealed class Parser(string text)
    {
        private int _position;

        public ArmExpression ParseAll()
        {
            var expression = ParseOne();
            SkipSpace();
            return _position == text.Length ? expression : throw Unexpected();
        }

        private ArmExpression ParseOne()
        {
            SkipSpace();
            ArmExpression expression = Peek() switch
            {
                '\'' => new ArmText(ParseText()),
                '-' or >= '0' and <= '9' => ParseNumber(),
                _ => ParseCall(),
            };
            while (true)
            {
                SkipSpace();
                if (TryTake('.'))
                    expression = new ArmProperty(expression, ParseName());
                else if (TryTake('['))
                {
                    expression = new ArmElement(expression, ParseOne());
                    Take(']');
                }
                else
                    return expression;
            }
        }

        private ArmCall ParseCall()
        {
            var name = ParseName();
            var arguments = new List<ArmExpression>();
            Take('(');
            SkipSpace();
            while (!TryTake(')'))
            {
                arguments.Add(ParseOne());
                SkipSpace();
                if (Peek() is not ')')
                    Take(',');
            }

            return new ArmCall(name, arguments);
        }

        private string ParseText()
        {
            var result = "";
            for (Take('\''); ; _position++)
            {
                if (Peek() is not '\'')
                    result += Peek();
                else if (_position + 1 < text.Length && text[_position + 1] is '\'')
                    result += text[_position++];
                else
                    break;
            }

            Take('\'');
            return result;
        }

        private ArmNumber ParseNumber() => new(int.Parse(TakeWhile(character => char.IsDigit(character) || character is '-')));

        private string ParseName() => TakeWhile(character => char.IsLetterOrDigit(character) || character is '_' or '$' or '#');

        private string TakeWhile(Func<char, bool> belongs)
        {
            var start = _position;
            while (_position < text.Length && belongs(text[_position]))
                _position++;
            return _position > start ? text[start.._position] : throw Unexpected();
        }

        private char Peek() => _position < text.Length ? text[_position] : throw Unexpected();

        private void SkipSpace()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                _position++;
        }

        private bool TryTake(char character)
        {
            if (_position >= text.Length || text[_position] != character)
                return false;
            _position++;
            return true;
        }

        private void Take(char character)
        {
            SkipSpace();
            if (!TryTake(character))
                throw Unexpected();
        }

        private FormatException Unexpected() => new($"Not understood at {_position}: {text}");
    }
}

internal sealed record ArmText(string Value) : ArmExpression;

internal sealed record ArmNumber(int Value) : ArmExpression;

internal sealed record ArmCall(string Function, IReadOnlyList<ArmExpression> Arguments) : ArmExpression;

internal sealed record ArmProperty(ArmExpression Target, string Name) : ArmExpression;

internal sealed record ArmElement(ArmExpression Target, ArmExpression Key) : ArmExpression;
