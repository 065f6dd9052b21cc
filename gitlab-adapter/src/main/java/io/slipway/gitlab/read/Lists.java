package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what may be one value, a list, or lists in lists, as anchors and references make them. Stateless. */
final class Lists {
    private Lists() {}

    /** Every value that is no list, in order; none of nothing. */
    static List<YamlValue> flat(Optional<YamlValue> value, Findings findings) {
        List<YamlValue> flat = new ArrayList<>();
        value.ifPresent(present -> add(present, flat, findings));
        return flat;
    }

    private static void add(YamlValue value, List<YamlValue> to, Findings findings) {
        findings.count(value.place(), 1);
        if (value instanceof Sequence sequence) {
            for (YamlValue item : sequence.items()) add(item, to, findings);
        } else if (!value.isNothing()) {
            to.add(value);
        }
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
