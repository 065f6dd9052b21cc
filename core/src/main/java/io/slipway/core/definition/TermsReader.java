package io.slipway.core.definition;

import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the terms on which a task runs. What cannot be read of them is as if it had not been written, with a problem. */
final class TermsReader {
    private static final int LONGEST_VERSION = 100;

    private final TaskAddress address;
    private final Problems problems;

    TermsReader(TaskAddress address, Problems problems) {
        this.address = address;
        this.problems = problems;
    }

    Terms read(YamlMap keys, Optional<Shard> shard) {
        return new Terms(
                shard,
                keys.value("approval").flatMap(new ApprovalReader(problems)::read),
                keys.value("keep").flatMap(new KeepReader(problems)::read),
                keys.value("pin").map(this::pins).orElse(List.of()),
                keys.value("version").flatMap(this::version).orElse(""),
                keys.value("renamed-from").flatMap(this::renamedFrom));
    }

    private List<String> pins(YamlValue value) {
        List<String> pins = new ArrayList<>();
        for (YamlValue item : value.texts("`pin`", "pin: [jdk]")) {
            if (TaskAddress.isName(item.knownText())) pins.add(item.knownText());
            else
                problems.add(
                        item.place(),
                        "`" + item.knownText() + "` cannot be the name of a tool",
                        "write " + TaskAddress.NAME_RULE);
        }
        return pins;
    }

    private Optional<String> version(YamlValue value) {
        Optional<String> text = value.text("`version`", "version: 2");
        Optional<String> version = text.filter(written -> !written.isBlank() && written.length() <= LONGEST_VERSION);
        if (text.isPresent() && version.isEmpty())
            problems.add(
                    value.place(),
                    "this is no version",
                    "write from 1 to " + LONGEST_VERSION + " characters, such as 2");
        return version;
    }

    /** Of one of several variants, the variant with the same values. */
    private Optional<TaskAddress> renamedFrom(YamlValue value) {
        Optional<String> text = value.text("`renamed-from`", "renamed-from: compile");
        if (text.isEmpty()) return Optional.empty();
        try {
            TaskAddress old = TaskAddress.parse(text.get(), address.service());
            if (old.variant().isEmpty() && address.variant().isPresent())
                old = old.of(address.variant().get());
            if (!old.equals(address)) return Optional.of(old);
            problems.add(value.place(), "`" + text.get() + "` is its name still", "write the name that it had before");
        } catch (IllegalArgumentException e) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` cannot be a task",
                    "write `task`, or `service:task` for one of another service");
        }
        return Optional.empty();
    }
}
