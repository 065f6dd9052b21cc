package io.slipway.core.definition;

import io.slipway.core.pipeline.Command;
import java.util.List;
import java.util.Optional;

/** Reads a command: text is a script for a shell, a list a program and its arguments. Stateless. */
final class CommandReader {
    private CommandReader() {}

    /**
     * @param key under which it stands
     */
    static Optional<Command> read(YamlValue value, String key, Problems problems) {
        if (value.isList()) {
            String example = key + ": [node, --test]";
            List<String> argv = value.texts("`" + key + "`", example).stream()
                    .map(YamlValue::knownText)
                    .toList();
            if (argv.isEmpty() || argv.get(0).isBlank()) return refuseEmpty(value, key, example, problems);
            return Optional.of(new Command.Argv(argv));
        }
        String example = key + ": make";
        if (value.isNothing()) return refuseEmpty(value, key, example, problems);
        Optional<String> script = value.script("`" + key + "`", example);
        if (script.isEmpty()) return Optional.empty();
        if (script.get().isBlank()) return refuseEmpty(value, key, example, problems);
        return Optional.of(new Command.Shell(script.get()));
    }

    private static Optional<Command> refuseEmpty(YamlValue value, String key, String example, Problems problems) {
        problems.add(value.place(), "`" + key + "` has no command", "say which command it runs: `" + example + "`");
        return Optional.empty();
    }
}
