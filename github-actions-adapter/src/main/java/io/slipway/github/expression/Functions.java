package io.slipway.github.expression;

import io.slipway.github.expression.Expression.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions of expressions. Stateless. */
final class Functions {
    static final Set<String> ASKING_FOR_STATUS = Set.of("always", "cancelled", "failure", "success");

    /** What GitHub lets the text of one evaluation grow to: 1 MiB at two bytes a character. */
    static final int LONGEST = 1 << 19;

    private static final int ANY = Integer.MAX_VALUE;

    /** Of those that may be used everywhere: the least and most arguments. */
    private static final Map<String, Arguments> EVERYWHERE = Map.of(
            "case", new Arguments(3, ANY),
            "contains", new Arguments(2, 2),
            "endswith", new Arguments(2, 2),
            "format", new Arguments(1, 255),
            "fromjson", new Arguments(1, 1),
            "join", new Arguments(1, 2),
            "startswith", new Arguments(2, 2),
            "tojson", new Arguments(1, 1));

    private static final Map<String, Arguments> SOMEWHERE = Map.of(
            "always", new Arguments(0, 0),
            "cancelled", new Arguments(0, 0),
            "failure", new Arguments(0, ANY),
            "hashfiles", new Arguments(1, 255),
            "success", new Arguments(0, ANY));

    private record Arguments(int least, int most) {}

    private Functions() {}

    static void check(String function, Token name, int arguments, Names names) {
        Arguments allowed = EVERYWHERE.get(function);
        if (allowed == null && names.functions().contains(function)) allowed = SOMEWHERE.get(function);
        if (allowed == null)
            throw new ExpressionException("there is no function `" + name.text() + "` here, at character " + name.at());
        if (arguments < allowed.least || arguments > allowed.most)
            throw new ExpressionException(
                    "`" + name.text() + "` cannot take " + arguments + " arguments, at character " + name.at());
        if (function.equals("case") && arguments % 2 == 0)
            throw new ExpressionException(
                    "`case` needs a value for when no condition holds, at character " + name.at());
    }

    static Value call(String function, List<Value> arguments, Contexts contexts) {
        if (function.equals("always")) return Value.of(true);
        if (function.equals("success")) return Value.of(contexts.success());
        if (ASKING_FOR_STATUS.contains(function))
            return contexts.success() == Truth.YES ? Value.of(false) : Value.unknown();
        if (function.equals("hashfiles")) return Value.unknown();
        if (function.equals("case")) return choose(arguments);
        if (arguments.stream().anyMatch(Value::isUnknown)) return Value.unknown();
        Value first = arguments.get(0);
        return switch (function) {
            case "contains" -> Value.of(contains(first, arguments.get(1)));
            case "startswith" -> Value.of(areText(arguments) && upper(first).startsWith(upper(arguments.get(1))));
            case "endswith" -> Value.of(areText(arguments) && upper(first).endsWith(upper(arguments.get(1))));
            case "format" -> new Value.Text(format(first.text(), arguments));
            case "join" -> new Value.Text(join(first, arguments));
            case "tojson" -> new Value.Text(JsonText.write(first));
            default -> JsonText.read(first.text());
        };
    }

    private static Value choose(List<Value> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Value condition = arguments.get(i);
            if (condition instanceof Value.Unknown) return Value.unknown();
            if (!(condition instanceof Value.Flag flag))
                throw new ExpressionException("a condition of `case` is neither true nor false");
            if (flag.value()) return arguments.get(i + 1);
        }
        return arguments.get(arguments.size() - 1);
    }

    private static boolean areText(List<Value> arguments) {
        return arguments.stream().allMatch(Value::isPrimitive);
    }

    private static String upper(Value value) {
        return Comparing.upper(value.text());
    }

    private static boolean contains(Value in, Value what) {
        if (in instanceof Value.Items items)
            return items.values().stream().anyMatch(item -> Comparing.equal(what, item));
        return in.isPrimitive()
                && what.isPrimitive()
                && in.text().toLowerCase(Locale.ROOT).contains(what.text().toLowerCase(Locale.ROOT));
    }

    private static String join(Value of, List<Value> arguments) {
        if (of.isPrimitive()) return of.text();
        if (!(of instanceof Value.Items items)) return "";
        boolean written = arguments.size() > 1 && arguments.get(1).isPrimitive();
        String separator = written ? arguments.get(1).text() : ",";
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < items.values().size(); i++) {
            if (i > 0) joined.append(separator);
            joined.append(items.values().get(i).text());
            bound(joined);
        }
        return joined.toString();
    }

    private static String format(String format, List<Value> arguments) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            boolean doubled = at + 1 < format.length() && format.charAt(at + 1) == c;
            if (c != '{' && c != '}') {
                text.append(c);
                at++;
            } else if (doubled) {
                text.append(c);
                at += 2;
            } else {
                int end = format.indexOf('}', at);
                String number = c == '}' || end < 0 ? "" : format.substring(at + 1, end);
                if (!number.matches("[0-9]{1,9}"))
                    throw new ExpressionException("`" + format + "` is no format; write { and } twice");
                int index = Integer.parseInt(number) + 1;
                if (index >= arguments.size())
                    throw new ExpressionException("the format `" + format + "` has no value for {" + number + "}");
                text.append(arguments.get(index).text());
                at = end + 1;
            }
            bound(text);
        }
        return text.toString();
    }

    private static void bound(StringBuilder text) {
        if (text.length() > LONGEST)
            throw new ExpressionException("a value of the expression has more than " + LONGEST + " characters");
    }
}
