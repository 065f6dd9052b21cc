package io.slipway.core.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the tables of keys into docs/definition.md, each between its two marks, as the language has them. */
final class DefinitionTables {
    private static final Pattern MARKED =
            Pattern.compile("(?s)(<!-- keys of ([a-z-]+): printed by DefinitionPageTest -->\n).*?(<!-- /keys -->)");

    private DefinitionTables() {}

    /** The page with its tables as they should be. */
    static String printedInto(String page) {
        return MARKED.matcher(page)
                .replaceAll(marks ->
                        Matcher.quoteReplacement(marks.group(1) + table(named(marks.group(2)), page) + marks.group(3)));
    }

    /** Names of the maps whose table the page has. */
    static List<String> tablesIn(String page) {
        return MARKED.matcher(page).results().map(marks -> marks.group(2)).toList();
    }

    /** The section about a key: from a heading with this word to the next heading; empty when there is none. */
    static String section(String key, String page) {
        Matcher section = Pattern.compile(
                        "(?ms)^###? [^\n]*(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])[^\n]*\n(.*?)(?=^##|\\z)")
                .matcher(page);
        return section.find() ? section.group() : "";
    }

    private static Keys named(String name) {
        return Language.ALL.stream()
                .filter(keys -> keys.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the language has no map `" + name + "`; take its marks out"));
    }

    private static String table(Keys keys, String page) {
        StringBuilder table = new StringBuilder("""
                | key | value | when left out | | example |
                |---|---|---|---|---|
                """);
        for (Keys.Key key : keys.keys()) {
            String heading = section(key.name(), page).lines().findFirst().orElse("");
            boolean linked = keys == Language.TASK && !heading.isEmpty();
            table.append("| ")
                    .append(linked ? "[`" + key.name() + "`](#" + anchor(heading) + ")" : "`" + key.name() + "`")
                    .append(" | ")
                    .append(cell(value(key.shape())))
                    .append(" | ")
                    .append(
                            key.isRequired()
                                    ? "required"
                                    : cell(key.fallback()
                                            .map(text -> "`" + text + "`")
                                            .orElse("")))
                    .append(" | ")
                    .append(cell(key.meaning()))
                    .append(" | ")
                    .append(cell("`" + key.name() + ": " + key.example() + "`"))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String value(Shape shape) {
        if (shape instanceof Shape.Bool) return "`true` or `false`";
        if (shape instanceof Shape.One) return "`1`";
        if (shape instanceof Shape.Choice choice)
            return String.join(
                    ", ", choice.words().stream().map(word -> "`" + word + "`").toList());
        if (shape instanceof Shape.ListOf list) return "list of " + value(list.items());
        if (shape instanceof Shape.MapOf map) return "names, each with " + value(map.value());
        if (shape instanceof Shape.Known known) {
            Keys keys = known.keys().get();
            return "[" + keys.name() + "](#" + (keys == Language.TASK ? "a-task" : "keys-of-" + keys.name()) + ")";
        }
        if (shape instanceof Shape.Either either) {
            List<String> words = new ArrayList<>();
            for (Shape each : either.shapes()) if (!words.contains(value(each))) words.add(value(each));
            return String.join(" or ", words);
        }
        return "text";
    }
}
