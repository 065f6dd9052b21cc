package io.slipway.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Decisions are made in rooms that do not know Jenkins; what knows Jenkins translates. */
class JenkinsArchitectureTest {
    private static final String ROOT = "io.slipway.jenkins.";

    private static final Set<String> DECIDING =
            Set.of("capability", "check", "content", "desk", "farm", "queue", "reuse", "run", "teach");

    private static final Set<String> TRANSLATING = Set.of("host", "settings", "step");

    private static final List<String> JENKINS = List.of(
            "hudson.",
            "jenkins.",
            "org.jenkinsci.",
            "org.kohsuke.",
            "org.jvnet.",
            "net.sf.json.",
            "com.google.common.");

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slipway.jenkins");

    @Test
    void rooms_that_decide_do_not_know_jenkins() {
        List<String> problems = new ArrayList<>();
        for (JavaClass type : PLUGIN) {
            if (!DECIDING.contains(room(type))) continue;
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                if (isJenkins(target) || TRANSLATING.contains(room(target))) problems.add(arrow.getDescription());
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void every_class_is_in_a_room() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : PLUGIN) rooms.add(room(type));
        rooms.removeAll(DECIDING);
        rooms.removeAll(TRANSLATING);

        assertThat(rooms).as("rooms that are in no list of this test").isEmpty();
    }

    @Test
    void rooms_form_no_cycle() {
        SlicesRuleDefinition.slices()
                .matching("io.slipway.jenkins.(" + String.join("|", DECIDING) + ")..")
                .should()
                .beFreeOfCycles()
                .check(PLUGIN);
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : PLUGIN) {
            if (!isNullMarked(type.getPackageName())) unmarked.add(type.getPackageName());
        }

        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }

    private static boolean isJenkins(JavaClass type) {
        return JENKINS.stream().anyMatch(type.getName()::startsWith);
    }

    private static String room(JavaClass type) {
        String name = type.getName();
        if (!name.startsWith(ROOT)) return "";
        int end = name.indexOf('.', ROOT.length());
        return end < 0 ? name : name.substring(ROOT.length(), end);
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
