package io.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, from the same commands and options that the help shows. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine slipway) {
        StringBuilder text = new StringBuilder("# completions of slipway for fish\n");
        text.append("""
                function __slipway_at
                  set -l names
                  for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or set -a names $word
                  end
                  for i in (seq (count $argv))
                    test "$names[$i]" = "$argv[$i]"; or return 1
                  end
                end
                """);
        add(slipway, List.of(), text);
        return text.toString();
    }

    private static void add(CommandLine command, List<String> path, StringBuilder text) {
        String here = path.isEmpty() ? "" : " -n '__slipway_at " + String.join(" ", path) + "'";
        for (Map.Entry<String, CommandLine> below : command.getSubcommands().entrySet()) {
            String at = path.isEmpty() ? " -n __fish_use_subcommand" : here;
            text.append("complete -c slipway -f").append(at).append(" -a ").append(below.getKey());
            text.append(" -d ").append(quoted(header(below.getValue()))).append('\n');
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) continue;
            text.append("complete -c slipway").append(here);
            for (String name : option.names())
                text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
            if (option.arity().max() > 0) text.append(" -r");
            if (option.completionCandidates() != null) {
                List<String> values = new ArrayList<>();
                for (String value : option.completionCandidates()) values.add(value);
                text.append(" -f -a ").append(quoted(String.join(" ", values)));
            }
            String about = option.description().length == 0 ? "" : option.description()[0];
            text.append(" -d ").append(quoted(firstSentence(about))).append('\n');
        }
        for (Map.Entry<String, CommandLine> below : command.getSubcommands().entrySet()) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(below.getKey());
            add(below.getValue(), deeper, text);
        }
    }

    private static String header(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String[] header = spec.usageMessage().header();
        return header.length == 0 ? "" : header[0];
    }

    private static String firstSentence(String text) {
        String plain = text.replaceAll("\\$\\{[^}]*}", "").strip();
        int end = plain.indexOf(". ");
        return end < 0 ? plain : plain.substring(0, end + 1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
