package io.slipway.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page (roff, with the man macros) of one command, from what its help shows. */
final class ManPage {
    private ManPage() {}

    static String of(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName("-");
        StringBuilder page = new StringBuilder();
        page.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" \"1\" \"\" \"slipway\" \"Slipway\"\n");
        page.append(".SH NAME\n")
                .append(text(name))
                .append(" \\- ")
                .append(text(lines(spec.usageMessage().header())));
        page.append("\n.SH SYNOPSIS\n.nf\n");
        page.append(text(command.getHelp()
                        .synopsis(0)
                        .replaceAll("\\x1b\\[[0-9;]*m", "")
                        .strip()))
                .append("\n.fi\n");
        section(page, "DESCRIPTION", lines(spec.usageMessage().description()));
        boolean first = true;
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (first) page.append(".SH ARGUMENTS\n");
            first = false;
            item(
                    page,
                    parameter.paramLabel(),
                    rendered(parameter.description(), parameter.completionCandidates(), parameter.defaultValue()));
        }
        first = true;
        for (OptionSpec option : spec.options()) {
            if (option.hidden()) continue;
            if (first) page.append(".SH OPTIONS\n");
            first = false;
            String names = String.join(", ", option.names());
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            item(
                    page,
                    names + value,
                    rendered(option.description(), option.completionCandidates(), option.defaultValue()));
        }
        if (!command.getSubcommands().isEmpty()) page.append(".SH COMMANDS\n");
        for (Map.Entry<String, CommandLine> below : command.getSubcommands().entrySet()) {
            String page1 = below.getValue().getCommandSpec().qualifiedName("-") + "(1)";
            item(
                    page,
                    page1,
                    lines(below.getValue().getCommandSpec().usageMessage().header()));
        }
        Map<String, String> codes = spec.usageMessage().exitCodeList();
        if (!codes.isEmpty()) page.append(".SH EXIT STATUS\n");
        codes.forEach((code, meaning) -> item(page, code, meaning));
        if (spec.usageMessage().footer().length > 0) {
            page.append(".SH ENVIRONMENT\n.nf\n");
            for (String line : spec.usageMessage().footer())
                page.append(text(line)).append('\n');
            page.append(".fi\n");
        }
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String body) {
        if (!body.isEmpty())
            page.append(".SH ").append(title).append('\n').append(text(body)).append('\n');
    }

    private static void item(StringBuilder page, String term, String body) {
        page.append(".TP\n\\fB")
                .append(text(term))
                .append("\\fR\n")
                .append(text(body))
                .append('\n');
    }

    private static String lines(String[] lines) {
        return String.join(" ", lines).strip();
    }

    private static String rendered(
            String[] description, @Nullable Iterable<String> candidates, @Nullable String usual) {
        String text = Ansi.OFF.string(lines(description));
        if (candidates != null) text = text.replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates));
        return usual == null ? text : text.replace("${DEFAULT-VALUE}", usual);
    }

    /** No character of it means anything to roff. */
    private static String text(String plain) {
        StringBuilder safe = new StringBuilder(plain.length());
        for (String line : plain.split("\n", -1)) {
            if (!safe.isEmpty()) safe.append('\n');
            if (line.startsWith(".") || line.startsWith("'")) safe.append("\\&");
            safe.append(line.replace("\\", "\\e").replace("-", "\\-"));
        }
        return safe.toString();
    }
}
