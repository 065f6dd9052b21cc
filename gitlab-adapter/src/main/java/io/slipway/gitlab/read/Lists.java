package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what may be one value, a list, or lists in lists, as anchors and references make them. Stateless. */
final class Lists {
    /** What GitLab takes. */
    private static final int DEEPEST = 10;

    private Lists() {}

    /** Every value that is no list, in order; none of nothing. */
    static List<YamlValue> flat(Optional<YamlValue> value, Findings findings) {
        List<YamlValue> flat = new ArrayList<>();
        value.ifPresent(present -> add(present, 0, flat, findings));
        return flat;
    }

    private static void add(YamlValue value, int depth, List<YamlValue> to, Findings findings) {
        findings.count(value.place(), 1);
        if (value instanceof Sequence sequence) {
            if (depth >= DEEPEST) {
                findings.problem(
                        value.place(),
                        "lists are nested more than " + DEEPEST + " deep",
                        "write them one behind the other");
                return;
            }
            for (YamlValue item : sequence.items()) add(item, depth + 1, to, findings);
        } else if (!value.isNothing()) {
            to.add(value);
        }
    }

    /** What a scalar is to a job, and a note where that is not what was written. */
    static String meaning(Scalar scalar, Findings findings) {
        String meaning = scalar.meaning();
        if (!meaning.equals(scalar.value()) && !scalar.isNothing())
            findings.note(
                    scalar.place(),
                    "`" + scalar.value() + "` is `" + meaning + "` in YAML 1.1",
                    "put it in quotes to keep it as it is written");
        return meaning;
    }

    /** The texts among them; something else is a problem. */
    static List<String> texts(Optional<YamlValue> value, String key, Findings findings) {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : flat(value, findings)) {
            if (item instanceof Scalar scalar) texts.add(scalar.value());
            else findings.problem(item.place(), "`" + key + "` has " + item.kind(), "write text");
        }
        return texts;
    }
}
