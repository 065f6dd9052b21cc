package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.workspace.Concurrency;
import io.slipway.core.workspace.Concurrency.WhenBusy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code concurrency} of the workspace: the name of its group, or that and what a run does while another goes on. */
final class ConcurrencyReader {
    static final List<String> KEYS = Language.CONCURRENCY.names();

    private static final String EXAMPLE = "concurrency: {group: \"deploy-${{ branch }}\", when-busy: cancel-older}";
    /** Known only when a run is asked for: they stay as they are. */
    private static final List<String> LATER = List.of("branch", "tag", "event");

    private final Problems problems;

    ConcurrencyReader(Problems problems) {
        this.problems = problems;
    }

    /** What a name in the group stands for while it is read, beside parameters and variables. */
    static Scope scope(Map<String, String> parameters, Map<String, String> variables) {
        Scope scope = Scope.EMPTY.with("params", parameters).with("vars", new TreeMap<>(variables));
        for (String name : LATER) scope = scope.with(name, "${{ " + name + " }}");
        return scope;
    }

    Optional<Concurrency> read(YamlValue value) {
        if (!value.isMap()) return group(value).map(group -> new Concurrency(group, WhenBusy.QUEUE));
        Optional<YamlMap> keys = value.map("`concurrency`", EXAMPLE);
        if (keys.isEmpty()) return Optional.empty();
        keys.get().refuseOthersThan(KEYS);
        Optional<YamlValue> written = keys.get().value("group");
        if (written.isEmpty())
            problems.add(value.place(), "this concurrency names no group", "write for example `" + EXAMPLE + "`");
        WhenBusy whenBusy =
                keys.get().value("when-busy").flatMap(this::whenBusy).orElse(WhenBusy.QUEUE);
        return written.flatMap(this::group).map(group -> new Concurrency(group, whenBusy));
    }

    private Optional<String> group(YamlValue value) {
        Optional<String> text = value.text("`group`", "group: deploy");
        Optional<String> group = text.filter(name -> !name.isBlank() && name.length() <= Concurrency.LONGEST);
        if (text.isPresent() && group.isEmpty())
            problems.add(
                    value.place(),
                    "this cannot be the name of a group",
                    "write from 1 to " + Concurrency.LONGEST + " characters");
        return group;
    }

    private Optional<WhenBusy> whenBusy(YamlValue value) {
        Optional<String> text = value.text("`when-busy`", "when-busy: queue");
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(WhenBusy.parse(text.get()));
        } catch (IllegalArgumentException e) {
            List<String> known =
                    Arrays.stream(WhenBusy.values()).map(WhenBusy::text).toList();
            problems.add(
                    value.place(), "unknown when-busy `" + text.get() + "`", DidYouMean.suggest(text.get(), known));
            return Optional.empty();
        }
    }
}
