package io.slipway.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.Extension;
import hudson.init.Initializer;
import hudson.init.Terminator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What a controller finds by an index or by a name, and what a person finds beside a field. */
class PluginIndexesTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slipway.jenkins");

    private static final Pattern FIELD = Pattern.compile("field=\"([a-zA-Z]+)\"");

    @Test
    void each_class_with_a_symbol_is_in_the_index() throws IOException {
        Set<String> annotated = new TreeSet<>();
        for (JavaClass type : PLUGIN) {
            if (type.isAnnotatedWith(Symbol.class)) annotated.add(type.getName());
        }

        assertThat(index("org.jenkinsci.Symbol")).isEqualTo(annotated);
    }

    @ParameterizedTest
    @ValueSource(classes = {Initializer.class, Terminator.class})
    void each_class_with_a_method_for_the_start_or_the_end_is_in_the_index(Class<? extends Annotation> annotation)
            throws IOException {
        Set<String> annotated = new TreeSet<>();
        for (JavaClass type : PLUGIN) {
            if (type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(annotation)))
                annotated.add(type.getName());
        }

        assertThat(index(annotation.getName())).isEqualTo(annotated);
    }

    @Test
    void each_extension_is_in_the_index_that_sezpoz_wrote() {
        Set<String> annotated = new TreeSet<>();
        for (JavaClass type : PLUGIN) {
            if (type.isAnnotatedWith(Extension.class)) annotated.add(type.getName());
        }
        Set<String> indexed = new TreeSet<>();
        for (IndexItem<Extension, Object> item :
                Index.load(Extension.class, Object.class, getClass().getClassLoader())) {
            indexed.add(item.className());
        }

        assertThat(indexed).isEqualTo(annotated);
    }

    @Test
    void what_is_bound_by_its_constructor_has_its_parameters_written_down() {
        List<String> without = new ArrayList<>();
        for (JavaClass type : PLUGIN) {
            boolean bound = type.getConstructors().stream()
                    .anyMatch(constructor -> constructor.isAnnotatedWith(DataBoundConstructor.class));
            if (bound && resource(type, ".stapler") == null) without.add(type.getName());
        }

        assertThat(without).as("classes without a .stapler file").isEmpty();
    }

    @Test
    void each_web_method_takes_post_only() {
        List<String> open = new ArrayList<>();
        for (JavaClass type : PLUGIN) {
            for (JavaMethod method : type.getMethods()) {
                boolean web = method.getName().matches("do[A-Z].*")
                        && method.getModifiers().contains(JavaModifier.PUBLIC);
                if (web && !method.isAnnotatedWith(RequirePOST.class)) open.add(method.getFullName());
            }
        }

        assertThat(open).isEmpty();
    }

    @Test
    void each_field_of_a_form_can_be_set_and_is_explained() throws IOException {
        List<String> problems = new ArrayList<>();
        int fields = 0;
        for (JavaClass type : PLUGIN) {
            URL form = resource(type, "/config.jelly");
            if (form == null) continue;
            for (String field : matches(text(form))) {
                fields++;
                if (resource(type, "/help-" + field + ".html") == null)
                    problems.add(type.getName() + " does not explain " + field);
                if (!canSet(type, field)) problems.add(type.getName() + " cannot be given " + field);
            }
        }

        assertThat(problems).isEmpty();
        assertThat(fields).isGreaterThan(20);
    }

    @Test
    void each_value_that_can_be_set_is_in_the_form() throws IOException {
        List<String> problems = new ArrayList<>();
        for (JavaClass type : PLUGIN) {
            for (JavaMethod method : type.getMethods()) {
                if (!method.isAnnotatedWith(DataBoundSetter.class)) continue;
                String name = method.getName().substring(3);
                String field = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
                URL form = resource(type, "/config.jelly");
                if (form == null || !matches(text(form)).contains(field))
                    problems.add(type.getName() + " has no field for " + field);
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void help_is_well_formed_and_about_a_field() throws IOException {
        Path resources = Path.of(System.getProperty("basedir", "."), "src/main/resources");
        List<String> odd = new ArrayList<>();
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path help : files.filter(file -> file.getFileName().toString().startsWith("help"))
                    .toList()) {
                String text = Files.readString(help).strip();
                if (!text.startsWith("<div>") || !text.endsWith("</div>"))
                    odd.add(resources.relativize(help).toString());
            }
        }

        assertThat(odd).isEmpty();
    }

    private static boolean canSet(JavaClass type, String field) throws IOException {
        String setter = "set" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        boolean set = type.getMethods().stream()
                .anyMatch(method -> method.getName().equals(setter) && method.isAnnotatedWith(DataBoundSetter.class));
        URL parameters = resource(type, ".stapler");
        return set
                || (parameters != null
                        && List.of(text(parameters).split("[=,\\s]+")).contains(field));
    }

    private static URL resource(JavaClass type, String suffix) {
        String path = type.getName().replace('.', '/').replace('$', '/') + suffix;
        return PluginIndexesTest.class.getClassLoader().getResource(path);
    }

    private static Set<String> matches(String form) {
        Set<String> fields = new TreeSet<>();
        Matcher matcher = FIELD.matcher(form);
        while (matcher.find()) fields.add(matcher.group(1));
        return fields;
    }

    private static Set<String> index(String annotation) throws IOException {
        URL index = PluginIndexesTest.class.getClassLoader().getResource("META-INF/services/annotations/" + annotation);
        return index == null ? Set.of() : new TreeSet<>(List.of(text(index).split("\\R")));
    }

    private static String text(URL resource) throws IOException {
        try (var in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
