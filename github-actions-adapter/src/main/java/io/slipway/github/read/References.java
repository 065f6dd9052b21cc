package io.slipway.github.read;

import io.slipway.github.expression.Template;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which needed jobs' results and outputs a job looks at. Immutable. O(size of the job).
 *
 * @param jobs by id, in lower case
 * @param all whether it looks at all of them, as {@code toJSON(needs)} does
 */
record References(Set<String> jobs, boolean all) {
    private static final Pattern NEEDS = Pattern.compile("(?i)(?<![A-Za-z0-9_.-])needs(\\s*\\.\\s*([A-Za-z0-9_-]+))?");

    static References in(Mapping job) {
        Set<String> jobs = new TreeSet<>();
        boolean all = false;
        for (var field : job.fields().entrySet()) {
            if (!field.getKey().equals("needs"))
                all |= collect(field.getValue(), field.getKey().equals("if"), jobs);
        }
        return new References(jobs, all);
    }

    boolean to(String job) {
        return all || jobs.contains(job.toLowerCase(Locale.ROOT));
    }

    /** Most texts do not: looked for sooner than by the pattern. */
    private static boolean mayName(String text) {
        for (int at = 0; at + 5 <= text.length(); at++)
            if ((text.charAt(at) | 0x20) == 'n' && text.regionMatches(true, at, "needs", 0, 5)) return true;
        return false;
    }

    private static boolean collect(YamlValue value, boolean expression, Set<String> jobs) {
        boolean all = false;
        if (value instanceof Scalar scalar) {
            if ((!expression && !Template.isIn(scalar.value())) || !mayName(scalar.value())) return false;
            Matcher needs = NEEDS.matcher(scalar.value());
            while (needs.find()) {
                if (needs.group(2) == null) all = true;
                else jobs.add(needs.group(2).toLowerCase(Locale.ROOT));
            }
        }
        for (YamlValue item : value.items()) all |= collect(item, expression, jobs);
        if (value instanceof Mapping mapping)
            for (YamlValue field : mapping.fields().values()) all |= collect(field, expression, jobs);
        return all;
    }
}
