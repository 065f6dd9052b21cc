package io.slipway.github.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.core.pipeline.Problem;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cases that GitHub's own parsers are held to. They are not ours to ship: {@code -Dslipway.data=DIR} names them. */
class ExpressionCasesTest {
    private static final String CASES = "ci-samples/oracles/gha-expressions/expressions/testdata";

    @Test
    void every_case_of_githubs_own_parsers_comes_to_the_same_value() throws IOException {
        Optional<Path> cases = Optional.ofNullable(System.getProperty("slipway.data"))
                .map(data -> Path.of(data).resolve(CASES))
                .filter(Files::isDirectory);
        assumeTrue(cases.isPresent(), "-Dslipway.data=DIR names no directory with " + CASES);

        List<String> disagreements = new ArrayList<>();
        int agreed = 0;
        for (Path file : files(cases.orElseThrow())) {
            for (YamlValue group : ((Mapping) json(file)).fields().values()) {
                for (YamlValue one : group.items()) {
                    String expected = expected(one);
                    String actual = actual(one);
                    if (actual.equals(expected)) agreed++;
                    else
                        disagreements.add(file.getFileName() + " " + text(one, "expr") + ": " + actual + ", expected "
                                + expected);
                }
            }
        }

        System.out.println("expressions: " + agreed + " cases agree, " + disagreements.size() + " do not");
        assertThat(disagreements).isEmpty();
        assertThat(agreed).isPositive();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static YamlValue json(Path file) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlValue> read =
                YamlReader.readJson(String.valueOf(file.getFileName()), Files.readAllBytes(file), problems::add);
        return read.orElseThrow(() -> new AssertionError(problems));
    }

    private static String text(YamlValue one, String key) {
        return one.get(key).map(value -> ((Scalar) value).value()).orElse("");
    }

    /** A number and its text are told apart by the kind. */
    private static String expected(YamlValue one) {
        if (one.get("err").isPresent()) return "an error";
        YamlValue result = one.get("result").orElseThrow();
        return JsonText.write(value(result.get("value").orElseThrow()));
    }

    private static String actual(YamlValue one) {
        Map<String, Value> contexts = new LinkedHashMap<>();
        one.get("contexts")
                .ifPresent(all -> ((Mapping) all).fields().forEach((name, given) -> contexts.put(name, value(given))));
        Names names = new Names(lower(contexts), Set.of());
        try {
            Value value = Expression.parse(text(one, "expr"), names).evaluate(new Contexts(contexts, Truth.YES));
            return JsonText.write(value);
        } catch (ExpressionException e) {
            return "an error";
        }
    }

    private static Set<String> lower(Map<String, Value> contexts) {
        return new Contexts(contexts, Truth.YES).values().keySet();
    }

    private static Value value(YamlValue json) {
        if (json instanceof Sequence sequence)
            return new Value.Items(
                    sequence.items().stream().map(ExpressionCasesTest::value).toList());
        if (json instanceof Mapping mapping) {
            Map<String, Value> fields = new LinkedHashMap<>();
            mapping.fields().forEach((key, field) -> fields.put(key, value(field)));
            return new Value.Fields(fields);
        }
        Scalar scalar = (Scalar) json;
        return switch (scalar.type()) {
            case NOTHING -> Value.nothing();
            case TRUTH -> Value.of(scalar.isTrue());
            case NUMBER -> new Value.Amount(Numbers.parse(scalar.value()));
            case TEXT -> new Value.Text(scalar.value());
        };
    }
}
