package io.slipway.core.definition;

import io.slipway.core.pipeline.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code approval}: {@code true}, or who may approve and what they should look at first. */
final class ApprovalReader {
    static final List<String> KEYS = Language.APPROVAL.names();

    private static final String EXAMPLE = "approval: {by: [ada], note: Look at the plan first}";

    private final Problems problems;

    ApprovalReader(Problems problems) {
        this.problems = problems;
    }

    /** Absent for {@code false}, and after a problem of the whole. */
    Optional<Approval> read(YamlValue value) {
        if (!value.isMap()) {
            return value.bool("approval").filter(wanted -> wanted).map(wanted -> new Approval(List.of(), ""));
        }
        Optional<YamlMap> keys = value.map("`approval`", EXAMPLE);
        if (keys.isEmpty()) return Optional.empty();
        keys.get().refuseOthersThan(KEYS);
        List<String> by = new ArrayList<>();
        keys.get().value("by").ifPresent(names -> {
            for (YamlValue name : names.texts("`by`", "by: [ada, bob]")) by.add(name.knownText());
            if (names.isList() && by.isEmpty())
                problems.add(names.place(), "`by` names nobody", "write for example `by: [ada]`, or leave it away");
        });
        String note = keys.get()
                .value("note")
                .flatMap(text -> text.text("`note`", EXAMPLE))
                .orElse("");
        return Optional.of(new Approval(by, note.strip()));
    }
}
