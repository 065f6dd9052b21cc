package io.slipway.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.jenkins.settings.FolderWeight;
import io.slipway.jenkins.settings.JobSettings;
import io.slipway.jenkins.settings.PlacementWeights;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import io.slipway.jenkins.settings.SlipwaySettings;
import io.slipway.jenkins.settings.ThrottleSettings;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples name steps, arguments and settings that there are. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("basedir", "."), "../examples/jenkins");
    private static final Pattern STEP = Pattern.compile("\\b(slipway[A-Z]\\w*)\\(([^\\n]*)\\)");
    private static final Pattern ARGUMENT = Pattern.compile("(?:^|, )(\\w+): ");

    @Test
    void each_step_has_an_example_and_each_example_its_steps() throws Exception {
        Map<String, Set<String>> steps = steps();
        Set<String> used = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (Path file : jenkinsfiles()) {
            Matcher call = STEP.matcher(Files.readString(file));
            while (call.find()) {
                used.add(call.group(1));
                Set<String> known = steps.getOrDefault(call.group(1), Set.of());
                for (String argument : arguments(call.group(2))) {
                    if (!known.contains(argument))
                        problems.add(file.getFileName() + ": " + call.group(1) + " takes no " + argument);
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(used).isEqualTo(steps.keySet());
    }

    @Test
    void each_bracket_of_an_example_is_closed() throws IOException {
        for (Path file : jenkinsfiles()) {
            String text = Files.readString(file);
            for (String pair : List.of("()", "[]", "{}")) {
                assertThat(text.chars().filter(c -> c == pair.charAt(0)).count())
                        .as(file.getFileName() + " " + pair)
                        .isEqualTo(text.chars().filter(c -> c == pair.charAt(1)).count());
            }
        }
    }

    @Test
    void configuration_as_code_sets_what_can_be_set_in_values_that_can_be_used() throws IOException {
        Object yaml = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(EXAMPLES.resolve("jenkins.yaml")));
        Map<?, ?> settings = map(map(map(yaml).get("unclassified")).get("slipway"));
        Map<?, ?> node = map(first(map(map(yaml).get("jenkins")).get("nodes")));
        Map<?, ?> property =
                map(map(first(map(node.get("permanent")).get("nodeProperties"))).get("slipwayNode"));

        assertThat(texts(settings.keySet()))
                .isSubsetOf(bound(SlipwaySettings.class))
                .hasSizeGreaterThan(10);
        assertThat(texts(map(settings.get("weights")).keySet())).isSubsetOf(bound(PlacementWeights.class));
        assertThat(keys(settings.get("folders"))).isSubsetOf(bound(FolderWeight.class));
        assertThat(keys(settings.get("throttles"))).isSubsetOf(bound(ThrottleSettings.class));
        assertThat(keys(settings.get("jobs"))).isSubsetOf(bound(JobSettings.class));
        assertThat(texts(property.keySet())).isSubsetOf(bound(SlipwayNodeProperty.class));
    }

    @Test
    void numbers_with_a_point_are_quoted_for_configuration_as_code_drops_them_otherwise() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("jenkins.yaml"));

        assertThat(text.lines()).noneMatch(line -> line.matches(".*: [0-9]*\\.[0-9]+"));
    }

    private static List<Path> jenkinsfiles() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith("Jenkinsfile"))
                    .sorted()
                    .toList();
        }
    }

    /** What a step may be told by name, by the name of the step. */
    private static Map<String, Set<String>> steps() throws ReflectiveOperationException {
        Map<String, Set<String>> steps = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.slipway.jenkins")) {
            if (!type.isAssignableTo(StepDescriptor.class)) continue;
            Class<?> descriptor = Class.forName(type.getName());
            Constructor<?> constructor = descriptor.getDeclaredConstructor();
            constructor.setAccessible(true);
            StepDescriptor step = (StepDescriptor) constructor.newInstance();
            steps.put(step.getFunctionName(), bound(descriptor.getEnclosingClass()));
        }
        return steps;
    }

    private static Set<String> bound(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (!constructor.isAnnotationPresent(DataBoundConstructor.class)) continue;
            for (Parameter parameter : constructor.getParameters()) names.add(parameter.getName());
        }
        for (Method method : type.getMethods()) {
            if (!method.isAnnotationPresent(DataBoundSetter.class)) continue;
            names.add(method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                    + method.getName().substring(4));
        }
        return names;
    }

    /** Names before values, but not those within brackets. */
    private static List<String> arguments(String call) {
        StringBuilder outer = new StringBuilder();
        int depth = 0;
        for (char c : call.toCharArray()) {
            if (c == '[') depth++;
            if (depth == 0) outer.append(c);
            if (c == ']') depth--;
        }
        List<String> names = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(outer);
        while (argument.find()) names.add(argument.group(1));
        return names;
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static Object first(Object list) {
        return ((List<?>) list).get(0);
    }

    private static Set<String> keys(Object listOfMaps) {
        Set<String> keys = new TreeSet<>();
        for (Object one : (List<?>) listOfMaps) keys.addAll(texts(map(one).keySet()));
        return keys;
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
